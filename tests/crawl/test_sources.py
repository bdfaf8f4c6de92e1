"""Every source is followed to its verified end, and the report says what each named and what of that is missing, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from server.command import Archived, blogarchive, crawl, read_lines
from server.listed_blog import ListedBlog
from server.site import Answer, blog_post, feed_of, sitemap_of

from blogarchive.report.coverage import Coverage, SourceFigure, read_coverage

OFF = {"feeds": "--no-feeds", "sitemap": "--no-sitemap", "rest": "--no-rest", "pagination": "--no-pagination"}


@pytest.fixture
def listed() -> Iterator[ListedBlog]:
    with ListedBlog() as site:
        yield site


def without(*names: str) -> list[str]:
    return [OFF[name] for name in names]


def only(name: str) -> list[str]:
    return without(*(OFF.keys() - {name}))


def coverage_of(folder: Path) -> Coverage:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return read_coverage(db)


def figure(coverage: Coverage, kind: str) -> SourceFigure:
    [found] = [figure for figure in coverage.sources if figure.kind == kind]
    return found


def kept(folder: Path) -> list[int]:
    return sorted(int(title.rpartition(" ")[2]) for title in Archived(folder).titles)


@pytest.mark.parametrize("name", OFF)
def test_each_source_alone_brings_every_post(listed: ListedBlog, tmp_path: Path, name: str) -> None:
    done = crawl(listed.url(), tmp_path / "a", *only(name))
    assert done.code == 0, done.err
    assert kept(tmp_path / "a") == sorted(listed.numbers)


@pytest.mark.parametrize(
    ("kind", "documents", "promised", "how"),
    [
        ("feed", 3, None, "the page behind the last one does not exist (HTTP 404)"),
        ("rest", 3, 25, "the total of 25 is reached"),
        ("sitemap", 1, 26, "the whole file was read"),
        ("listing", 3, None, "every further page that a page names was read"),
    ],
)
def test_source_is_followed_to_its_end(
    tmp_path_factory: pytest.TempPathFactory, kind: str, documents: int, promised: int | None, how: str
) -> None:
    folder = followed(tmp_path_factory)
    found = figure(coverage_of(folder), kind)
    assert (found.documents, found.promised, found.kept, found.unkept) == (documents, promised, 25, 0)
    assert (found.ended, found.warning) == (how, None)


_FOLLOWED: list[Path] = []


def followed(factory: pytest.TempPathFactory) -> Path:
    """The archive of the whole blog, crawled once."""
    if not _FOLLOWED:
        folder = factory.mktemp("followed") / "a"
        with ListedBlog() as site:
            assert crawl(site.url(), folder).code == 0
        _FOLLOWED.append(folder)
    return _FOLLOWED[0]


def test_totals_and_overlaps_are_those_of_the_blog(tmp_path_factory: pytest.TempPathFactory) -> None:
    coverage = coverage_of(followed(tmp_path_factory))
    assert (coverage.union, coverage.kept, coverage.unkept, coverage.warnings) == (25, 25, [], [])
    assert coverage.overlaps["feed"] == {"rest": 25, "sitemap": 25, "listing": 25}
    assert coverage.estimate is not None
    assert (coverage.estimate.posts, coverage.estimate.first_kinds) == (25, ["feed", "rest", "sitemap"])


def test_rebuilt_archive_gives_the_same_coverage(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = followed(tmp_path_factory)
    before = coverage_of(folder)
    assert blogarchive("rebuild", folder).code == 0
    after = coverage_of(folder)
    assert after.sources == before.sources
    assert (after.union, after.kept, after.overlaps, after.unkept) == (before.union, before.kept, before.overlaps, before.unkept)


def test_rest_labels_fill_what_pages_leave_out(listed: ListedBlog, tmp_path: Path) -> None:
    listed.forget("/post-3/")
    listed.page("/post-3/", "<main><h1>Another heading</h1><p>" + "Words of the third post. " * 30 + "</p></main>")
    crawl(listed.url(), tmp_path / "a", *without("feeds"))
    [row] = [row for row in Archived(tmp_path / "a").rows if row["url"].endswith("/post-3/")]
    assert row["date_published"].startswith("2024-03-04")


# --- sources that stop early


def test_list_that_gives_less_than_it_promises_is_a_warning(listed: ListedBlog, tmp_path: Path) -> None:
    listed.total = 40
    crawl(listed.url(), tmp_path / "a")
    found = figure(coverage_of(tmp_path / "a"), "rest")
    assert (found.ended, found.warning) == (None, "it names 25 of the 40 entries that it promises")


def test_feed_page_that_cannot_be_had_is_a_failure_and_a_warning(listed: ListedBlog, tmp_path: Path) -> None:
    listed.forget("/feed/?paged=2")
    listed.on("/feed/?paged=2", 403)
    done = crawl(listed.url(), tmp_path / "a", *only("feeds"))
    assert done.code == 1
    assert "paged=2 could not be had (HTTP 403)" in (figure(coverage_of(tmp_path / "a"), "feed").warning or "")
    assert [failure["url"] for failure in Archived(tmp_path / "a").failures] == [listed.url("/feed/?paged=2")]


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_source_that_cannot_be_had_at_all_is_a_warning(listed: ListedBlog, tmp_path: Path, kind: str) -> None:
    path = {"feed": "/feed/", "sitemap": "/sitemap.xml"}[kind]
    listed.forget(path)
    listed.on(path, 403)
    assert crawl(listed.url(), tmp_path / "a").code == 1
    found = figure(coverage_of(tmp_path / "a"), kind)
    assert (found.documents, found.named, found.warning) == (0, 0, f"{listed.url(path)} could not be had (HTTP 403)")


def test_list_forbidden_by_robots_is_a_warning(listed: ListedBlog, tmp_path: Path) -> None:
    listed.forget("/robots.txt")
    listed.on("/robots.txt", body="User-agent: *\nDisallow: /feed/?paged=3\n", content_type="text/plain")
    assert crawl(listed.url(), tmp_path / "a").code == 0
    assert "robots.txt forbids it" in (figure(coverage_of(tmp_path / "a"), "feed").warning or "")


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (feed_of([]), "the last page is empty"),
        (feed_of(list(range(15, 5, -1))), "the last page names nothing new"),
        ("<!DOCTYPE html><html><title>x</title><p>x</p></html>", "the page behind the last one is no such list"),
    ],
    ids=["empty", "repeats", "a page"],
)
def test_paged_feed_ends_where_its_pages_bring_nothing(listed: ListedBlog, tmp_path: Path, body: str, how: str) -> None:
    for number in (3, 4):
        listed.forget(f"/feed/?paged={number}")
    listed.on("/feed/?paged=3", body=body, content_type="application/rss+xml" if "<rss" in body else "text/html")
    crawl(listed.url(), tmp_path / "a", *only("feeds"))
    assert figure(coverage_of(tmp_path / "a"), "feed").ended == how
    assert "/feed/?paged=4" not in listed.paths()


def test_rest_list_that_is_closed_is_no_failure(listed: ListedBlog, tmp_path: Path) -> None:
    listed.numbers, listed.total = [], None
    assert crawl(listed.url(), tmp_path / "a").code == 0
    assert [found.kind for found in coverage_of(tmp_path / "a").sources] == ["sitemap", "feed", "listing", "link"]


# --- what is named and not kept


def test_every_named_post_that_is_not_kept_has_its_reason(listed: ListedBlog, tmp_path: Path) -> None:
    form = '<form class="post-password-form" method="post"><input name="post_password" type="password"></form>'
    members = '<div class="gh-post-upgrade-cta"><h2>This post is for members only</h2></div>'
    for number in (1, 2, 3, 4, 5, 6, 7):
        listed.forget(f"/post-{number}/")
    listed.on("/post-1/", 404)
    listed.on("/post-2/", 410)
    listed.on("/post-3/", 403)
    listed.page("/post-4/", f"<main><article><h1>Protected: Post number 4</h1>{form}</article></main>")
    listed.page("/post-5/", f"<main><article><h1>Post number 5</h1>{members}</article></main>")
    listed.moved("/post-6/", "http://elsewhere.invalid/post-6/")
    listed.page("/post-7/", "", head='<meta http-equiv="refresh" content="0; url=/post-8/">')
    robots = "User-agent: *\nDisallow: /post-9/\nSitemap: {base}/sitemap.xml\n"
    listed.forget("/robots.txt")
    listed.on("/robots.txt", body=robots, content_type="text/plain")
    crawl(listed.url(), tmp_path / "a")
    coverage = coverage_of(tmp_path / "a")
    why = {one.url.removeprefix(listed.base): (one.category, one.reason, one.status) for one in coverage.unkept}
    assert why == {
        "/post-1/": ("gone", "HTTP 404", 404),
        "/post-2/": ("gone", "HTTP 410", 410),
        "/post-3/": ("failed", "HTTP 403 after 1 try", 403),
        "/post-4/": ("password", "behind a password", 200),
        "/post-5/": ("members", "for members only", 200),
        "/post-6/": ("moved", "moved to http://elsewhere.invalid/post-6/", None),
        "/post-9/": ("robots", "robots.txt forbids it", None),
    }
    assert kept(tmp_path / "a") == [8, *range(10, 26)]
    assert {one.title for one in coverage.unkept} == {f"Post number {n}" for n in (1, 2, 3, 4, 5, 6, 9)}
    assert (coverage.kept, coverage.union) == (17, 21)


def test_post_that_one_source_alone_names_is_counted_there(listed: ListedBlog, tmp_path: Path) -> None:
    listed.page("/post-26/", blog_post(26), title="Post number 26")
    listed.forget("/sitemap.xml")
    paths = ["/", "/post-26/", *(f"/post-{n}/" for n in listed.numbers)]
    listed.on("/sitemap.xml", body=sitemap_of(paths), content_type="application/xml")
    crawl(listed.url(), tmp_path / "a")
    found = {figure.kind: figure.only for figure in coverage_of(tmp_path / "a").sources}
    assert found == {"feed": 0, "rest": 0, "sitemap": 1, "listing": 0, "link": 0}
    assert 26 in kept(tmp_path / "a")


# --- how far it goes


def test_lean_crawl_asks_for_little_more_than_the_posts(listed: ListedBlog, tmp_path: Path) -> None:
    links = "".join(f'<a href="/tag/{name}/">{name}</a>' for name in ("a", "b", "c"))
    for number in listed.numbers:
        listed.forget(f"/post-{number}/")
        listed.page(f"/post-{number}/", blog_post(number, more=links), title=f"Post number {number}")
    assert crawl(listed.url(), tmp_path / "a", "--lean").code == 0
    coverage = coverage_of(tmp_path / "a")
    assert kept(tmp_path / "a") == sorted(listed.numbers)
    assert (coverage.requests_per_post or 9) <= 1.3
    assert coverage.warnings == []
    assert Archived(tmp_path / "a").state(listed.url("/tag/a/")) == ("skipped", "lean")


def test_lean_crawl_walks_on_where_no_list_proves_whole(listed: ListedBlog, tmp_path: Path) -> None:
    listed.total = 40
    listed.forget("/feed/")
    assert crawl(listed.url(), tmp_path / "a", "--lean", *without("sitemap")).code == 1
    assert "/page/3/" in listed.paths()


def test_what_a_lean_crawl_left_out_is_asked_for_by_the_next(listed: ListedBlog, tmp_path: Path) -> None:
    crawl(listed.url(), tmp_path / "a", "--lean")
    assert "/page/2/" not in listed.paths()
    crawl(listed.url(), tmp_path / "a")
    assert "/page/2/" in listed.paths()
    assert len(listed.posts_asked()) == 25


@pytest.mark.parametrize(
    "options", [[], only("pagination"), only("sitemap"), only("feeds")], ids=["all", "pages", "sitemap", "feed"]
)
def test_only_the_newest_posts_are_kept_when_a_number_is_given(listed: ListedBlog, tmp_path: Path, options: list[str]) -> None:
    dated = [f"/2024/03/{n % 28 + 1:02d}/post-{n}/" for n in listed.numbers]
    if options == only("sitemap"):
        listed.forget("/sitemap.xml")
        listed.on("/sitemap.xml", body=sitemap_of(dated[::-1]), content_type="application/xml")
        for number, path in zip(listed.numbers, dated, strict=True):
            listed.page(path, blog_post(number), title=f"Post number {number}")
    crawl(listed.url(), tmp_path / "a", "--max-posts", "3", *options)
    assert kept(tmp_path / "a") == [23, 24, 25]


@pytest.mark.parametrize("name", ["feeds", "rest"])
def test_list_that_a_limit_cut_short_is_followed_by_the_next_run(listed: ListedBlog, tmp_path: Path, name: str) -> None:
    crawl(listed.url(), tmp_path / "a", "--max-posts", "3", *only(name))
    kind = {"feeds": "feed", "rest": "rest"}[name]
    assert "a limit was reached" in (figure(coverage_of(tmp_path / "a"), kind).warning or "")
    assert crawl(listed.url(), tmp_path / "a", *only(name)).code == 0
    assert kept(tmp_path / "a") == sorted(listed.numbers)
    assert figure(coverage_of(tmp_path / "a"), kind).warning is None


def test_posts_come_newest_first_before_further_pages(listed: ListedBlog, tmp_path: Path) -> None:
    crawl(listed.url(), tmp_path / "a", "--delay", "0")
    assert listed.posts_asked() == listed.numbers
    paths = listed.paths()
    assert paths.index("/page/2/") > paths.index("/post-1/")


def test_pages_without_any_list_bring_the_newest_posts_first(listed: ListedBlog, tmp_path: Path) -> None:
    crawl(listed.url(), tmp_path / "a", "--delay", "0", *only("pagination"))
    assert listed.posts_asked() == listed.numbers
    paths = listed.paths()
    assert paths.index("/page/2/") > paths.index("/post-16/")


def test_switched_off_source_is_followed_when_it_is_switched_on(listed: ListedBlog, tmp_path: Path) -> None:
    crawl(listed.url(), tmp_path / "a", *without("feeds", "sitemap", "rest", "pagination"))
    assert kept(tmp_path / "a") == list(range(16, 26))
    assert Archived(tmp_path / "a").state(listed.url("/page/2/")) == ("skipped", "off:pagination")
    crawl(listed.url(), tmp_path / "a", *without("feeds", "rest"))
    assert kept(tmp_path / "a") == sorted(listed.numbers)


def test_trap_rule_can_be_switched_off(listed: ListedBlog, tmp_path: Path) -> None:
    listed.forget("/post-25/")
    listed.page("/post-25/", blog_post(25, more='<a href="/story/?print=1">x</a>'), title="Post number 25")
    crawl(listed.url(), tmp_path / "a")
    assert "/story/?print=1" not in listed.paths()
    crawl(listed.url(), tmp_path / "b", "--allow-trap", "print")
    assert "/story/?print=1" in listed.paths()


def test_unknown_trap_rule_is_a_usage_error(tmp_path: Path) -> None:
    done = crawl("http://127.0.0.1:1/", tmp_path / "a", "--allow-trap", "nonsense")
    assert done.code == 2
    assert "There is no trap rule 'nonsense'; the rules are" in done.sentence


def test_answer_to_unknown_addresses_may_be_anything(listed: ListedBlog, tmp_path: Path) -> None:
    """A server that answers 200 with JSON to everything has no lists."""
    listed.other = Answer(200, b'{"status": "ok", "path": "{path}"}', "application/json")
    assert crawl(listed.url(), tmp_path / "a").code == 0
    assert kept(tmp_path / "a") == sorted(listed.numbers)


def test_rows_are_the_same_from_the_warc_files(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    folder = followed(tmp_path_factory)
    blogarchive("extract", folder, "-o", tmp_path / "rows.jsonl")
    rows = {row["id"]: row for row in read_lines(tmp_path / "rows.jsonl")}
    assert rows == {row["id"]: row for row in Archived(folder).rows}


def test_limit_on_pages_leaves_the_rest_of_the_lists_unasked(listed: ListedBlog, tmp_path: Path) -> None:
    crawl(listed.url(), tmp_path / "a", "--max-pages", "1", "--no-rest")
    assert "/feed/?paged=2" not in listed.paths()
    assert "a limit was reached" in (figure(coverage_of(tmp_path / "a"), "sitemap").warning or "")
    crawl(listed.url(), tmp_path / "a", "--no-rest")
    assert kept(tmp_path / "a") == sorted(listed.numbers)
    assert figure(coverage_of(tmp_path / "a"), "feed").warning is None

"""A crawl that keeps answers and makes no rows, and what a later one makes of it."""

from __future__ import annotations

from pathlib import Path

from server.command import Archived, crawl
from server.site import Site, blog_post, small_blog


def test_later_run_makes_the_rows_out_of_the_archive(site: Site, tmp_path: Path) -> None:
    small_blog(site, 5)
    crawl(site.url(), tmp_path, "--no-extraction", "-q")
    archive = Archived(tmp_path)
    assert archive.rows == []
    assert archive.state(site.url("/post-1/")) == ("done", "unjudged")
    asked = site.count("/post-1/")
    crawl(site.url(), tmp_path, "-q")
    assert len(Archived(tmp_path).rows) == 5
    assert site.count("/post-1/") == asked
    assert Archived(tmp_path).state(site.url("/post-1/")) == ("done", "post")


def test_what_a_crawl_with_rows_keeps_is_kept(site: Site, tmp_path: Path) -> None:
    numbers = small_blog(site, 14)
    for number in numbers:
        picture = f'<article><p><img src="/{number}.png"></p></article>'
        site.forget(f"/post-{number}/")
        site.page(f"/post-{number}/", blog_post(number, more=picture), title=f"Post number {number}")
        site.on(f"/{number}.png", body=b"\x89PNG\r\n\x1a\n", content_type="image/png")
    kept = []
    for name, options in (("with", ()), ("without", ("--no-extraction",))):
        crawl(site.url(), tmp_path / name, "-q", *options)
        rows = Archived(tmp_path / name).query("SELECT u.url FROM capture c JOIN url u ON u.id = c.url_id WHERE c.status = 200")
        kept.append({url for (url,) in rows})
    assert {site.url(f"/{number}.png") for number in numbers} <= kept[0] == kept[1]


def test_pages_linked_by_other_posts_only_are_found(site: Site, tmp_path: Path) -> None:
    """Each names but one new address among many that all of them share."""
    menu = "".join(f'<a href="/topic-{n}/">Topic</a>' for n in range(20))
    site.page("/", menu + '<main><h2><a href="/post-1/">First</a></h2></main>')
    for number in range(1, 12):
        site.page(f"/post-{number}/", f"{menu}{blog_post(number)}<a href='/post-{number + 1}/'>On</a>", title=f"Post {number}")
    crawl(site.url(), tmp_path, "--no-extraction", "-q")
    assert Archived(tmp_path).state(site.url("/post-11/")) == ("done", "unjudged")


def test_page_limit_counts_over_two_runs(site: Site, tmp_path: Path) -> None:
    small_blog(site, 8)
    for _ in range(2):
        crawl(site.url(), tmp_path, "--no-extraction", "-q", "--max-pages", "3")
    assert Archived(tmp_path).query("SELECT count(*) FROM url WHERE reason = 'unjudged'") == [(3,)]


def test_pages_that_breed_their_like_are_given_up(site: Site, tmp_path: Path) -> None:
    """Pages are not judged, but whether they bring anything new is looked at."""
    site.page("/", '<main><h2><a href="/x/a1/">One</a></h2></main>')
    same = f"<h1>Thing</h1><main><p>{'same text here ' * 40}</p>"
    for number in range(1, 400):
        links = f'<a href="/x/a{2 * number}/">left</a> <a href="/x/a{2 * number + 1}/">right</a></main>'
        site.page(f"/x/a{number}/", same + links)
    crawl(site.url(), tmp_path, "--no-extraction", "-q")
    (kept,) = Archived(tmp_path).query("SELECT count(*) FROM url WHERE reason = 'unjudged'")[0]
    assert kept < 200
    assert Archived(tmp_path).query("SELECT DISTINCT reason FROM url WHERE state = 'skipped'") == [("limit:nothing-new",)]

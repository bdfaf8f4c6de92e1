"""Posts told from listings and other pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from blogarchive.extract.kind import Evidence, Hints, Verdict, judge, judge_one, learn_shapes, read_evidence
from blogarchive.extract.kind_shapes import address_kind, date_parts, shape_of
from blogarchive.extract.page import Page

ROOT = "https://blog.example/"
TEXT = "<p>" + "Some words of a text that goes on for a while. " * 12 + "</p>"


def evidence(html: str, url: str = ROOT + "a-post/") -> Evidence:
    body = html if "<html" in html else f"<html><head></head><body>{html}</body></html>"
    page = Page(
        url=url,
        body=body.encode(),
        content_type="text/html; charset=utf-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return read_evidence(page)


def post(title: str, date: str = "May 6, 2024") -> str:
    related = "<aside><h3><a href=/x/>X</a></h3><h3><a href=/y/>Y</a></h3><h3><a href=/z/>Z</a></h3></aside>"
    return f'<main><article class="post"><h1 class="t">{title}</h1><p>{date}</p>{TEXT}</article></main>{related}'


def listing(*paths: str, title: str = "Blog") -> str:
    cards = "".join(f"<div><h2><a href={p}>About {p}</a></h2><p>May 6, 2024</p><p>An excerpt […]</p></div>" for p in paths)
    return f'<main><h1 class="list">{title}</h1>{cards}</main>'


def decide(pages: dict[str, str], hints: dict[str, Hints] | None = None, root: str = ROOT) -> dict[str, Verdict]:
    return judge(
        {ROOT + path: evidence(html, ROOT + path) for path, html in pages.items()},
        {ROOT + path: hint for path, hint in (hints or {}).items()},
        root,
    )


def kinds(pages: dict[str, str], hints: dict[str, Hints] | None = None, root: str = ROOT) -> dict[str, str]:
    return {url.removeprefix(ROOT): v.kind for url, v in decide(pages, hints, root).items()}


FEED = Hints(in_feed=True)


# ---- evidence ----


@pytest.mark.parametrize(
    ("html", "mark"),
    [
        (
            '<html><body class="single single-post postid-5"><script src=/wp-includes/a.js></script></body></html>',
            "post",
        ),
        ('<html><body class="page page-id-2"><link href=/wp-content/a.css></body></html>', "page"),
        ('<html><body class="archive category"><link href=/wp-content/a.css></body></html>', "listing"),
        ('<html><body class="archive author author-ann"><link href=/wp-content/a.css></body></html>', "author"),
        ('<html><body class="single single-news"><link href=/wp-content/a.css></body></html>', "single"),
        ('<html><body class="error404"><link href=/wp-content/a.css></body></html>', "missing"),
        ('<html><body class="page category home"></body></html>', None),
        ('<html><body class="post-template tag-a"></body></html>', "post"),
        ('<html><body class="author-template"></body></html>', "author"),
        ('<html class="blog-wrapper blog-post-page"><body></body></html>', "post"),
        ('<html class="docs-wrapper docs-doc-page"><body></body></html>', "page"),
        ("<html><body><script>x={'pageType': 'item'}</script></body></html>", "post"),
        ('<html><body class="layout--tags"></body></html>', "listing"),
    ],
)
def test_mark_of_the_blog_software(html: str, mark: str | None) -> None:
    assert evidence(html).mark == mark


@pytest.mark.parametrize(
    "text",
    [
        "May 6, 2024",
        "6 May 2024",
        "6. Mai 2024",
        "2024-05-06",
        "2024年5月6日",
        "6 de mayo de 2024",
        "06.05.2024",
        "2024. 5. 6",
        "<time datetime=2024-05-06>last spring</time>",
    ],
)
def test_date_beside_the_title(text: str) -> None:
    assert evidence(f"<main><h1>Title</h1><div>{text}</div>{TEXT}</main>").date_near_title


def test_no_date_is_seen_far_below_the_title() -> None:
    assert not evidence(f"<main><h1>Title</h1>{TEXT}{TEXT}<p>On May 6, 2024 it rained.</p></main>").date_near_title


def test_headings_of_asides_are_no_teasers() -> None:
    assert evidence(post("A")).teasers == 0
    assert evidence(listing("/a/", "/b/", "/c/")).teasers == 3


def test_title_linked_to_itself_is_the_title() -> None:
    found = evidence("<main><h2><a href=/a-post/>A post</a></h2><p>x</p></main>")
    assert (found.self_title, found.teasers, found.title) == (True, 0, "apost")


def test_one_article_of_its_own_and_a_list_of_articles() -> None:
    one = '{"@type":"BlogPosting","url":"/a-post/","datePublished":"2024-05-06"}'
    many = '[{"@type":"BlogPosting","url":"/x/","datePublished":"2024-05-06"},{"@type":"BlogPosting","url":"/y/"}]'
    found = evidence(f'<script type="application/ld+json">{one}</script>')
    assert (found.article_own, found.published) == (True, True)
    found = evidence(f'<script type="application/ld+json">{many}</script>')
    assert (found.articles, found.article_own, found.published) == (2, False, False)


def test_the_year_1_is_no_date() -> None:
    assert not evidence('<meta property="article:published_time" content="0001-01-01T00:00:00Z">').published


@pytest.mark.parametrize(
    "html",
    [
        "<main><h1>Secret</h1><form><input type=password name=post_password></form></main>",
        "<main><h1>Secret</h1><p>This post is for paying subscribers only.</p></main>",
        "<main><h1>Geheim</h1><p>Dieser Inhalt ist passwortgeschützt.</p></main>",
        "<main><h1>秘密</h1><p>この投稿はパスワードで保護されています。</p></main>",
        '<main><h1>Secret</h1><aside class="gh-post-upgrade-cta">Join</aside></main>',
    ],
)
def test_closed_content(html: str) -> None:
    assert evidence(html).closed


def test_a_long_text_about_passwords_is_open() -> None:
    text = TEXT * 4 + "<p>This post is for members of the club, in a way.</p>"
    assert not evidence(f"<nav><input type=password></nav><main><h1>On secrets</h1>{text}</main>").closed


@pytest.mark.parametrize("title", ["Page not found – Blog", "404", "Seite nicht gefunden", "ページが見つかりません | Blog"])
def test_missing_page_with_status_200(title: str) -> None:
    assert evidence(f"<html><head><title>{title}</title></head><body><p>Sorry</p></body></html>").missing


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<main><h1></h1></main>", "<h1><a href=''></a></h1>", "<a href='http://[x'>1</a>"]
)
def test_evidence_survives_odd_markup(html: str) -> None:
    assert isinstance(evidence(html), Evidence)


def test_evidence_goes_through_json() -> None:
    found = evidence(post("A"))
    assert Evidence.from_dict(json.loads(json.dumps(found.to_dict()))) == found
    assert Evidence.from_dict({"unknown": 1}) == Evidence()


# ---- addresses ----


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "home"),
        ("tag/maps/", "listing"),
        ("kategorie/karten/", "listing"),
        ("タグ/地図/", "listing"),
        ("author/ann/", "author"),
        ("2018/02/", "date-archive"),
        ("archives/2018/02/", "date-archive"),
        ("archives/", "listing"),
        ("page/3/", "pager"),
        ("about/", "page"),
        ("impressum.html", "page"),
        ("de/kontakt/", "page"),
        ("now/", "page"),
        ("posts/now/", None),
        ("2018/02/about/", None),
        ("2018/02/03/", "date-archive"),
        ("a-post/", None),
        ("?p=12", None),
    ],
)
def test_words_of_an_address(path: str, kind: str | None) -> None:
    assert address_kind(ROOT + path) == kind


@pytest.mark.parametrize(
    ("path", "parts"),
    [("2018/02/03/a/", 3), ("2018/02/a.html", 2), ("2018/a/", 1), ("2018-02-03-a.html", 3), ("a/", 0), ("2018/02/", 0)],
)
def test_date_in_an_address(path: str, parts: int) -> None:
    assert date_parts(ROOT + path) == parts


def test_shape_folds_digits_and_slugs() -> None:
    assert shape_of(ROOT + "2018/02/03/java/deep/a-post.html") == "/<year>/<day>/<day>/*.html"
    assert shape_of(ROOT + "blog/a-post/", frozenset({"blog"})) == "/blog/*"


def test_shapes_vote_for_what_the_posts_share() -> None:
    shapes = learn_shapes([f"{ROOT}blog/{i}-x/" for i in range(9)])
    assert shapes.vote(ROOT + "blog/other/") == 3
    assert shapes.vote(ROOT + "shop/other/") < 0


# ---- the whole blog ----


def test_posts_of_the_feed_teach_the_others() -> None:
    """A post that no feed names and that shows no date is known by its address and its template."""
    pages = {
        "": listing("/blog/a/", "/blog/b/", "/blog/c/"),
        "blog/old/": post("Old", date=""),
        "shop/": "<main><h1>Shop</h1></main>",
    }
    pages |= {f"blog/{slug}/": post(slug) for slug in "abcdef"}
    found = kinds(pages, {f"blog/{slug}/": FEED for slug in "abcdef"})
    assert found["blog/old/"] == "post"
    assert found["shop/"] == "page"
    assert found[""] == "listing"


def test_picture_post_without_words_is_a_post() -> None:
    picture = '<main><article class="post"><h1 class="t">Sea</h1><img src=/sea.jpg></article></main>'
    pages = {f"blog/{slug}/": post(slug) for slug in "abcdef"} | {"blog/sea/": picture}
    assert kinds(pages, {f"blog/{slug}/": FEED for slug in "abcdef"})["blog/sea/"] == "post"


def test_blog_without_feed_and_marks_is_judged_by_dates_and_teasers() -> None:
    paths = [f"posts/{slug}.html" for slug in "abcdef"]
    pages = {"": listing(*("/" + p for p in paths))} | {p: post(p) for p in paths}
    pages["projects.html"] = "<main><h1>Projects</h1><p>Things.</p></main>"
    found = kinds(pages, {p: Hints(teaser=True) for p in paths})
    assert [found[p] for p in paths] == ["post"] * 6
    assert found["projects.html"] == "page"


@pytest.mark.parametrize("path", ["about/", "contact.html", "privacy-policy/", "impressum/", "über-mich/", "关于/"])
def test_pages_every_site_has_are_no_posts_even_in_a_feed(path: str) -> None:
    assert kinds({path: post("About")}, {path: FEED})[path] == "page"


@pytest.mark.parametrize(
    ("path", "html", "kind"),
    [
        ("tag/maps/", listing("/a/"), "listing"),
        ("author/ann/", listing("/a/"), "author"),
        ("page/2/", listing("/a/", "/b/", "/c/"), "listing"),
        ("2018/02/", listing("/a/", "/b/"), "listing"),
        ("stories/", listing("/a/", "/b/", "/c/", "/d/"), "listing"),
        ("gone/", "<html><head><title>Not found</title></head><body></body></html>", "other"),
    ],
)
def test_other_pages(path: str, html: str, kind: str) -> None:
    assert kinds({path: html})[path] == kind


def test_listing_that_shows_whole_posts_is_a_listing() -> None:
    whole = "".join(f"<article><h2><a href=/{s}/>{s}</a></h2><p>May 6, 2024</p>{TEXT}</article>" for s in ("a", "b", "c"))
    assert kinds({"java/": f"<main>{whole}</main>"})["java/"] == "listing"


def test_dated_article_in_a_folder_named_like_a_list_is_a_post() -> None:
    pages = {f"topics/maps/{slug}/": post(slug) for slug in "abcd"}
    assert set(kinds(pages, dict.fromkeys(pages, FEED)).values()) == {"post"}


def test_second_page_of_a_post_is_its_part() -> None:
    found = decide({"a/": post("Long"), "a/2/": post("Long")}, {"a/": FEED})
    assert (found[ROOT + "a/2/"].kind, found[ROOT + "a/2/"].of) == ("part", ROOT + "a/")


def test_second_page_of_a_post_with_a_number_for_an_address_is_its_part() -> None:
    found = decide({"?p=12": post("Long"), "?p=12&page=2": post("Long"), "?p=13": post("Short")}, {"?p=12": FEED, "?p=13": FEED})
    assert (found[ROOT + "?p=12&page=2"].kind, found[ROOT + "?p=12&page=2"].of) == ("part", ROOT + "?p=12")


def test_second_page_of_a_listing_is_no_part() -> None:
    pages = {"notes/": listing("/a/", "/b/", "/c/"), "notes/2/": listing("/d/", "/e/", "/f/")}
    assert set(kinds(pages).values()) == {"listing"}


def test_spellings_of_one_address_are_one_post() -> None:
    found = decide({"a/": post("A"), "a/index.html": post("A"), "a/?utm_source=x": post("A")}, {"a/index.html": FEED})
    assert found[ROOT + "a/"].kind == "post"
    assert found[ROOT + "a/index.html"].of == ROOT + "a/"
    assert found[ROOT + "a/?utm_source=x"].kind == "alias"


def test_copy_that_names_the_original_is_an_alias() -> None:
    copy = f'<link rel="canonical" href="{ROOT}a/">' + post("A")
    found = decide({"a/": post("A"), "amp-a/": copy}, {"a/": FEED})
    assert (found[ROOT + "amp-a/"].kind, found[ROOT + "amp-a/"].of) == ("alias", ROOT + "a/")


def test_theme_that_names_the_home_page_everywhere_makes_no_aliases() -> None:
    lying = f'<link rel="canonical" href="{ROOT}">'
    pages = {"": lying + listing("/a/", "/b/")} | {f"{s}/": lying + post(s) for s in ("a", "b")}
    assert kinds(pages, {"a/": FEED, "b/": FEED}) == {"": "listing", "a/": "post", "b/": "post"}


def test_refresh_is_an_alias() -> None:
    found = decide({"old/": '<meta http-equiv="refresh" content="0; url=/new/">'})
    assert (found[ROOT + "old/"].kind, found[ROOT + "old/"].of) == ("alias", ROOT + "new/")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param('<meta http-equiv="refresh" content="0; url=/new/">', "alias", id="at once"),
        pytest.param('<meta http-equiv="refresh" content="; url=/new/">', "alias", id="without a number"),
        pytest.param('<meta http-equiv="refresh" content="10.5; url=/new/">', "alias", id="after seconds"),
        pytest.param('<meta http-equiv="refresh" content="0; url=http://127.0.0.1/meta">', "alias", id="to another host"),
        pytest.param('<meta http-equiv="refresh" content="300; url=/new/">', "post", id="after minutes"),
        pytest.param(f'<meta http-equiv="refresh" content="{"9" * 5000}; url=/new/">', "post", id="number without end"),
        pytest.param('<noscript><meta http-equiv="refresh" content="0; url=/plain/"></noscript>', "post", id="without scripts"),
    ],
)
def test_page_with_a_text_of_its_own_is_an_alias_when_it_sends_its_readers_on_soon(head: str, kind: str) -> None:
    page = f"<html><head>{head}</head><body>{post('Moved')}{TEXT}</body></html>"
    assert kinds({"old/": page}, {"old/": FEED}) == {"old/": kind}


def test_closed_post_is_kept_apart() -> None:
    html = "<main><h1>Secret</h1><form><input type=password name=post_password></form></main>"
    assert kinds({"secret/": html}, {"secret/": FEED}) == {"secret/": "closed"}


def test_page_around_a_picture_of_a_post_is_no_post() -> None:
    pages = {f"2024/05/{slug}/": post(slug) for slug in "abcdef"} | {"2024/05/a/picture/": post("picture")}
    hints = {f"2024/05/{slug}/": FEED for slug in "abcdef"}
    assert kinds(pages, hints)["2024/05/a/picture/"] == "other"


def test_sitemap_of_pages_speaks_against_a_post() -> None:
    pages = {"a/": post("A"), "imprint-of-ours/": post("B")}
    hints = {"a/": Hints(sitemap_kind="post"), "imprint-of-ours/": Hints(sitemap_kind="page")}
    assert kinds(pages, hints) == {"a/": "post", "imprint-of-ours/": "page"}


def test_blog_in_a_folder_starts_with_a_listing() -> None:
    pages = {"blog/": listing("/blog/a/"), "blog/a/": post("A")}
    assert kinds(pages, {"blog/a/": FEED}, ROOT + "blog/") == {"blog/": "listing", "blog/a/": "post"}


def test_every_verdict_says_why() -> None:
    found = decide({"": listing("/a/"), "a/": post("A"), "x/": "<p>x</p>"})
    assert all(v.reason and 0 <= v.confidence <= 1 for v in found.values())


def test_provisional_word_about_one_page() -> None:
    shapes = learn_shapes([f"{ROOT}blog/{i}-x/" for i in range(9)])
    url = ROOT + "blog/new/"
    assert judge_one(url, evidence(post("New"), url), Hints(), shapes).kind == "post"
    assert judge_one(ROOT + "tag/a/", evidence(listing("/a/")), Hints()).kind == "listing"
    assert judge_one(url, evidence(post("New"), url), FEED).kind == "post"


# ---- what other engines taught ----

ROWS = "".join(f"<li><a href=/blog/p{i}/>Note {i}</a> <time>{i} May 2024</time></li>" for i in range(1, 9))


def test_list_of_links_with_dates_and_without_headings_is_a_listing() -> None:
    pages = {f"blog/p{i}/": post(f"Note {i}") for i in range(1, 9)}
    pages["blog/"] = f"<main><h1>Archive</h1><ol>{ROWS}</ol></main>"
    assert kinds(pages) == {"blog/": "listing"} | {f"blog/p{i}/": "post" for i in range(1, 9)}


def test_menu_in_the_row_of_a_short_dated_text_is_no_list_of_posts() -> None:
    menu = "<td><a href=/>Home</a> <a href=/w/>Texts</a> <a href=/g/>Garden</a> <a href=/p/>Maps</a></td>"
    assert evidence(f"<table><tr>{menu}<td><h1>Rain</h1><p>May 6, 2024</p></td></tr></table>").teasers == 0


def test_folder_that_most_posts_lie_in_makes_them_no_pages_around_pictures() -> None:
    pages = {f"blog/p{i}/": post(f"Note {i}") for i in range(1, 9)}
    pages["blog/"] = post("A start that looks like a post")
    found = kinds(pages)
    assert found["blog/"] == "listing"
    assert [found[f"blog/p{i}/"] for i in range(1, 9)] == ["post"] * 8


def test_query_that_changes_nothing_is_an_alias() -> None:
    pages = {"": listing("/a/", "/b/", "/c/"), "?feed=rss2": listing("/a/", "/b/", "/c/")}
    pages |= {"a/": post("A"), "a/?print=1": post("A")}
    found = kinds(pages)
    assert (found["?feed=rss2"], found["a/?print=1"]) == ("alias", "alias")


def test_feed_that_names_pages_too_does_not_make_them_posts() -> None:
    plain = f'<main><article class="post"><h1 class="t">Talks</h1>{TEXT}</article></main>'
    pages = {f"posts/p{i}/": post(f"Note {i}") for i in range(8)}
    pages |= {"about/": plain, "talks/": plain.replace("Talks", "What I said")}
    hints = {path: Hints(in_feed=True, teaser="posts" in path) for path in pages}
    assert kinds(pages, hints)["talks/"] == "page"
    assert kinds(pages, hints)["posts/p3/"] == "post"


def test_page_in_a_folder_of_pages_is_no_post() -> None:
    item = '<article itemscope itemtype="http://schema.org/Article"><h1 itemprop="headline">{}</h1>{}' + TEXT + "</article>"
    time = '<time itemprop="datePublished" datetime="2024-05-06">May 6</time>'
    pages = {f"posts/p{i}/": item.format(f"Note {i}", time) for i in range(8)}
    pages |= {f"pages/{name}/": item.format(name, "") for name in ("charts", "shed", "boat")}
    hints = {path: Hints(in_feed=True, teaser=True) for path in pages if path.startswith("posts")}
    found = kinds(pages, hints)
    assert {found[path] for path in pages if path.startswith("pages")} == {"page"}


def test_note_named_after_its_time_has_the_address_of_a_dated_post() -> None:
    note, story = ROOT + "2024/05/06/093700.html", ROOT + "2024/05/06/a-story.html"
    assert (shape_of(note), date_parts(note), address_kind(note)) == (shape_of(story), 3, None)


def test_number_that_could_be_a_year_names_a_file() -> None:
    assert shape_of(ROOT + "2044.html") == shape_of(ROOT + "1411.html")


def plain_blog() -> dict[str, str]:
    text = "<main><h1>{}</h1>" + TEXT + "</main>"
    pages = {f"note-{i}": text.format(f"Note {i}") for i in range(9)} | {"bikes": text.format("Bikes")}
    rows = "".join(f"<li><a href=/note-{i}>Note {i}</a></li>" for i in range(9))
    return pages | {"": f"<header><a href=/bikes>Bikes</a></header><main><h1>Notes</h1><ul>{rows}</ul></main>"}


def test_undated_texts_in_a_plain_list_are_the_posts_of_a_blog_that_has_no_others() -> None:
    found = kinds(plain_blog())
    assert [found[f"note-{i}"] for i in range(9)] == ["post"] * 9
    assert (found["bikes"], found[""]) == ("page", "listing")


def test_plain_list_makes_no_posts_where_a_feed_names_them() -> None:
    pages = plain_blog() | {"blog/a": post("A"), "blog/b": post("B"), "blog/c": post("C")}
    found = kinds(pages, dict.fromkeys(("blog/a", "blog/b", "blog/c"), FEED))
    assert {found[f"note-{i}"] for i in range(9)} == {"page"}


def test_rows_of_evidence_go_through_json() -> None:
    seen = evidence(plain_blog()[""], ROOT)
    assert len(seen.rows) == 9
    assert Evidence.from_dict(json.loads(json.dumps(seen.to_dict()))) == seen


def test_long_list_is_seen_by_its_beginning() -> None:
    rows = "".join(f"<li><a href=/note-{i}>Note {i}</a></li>" for i in range(5000))
    assert len(evidence(f"<main><ul>{rows}</ul></main>", ROOT).rows) == 2000

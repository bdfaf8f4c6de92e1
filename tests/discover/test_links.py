"""Links of a page."""

from __future__ import annotations

import time

import pytest

from blogarchive.discover.link import Source
from blogarchive.discover.links import find_links

URL = "https://blog.example/blog/"


def urls(html: str, url: str = URL) -> list[str]:
    return [link.url for link in find_links(html, url).anchors]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/a/", "https://blog.example/a/"),
        ("a.html", "https://blog.example/blog/a.html"),
        ("../b", "https://blog.example/b"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("?page=2", "https://blog.example/blog/?page=2"),
        (" /sp ace ", "https://blog.example/sp%20ace"),
        ("/caf%c3%a9/", "https://blog.example/caf%c3%a9/"),
        ("/日本/", "https://blog.example/%E6%97%A5%E6%9C%AC/"),
        ("HTTP://Blog.Example:80/x#frag", "http://blog.example/x"),
        ("/a/./b/../c", "https://blog.example/a/c"),
    ],
)
def test_address_is_absolute(href: str, target: str) -> None:
    assert urls(f'<a href="{href}">x</a>') == [target]


@pytest.mark.parametrize("href", ["#top", "", "javascript:void(0)", "mailto:a@b.c", "tel:1", "data:text/html,x", "http://[bad"])
def test_what_is_no_page_is_left_out(href: str) -> None:
    assert urls(f'<a href="{href}">x</a>') == []


def test_same_address_once_with_the_better_text() -> None:
    (link,) = find_links('<a href="/a"><img></a><h2><a href="/a">A title</a></h2>', URL).anchors
    assert (link.text, link.heading, link.source) == ("A title", True, Source.LINK)


def test_base_href_is_honoured() -> None:
    assert urls('<base href="https://other.example/x/"><a href="y">y</a>') == ["https://other.example/x/y"]


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<main><p><a href=/a>x</a></p></main>", "main"),
        ("<nav><ul><li><a href=/a>x</a></ul></nav>", "nav"),
        ("<header><a href=/a>x</a></header>", "header"),
        ("<article><header><h1><a href=/a>x</a></h1></header></article>", "main"),
        ("<aside><section><a href=/a>x</a></section></aside>", "aside"),
        ("<footer><a href=/a>x</a></footer>", "footer"),
        ('<div class="main-menu"><a href=/a>x</a></div>', "nav"),
        ('<div id="sidebar"><a href=/a>x</a></div>', "aside"),
        ('<div class="unavailable"><a href=/a>x</a></div>', "main"),
        ('<div role="navigation"><a href=/a>x</a></div>', "nav"),
    ],
)
def test_region_of_a_link(html: str, region: str) -> None:
    (link,) = find_links(html, URL).anchors
    assert link.region == region


def test_links_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogarchive.discover.links.MAX_LINKS", 5)
    found = find_links("".join(f"<a href=/{i}>x</a>" for i in range(9)), URL)
    assert (len(found.anchors), found.truncated) == (5, True)


HEAD = """<link rel="alternate" type="application/rss+xml" title="Site &raquo; Feed" href="/feed/">
<link rel="alternate" type="application/rss+xml" title="Site &raquo; Kommentar-Feed" href="/comments/feed/">
<link rel="alternate" type="application/atom+xml" title="Site &raquo; A post" href="/blog/a/feed/">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" href="/s.css">
<link rel="canonical" href="/blog/a/"><link rel="next" href="/blog/page/2/"><link rel="prev" href="/blog/">"""


def test_feeds_and_relations_of_the_head() -> None:
    found = find_links(HEAD, "https://blog.example/blog/a/")
    assert [(f.url, f.kind) for f in found.feeds] == [
        ("https://blog.example/feed/", "posts"),
        ("https://blog.example/comments/feed/", "comments"),
        ("https://blog.example/blog/a/feed/", "page"),
    ]
    assert found.canonical == "https://blog.example/blog/a/"
    assert (found.next, found.prev) == ("https://blog.example/blog/page/2/", "https://blog.example/blog/")


@pytest.mark.parametrize(
    "title", ["コメントフィード", "Комментарии", "评论", "댓글", "Flux des commentaires", "RSS dei commenti"]
)
def test_comment_feeds_are_known_in_many_languages(title: str) -> None:
    html = f'<link rel="alternate" type="application/rss+xml" title="{title}" href="/x">'
    assert [f.kind for f in find_links(html, URL).feeds] == ["comments"]


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/new/", "https://blog.example/new/"),
        ("0;URL='https://blog.example/n'", "https://blog.example/n"),
        ("5", None),
        ("0; url=/blog/", None),
    ],
)
def test_refresh_to_another_page(content: str, target: str | None) -> None:
    assert find_links(f'<meta http-equiv="refresh" content="{content}">', URL).refresh == target


@pytest.mark.parametrize("filler", [" ", "1", ".", "\n;"])
def test_refresh_of_endless_filling_is_read_in_time(filler: str) -> None:
    html = f'<meta http-equiv="refresh" content="{filler * 60_000}x">'
    began = time.process_time()
    find_links(html, URL)
    assert time.process_time() - began < 2


def test_noindex_and_home() -> None:
    found = find_links('<meta name="robots" content="NoIndex,follow"><a rel="home" href="/">Home</a>', URL)
    assert (found.noindex, found.home) == (True, "https://blog.example/")


@pytest.mark.parametrize("body", [b"", b"\x00\xff\xfe", b"<a href=", b"<" * 10_000])
def test_nonsense_has_no_links(body: bytes) -> None:
    assert find_links(body, URL).anchors == []


def test_sitemap_that_the_head_names_is_found() -> None:
    links = find_links('<head><link rel="sitemap" href="/map.xml"></head>', "https://x.example/")
    assert links.sitemaps == ["https://x.example/map.xml"]


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://blog.example/maps/", "/maps/feed/"),
        ("https://blog.example/?cat=5", "/?feed=rss2&cat=5"),
        ("https://blog.example/?tag=a&lang=de", "/?lang=de&tag=a&feed=rss2"),
    ],
)
def test_feed_of_one_list_is_told_from_the_blogs_own(url: str, own: str) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    html = link.format("/?feed=rss2") + link.format(own)
    assert [(feed.url, feed.kind) for feed in find_links(html.replace("&", "&amp;"), url).feeds] == [
        ("https://blog.example/?feed=rss2", "posts"),
        (f"https://blog.example{own}", "page"),
    ]

"""Sitemaps and robots.txt."""

from __future__ import annotations

import gzip

import pytest

from blogarchive.discover import sitemaps
from blogarchive.discover.sitemaps import parse_sitemap, robots_sitemaps, sitemap_kind

URL = "https://blog.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
URLSET = f"""<?xml version="1.0"?><urlset {NS}>
<url><loc> https://blog.example/a/ </loc><lastmod>2024-05-01</lastmod>
<image:image><image:loc>/i.png</image:loc></image:image></url>
<url><lastmod>2024-05-01</lastmod></url><url><loc>ftp://x/</loc></url><url><loc>/b/?x=1&y=2</loc></url></urlset>"""


@pytest.mark.parametrize("body", [URLSET.encode(), gzip.compress(URLSET.encode())], ids=["plain", "gzip"])
def test_pages_of_a_urlset(body: bytes) -> None:
    found = parse_sitemap(body, URL)
    assert found is not None
    assert [p.url for p in found.pages] == ["https://blog.example/a/", "https://blog.example/b/?x=1&y=2"]
    assert found.pages[0].lastmod == "2024-05-01"
    assert found.pages[0].images == ["https://blog.example/i.png"]


def test_children_of_an_index_without_itself() -> None:
    body = b"<sitemapindex><sitemap><loc>/1.xml</loc></sitemap><sitemap><loc>/1.xml</loc></sitemap>"
    body += b"<sitemap><loc>https://blog.example/sitemap.xml</loc></sitemap></sitemapindex>"
    found = parse_sitemap(body, URL)
    assert found is not None
    assert found.children == ["https://blog.example/1.xml"]


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        (b"https://blog.example/a\nhttps://blog.example/b\n", ["https://blog.example/a", "https://blog.example/b"]),
        (b"\xef\xbb\xbfhttps://blog.example/a\r\n", ["https://blog.example/a"]),
        (b"<rss><channel><item><link>/f</link></item></channel></rss>", ["https://blog.example/f"]),
        (
            b'<s:urlset xmlns:s="http://other.example/"><s:url><s:loc>/n</s:loc></s:url></s:urlset>',
            ["https://blog.example/n"],
        ),
        (
            b"<urlset><url><loc>/cut</loc></url><url><loc>/lost",
            ["https://blog.example/cut", "https://blog.example/lost"],
        ),
        (b"<urlset></urlset>", []),
    ],
    ids=["text", "text with bom", "feed", "other namespace", "cut short", "empty"],
)
def test_other_spellings(body: bytes, urls: list[str]) -> None:
    found = parse_sitemap(body, URL)
    assert found is not None
    assert [p.url for p in found.pages] == urls


@pytest.mark.parametrize("body", [b"", b"<html><body>404</body></html>", b"Just some words\nand more", b"\x1f\x8bbroken"])
def test_other_things_are_no_sitemap(body: bytes) -> None:
    assert parse_sitemap(body, URL) is None


def test_limit_is_kept_and_said() -> None:
    found = parse_sitemap(URLSET.encode(), URL, limit=1)
    assert found is not None
    assert (len(found.pages), found.truncated) == (1, True)


def test_decompression_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogarchive.discover.xml.MAX_BYTES", 1000)
    body = gzip.compress(b"<urlset>" + b"<url><loc>/a</loc></url>" * 1000 + b"</urlset>")
    found = sitemaps.parse_sitemap(body, URL)
    assert found is not None
    assert 0 < len(found.pages) < 50


def test_robots_names_sitemaps_however_written() -> None:
    body = b"User-agent: *\nSitemap: https://blog.example/s1.xml\n sitemap : /s2.xml\nSITEMAP:/s2.xml\n"
    body += b"Site-map: s3.xml # x\nDisallow: /sitemap"
    expected = ["https://blog.example/s1.xml", "https://blog.example/s2.xml", "https://blog.example/s3.xml"]
    assert robots_sitemaps(body, "https://blog.example/robots.txt") == expected


def test_error_page_as_robots_names_nothing() -> None:
    assert robots_sitemaps(b"<html>Sitemap: /x.xml</html>", "https://blog.example/robots.txt") == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wp-sitemap-posts-post-1.xml", "post"),
        ("wp-sitemap-posts-page-1.xml", "page"),
        ("wp-sitemap-taxonomies-post_tag-1.xml", "listing"),
        ("wp-sitemap-users-1.xml", "author"),
        ("post-sitemap2.xml", "post"),
        ("page-sitemap.xml", "page"),
        ("post_tag-sitemap.xml", "listing"),
        ("sitemap-posts.xml", "post"),
        ("sitemap-authors.xml", "author"),
        ("sitemap.xml", None),
        ("sitemap-0.xml", None),
    ],
)
def test_kind_of_a_sitemap_by_its_name(name: str, kind: str | None) -> None:
    assert sitemap_kind(f"https://blog.example/{name}") == kind


def test_entries_beyond_the_limit_are_left_out_and_the_sitemap_says_so() -> None:
    entries = b"".join(b"<url><loc>https://x.example/%d</loc></url>" % n for n in range(20))
    sitemap = parse_sitemap(b"<urlset>" + entries + b"</urlset>", "https://x.example/sitemap.xml", limit=5)
    assert sitemap is not None
    assert [entry.url for entry in sitemap.pages] == [f"https://x.example/{n}" for n in range(5)]
    assert sitemap.truncated


def test_news_sitemap_gives_title_and_date_of_publication() -> None:
    news = "<n:news><n:publication_date>2024-05-01T10:00+02:00</n:publication_date><n:title> Salt &amp; stone </n:title></n:news>"
    body = f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/a/</loc>{news}</url></urlset>'
    found = parse_sitemap(body.encode(), URL)
    assert found is not None
    assert (found.pages[0].title, found.pages[0].published) == ("Salt & stone", "2024-05-01T10:00:00+02:00")


def test_lastmod_is_no_date_of_publication() -> None:
    found = parse_sitemap(b"<urlset><url><loc>/a/</loc><lastmod>2024-05-01</lastmod></url></urlset>", URL)
    assert found is not None
    assert (found.pages[0].published, found.pages[0].lastmod) == (None, "2024-05-01")


def test_atom_feed_as_a_sitemap() -> None:
    entry = '<entry><link href="/a"/><published>2024-05-01T00:00:00Z</published><updated>2024-06-01T00:00:00Z</updated></entry>'
    found = parse_sitemap(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode(), URL)
    assert found is not None
    page = found.pages[0]
    assert (page.url, page.published, page.lastmod) == (
        "https://blog.example/a",
        "2024-05-01T00:00:00+00:00",
        "2024-06-01T00:00:00+00:00",
    )


def test_index_that_lists_pages_too() -> None:
    body = gzip.compress(b"<sitemapindex><sitemap><loc>/1.xml.gz</loc></sitemap><url><loc>/a/</loc></url></sitemapindex>")
    found = parse_sitemap(body, URL)
    assert found is not None
    assert (found.children, [p.url for p in found.pages]) == (["https://blog.example/1.xml.gz"], ["https://blog.example/a/"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("blog-posts-sitemap.xml", "post"),
        ("blog-categories-sitemap.xml", "listing"),
        ("store-products-sitemap.xml", None),
        ("pages-sitemap.xml", "page"),
        ("sitemap-tags.xml", "listing"),
        ("sitemap-pages.xml", "page"),
    ],
)
def test_kind_of_the_sitemaps_of_wix_and_ghost(name: str, kind: str | None) -> None:
    assert sitemap_kind(f"https://blog.example/{name}") == kind

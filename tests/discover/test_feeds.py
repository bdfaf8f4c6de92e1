"""Feeds as the web serves them."""

from __future__ import annotations

import gzip
import time

import pytest

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feeds import Feed, parse_feed

URL = "https://blog.example/feed/"


CHANNEL = "<title>Blog</title><link>https://blog.example/</link>"


def rss(items: str, channel: str = CHANNEL, attributes: str = "") -> bytes:
    head = f'<?xml version="1.0"?><rss version="2.0" {attributes}>'
    return f"{head}<channel>{channel}{items}</channel></rss>".encode()


def read(body: bytes, url: str = URL) -> Feed:
    feed = parse_feed(body, url)
    assert feed is not None
    return feed


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://blog.example/">
<title type="html">A &amp;amp; B</title><link rel="self" href="atom.xml"/><link href="/"/>
<author><name>Ann</name></author>
<link rel="next" href="/atom.xml?page=2"/><generator>Ghost</generator>
<entry><title>One</title><link rel="edit" href="/x"/><link rel="alternate" type="text/html" href="one/"/>
<id>tag:blog.example,2024:1</id><published>2024-05-01T10:00:00+09:00</published><updated>2024-05-02T00:00:00Z</updated>
<category term="maps" label="Maps"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi</p></div></content>
</entry><entry><title>no address</title></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://blog.example/"><title>Old</title>
<link>https://blog.example/</link></channel><item rdf:about="https://blog.example/a"><title>A</title>
<link>https://blog.example/a</link><dc:date>2004-03-02T11:00+01:00</dc:date><dc:creator>Bo</dc:creator></item></rdf:RDF>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://blog.example/",
"next_url": "https://blog.example/feed.json?p=2", "authors": [{"name": "Ann"}], "items": [
{"id": "https://blog.example/1", "content_html": "<p>x</p>", "date_published": "2024-01-02T03:04:05Z", "tags": ["a"]},
7, {"id": 5}, {"id": "6", "url": "/six", "title": "Six"}]}"""


def test_atom_entry_is_read_whole() -> None:
    feed = read(ATOM.encode())
    assert (feed.title, feed.home_url, feed.language, feed.authors) == ("A & B", "https://blog.example/", "de", ["Ann"])
    assert feed.next_urls == ["https://blog.example/atom.xml?page=2"]
    (entry,) = feed.entries
    assert entry.url == "https://blog.example/one/"
    assert (entry.published, entry.modified) == ("2024-05-01T10:00:00+09:00", "2024-05-02T00:00:00+00:00")
    assert entry.tags == ["Maps"]
    assert entry.content_html is not None
    assert "<p>Hi</p>" in entry.content_html


def test_rdf_items_beside_the_channel_are_read() -> None:
    (entry,) = read(RDF.encode()).entries
    assert (entry.url, entry.published, entry.authors) == (
        "https://blog.example/a",
        "2004-03-02T11:00:00+01:00",
        ["Bo"],
    )


def test_json_feed_skips_broken_items() -> None:
    feed = read(JSON.encode())
    assert [e.url for e in feed.entries] == ["https://blog.example/1", "https://blog.example/six"]
    assert feed.next_urls == ["https://blog.example/feed.json?p=2"]
    assert feed.authors == ["Ann"]


@pytest.mark.parametrize(
    ("item", "url"),
    [
        pytest.param("<link>https://blog.example/a/</link>", "https://blog.example/a/", id="link"),
        pytest.param("<link>/a/</link>", "https://blog.example/a/", id="relative"),
        pytest.param("<guid>https://blog.example/g/</guid>", "https://blog.example/g/", id="permalink guid"),
        pytest.param('<guid isPermaLink="false">https://blog.example/?p=1</guid>', None, id="guid that is no address"),
        pytest.param("<guid>42</guid><link></link>", "https://blog.example/42", id="relative guid"),
        pytest.param(
            "<link>https://feeds.example/~r/1</link><feedburner:origLink>https://blog.example/o/</feedburner:origLink>",
            "https://blog.example/o/",
            id="feedburner",
        ),
        pytest.param('<link href="https://blog.example/atomish/"/>', "https://blog.example/atomish/", id="href"),
        pytest.param("<link>javascript:alert(1)</link>", None, id="script"),
    ],
)
def test_address_of_an_rss_item(item: str, url: str | None) -> None:
    declared = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    entries = read(rss(f"<item>{item}</item>", attributes=declared)).entries
    assert [e.url for e in entries] == ([url] if url else [])


@pytest.mark.parametrize(
    ("element", "names"),
    [
        ("<author>ann@example.org (Ann Lee)</author>", ["Ann Lee"]),
        ("<author>ann@example.org</author>", []),
        ("<dc:creator><![CDATA[Ann Lee]]></dc:creator><dc:creator>Bo</dc:creator>", ["Ann Lee", "Bo"]),
        ("<author>Ann Lee</author>", ["Ann Lee"]),
        ("<author>Ann Lee &lt;ann@example.org></author>", ["Ann Lee"]),
    ],
)
def test_authors_of_an_rss_item_are_names_even_with_undeclared_prefixes(element: str, names: list[str]) -> None:
    (entry,) = read(rss(f"<item><link>/a</link>{element}</item>")).entries
    assert entry.authors == names


@pytest.mark.parametrize("filler", ["@", "a@", "&lt;a@", "(", "a "])
def test_author_of_endless_filling_is_read_in_time(filler: str) -> None:
    feed = rss(f"<item><link>/a</link><author>{filler * 30_000}</author></item>")
    began = time.process_time()
    read(feed)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Tea &amp;amp; toast", "Tea & toast"),
        ("<![CDATA[<b>Bold</b> words]]>", "Bold words"),
        ("5 &lt; 6 &nbsp;caf&eacute;", "5 < 6 café"),
        ("AT&T and you", "AT&T and you"),
        ("&undefinedthing; x", "&undefinedthing; x"),
    ],
)
def test_title_is_plain_text(title: str, text: str) -> None:
    (entry,) = read(rss(f"<item><title>{title}</title><link>/a</link></item>")).entries
    assert entry.title == text


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\xef\xbb\xbf" + rss("<item><link>/a</link></item>"), id="bom"),
        pytest.param(b"\n\n  <!-- cache -->" + rss("<item><link>/a</link></item>"), id="leading blanks"),
        pytest.param(b"Warning: foo() in /x.php on line 3<br />" + rss("<item><link>/a</link></item>"), id="php warning"),
        pytest.param(rss("<item><link>/a</link></item>")[:-20], id="cut short"),
        pytest.param(rss("<item><title>\x01\x0b</title><link>/a</link></item>"), id="control characters"),
        pytest.param(gzip.compress(rss("<item><link>/a</link></item>")), id="gzip"),
        pytest.param(rss("<item><link>/a</link></item>").decode().encode("utf-16"), id="utf-16"),
        pytest.param(rss("<item><nope:x>1</nope:x><link>/a</link></item>"), id="undeclared prefix"),
        pytest.param(
            b'<!DOCTYPE rss [<!ENTITY x "y"><!ENTITY z SYSTEM "file:///etc/passwd">]>'
            + rss("<item><title>&z;</title><link>/a</link></item>").partition(b"?>")[2],
            id="doctype",
        ),
    ],
)
def test_damaged_feed_is_read(body: bytes) -> None:
    assert [e.url for e in read(body).entries] == ["https://blog.example/a"]


def test_entities_of_a_doctype_are_never_expanded() -> None:
    body = b'<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]><rss><channel><title>x&b;</title></channel></rss>'
    assert "boom" not in (read(body).title or "")


def test_lying_encoding_declaration_is_found_out() -> None:
    body = rss("<item><title>café</title><link>/a</link></item>").decode()
    latin = body.replace('"1.0"?>', '"1.0" encoding="utf-8"?>').encode("cp1252")
    assert read(latin).entries[0].title == "café"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\x01\x02",
        b"<!doctype html><html><body>&lt;rss&gt;<rss></rss></body></html>",
        b'{"a": 1}',
        b"[1, 2]",
        b'{"items": 3}',
        b"<urlset><url><loc>https://a.example/</loc></url></urlset>",
        b"{" * 5000,
    ],
)
def test_other_things_are_no_feed(body: bytes) -> None:
    assert parse_feed(body, URL) is None


@pytest.mark.parametrize(
    ("channel", "items", "kind"),
    [
        ("<title>Comments on: A</title>", "<item><link>/a/#comment-1</link></item>", "comments"),
        ("<title>Kommentare</title>", "<item><link>/a/#comment-1</link></item>", "comments"),
        (
            "<title>Blog</title>",
            "<item><link>/a/#comment-1</link></item><item><link>/b/#comment-2</link></item>",
            "comments",
        ),
        ("<title>Comments are free</title>", "<item><link>/a/</link></item>", "posts"),
        ("<title>Blog</title>", "<item><link>/a/</link><comments>/a/#comments</comments></item>", "posts"),
    ],
)
def test_feeds_of_comments_are_recognised(channel: str, items: str, kind: str) -> None:
    assert read(rss(items, channel)).kind == kind


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Mon, 06 May 2024 10:00:00 +0900", "2024-05-06T10:00:00+09:00"),
        ("Mon, 06 May 2024 10:00:00 GMT", "2024-05-06T10:00:00+00:00"),
        ("06 May 2024 10:00 -0000", "2024-05-06T10:00:00+00:00"),
        ("2024-05-06", "2024-05-06"),
        ("2024-05-06 10:00:00", "2024-05-06T10:00:00"),
        ("2024-05-06T10:00:00.123Z", "2024-05-06T10:00:00+00:00"),
        ("2024-05-06 10:00:00 +0200", "2024-05-06T10:00:00+02:00"),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("0001-01-01T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("2024-13-45", None),
        ("soon", None),
        ("", None),
    ],
)
def test_date(text: str, date: str | None) -> None:
    assert iso_date(text) == date


def test_one_bad_date_costs_the_date_alone() -> None:
    (entry,) = read(rss("<item><link>/a</link><pubDate>nonsense</pubDate><title>T</title></item>")).entries
    assert (entry.published, entry.title) == (None, "T")


def test_media_title_does_not_replace_the_title() -> None:
    item = "<item><link>/a</link><media:title>Photo</media:title><title>Post</title></item>"
    (entry,) = read(rss(item, attributes='xmlns:media="http://search.yahoo.com/mrss/"')).entries
    assert entry.title == "Post"


def test_broken_addresses_and_references_cost_one_entry() -> None:
    items = "<item><link>http://[x</link></item><item><link>/a</link><guid>&#xD800;&#0;</guid></item>"
    assert [e.url for e in read(rss(items)).entries] == ["https://blog.example/a"]


def test_entries_after_an_unclosed_tag_are_found() -> None:
    broken = b"<item><title>A</title><description><b>x</description></item><item><link>https://x.example/b</link></item>"
    feed = parse_feed(b"<rss><channel><title>T</title>" + broken + b"</channel></rss>", "https://x.example/feed")
    assert feed is not None
    assert [entry.url for entry in feed.entries] == ["https://x.example/b"]

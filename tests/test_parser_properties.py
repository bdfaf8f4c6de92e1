"""What must hold whatever a server sends: parsers never raise, addresses are clean, rows can be written, bodies are bounded."""

from __future__ import annotations

import gzip
import json
import tempfile
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from protego import Protego

from blogarchive.crawl.robots import PRODUCT, text_of
from blogarchive.discover.feeds import parse_feed
from blogarchive.discover.links import find_links
from blogarchive.discover.pagers import find_pagers
from blogarchive.discover.requisites import find_css_requisites, find_requisites
from blogarchive.discover.sitemaps import parse_sitemap, robots_sitemaps
from blogarchive.errors import ArchiveDamagedError
from blogarchive.extract.kind_evidence import read_evidence
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.extract.steps import extract_article
from blogarchive.settle.answer import Answer, read_answer
from blogarchive.settle.border import clean_dump
from blogarchive.sites import page_for
from blogarchive.urls import absolute_url, key_of, post_id, post_key
from blogarchive.warc.coding import decode_content
from blogarchive.warc.dechunk import dechunk
from blogarchive.warc.http import parse_head, read_payload
from blogarchive.warc.reader import read_captures

URL = "https://blog.example/2024/harbour/"
NOW = datetime(2026, 1, 2, tzinfo=UTC)
MAX_BODY = 5000

# The same examples on every run: a new one that fails belongs into the fuzzer, not into somebody's unrelated change.
some = settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
many = settings(some, max_examples=250)

NASTY = [
    *("\0", "\x0b", "\x1b[2J", "\x7f", "\x85", "\ud800", "\udfff", "\ufffe", "\ufeff", "\u202e", "\u2028", "\r\n\r\n", " " * 400),
    *("&#xD800;", "&#0;", "&#x110000;", "&bogus;", "&amp;lt;", "<!--", "-->", "]]>", "<![CDATA[", "<?x", "a@" * 40, "1/" * 60),
    *(
        "2024-13-45",
        "2024-02-30T99:99:99+99:99",
        "March 99, 99999",
        "9" * 400,
        "By ",
        "Posted on ",
        "Related posts",
        "3 days ago",
    ),
]
HREFS = [
    *(
        "http://[",
        "http://[::1",
        "//",
        "http:///",
        "?",
        "#",
        "http://a..b/",
        "http://\u0130.x/",
        "http://a:99999/",
        "http://a:-1/",
    ),
    *("http://a:x/", "javascript:alert(1)", "data:,x", "file:///etc/passwd", "HTTP://A:80/%zz#f", "\\\\a\\b", "http://a\tb/c\nd"),
    *(
        "http://u:p@h/",
        "http://\u2100.example/",
        "http://xn--a/",
        "/" + "../" * 50,
        "//a/;?;#",
        "http://h\u200b/",
        "ht\ntp://h/",
        " /x ",
    ),
]
TAGS = (
    "div p b a table tr td article section header footer nav script style svg math template noscript select title time h1 h2 li "
    "ul ol blockquote pre form iframe body html meta base link img source textarea plaintext"
).split()
ATTRIBUTES = (
    "href src srcset class id datetime content property name rel itemprop itemtype charset lang style http-equiv type data-src"
).split()
VALUES = [
    *(
        "byline",
        "entry-content",
        "comment-list",
        "post-date",
        "related",
        "tag",
        "author",
        "canonical",
        "alternate",
        "next",
        "refresh",
    ),
    *(
        "article:published_time",
        "og:title",
        "https://schema.org/BlogPosting",
        "datePublished",
        "application/rss+xml",
        "utf-7",
        "zip",
    ),
    *("0;url=/x", "a.jpg 1x, b.jpg 2x", "a,b 9w,,", "background:url(x.png)", "application/ld+json"),
]
XML_PARTS = (
    "<item> </item> <entry> </entry> <title> </title> <link> </link> <link/> <url> </url> <loc> </loc> <urlset> "
    "</urlset> <sitemapindex> <sitemap> <author> </author> <dc:creator> <pubDate> </pubDate> <updated> <category> "
    "<content:encoded> <guid> </guid> <lastmod> <![CDATA[ ]]> &a; &#55296; <feed> <rdf:RDF> <channel>"
).split()
XML_STARTS = [
    *("<rss><channel>", '<feed xmlns="http://www.w3.org/2005/Atom">', "<urlset>", "<sitemapindex>", "<rdf:RDF><channel>"),
    *("<?xml version='1.0' encoding='banana'?><rss>", "<?xml version='1.0' encoding='utf-16'?><feed>", ""),
    "<!DOCTYPE r [<!ENTITY a '&b;&b;&b;'><!ENTITY b 'bbb'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><rss><channel>",
]

nasty = st.text(st.characters(), max_size=20) | st.sampled_from(NASTY)
hrefs = nasty | st.sampled_from(HREFS) | st.builds("http://{}/{}".format, nasty, nasty)
values = st.one_of(hrefs, st.sampled_from(VALUES))
attributes = st.lists(st.tuples(st.sampled_from(ATTRIBUTES), values), max_size=3)


def element(tag: str, pairs: list[tuple[str, str]], inner: str) -> str:
    return f"<{tag} " + " ".join(f'{name}="{value}"' for name, value in pairs) + f">{inner}"


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | nasty,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "author", "name", "headline", "datePublished", "items"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
scripts = json_values.map(
    lambda value: '<script type="application/ld+json">' + json.dumps({"@type": "BlogPosting", "author": value}) + "</script>"
)
nodes = st.one_of(
    nasty,
    st.builds(element, st.sampled_from(TAGS), attributes, nasty),
    st.sampled_from(TAGS).map("</{}>".format),
    st.just("<p>The clerk counted every barrel twice, and still the numbers would not agree with what was written."),
    scripts,
)
pages = st.lists(nodes, max_size=30).map(lambda parts: as_bytes("".join(parts))) | st.binary(max_size=200)
documents = st.builds(
    lambda start, parts: as_bytes(start + "".join(parts)),
    st.sampled_from(XML_STARTS),
    st.lists(nasty | hrefs | st.sampled_from(XML_PARTS), max_size=30),
)
json_feeds = json_values.map(
    lambda value: as_bytes(json.dumps({"version": "https://jsonfeed.org/version/1", "items": [value, {"url": "/x"}]}))
)
feeds = documents | json_feeds | st.binary(max_size=200) | documents.map(gzip.compress)

head_lines = st.lists(
    st.sampled_from(
        [
            *(
                b"HTTP/1.1 200 OK",
                b"HTTP/1.1 100 Continue",
                b"HTTP/1.1 99999",
                b"ICY 200",
                b"",
                b" folded",
                b"no colon",
                b":",
                b"A: b",
                b"Set-Cookie: \xff",
            ),
            *(
                b"Transfer-Encoding: chunked",
                b"Content-Encoding: gzip, deflate",
                b"Content-Type: text/html",
                b"Content-Length: -1",
                b"\x00: \x00",
            ),
        ]
    )
    | st.binary(max_size=20),
    max_size=8,
).flatmap(lambda lines: st.sampled_from([b"\r\n", b"\n"]).map(lambda end: b"HTTP/1.1 200 OK" + end + end.join(lines) + end + end))
chunks = st.lists(
    st.sampled_from(
        [
            b"3\r\nabc\r\n",
            b"0\r\n\r\n",
            b"a;x=y\r\n",
            b"ffffffffffffffff\r\n",
            b"\r\n",
            b"-1\r\n",
            b"0\r\nA: b\r\n\r\n",
            b"3\nabc\n",
        ]
    )
    | st.binary(max_size=12),
    max_size=8,
).map(b"".join)
bodies = st.one_of(
    chunks,
    st.binary(max_size=200),
    st.binary(max_size=100).map(lambda data: gzip.compress(data * 300)),
    st.binary(max_size=100).map(lambda data: zlib.compress(data * 300)[:-3]),
    st.binary(max_size=50).map(lambda data: gzip.compress(data) + gzip.compress(b"\0" * 100_000) + data),
)
codings = st.lists(st.sampled_from(["gzip", "x-gzip", "deflate", "identity", "br", "utf-8", ""]), max_size=6)


def page_of(body: bytes) -> Page:
    return page_for(url=URL, body=body, content_type="text/html", captured_at=NOW)


def assert_clean(urls: Iterable[str | None]) -> None:
    for url in urls:
        assert url is None or url.startswith(("http://", "https://")), url
        assert url is None or (url.isascii() and url.isprintable() and " " not in url), url


@many
@given(hrefs)
def test_repaired_address_is_clean_and_stays_as_it_is(href: str) -> None:
    url = absolute_url(href, URL)
    assert_clean([url])
    if url is not None:
        assert absolute_url(url) == url
        assert len(key_of(url)) == 16
        assert len(post_id(url)) == 16
        post_key(url).encode()


@some
@given(pages)
def test_links_of_any_page_are_clean_addresses(body: bytes) -> None:
    found = find_links(body, URL)
    assert_clean(link.url for link in found.anchors)
    assert_clean(feed.url for feed in found.feeds)
    assert_clean([*found.sitemaps, found.canonical, found.next, found.prev, found.home, found.refresh])
    assert_clean(link.url for link in find_pagers(found, URL))


@some
@given(hrefs)
def test_bad_link_does_not_hide_the_next_one(href: str) -> None:
    page = f'<a href="{escape(href)}">x</a><a href="/good">y</a>'.encode("utf-8", "replace")
    assert "https://blog.example/good" in [link.url for link in find_links(page, URL).anchors]


@some
@given(pages)
def test_requisites_of_any_page_are_clean_addresses(body: bytes) -> None:
    assert_clean(find_requisites(body, URL))


@many
@given(
    st.lists(
        hrefs | st.sampled_from(["url(", ")", "@import ", "/*", "*/", '"', "'", "\\61 ", "\\110000 ", "\\d800 "]), max_size=10
    )
)
def test_requisites_of_any_style_sheet_are_clean_addresses(parts: list[str]) -> None:
    assert_clean(find_css_requisites("".join(parts), URL))


@some
@given(pages)
@example(b"</0")
def test_evidence_can_be_read_from_any_page(body: bytes) -> None:
    evidence = read_evidence(page_of(body))
    assert_clean([evidence.canonical, evidence.refresh])


@some
@given(pages)
@example(
    b'<script type="application/ld+json">{"@type":"BlogPosting","headline":"Lone \\ud800","author":{"name":"A \\udfff"}}</script>'
)
@example(b"<html><meta charset=zip><p>\xe9")
@example(b"</0")
def test_article_of_any_page_is_read_without_errors_and_can_be_written(body: bytes) -> None:
    article = extract_article(page_of(body), SiteKnowledge())
    assert article.errors == {}
    row = json.loads(clean_dump(article.to_row()).encode("utf-8"))
    assert_clean([row["canonical_url"]])
    assert_clean(image["url"] for image in row["images"])
    assert_clean(link["url"] for link in row["links"])
    assert_clean(teaser["url"] for teaser in row["related"])


@many
@given(feeds)
def test_feed_entries_are_clean_addresses(body: bytes) -> None:
    feed = parse_feed(body, URL)
    if feed is not None:
        assert_clean([feed.home_url, *feed.next_urls])
        assert_clean(entry.url for entry in feed.entries)
        assert "root:" not in "".join(entry.title or "" for entry in feed.entries)


@many
@given(feeds)
def test_sitemap_pages_are_clean_addresses(body: bytes) -> None:
    sitemap = parse_sitemap(body, URL)
    if sitemap is not None:
        assert_clean([*sitemap.children, *(page.url for page in sitemap.pages)])
        assert_clean(image for page in sitemap.pages for image in page.images)


@some
@given(
    st.sampled_from(["", "robots.txt", "feed.xml", "a.css", "sitemap.xml.gz", "x.json"]),
    st.sampled_from(
        [None, "text/html; charset=zip", "text/plain", "application/xml", "application/json", "text/css", "image/png", ";\0"]
    ),
    pages | feeds | bodies,
)
def test_any_answer_can_be_read(name: str, content_type: str | None, body: bytes) -> None:
    answer = Answer(url=f"https://blog.example/{name}", status=200, content_type=content_type, body=body, captured_at=NOW)
    reading = read_answer(answer)
    reading.values()
    assert reading.trouble is None


robots_lines = st.builds(
    "{}:{}".format,
    st.sampled_from(["User-agent", "Disallow", "Allow", "Crawl-delay", "Sitemap", "Request-rate", "Visit-time"]),
    hrefs | st.just("*"),
)


@some
@given(st.lists(robots_lines, max_size=12).map(lambda lines: as_bytes("\n".join(lines))) | st.binary(max_size=200))
def test_any_robots_txt_can_be_obeyed(body: bytes) -> None:
    rules = Protego.parse(text_of(body))
    assert rules.can_fetch(URL, PRODUCT) in (True, False)
    rules.crawl_delay(PRODUCT)
    assert_clean(robots_sitemaps(body, URL))


@many
@given(head_lines | st.binary(max_size=200))
def test_head_ends_within_what_was_sent(raw: bytes) -> None:
    head = parse_head(raw)
    assert 0 <= head.header_end <= len(raw)
    assert all(b"\n" not in name + value for name, value in head.headers)
    assert head.complete or head.header_end == len(raw)


@many
@given(chunks, st.integers(1, 7))
def test_pieces_do_not_matter_to_chunks(body: bytes, size: int) -> None:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    assert b"".join(dechunk(pieces)) == b"".join(dechunk([body]))


@many
@given(bodies, codings)
def test_decoded_body_is_bounded(body: bytes, names: list[str]) -> None:
    decoded = decode_content(body, names, MAX_BODY)
    assert len(decoded.body) <= MAX_BODY
    assert decoded.error is None or not decoded.complete


@many
@given(head_lines, bodies)
def test_payload_is_bounded(head: bytes, body: bytes) -> None:
    raw = head + body
    parsed = parse_head(raw)
    assert len(read_payload(parsed, [raw[parsed.header_end :]], MAX_BODY).body) <= MAX_BODY


def warc_record(kind: str, fields: list[tuple[str, str]], block: bytes, surplus: int) -> bytes:
    head = "".join(
        f"{name}: {value}\r\n" for name, value in [("WARC-Type", kind), *fields, ("Content-Length", str(len(block) + surplus))]
    )
    return b"WARC/1.1\r\n" + as_bytes(head) + b"\r\n" + block + b"\r\n\r\n"


warc_fields = st.tuples(
    st.sampled_from(
        ["WARC-Target-URI", "WARC-Date", "WARC-Record-ID", "WARC-Refers-To", "WARC-Refers-To-Date", "WARC-Truncated"]
    ),
    nasty
    | st.sampled_from(
        ["http://h/x", "<http://h/x>", "2024-01-02T03:04:05Z", "20240102030405", "0001-01-01T00:00:00+23:59", "<urn:x>"]
    ),
)
GOOD_FIELDS = [("WARC-Target-URI", "http://h/x"), ("WARC-Date", "2024-01-02T03:04:05Z")]
records = st.builds(
    lambda kind, good, fields, head, body, surplus: warc_record(
        kind, (GOOD_FIELDS if good else []) + fields, head + body, surplus
    ),
    st.sampled_from(["response", "revisit", "request", "warcinfo", "?"]),
    st.booleans(),
    st.lists(warc_fields, max_size=4),
    head_lines,
    bodies,
    st.sampled_from([0, 0, 0, 5, -3, 10**12]),
)
warcs = st.lists(records, max_size=3).flatmap(
    lambda parts: st.sampled_from(
        [b"".join(parts), b"".join(map(gzip.compress, parts)), b"".join(map(gzip.compress, parts))[:-9]]
    )
)


@many
@given(warcs | st.binary(max_size=200))
@example(
    warc_record(
        "response", [("WARC-Target-URI", "http://h/x"), ("WARC-Date", "0001-01-01T00:00:00+23:59")], b"HTTP/1.1 200 OK\r\n\r\n", 0
    )
)
def test_any_warc_gives_captures_or_says_that_it_is_damaged(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.warc.gz"
        path.write_bytes(data)
        try:
            for capture in read_captures(path, max_body=MAX_BODY):
                assert len(capture.body) <= MAX_BODY
                assert capture.url.lower().startswith(("http://", "https://"))
                assert 0 <= capture.offset < capture.offset + capture.length <= len(data)
        except ArchiveDamagedError:
            pass

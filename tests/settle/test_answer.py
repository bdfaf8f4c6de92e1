"""What an answer is, by its type and its first bytes, and what reading it tells."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime

import pytest

from blogarchive.settle.answer import Answer, kind_of, read_answer

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><link>http://x.example/a</link></item></channel></rss>'
SITEMAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://x.example/a</loc></url></urlset>'
HTML = b"<!DOCTYPE html><html><body><a href='/a'>a</a></body></html>"


def answer(body: bytes, content_type: str | None = "text/html", path: str = "/page", status: int = 200) -> Answer:
    return Answer(
        url=f"http://x.example{path}",
        status=status,
        content_type=content_type,
        body=body,
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("body", "content_type", "path", "kind"),
    [
        pytest.param(HTML, "text/html; charset=utf-8", "/", "html", id="HTML"),
        pytest.param(HTML, "application/octet-stream", "/", "html", id="HTML by its first bytes"),
        pytest.param(b"\xef\xbb\xbf\n " + HTML, None, "/", "html", id="HTML behind a mark and blanks"),
        pytest.param(b"<p>x", "text/html", "/", "html", id="HTML by its type"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- x --><html lang="en">', "application/xhtml+xml", "/", "html", id="XHTML"),
        pytest.param(b'<?xml version="1.0"?><!DOCTYPE html><html>', "application/xml", "/", "html", id="XHTML as XML"),
        pytest.param(RSS, "application/rss+xml", "/feed", "xml", id="feed"),
        pytest.param(RSS, "text/html", "/feed", "xml", id="feed that calls itself HTML"),
        pytest.param(b"<rss version='2.0'>", "text/html", "/feed", "xml", id="feed without declaration"),
        pytest.param(b"{}", "application/feed+json", "/feed.json", "json", id="JSON feed"),
        pytest.param(b'{"a":1}', "application/json", "/api", "other", id="other JSON"),
        pytest.param(b"http://x.example/a", "text/plain", "/sitemap.txt", "list", id="sitemap as a list"),
        pytest.param(b"\x1f\x8b", "application/gzip", "/sitemap.xml.gz", "xml", id="packed sitemap"),
        pytest.param(b"User-agent: *", "text/plain", "/robots.txt", "robots", id="robots.txt"),
        pytest.param(b"User-agent: *", "text/plain", "/sub/robots.txt", "other", id="robots.txt in a folder is none"),
        pytest.param(b"a{}", "text/css", "/x", "css", id="style sheet"),
        pytest.param(b'<?xml version="1.0"?><svg/>', "image/svg+xml", "/x.svg", "other", id="SVG"),
        pytest.param(b'<!DOCTYPE html><html><svg><feed/>', "text/html", "/", "html", id="HTML with a picture inside"),
        pytest.param(b"\x89PNG", "image/png", "/x.png", "other", id="picture"),
        pytest.param(b"", None, "/x", "other", id="nothing"),
    ],
)  # fmt: skip
def test_kind(body: bytes, content_type: str | None, path: str, kind: str) -> None:
    assert kind_of(answer(body, content_type, path)) == kind


def test_error_page_is_not_read() -> None:
    assert read_answer(answer(HTML, status=404)).kind == "other"


def test_feed_is_read() -> None:
    reading = read_answer(answer(RSS, "application/rss+xml"))
    assert reading.feed is not None
    assert (reading.kind, [entry.url for entry in reading.feed.entries]) == ("feed", ["http://x.example/a"])


@pytest.mark.parametrize(
    ("body", "path"),
    [pytest.param(SITEMAP, "/s", id="plain"), pytest.param(gzip.compress(SITEMAP), "/sitemap.xml.gz", id="gzip")],
)
def test_sitemap_is_read(body: bytes, path: str) -> None:
    reading = read_answer(answer(body, "application/xml" if path == "/s" else "application/gzip", path))
    assert reading.sitemap is not None
    assert [entry.url for entry in reading.sitemap.pages] == ["http://x.example/a"]


def test_robots_txt_names_sitemaps() -> None:
    reading = read_answer(answer(b"Sitemap: http://x.example/s.xml\nsitemap: /t.xml", "text/plain", "/robots.txt"))
    assert reading.sitemaps == ["http://x.example/s.xml", "http://x.example/t.xml"]


@pytest.mark.parametrize(
    "body", [b"<?xml version='1.0'?><broken", b"<?xml version='1.0'?><other/>", b"<rss", b"\x1f\x8bnot gzip"]
)
def test_bad_body_is_something_else_and_never_raises(body: bytes) -> None:
    assert read_answer(answer(body, "application/xml", "/sitemap.xml.gz")).kind in ("other", "html")


@pytest.mark.parametrize("noise", [b"<!--a-->", b"<?a?>", b" "], ids=["comments", "instructions", "blanks"])
def test_long_prolog_takes_no_time(noise: bytes) -> None:
    began = time.monotonic()
    kind_of(answer(b"<?xml version='1.0'?>" + noise * 2000 + b"x", "application/xml"))
    assert time.monotonic() - began < 1


def test_part_of_an_answer_that_promises_an_impossible_length_is_not_read() -> None:
    part = answer(HTML)
    part.truncated, part.announced = "disconnect", 9 * 10**18
    assert read_answer(part).trouble == "cut off, and its length is no length"


def test_part_of_an_answer_is_read() -> None:
    part = answer(HTML)
    part.truncated, part.announced = "disconnect", 500
    assert read_answer(part).kind == "html"


def test_body_whose_coding_is_broken_says_so() -> None:
    part = answer(HTML)
    part.incomplete = True
    assert read_answer(part).cut == "broken content coding"

"""WARC files in the forms that well-known crawlers give them, made after what their documents say."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from itertools import count

from server.foreign import DATE, sha1

__all__ = ["SHAPES", "URL", "post"]

URL = "http://example.org/2026/a-post/"
HOST = "example.org"
_HTTP = "application/http; msgtype={}"
_numbers = count()


def post(number: int = 1, words: int = 12) -> bytes:
    """A post that says what it is."""
    data = {"@type": "BlogPosting", "headline": f"Post {number}", "datePublished": "2026-01-02T00:00:00Z"}
    text = "Some words of a post that is long enough to be one. " * words
    head = f"<title>Post {number}</title><script type='application/ld+json'>{json.dumps(data)}</script>"
    body = f"<article><h1>Post {number}</h1><p>{text}</p></article>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def _head(*lines: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    return "".join(f"{line}\r\n" for line in (status, *lines, "")).encode()


def _record(kind: str, block: bytes, *fields: tuple[str, str], version: str = "1.0", ends: bytes = b"\r\n\r\n") -> bytes:
    every = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{hashlib.md5(b'%d' % next(_numbers)).hexdigest()}>"),
        ("WARC-Date", DATE),
        *fields,
        ("Content-Length", str(len(block))),
    ]
    lines = "".join(f"{name}: {value}\r\n" for name, value in dict(every).items())
    return f"WARC/{version}\r\n{lines}\r\n".encode() + block + ends


def _info(software: str) -> bytes:
    block = f"software: {software}\r\nformat: WARC File Format 1.0\r\nrobots: obey\r\n".encode()
    return _record("warcinfo", block, ("WARC-Filename", "a.warc.gz"), ("Content-Type", "application/warc-fields"))


def _id(record: bytes) -> str:
    return record.partition(b"WARC-Record-ID: ")[2].partition(b"\r\n")[0].decode()


def _members(*records: bytes) -> bytes:
    return b"".join(gzip.compress(record) for record in records)


def heritrix() -> bytes:
    """Heritrix 3: a name looked up, robots.txt, HTTP/1.0 asked for, request and metadata with outlinks after each answer."""
    dns = f"20260102030405\n{HOST}.\t300\tIN\tA\t192.0.2.1\n".encode()
    robots = _head("Content-Type: text/plain") + b"User-agent: *\nDisallow:\n"
    page = _head("Content-Type: text/html", "Connection: close") + post()
    answer = _record(
        "response", page,
        ("WARC-Target-URI", URL), ("WARC-Payload-Digest", sha1(post())), ("WARC-IP-Address", "192.0.2.1"),
        ("Content-Type", _HTTP.format("response")),
    )  # fmt: skip
    asked = f"GET /2026/a-post/ HTTP/1.0\r\nUser-Agent: Mozilla/5.0 (compatible; heritrix/3.4.0)\r\nHost: {HOST}\r\n\r\n".encode()
    links = (
        f"via: http://{HOST}/\r\nhopsFromSeed: L\r\nfetchTimeMs: 12\r\ncharsetForLinkExtraction: UTF-8\r\n"
        f"outlink: http://{HOST}/style.css E link/@href\r\noutlink: http://{HOST}/2025/another/ L a/@href\r\n"
    ).encode()
    of_answer = (("WARC-Target-URI", URL), ("WARC-Concurrent-To", _id(answer)))
    return _members(
        _info("Heritrix/3.4.0 http://crawler.archive.org"),
        _record("response", dns, ("WARC-Target-URI", f"dns:{HOST}"), ("Content-Type", "text/dns")),
        _record("response", robots, ("WARC-Target-URI", f"http://{HOST}/robots.txt"), ("Content-Type", _HTTP.format("response"))),
        answer,
        _record("request", asked, *of_answer, ("Content-Type", _HTTP.format("request"))),
        _record("metadata", links, *of_answer, ("Content-Type", "application/warc-fields")),
    )  # fmt: skip


def heritrix_revisit() -> bytes:
    """Heritrix 3.1: a revisit that names nothing but the digest; and one of a 304 without a head."""
    profile = "http://netpreserve.org/warc/1.0/revisit/"
    http = ("Content-Type", _HTTP.format("response"))
    known = (("WARC-Target-URI", URL), ("WARC-Payload-Digest", sha1(post())), http)
    kept = _record("response", _head("Content-Type: text/html") + post(), *known)
    again = (*known, ("WARC-Date", "2026-02-02T03:04:05Z"), ("WARC-Profile", profile + "identical-payload-digest"))
    later = (("WARC-Target-URI", URL), ("WARC-Date", "2026-03-02T03:04:05Z"), ("WARC-Profile", profile + "server-not-modified"))
    return _members(
        kept,
        _record("revisit", _head("Content-Type: text/html"), *again, ("WARC-Truncated", "length")),
        _record("revisit", b"", *later, ("WARC-Truncated", "length")),
    )  # fmt: skip


def common_crawl(*, renamed: bool) -> bytes:
    """Common Crawl: the body without its codings; the headers that named them were renamed, in old files kept."""
    prefix = "X-Crawler-" if renamed else ""
    coded = (f"{prefix}Content-Encoding: gzip", f"{prefix}Transfer-Encoding: chunked", f"{prefix}Content-Length: 99")
    page = _head("Content-Type: text/html; charset=UTF-8", *coded, f"Content-Length: {len(post())}") + post()
    where = (("WARC-Target-URI", URL), ("WARC-IP-Address", "192.0.2.1"))
    answer = _record(
        "response", page, *where, ("WARC-Payload-Digest", sha1(post())), ("WARC-Block-Digest", sha1(page)),
        ("WARC-Identified-Payload-Type", "text/html"), ("Content-Type", _HTTP.format("response")),
    )  # fmt: skip
    asked = _head("User-Agent: CCBot/2.0 (https://commoncrawl.org/faq/)", f"Host: {HOST}", status="GET /2026/a-post/ HTTP/1.1")
    said = b'fetchTimeMs: 250\r\ncharset-detected: UTF-8\r\nlanguages-cld2: {"reliable":true,"text-bytes":99}\r\n'
    of_answer = (*where, ("WARC-Concurrent-To", _id(answer)))
    return _members(
        _info("Apache Nutch 1.19 (modified)"),
        _record("request", asked, *of_answer, ("Content-Type", _HTTP.format("request"))),
        answer,
        _record("metadata", said, *of_answer, ("Content-Type", "application/warc-fields")),
    )


def truncated(reason: str, *, length: str = "Content-Length: 900000") -> bytes:
    """A page of which only the beginning was kept; its digests are of what is there."""
    page = _head("Content-Type: text/html", length) + post(words=400)[:15_000]
    fields = (("WARC-Target-URI", URL), ("WARC-Truncated", reason), ("WARC-Payload-Digest", sha1(post(words=400)[:15_000])))
    return _members(_record("response", page, *fields, ("Content-Type", _HTTP.format("response"))))


def truncated_gzip() -> bytes:
    """A page whose packed body breaks off."""
    packed = gzip.compress(post(words=4000))
    body = packed[: len(packed) - 20]
    page = _head("Content-Type: text/html", "Content-Encoding: gzip") + body
    fields = (("WARC-Target-URI", URL), ("WARC-Truncated", "disconnect"), ("WARC-Payload-Digest", sha1(body)))
    return _members(_record("response", page, *fields, ("Content-Type", _HTTP.format("response"))))


def browsertrix() -> bytes:
    """Browsertrix and ArchiveWeb.page (warcio.js): SHA-256 in hex, headers renamed, text and picture under urn: addresses."""
    page = _head("content-type: text/html", "x-orig-content-encoding: br", "x-orig-transfer-encoding: chunked") + post()
    sha256 = [f"sha256:{hashlib.sha256(data).hexdigest()}" for data in (post(), page)]
    more = (("WARC-Page-ID", "1"), ("WARC-Resource-Type", "document"), ("WARC-JSON-Metadata", '{"ipType":"Public"}'))
    digests = (("WARC-Payload-Digest", sha256[0]), ("WARC-Block-Digest", sha256[1]))
    answer = _record(
        "response", page, ("WARC-Target-URI", URL), *more, *digests, ("Content-Type", _HTTP.format("response")), version="1.1"
    )
    beside = [
        _record("resource", block, ("WARC-Target-URI", f"urn:{kind}:{URL}"), ("Content-Type", mime), version="1.1")
        for kind, block, mime in (
            ("text", b"Post 1 Some words", "text/plain"),
            ("pageinfo", b'{"urls":{}}', "application/json"),
            ("view", b"\x89PNG\r\n\x1a\n", "image/png"),
        )
    ]
    return _members(_info("Browsertrix-Crawler 1.5.0"), answer, *beside)


def browsertrix_post() -> bytes:
    """A page asked for by GET and answered, and data the page asked for by POST: the second is no page."""
    data = _head("content-type: application/json") + b'{"more": []}'
    asked = _head("host: example.org", "content-length: 3", status="POST /api HTTP/1.1") + b"a=b"
    api = f"http://{HOST}/api"
    answer = _record("response", data, ("WARC-Target-URI", api), ("Content-Type", _HTTP.format("response")), version="1.1")
    of_answer = (("WARC-Target-URI", api), ("WARC-Concurrent-To", _id(answer)), ("Content-Type", _HTTP.format("request")))
    return browsertrix() + _members(answer, _record("request", asked, *of_answer, version="1.1"))


def wpull() -> bytes:
    """wpull and grab-site: addresses in angle brackets, a log as a resource, FTP beside HTTP."""
    page = _head("Content-Type: text/html", status="HTTP/1.1 200") + post()
    return _members(
        _info("Wpull/2.0.3 Python/3.7"),
        _record("response", page, ("WARC-Target-URI", f"<{URL}>"), ("Content-Type", "application/http;msgtype=response")),
        _record("resource", b"a file", ("WARC-Target-URI", f"ftp://{HOST}/a"), ("Content-Type", "application/octet-stream")),
        _record("resource", b"INFO a line", ("WARC-Target-URI", "urn:X-wpull:log"), ("Content-Type", "text/plain")),
    )


def warcprox() -> bytes:
    """warcprox: SHA-1 in hex, no compression, and a screenshot and metadata that its client handed over."""
    page = _head("Content-Type: text/html", status="HTTP/1.0 200 OK") + post()
    digests = (("WARC-Payload-Digest", f"sha1:{hashlib.sha1(post()).hexdigest()}"), ("WARC-Block-Digest", sha1(page)))
    return b"".join(
        (
            _info("warcprox 2.6"),
            _record("response", page, ("WARC-Target-URI", URL), *digests, ("Content-Type", "application/http;msgtype=response")),
            _record("resource", b"\xff\xd8", ("WARC-Target-URI", f"screenshot:{URL}"), ("Content-Type", "image/jpeg")),
            _record("metadata", b"{}", ("WARC-Target-URI", f"youtube-dl:{URL}"), ("Content-Type", "application/json")),
        )
    )


def whole_file_packed() -> bytes:
    """All records in one gzip member, as `gzip a.warc` makes it."""
    return gzip.compress(gzip.decompress(heritrix()))


def folded_header() -> bytes:
    """A field that goes on in the next line, as WARC 1.0 allows; and names in other cases."""
    return heritrix_plain().replace(b"WARC-Payload-Digest: ", b"warc-payload-digest:\r\n ").replace(b"WARC-Date", b"Warc-date")


def heritrix_plain() -> bytes:
    """The same without compression."""
    return gzip.decompress(heritrix())


SHAPES: dict[str, Callable[[], bytes]] = {
    "Heritrix": heritrix,
    "Heritrix without compression": heritrix_plain,
    "Heritrix revisits": heritrix_revisit,
    "Common Crawl": lambda: common_crawl(renamed=True),
    "Common Crawl, coding headers kept": lambda: common_crawl(renamed=False),
    "truncated by length": lambda: truncated("length"),
    "truncated by time, chunks announced": lambda: truncated("time", length="Transfer-Encoding: chunked"),
    "truncated within gzip": truncated_gzip,
    "Browsertrix": browsertrix,
    "Browsertrix with POST": browsertrix_post,
    "wpull": wpull,
    "warcprox": warcprox,
    "one gzip member": whole_file_packed,
    "folded header": folded_header,
}
"""By name; each has one page, the post at `URL`."""

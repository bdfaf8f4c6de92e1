"""What servers do on the wire, case by case, with what should come of it."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field
from typing import Any

from server.wire import Close, Pause, Repeat, Reset, Step, Vanish

__all__ = ["CASES", "MAX_DECODED", "MAX_HEAD", "Case"]

MAX_HEAD = 16 * 1024
MAX_DECODED = 4 * 1024 * 1024

PAGE = b"<!doctype html><title>Tides</title><p>The harbour was empty.</p>"
BARE = zlib.compressobj(wbits=-15)
BARE_PAGE = BARE.compress(PAGE) + BARE.flush()
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One request and what the server does."""

    name: str
    steps: tuple[Step, ...]
    method: str = "GET"
    body: bytes = b""
    """Of the request."""
    meta: dict[str, Any] = field(default_factory=dict)
    tls: bool = False
    raised: str | None = None
    """Class of the exception the spider gets."""
    status: int = 200
    page: bytes | None = PAGE
    """Body the spider gets; None: not looked at."""
    flags: tuple[str, ...] = ()
    truncated: str | None = None
    junk: int = 0
    """Bytes at the end of what the server sent that are not part of the response."""
    kept: int | None = None
    """How many bytes of the response are kept; None for all."""
    racing: bool = False
    """Whether the server may send a little more than the client waits for."""


def case(name: str, *steps: Step, **expected: Any) -> Case:
    return Case(name=name, steps=steps, **expected)


def sized(body: bytes, *headers: bytes) -> bytes:
    return HTML + b"".join(h + b"\r\n" for h in headers) + b"Content-Length: %d\r\n\r\n" % len(body) + body


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in chunks) + b"0\r\n\r\n"


def lost(name: str, *steps: Step, **expected: Any) -> Case:
    """A response that breaks off."""
    return case(name, *steps, **{"raised": "ResponseDataLossError", "truncated": "disconnect", **expected})


SOON = {"download_timeout": 1.2}
KEEP_LOSS = {"download_fail_on_dataloss": False}
CHUNKED = HTML + b"Transfer-Encoding: chunked\r\n\r\n"
SHORT = HTML + b"Content-Length: 5000\r\n\r\n" + PAGE
OLD = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE

_PLAIN = [
    case("plain", sized(PAGE)),
    case(
        "odd case and order",
        b"HTTP/1.1 200 OK\r\nx-LAST: 1\r\nCONTENT-length:%d\r\nx-First:  a  b \r\ncontent-TYPE:text/html\r\n"
        b"X-Last: 2\r\n\r\n%s" % (len(PAGE), PAGE),
    ),
    case("repeated headers", sized(PAGE, b"Set-Cookie: a=1", b"X-Other: x", b"set-cookie: b=2", b"Set-Cookie: a=1")),
    case("bytes beyond ASCII in headers", sized(PAGE, b"X-Name: Andr\xe9", b"X-City: M\xc3\xbcnchen")),
    case("header name beyond ASCII", sized(PAGE, b"X-Gr\xfc\xdfe: ja")),
    case("blank before the colon", HTML + b"Content-Length : %d\r\n\r\n%s" % (len(PAGE), PAGE)),
    case("empty header value", sized(PAGE, b"X-Empty:", b"X-Blank:   ")),
    case("chunks", CHUNKED + chunked(PAGE[:10], PAGE[10:])),
    case(
        "chunk extensions and trailers",
        CHUNKED
        + b'0a;name="va;lue"\r\n%s\r\n%X ; x\r\n%s\r\n0;last\r\nX-Sum: 1\r\nExpires: never\r\n\r\n'
        % (PAGE[:10], len(PAGE) - 10, PAGE[10:]),
    ),
    case("gzip", sized(gzip.compress(PAGE), b"Content-Encoding: gzip")),
    case("x-gzip in capitals", sized(gzip.compress(PAGE), b"CONTENT-ENCODING: X-GZIP")),
    case("deflate", sized(zlib.compress(PAGE), b"Content-Encoding: deflate")),
    case("bare deflate", sized(BARE_PAGE, b"Content-Encoding: deflate")),
    case("gzip twice", sized(gzip.compress(gzip.compress(PAGE)), b"Content-Encoding: gzip, gzip")),
    case(
        "gzip in chunks",
        HTML + b"Content-Encoding: gzip\r\nTransfer-Encoding: Chunked\r\n\r\n" + chunked(gzip.compress(PAGE)),
    ),
    case("not gzip although it says so", sized(PAGE, b"Content-Encoding: gzip")),
    case("senseless content coding", sized(PAGE, b"Content-Encoding: utf-8")),
    case("broken gzip", sized(gzip.compress(PAGE)[:-20], b"Content-Encoding: gzip"), page=None, flags=("truncated",)),
    case(
        "gzip bomb",
        sized(gzip.compress(b"<p>" * (4 * MAX_DECODED // 3)), b"Content-Encoding: gzip"),
        page=None,
        flags=("truncated",),
    ),
    case("answer to HEAD", HTML + b"Content-Length: 5000\r\n\r\n", method="HEAD", page=b""),
    case("204", b"HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n", status=204, page=b""),
    case("304", b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nContent-Length: 900\r\n\r\n', status=304, page=b""),
    case("length zero", HTML + b"Content-Length: 0\r\n\r\n", page=b""),
    case("early hints", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", Pause(0.05), sized(PAGE)),
    case("two interim responses", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + sized(PAGE)),
    case("lines end in LF", sized(PAGE).replace(b"\r\n", b"\n")),
    case("header line without colon", sized(PAGE, b"this is no header")),
    case("folded header", sized(PAGE, b"X-Long: one\r\n two\r\n\tthree")),
    case("first header line is folded", b"HTTP/1.1 200 OK\r\n stray\r\n" + sized(PAGE).partition(b"\r\n")[2]),
    case("empty lines before the status line", b"\r\n\r\n" + sized(PAGE)),
    case("blanks in the status line", b"HTTP/1.1  200  OK\r\n" + sized(PAGE).partition(b"\r\n")[2]),
    case("status line of another protocol", b"ICY 200 OK\r\n" + sized(PAGE).partition(b"\r\n")[2]),
    case("length stated twice", sized(PAGE, b"Content-Length: %d" % len(PAGE))),
    case("length that is no number", HTML + b"Content-Length: many\r\n\r\n" + PAGE, Close()),
    case("chunks announced and not sent", CHUNKED + PAGE, Close()),
    case("empty line after the chunks missing", CHUNKED + chunked(PAGE)[:-2], Close()),
    case(
        "gzip as transfer coding",
        HTML + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + chunked(gzip.compress(PAGE)),
    ),
    case("junk after the body", sized(PAGE) + b"<!-- junk -->", junk=13),
    case("junk after the chunks", CHUNKED + chunked(PAGE) + b"junk", junk=4),
    case("unit encoding", HTML + b"Transfer-Encoding: identity\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)),
    case("connection: Close", sized(PAGE, b"Connection: Close"), Close()),
    case("no length, closed at the end", HTML + b"\r\n" + PAGE, Close()),
    case("HTTP/1.0 without length", OLD, Close()),
    case("byte by byte", *(s for b in sized(PAGE)[:60] for s in (bytes([b]), Pause(0.002))), sized(PAGE)[60:]),
    case("reason beyond ASCII", b"HTTP/1.1 200 Tr\xc3\xa8s bien \xe9\r\n" + sized(PAGE).partition(b"\r\n")[2]),
    case("no reason", b"HTTP/1.1 200\r\n" + sized(PAGE).partition(b"\r\n")[2]),
    case("empty reason", b"HTTP/1.1 200 \r\n" + sized(PAGE).partition(b"\r\n")[2]),
    case("odd status", b"HTTP/1.1 999 Request denied\r\n" + sized(PAGE).partition(b"\r\n")[2], status=999),
    case("unavailable", b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\n" + sized(PAGE).partition(b"\r\n")[2], status=503),
    case("error page", b"HTTP/1.1 404 Not Found\r\n" + sized(PAGE).partition(b"\r\n")[2], status=404),
    case("post", sized(PAGE), method="POST", body=b"a=1&b=\xff"),
    # What breaks off.
    lost("body ends early", SHORT, Close()),
    lost("body ends early, prefix wanted", SHORT, Close(), raised=None, meta=KEEP_LOSS, flags=("truncated",)),
    lost("chunk ends early", CHUNKED + b"ff\r\n" + PAGE, Close()),
    lost(
        "chunk ends early, prefix wanted",
        CHUNKED + b"ff\r\n" + PAGE,
        Close(),
        raised=None,
        meta=KEEP_LOSS,
        flags=("truncated",),
    ),
    lost("last chunk missing", CHUNKED + chunked(PAGE)[:-5], Close()),
    lost("broken chunk size", CHUNKED + b"5\r\n<!doc\r\nzz\r\nrest", Pause(0.3), truncated="unspecified"),
    lost("reset in the body", SHORT, Pause(0.5), Reset()),
    lost("reset of a body without length", OLD, Pause(0.5), Reset()),
    lost("reset in the head", HTML, Pause(0.5), Reset(), raised="DownloadFailedError"),
    lost("closed in the head", HTML, Close(), raised="DownloadFailedError"),
    lost("no HTTP at all", b"hello world\r\n\r\n", Close(), raised="DownloadFailedError", truncated="unspecified"),
    lost("time-out in the body", SHORT, Pause(4), raised="DownloadTimeoutError", truncated="time", meta=SOON),
    lost("time-out in the head", HTML, Pause(4), raised="DownloadTimeoutError", truncated="time", meta=SOON),
    lost(
        "endless drip",
        CHUNKED,
        *(s for _ in range(40) for s in (b"1\r\nx\r\n", Pause(0.1))),
        raised="DownloadTimeoutError",
        truncated="time",
        meta=SOON,
        racing=True,
    ),
    lost("body ends early without close_notify", SHORT, Vanish(), tls=True),
    lost("chunk ends early without close_notify", CHUNKED + b"ff\r\n" + PAGE, Vanish(), tls=True),
    # What is longer than we want.
    case(
        "endless headers",
        HTML,
        Repeat(b"X-Endless: %s\r\n" % (b"x" * 1000), 20_000),
        raised="DownloadCancelledError",
        truncated="length",
        kept=MAX_HEAD,
    ),
    case(
        "endless header line",
        HTML + b"X-Endless: ",
        Repeat(b"x" * 1000, 20_000),
        raised="DownloadCancelledError",
        truncated="length",
        kept=MAX_HEAD,
    ),
    case(
        "long body",
        HTML + b"Content-Length: 50000000\r\n\r\n",
        Repeat(b"<p>abc</p>", 5_000_000),
        meta={"download_maxsize": 30},
        page=b"<p>abc</p>" * 3,
        flags=("truncated",),
        truncated="length",
        kept=len(HTML) + len(b"Content-Length: 50000000\r\n\r\n") + 30,
    ),
    case(
        "long chunks",
        CHUNKED,
        Repeat(b"a\r\n<p>abc</p>\r\n", 5_000_000),
        meta={"download_maxsize": 30},
        page=b"<p>abc</p>" * 2,
        flags=("truncated",),
        truncated="length",
        kept=len(CHUNKED) + 30,
    ),
    case(
        "small body over the cap",
        sized(PAGE),
        meta={"download_maxsize": 30},
        page=PAGE[:30],
        flags=("truncated",),
        truncated="length",
        kept=len(sized(PAGE)) - len(PAGE) + 30,
    ),
    case("body as long as the cap", sized(PAGE), meta={"download_maxsize": len(PAGE)}),
    # What is large.
    case("large text", sized(b"<p>abc</p>" * 300_000), page=None),
    case(
        "large picture",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 3000000\r\n\r\n",
        Repeat(b"\xff\xd8\xff" * 1000, 1000),
        page=b"",
        flags=("body-on-disk",),
    ),
    case(
        "large text of no stated type",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 3000000\r\n\r\n",
        Repeat(b"<a>" * 1000, 1000),
        page=None,
    ),
]

_OVER_TLS = frozenset(
    {
        "plain",
        "odd case and order",
        "chunk extensions and trailers",
        "gzip in chunks",
        "early hints",
        "junk after the body",
        "no length, closed at the end",
        "body ends early",
        "chunk ends early, prefix wanted",
        "reset in the body",
        "time-out in the body",
        "time-out in the head",
        "endless headers",
        "long body",
        "post",
        "large picture",
    }
)


def _over_tls(plain: Case) -> Case:
    return Case(**{**{k: getattr(plain, k) for k in plain.__dataclass_fields__}, "name": f"{plain.name}, https", "tls": True})


CASES = {c.name: c for c in [*_PLAIN, *(_over_tls(c) for c in _PLAIN if c.name in _OVER_TLS)]}

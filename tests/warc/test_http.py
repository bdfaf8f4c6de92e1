"""Reading raw responses: heads, chunks and codings as servers really send them."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib

import pytest

from blogarchive.warc.http import dechunk, decode_content, parse_head, read_payload

BARE = zlib.compressobj(wbits=-15)
BARE_TEXT = BARE.compress(b"tide tide tide") + BARE.flush()
TEXT = b"tide tide tide"
OK = b"HTTP/1.1 200 OK\r\n"
BIG = 100 * 1024 * 1024


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        pytest.param(b"HTTP/1.1 200 OK", 200, b"OK", id="plain"),
        pytest.param(b"HTTP/1.1 404 Not Found", 404, b"Not Found", id="reason of two words"),
        pytest.param(b"HTTP/1.1 200", 200, b"", id="no reason"),
        pytest.param(b"HTTP/1.1 200 ", 200, b"", id="empty reason"),
        pytest.param(b"HTTP/1.1  200  OK", 200, b"OK", id="two blanks"),
        pytest.param(b"HTTP/1.1 200 Tr\xe8s bien", 200, b"Tr\xe8s bien", id="reason beyond ASCII"),
        pytest.param(b"HTTP/1.1 999 Denied", 999, b"Denied", id="odd status"),
        pytest.param(b"ICY 200 OK", 200, b"OK", id="Shoutcast"),
        pytest.param(b"HTTP/1.1 20 OK", None, b"", id="status of two digits"),
        pytest.param(b"HTTP/1.1 12345678901234567890 OK", None, b"", id="endless status"),
        pytest.param(b"hello", None, b"", id="no status line"),
    ],
)
def test_status_line(line: bytes, status: int | None, reason: bytes) -> None:
    head = parse_head(line + b"\r\n\r\n")
    assert (head.status, head.reason) == (status, reason)


@pytest.mark.parametrize(
    ("lines", "headers"),
    [
        pytest.param(b"A: 1\r\nb:2\r\n", [(b"A", b"1"), (b"b", b"2")], id="case and order"),
        pytest.param(b"A: 1\r\na: 2\r\n", [(b"A", b"1"), (b"a", b"2")], id="repeated"),
        pytest.param(b"A: 1\nB: 2\n", [(b"A", b"1"), (b"B", b"2")], id="line feeds alone"),
        pytest.param(b"nothing\r\nA: 1\r\n", [(b"A", b"1")], id="no colon"),
        pytest.param(b"A: 1\r\n 2\r\n\t3\r\n", [(b"A", b"1 2 3")], id="folded"),
        pytest.param(b" stray\r\nA: 1\r\n", [(b"A", b"1")], id="continuation of nothing"),
        pytest.param(b"A : 1\r\n", [(b"A", b"1")], id="blank before the colon"),
        pytest.param(b"A:\r\n", [(b"A", b"")], id="empty value"),
        pytest.param(b"A: x:y\r\n", [(b"A", b"x:y")], id="colon in the value"),
        pytest.param(b"A: \xfc\r\n", [(b"A", b"\xfc")], id="beyond ASCII"),
    ],
)
def test_header_lines(lines: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    assert parse_head(OK + lines + b"\r\nbody").headers == headers


@pytest.mark.parametrize("end", [b"\r\n\r\n", b"\n\n", b"\r\n\n"])
def test_head_ends_with_its_empty_line(end: bytes) -> None:
    raw = b"HTTP/1.1 200 OK\r\nA: 1" + end + b"body\r\n\r\n"
    head = parse_head(raw)
    assert (head.complete, raw[head.header_end :]) == (True, b"body\r\n\r\n")


def test_interim_responses_are_passed_over() -> None:
    raw = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK + b"A: 1\r\n\r\nx"
    head = parse_head(raw)
    assert (head.status, head.headers, raw[head.header_end :]) == (200, [(b"A", b"1")], b"x")


def test_switching_protocols_is_final() -> None:
    assert parse_head(b"HTTP/1.1 101 Switching Protocols\r\n\r\nx").status == 101


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"HTTP/1.1 200 OK", OK, OK + b"A: 1\r\nB", b"\x00" * 50])
def test_head_that_breaks_off_is_not_complete(raw: bytes) -> None:
    head = parse_head(raw)
    assert (head.complete, head.header_end) == (False, len(raw))


@pytest.mark.parametrize(
    ("body", "data"),
    [
        pytest.param(b"4\r\ntide\r\n0\r\n\r\n", b"tide", id="one chunk"),
        pytest.param(b"2\r\nti\r\n2\r\nde\r\n0\r\n\r\n", b"tide", id="two chunks"),
        pytest.param(b"0004\r\ntide\r\n000\r\n\r\n", b"tide", id="leading zeros"),
        pytest.param(b"A\r\n0123456789\r\n0\r\n\r\n", b"0123456789", id="capital hex"),
        pytest.param(b'4;x="a;b" ;y\r\ntide\r\n0;z\r\n\r\n', b"tide", id="extensions"),
        pytest.param(b"4 \r\ntide\r\n0\r\n\r\n", b"tide", id="blank after the size"),
        pytest.param(b"4\ntide\n0\n\n", b"tide", id="line feeds alone"),
        pytest.param(b"4\r\ntide0\r\n\r\n", b"tide", id="no line end after the data"),
        pytest.param(b"4\r\ntide\r\n0\r\nSum: 1\r\n\r\n", b"tide", id="trailer"),
        pytest.param(b"4\r\ntide\r\n0\r\n\r\njunk", b"tide", id="junk behind"),
        pytest.param(b"4\r\nti", b"ti", id="cut in the data"),
        pytest.param(b"4\r\ntide\r\n", b"tide", id="last chunk missing"),
        pytest.param(b"4\r\ntide\r\nzz\r\nmore", b"tide", id="broken size"),
        pytest.param(b"<p>tide</p>\n<p>", b"<p>tide</p>\n<p>", id="not chunked"),
        pytest.param(b"<p>", b"<p>", id="not chunked and one line"),
        pytest.param(b"dead", b"", id="size line cut"),
        pytest.param(b"", b"", id="empty"),
        pytest.param(b"F" * 17 + b"\r\nx", b"F" * 17 + b"\r\nx", id="size of 17 digits"),
    ],
)
@pytest.mark.parametrize("step", [1, 3, 1000])
def test_dechunking_does_not_depend_on_the_pieces(body: bytes, data: bytes, step: int) -> None:
    pieces = [body[at : at + step] for at in range(0, len(body), step)]
    assert b"".join(dechunk(pieces)) == data


@pytest.mark.parametrize(
    ("codings", "body"),
    [
        pytest.param([], TEXT, id="none"),
        pytest.param(["identity"], TEXT, id="identity"),
        pytest.param(["gzip"], gzip.compress(TEXT), id="gzip"),
        pytest.param(["x-gzip"], gzip.compress(TEXT), id="x-gzip"),
        pytest.param(["gzip"], gzip.compress(TEXT[:5]) + gzip.compress(TEXT[5:]), id="two members"),
        pytest.param(["gzip"], gzip.compress(TEXT) + b"\0\0\0junk", id="junk behind"),
        pytest.param(["deflate"], zlib.compress(TEXT), id="zlib"),
        pytest.param(["deflate"], BARE_TEXT, id="bare deflate"),
        pytest.param(["deflate"], gzip.compress(TEXT), id="gzip called deflate"),
        pytest.param(["gzip"], TEXT, id="nothing called gzip"),
        pytest.param(["utf-8"], TEXT, id="charset as coding"),
        pytest.param(["gzip", "gzip"], gzip.compress(gzip.compress(TEXT)), id="gzip twice"),
        pytest.param(["deflate", "gzip"], gzip.compress(zlib.compress(TEXT)), id="deflate, then gzip"),
        pytest.param(["gzip"], gzip.compress(TEXT, compresslevel=0), id="stored"),
    ],
)
def test_content_codings_are_undone(codings: list[str], body: bytes) -> None:
    decoded = decode_content(body, codings, 1000)
    assert (decoded.body, decoded.complete, decoded.error) == (TEXT, True, None)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_body_that_is_empty_stays_empty(coding: str) -> None:
    assert decode_content(b"", [coding], 1000).body == b""


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param(gzip.compress(bytes(range(256)) * 50)[:-20], "compressed data ends early", id="cut"),
        pytest.param(gzip.compress(b"x" * 1000)[:-6] + b"\0" * 6, "broken compressed data", id="wrong checksum"),
    ],
)
def test_broken_coding_keeps_the_prefix(body: bytes, error: str) -> None:
    decoded = decode_content(body, ["gzip"], 100_000)
    assert decoded.body
    assert not decoded.complete
    assert decoded.error
    assert decoded.error.startswith(error)


@pytest.mark.parametrize("coding", ["br", "zstd", "compress"])
def test_codings_never_asked_for_are_an_error(coding: str) -> None:
    decoded = decode_content(b"\x0b\x02", [coding], 1000)
    assert (decoded.body, decoded.complete) == (b"", False)


def bomb(layers: int) -> bytes:
    body = b"\0" * BIG
    for _ in range(layers):
        body = gzip.compress(body, compresslevel=1)
    return body


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        pytest.param(bomb(1), ["gzip"], id="once"),
        pytest.param(bomb(2), ["gzip", "gzip"], id="twice"),
        pytest.param(gzip.compress(b"\x1f\x8b\x08\x08\0\0\0\0\0\0" + b"x" * BIG, 1), ["gzip", "gzip"], id="endless name"),
        pytest.param(gzip.compress(b"") * 100_000, ["gzip"], id="empty members"),
        pytest.param(b"x", ["gzip"] * 1000, id="a thousand codings"),
    ],
)
def test_bombs_do_not_explode(body: bytes, codings: list[str]) -> None:
    tracemalloc.start()
    began = time.process_time()
    decoded = decode_content(body, codings, 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(decoded.body) <= 1_000_000
    assert peak < 10_000_000
    assert time.process_time() - began < 2


def test_prefix_of_a_long_body_is_kept() -> None:
    decoded = decode_content(gzip.compress(TEXT * 1000), ["gzip"], len(TEXT))
    assert (decoded.body, decoded.complete, decoded.error) == (TEXT, False, None)


def test_payload_is_dechunked_then_decoded() -> None:
    coded = gzip.compress(TEXT)
    raw = OK + b"Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(coded), coded)
    payload = read_payload(parse_head(raw), [body[:7], body[7:]], 1000)
    assert (payload.body, payload.content_type, payload.complete) == (TEXT, "text/html; charset=utf-8", True)


def test_transfer_coding_is_undone_as_well() -> None:
    coded = gzip.compress(TEXT)
    head = parse_head(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n")
    assert read_payload(head, [b"%x\r\n%s\r\n0\r\n\r\n" % (len(coded), coded)], 1000).body == TEXT

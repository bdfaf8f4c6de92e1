"""Digests over what is there: the quick way through a head gives what the careful one gives."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogarchive.verify.digests import Stated, take_http
from blogarchive.warc.http import body_stream, parse_head

STARTS = (b"HTTP/1.1 200 OK", b"HTTP/1.1 100 Continue", b"HTTP/2 200")
FIELDS = (b"Transfer-Encoding: chunked", b"transfer-encoding:chunked", b"TRANSFER-ENCODING: chunked", b"Content-Length: 3")
PIECES = st.sampled_from([*STARTS, *FIELDS, b"\r\n", b"\n", b"\r", b" ", b": ", b"A: b", b"x", b"5", b"0", b"hello"])
SHA1 = Stated("sha1", b"")


@given(st.lists(PIECES, max_size=24), st.integers(1, 40))
def test_payload_is_that_of_the_careful_reader(parts: list[bytes], size: int) -> None:
    block = b"".join(parts)
    head = parse_head(block)
    taken = take_http(iter([block[at : at + size] for at in range(0, len(block), size)]), SHA1, SHA1)
    expected = b"".join(body_stream(head, iter([block[head.header_end :]]))) if head.complete else None
    assert taken.payload == (None if expected is None else hashlib.sha1(expected).digest())
    assert (taken.block, taken.size, taken.status) == (hashlib.sha1(block).digest(), len(block), head.status)


@given(st.binary(max_size=40))
def test_digest_in_base_32_is_read(data: bytes) -> None:
    raw = hashlib.sha1(data).digest()
    text = base64.b32encode(raw).decode()
    assert [Stated.read(f"{label}:{form}") for label in ("sha1", "SHA-1") for form in (text, text.lower(), raw.hex())] == [
        Stated("sha1", raw)
    ] * 6


@pytest.mark.parametrize("text", [None, "", "sha1", "crc32:00", "AAAA"])
def test_what_is_no_digest_that_can_be_taken_is_none(text: str | None) -> None:
    assert Stated.read(text) is None


@pytest.mark.parametrize("text", ["sha1:", "sha1:1" + "A" * 31, "sha1:" + "A" * 31, "md5:zz"])
def test_digest_that_cannot_be_read_fits_nothing(text: str) -> None:
    stated = Stated.read(text)
    assert stated is not None
    assert stated.value == b""

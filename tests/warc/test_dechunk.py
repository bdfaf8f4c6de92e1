"""Chunk framing that goes wrong."""

from __future__ import annotations

import pytest

from blogarchive.warc.dechunk import Dechunker, dechunk


@pytest.mark.parametrize(
    "framed",
    [b"5;" + b"x" * 40_000 + b"\r\nhello\r\n0\r\n\r\n", b"ffffffffffffffff\r\n<html>", b"5\r\nhello\r\n10000000000000000\r\nx"],
    ids=["extension without end", "size beyond all bounds", "the same later on"],
)
def test_framing_that_cannot_be_meant_is_broken(framed: bytes) -> None:
    dechunker = Dechunker()
    out = b"".join(dechunker.feed(framed[at : at + 1000]) for at in range(0, len(framed), 1000))
    assert dechunker.broken
    assert not dechunker.complete
    assert out in (b"", b"hello")


def test_body_that_is_not_chunked_passes_unchanged() -> None:
    dechunker = Dechunker()
    assert dechunker.feed(b"<html>hello") == b"<html>hello"
    assert dechunker.plain


@pytest.mark.parametrize(
    "framed",
    [b"3\r\r\nabc\r\n0\r\n\r\n", b"3;" + b"x" * 20_000 + b"\r\nabc\r\n0\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\n"],
    ids=["one CR too many", "long extension", "as it should be"],
)
def test_chunks_are_read_alike_however_they_arrive(framed: bytes) -> None:
    assert b"".join(dechunk([framed])) == b"".join(dechunk(framed[at : at + 1] for at in range(len(framed))))

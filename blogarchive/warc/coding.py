"""Undoing content codings without ever making more bytes than asked for."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

__all__ = ["MAX_CODINGS", "Decoded", "decode_content", "decode_stream"]

MAX_CODINGS = 5
"""More codings than this on one body are taken for an attack."""

_GZIP_WINDOW, _ZLIB_WINDOW, _BARE_WINDOW = 31, 15, -15
_GZIP_MAGIC = b"\x1f\x8b"
# The forms each coding is found in, likeliest first. "deflate" means a zlib stream (RFC 9110, 8.4.1.2), but some
# servers send it bare, and some send gzip.
_WINDOWS = {
    "gzip": (_GZIP_WINDOW,),
    "x-gzip": (_GZIP_WINDOW,),
    "deflate": (_GZIP_WINDOW, _ZLIB_WINDOW, _BARE_WINDOW),
    "x-deflate": (_GZIP_WINDOW, _ZLIB_WINDOW, _BARE_WINDOW),
}
# Real codings that are never asked for; a body in one of them cannot be read. Anything else that stands in
# Content-Encoding ("utf-8", "none", "binary") is a mistake that browsers ignore.
_UNREADABLE = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "aes128gcm", "exi", "pack200-gzip"})

_STEP = 64 * 1024
_PIECE = 64 * 1024
_PROBE = 512
# bgzip makes one for each 64 KiB; empty ones by the million would cost time without end.
_MAX_MEMBERS = 10_000
# How many times the wanted size may be read on the way to it; an honest body needs less than once.
_BETWEEN_FACTOR = 4
_SLACK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body without its content codings."""

    body: bytes
    complete: bool
    """False when *body* is only a prefix."""
    error: str | None
    """Why it is only a prefix, in a few words; None when it was just longer than asked for."""


class _CodingError(Exception):
    """The coded data is broken or ends early."""


def decode_content(body: bytes, codings: list[str], max_bytes: int) -> Decoded:
    """*body* without *codings* (in the order they were applied); at most *max_bytes*, keeping the prefix."""
    pieces = (body[at : at + _PIECE] for at in range(0, len(body), _PIECE))
    return decode_stream(pieces, codings, max_bytes)


def decode_stream(chunks: Iterable[bytes], codings: list[str], max_bytes: int) -> Decoded:
    """Like `decode_content`, for a body that comes in pieces; stops reading as soon as *max_bytes* are there."""
    if len(codings) > MAX_CODINGS:
        return Decoded(b"", complete=False, error=f"{len(codings)} content codings")
    stream: Iterator[bytes] = iter(chunks)
    for coding in reversed(codings):
        if coding in _UNREADABLE:
            return Decoded(b"", complete=False, error=f"content coding {coding} is not supported")
        if coding in _WINDOWS:
            stream = _inflate(_no_more_than(stream, _BETWEEN_FACTOR * max_bytes + _SLACK), _WINDOWS[coding])
    return _collect(stream, max_bytes)


def _collect(stream: Iterator[bytes], max_bytes: int) -> Decoded:
    body = bytearray()
    try:
        for piece in stream:
            body += piece[: max_bytes + 1 - len(body)]
            if len(body) > max_bytes:
                return Decoded(bytes(body[:max_bytes]), complete=False, error=None)
    except _CodingError as exc:
        return Decoded(bytes(body), complete=False, error=str(exc))
    return Decoded(bytes(body), complete=True, error=None)


def _inflate(stream: Iterator[bytes], windows: tuple[int, ...]) -> Iterator[bytes]:
    """The data of a deflate stream in one of the forms *windows* (zlib's wbits); passes on what is not compressed."""
    start = _first_bytes(stream)
    window = next((bits for bits in windows if _looks_like(start, bits)), None)
    if window is None:
        yield start
        yield from stream
        return
    members = _Members(window)
    for piece in chain([start], stream):
        yield from members.feed(piece)
    members.finish()


class _Members:
    """Inflates a deflate stream, or the members of a gzip file one after the other."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._inflater = zlib.decompressobj(window)
        self._count = 1
        self._junk = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What *data* decompresses to, in pieces of at most 64 KiB."""
        while data and not self._junk:
            if self._inflater.eof and not self._next_member(data):
                return
            data = yield from self._inflate_some(data)

    def finish(self) -> None:
        """Complain when the end of the stream was not there."""
        if not self._inflater.eof:
            raise _CodingError("compressed data ends early")

    def _inflate_some(self, data: bytes) -> Generator[bytes, None, bytes]:
        """Inflate *data* up to the end of a member; returns what is left of it."""
        while True:
            before = self._inflater.copy()
            try:
                out = self._inflater.decompress(data, _STEP)
            except zlib.error as exc:
                yield from _salvage(before, data)
                raise _CodingError(f"broken compressed data: {exc}") from exc
            if out:
                yield out
            if self._inflater.eof:
                return self._inflater.unused_data
            data = self._inflater.unconsumed_tail
            if not data and len(out) < _STEP:
                return b""

    def _next_member(self, data: bytes) -> bool:
        """Whether another member begins with *data*; anything else behind the end is junk."""
        self._junk = self._window != _GZIP_WINDOW or not data.startswith(_GZIP_MAGIC[: len(data)])
        if self._junk:
            return False
        self._count += 1
        if self._count > _MAX_MEMBERS:
            raise _CodingError(f"more than {_MAX_MEMBERS} gzip members")
        self._inflater = zlib.decompressobj(self._window)
        return True


def _salvage(inflater: Any, data: bytes) -> Iterator[bytes]:
    """What *data* gives before its error: zlib drops the output of a call that fails."""
    try:
        for at in range(len(data)):
            piece = data[at : at + 1]
            while out := inflater.decompress(piece, _STEP):
                yield out
                piece = inflater.unconsumed_tail
    except zlib.error:
        return


def _first_bytes(stream: Iterator[bytes]) -> bytes:
    """Enough of the beginning of *stream* to see what it is."""
    start = b""
    for piece in stream:
        start += piece
        if len(start) >= _PROBE:
            break
    return start


def _looks_like(start: bytes, window: int) -> bool:
    """Whether *start* can be the beginning of a stream with zlib's window bits *window*."""
    if window == _GZIP_WINDOW:
        return start.startswith(_GZIP_MAGIC)
    if not start:
        return False
    try:
        zlib.decompressobj(window).decompress(start, 1)
    except zlib.error:
        return False
    return True


def _no_more_than(stream: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    """*stream*, ended by an error after *max_bytes*: what lies between two codings may explode as well."""
    total = 0
    for piece in stream:
        if total > max_bytes:
            raise _CodingError("compressed data explodes")
        total += len(piece)
        yield piece

"""Digests as records state them, taken anew over the bytes that are there."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from blogarchive.warc.http import body_stream, parse_head

__all__ = ["Stated", "Taken", "plain_head", "sha1_in", "take_block", "take_http", "take_whole"]

MAX_HEAD = 1024 * 1024
_USUAL_HEAD = 4 * 1024
_REQUEST_LINE = re.compile(rb"[A-Z]+ (?:/|https?:)[!-~]* HTTP/1\.[01]\r\n")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_SHA1_LETTERS = 32
# The digits of base 32 as Python's int() wants them; what is none becomes "!", which int() refuses.
_BASE_32 = bytes(
    b"0123456789abcdefghijklmnopqrstuv"[at] if (at := _LETTERS.find(bytes([byte]).upper())) >= 0 else 0x21 for byte in range(256)
)
_NAMES = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha512": "sha512", "md5": "md5"}
_MAKERS: dict[str, Callable[..., Any]] = {
    "sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512, "md5": hashlib.md5
}  # fmt: skip
"""hashlib.new() takes its time to look these up."""


@dataclass(slots=True)
class Stated:
    """A digest that a header states."""

    algorithm: str
    """As hashlib calls it."""
    value: bytes

    @classmethod
    def read(cls, text: str | None) -> Stated | None:
        """The digest in *text* (``sha1:…`` in base 32, or in hex); None when there is none of a kind that can be taken."""
        label, colon, value = (text or "").partition(":")
        algorithm = _NAMES.get(label.strip().lower())
        if not colon or algorithm is None:
            return None
        return cls(algorithm, _digest_in(value.strip(), algorithm))

    def of(self, data: bytes | memoryview) -> bytes:
        """The digest of *data* by the same algorithm."""
        digest: bytes = _MAKERS[self.algorithm](data, usedforsecurity=False).digest()
        return digest

    def take(self, pieces: Iterable[bytes]) -> bytes:
        """The digest of *pieces* by the same algorithm."""
        taken = hashlib.new(self.algorithm, usedforsecurity=False)
        for piece in pieces:
            taken.update(piece)
        return taken.digest()


def _digest_in(text: str, algorithm: str) -> bytes:
    """The bytes that *text* stands for; none when it stands for nothing."""
    try:
        if len(text) == _SHA1_LETTERS and algorithm == "sha1":
            return sha1_in(text)
        size = hashlib.new(algorithm, usedforsecurity=False).digest_size
        return bytes.fromhex(text) if len(text) == 2 * size else base64.b32decode(text, casefold=True)
    except ValueError:
        return b""


def sha1_in(text: str) -> bytes:
    """The digest that the 32 letters *text* stand for, as nearly always; `base64` takes its time. Raises `ValueError`."""
    return int(text.encode().translate(_BASE_32), 32).to_bytes(20, "big")


@dataclass(slots=True)
class Taken:
    """What reading a block gave; None: not asked for."""

    size: int = 0
    block: bytes | None = None
    payload: bytes | None = None
    framed: bytes | None = None
    """Of the body with its chunk framing, which some programs take for the payload."""
    status: int | None = None
    """Of an HTTP response."""


def take_whole(whole: memoryview, block: Stated | None, payload: Stated | None, *, http: bool) -> Taken:
    """The digests of a block that is at hand: without the detours of one that comes in pieces."""
    end, status = plain_head(bytes(whole[:_USUAL_HEAD])) if http else (0, None)
    if http and not end:
        return take_http(iter((bytes(whole),)), block, payload)
    return Taken(
        size=len(whole),
        block=block.of(whole) if block else None,
        payload=payload.of(whole[end:]) if payload else None,
        status=status,
    )


def take_block(pieces: Iterable[bytes], block: Stated | None, payload: Stated | None) -> Taken:
    """The digests of a block that is its own payload."""
    taken = Taken()
    hashes = [hashlib.new(s.algorithm, usedforsecurity=False) if s else None for s in (block, payload)]
    for piece in pieces:
        taken.size += len(piece)
        for one in hashes:
            if one:
                one.update(piece)
    taken.block, taken.payload = (one.digest() if one else None for one in hashes)
    return taken


def take_http(pieces: Iterator[bytes], block: Stated | None, payload: Stated | None) -> Taken:
    """The digests of an HTTP message: the payload is its body without chunk framing, content coding kept."""
    taken = Taken()
    of_block = hashlib.new(block.algorithm, usedforsecurity=False) if block else None

    def counted() -> Iterator[bytes]:
        for piece in pieces:
            taken.size += len(piece)
            if of_block:
                of_block.update(piece)
            yield piece

    every = counted()
    start = _start(every)
    end, taken.status = plain_head(start)
    if end and payload:
        of_payload = hashlib.new(payload.algorithm, usedforsecurity=False)
        of_payload.update(memoryview(start)[end:])
        for piece in every:
            of_payload.update(piece)
        taken.payload = of_payload.digest()
    elif not end:
        _take_odd(taken, start, every, payload)
    for _ in every:
        pass
    taken.block = of_block.digest() if of_block else None
    return taken


def _start(pieces: Iterator[bytes]) -> bytes:
    """The beginning of the message, with the whole head when it is no longer than a megabyte."""
    start = next(pieces, b"")
    while not plain_head(start)[0] and len(start) < MAX_HEAD and not parse_head(start).complete:
        piece = next(pieces, b"")
        if not piece:
            break
        start += piece
    return start


def plain_head(data: bytes, at: int = 0) -> tuple[int, int | None]:
    """Where the body begins and the status, for a head without surprises at *at*; 0 when it must be looked at closely."""
    end = data.find(b"\r\n\r\n", at, at + _USUAL_HEAD)
    head = data[at : end + 2]
    if end < 0 or b"\n\n" in head or b"\n\r\n" in head or b"ransfer-" in head or b"RANSFER-" in head:
        return 0, None
    if _REQUEST_LINE.match(head):
        return end + 4, None
    status = head[9:12]
    if not head.startswith(b"HTTP/1.") or head[8:9] != b" " or not status.isdigit() or status[:1] == b"1" or head[12:13] > b" ":
        return 0, None
    return end + 4, int(status)


def _take_odd(taken: Taken, start: bytes, rest: Iterator[bytes], payload: Stated | None) -> None:
    head = parse_head(start[:MAX_HEAD])
    taken.status = head.status
    if not payload or not head.complete:
        return
    framed = hashlib.new(payload.algorithm, usedforsecurity=False)

    def body() -> Iterator[bytes]:
        first = start[head.header_end :]
        framed.update(first)
        yield first
        for piece in rest:
            framed.update(piece)
            yield piece

    every = body()
    taken.payload = payload.take(body_stream(head, every))
    for _ in every:  # what follows the last chunk
        pass
    taken.framed = framed.digest()

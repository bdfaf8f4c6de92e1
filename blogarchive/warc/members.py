"""How much of a compressed WARC file is whole."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Wholeness", "wholeness_of", "written_by_us"]

_PIECE = 1024 * 1024
_GZIP = 31


@dataclass(frozen=True, slots=True)
class Wholeness:
    """What walking through the gzip members of a file found."""

    length: int
    """Offset after the last whole member."""
    torn: bool
    """Whether the file ends within a member, as after a crash."""
    damaged: bool
    """Whether something that is no gzip member follows: not what a crash leaves."""


def wholeness_of(path: Path) -> Wholeness:
    """Walk through the file at *path*; memory does not grow with it. Raises `OSError`."""
    whole = read = 0
    member = zlib.decompressobj(_GZIP)
    with path.open("rb") as file:
        data = b""
        while data or (data := file.read(_PIECE)):
            fed = len(data)
            try:
                member.decompress(data, _PIECE)
            except zlib.error:
                return Wholeness(whole, torn=False, damaged=True)
            data = member.unused_data if member.eof else member.unconsumed_tail
            read += fed - len(data)
            if member.eof:
                whole, member = read, zlib.decompressobj(_GZIP)
    return Wholeness(whole, torn=read > whole, damaged=False)


def written_by_us(path: Path) -> bool:
    """Whether the file's first record says that this program wrote it, whatever its version."""
    with path.open("rb") as file:
        start = file.read(64 * 1024)
    try:
        return b"software: blogarchive/" in zlib.decompressobj(_GZIP).decompress(start, 64 * 1024)
    except zlib.error:
        return False

"""WARC files compressed with Zstandard, with or without a dictionary in front, as plain WARC.

https://iipc.github.io/warc-specifications/specifications/warc-zstd/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from blogarchive.errors import ArchiveDamagedError, UsageError

__all__ = ["ZSTD_MAGIC", "is_zstd", "plain_pieces"]

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"
_PIECE = 1024 * 1024
_MAX_DICTIONARY = 64 * 1024 * 1024


def is_zstd(start: bytes) -> bool:
    """Whether a file that begins with *start* is compressed with Zstandard."""
    return start.startswith((ZSTD_MAGIC, _DICTIONARY_MAGIC))


def plain_pieces(file: IO[bytes], name: str) -> Iterator[bytes]:
    """The records in *file*, which is called *name*, in pieces.

    Raises `UsageError` without the library, `ArchiveDamagedError` behind the last byte that could be read.
    """
    zstd = _library(name)
    dictionary = _dictionary(file, zstd)
    inflater, data = zstd.ZstdDecompressor(zstd_dict=dictionary), b""
    try:
        while data or (data := file.read(_PIECE)):
            if inflater.eof:
                inflater = zstd.ZstdDecompressor(zstd_dict=dictionary)
            piece = inflater.decompress(data, _PIECE)
            data = inflater.unused_data if inflater.eof else b""
            if piece:
                yield piece
            while not inflater.eof and not inflater.needs_input:
                yield inflater.decompress(b"", _PIECE)
                data = inflater.unused_data if inflater.eof else b""
    except zstd.ZstdError as exc:
        raise ArchiveDamagedError(f"{name} is damaged: {exc}; what is before was read. Restore the file from a backup") from exc
    if not inflater.eof:
        raise ArchiveDamagedError(f"{name} is damaged: its last record is torn. Restore the file from a backup")


def _dictionary(file: IO[bytes], zstd: Any) -> Any:
    """The dictionary in the skippable frame that *file* begins with; None without one."""
    head = file.read(8)
    if not head.startswith(_DICTIONARY_MAGIC):
        file.seek(0)
        return None
    raw = file.read(min(int.from_bytes(head[4:8], "little"), _MAX_DICTIONARY))
    if raw.startswith(ZSTD_MAGIC):
        raw = zstd.ZstdDecompressor().decompress(raw, _MAX_DICTIONARY)
    return zstd.ZstdDict(raw)


def _library(name: str) -> Any:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]  # Python 3.14
    except ImportError:
        try:
            from backports import zstd  # type: ignore[import-not-found,no-redef,unused-ignore]
        except ImportError as exc:
            raise UsageError(f"{name} is compressed with Zstandard: install blogarchive[zstd] to read it.") from exc
    return zstd

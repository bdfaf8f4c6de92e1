"""WARC files that were packed as a whole (`gzip a.warc`): their records do not begin gzip members and cannot be gone to."""

from __future__ import annotations

from collections.abc import Iterator

from blogarchive.errors import ArchiveDamagedError
from blogarchive.warc.header import read_header
from blogarchive.warc.stream import BinaryFile, DamageError, open_stream

__all__ = ["is_packed_as_whole", "unpacked_pieces"]

_PROBED = 3
"""Records looked at: some programs give the first one, which says who wrote the file, a member of its own."""


def is_packed_as_whole(file: BinaryFile) -> bool:
    """Whether one of the first records of the gzip file *file* begins within a member; False for what cannot be read."""
    stream = open_stream(file)
    try:
        for _ in range(_PROBED):
            if not stream.has_more():
                return False
            if not stream.at_member_start:
                return True
            length = read_header(stream.take_header()).length or 0
            for _piece in stream.take(length + len(b"\r\n\r\n")):
                pass
    except DamageError:
        return False
    finally:
        file.seek(0)
    return False


def unpacked_pieces(file: BinaryFile, name: str) -> Iterator[bytes]:
    """The records of the gzip file *file*, which is called *name*, in pieces; `ArchiveDamagedError` behind what is whole."""
    stream = open_stream(file)
    try:
        while stream.has_more():
            piece = stream.buffer[stream.at :]
            stream.at = len(stream.buffer)
            yield piece
    except DamageError as exc:
        raise ArchiveDamagedError(
            f"{name} is damaged at byte {exc.offset}: {exc.message}. Restore the file from a backup"
        ) from exc

"""The bytes of a WARC file as its records stand in them: inflated member by member, with the place of each in the file."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from isal import isal_zlib

__all__ = ["BinaryFile", "DamageError", "GzipStream", "PlainStream", "RecordStream", "Window", "open_stream"]

GZIP_MAGIC = b"\x1f\x8b\x08"
RECORD_MAGIC = b"WARC/"
HEADER_END = b"\r\n\r\n"
MAX_HEADER = 1024 * 1024
_READ = 1024 * 1024
_WINDOW = 64 * 1024
"""Bytes given to the inflater at once: most members whole (going on with one costs it much), and few of the next."""
_PIECE = 1024 * 1024
_GZIP = 31
_PROBE = 512


class BinaryFile(Protocol):
    """What is needed of a file."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place."""

    def tell(self) -> int:
        """The place."""


Raw = Callable[[bytes], None]


class DamageError(Exception):
    """The file cannot be read on from *offset*."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


class RecordStream(ABC):
    """A file to be read from its beginning to its end; *raw* is given every byte as it stands in the file, once."""

    def __init__(self, file: BinaryFile, raw: Raw | None = None) -> None:
        self._file = file
        self._given = 0
        self._raw = raw
        self.buffer = b""
        self.at = 0
        """Where in `buffer` the next byte is."""

    @property
    @abstractmethod
    def offset(self) -> int:
        """The byte of the file at which something that begins now begins."""

    @property
    @abstractmethod
    def at_member_start(self) -> bool:
        """Whether the next byte is the first of a gzip member (in a plain file: always)."""

    @abstractmethod
    def fill(self) -> bool:
        """Add to `buffer` what comes next; False at the end of the file. Raises `DamageError`."""

    @abstractmethod
    def resync(self, after: int) -> bool:
        """Go on with the first record that seems to begin behind byte *after*; False when there is none."""

    def has_more(self) -> bool:
        """Whether there is another byte."""
        return self.at < len(self.buffer) or self.fill()

    def take_header(self) -> bytes:
        """The header of the record that begins here, with its empty line. Raises `DamageError` when none does."""
        offset = self.offset
        while (end := self.buffer.find(HEADER_END, self.at)) < 0:
            if len(self.buffer) - self.at > MAX_HEADER or not self.fill():
                raise DamageError(offset, "there is no record header")
        head = self.buffer[self.at : end + len(HEADER_END)]
        if not head.startswith(RECORD_MAGIC):
            raise DamageError(offset, f"no record begins here but {head[:20]!r}")
        self.at = end + len(HEADER_END)
        return head

    def take(self, size: int) -> Iterator[bytes]:
        """The next *size* bytes in pieces, fewer only at the end of the file."""
        while size and self.has_more():
            end = min(self.at + size, len(self.buffer))
            piece = self.buffer[self.at : end] if self.at or end < len(self.buffer) else self.buffer
            self.at = end
            size -= len(piece)
            yield piece

    def take_whole(self, size: int) -> memoryview | None:
        """The next *size* bytes when all of them are at hand, else None and nothing is taken."""
        end = self.at + size
        if end > len(self.buffer):
            return None
        whole = memoryview(self.buffer)[self.at : end]
        self.at = end
        return whole

    def _add(self, piece: bytes) -> None:
        self.buffer = self.buffer[self.at :] + piece if self.at < len(self.buffer) else piece
        self.at = 0

    def _read(self) -> bytes:
        """The next piece of the file."""
        start = self._file.tell()
        piece = self._file.read(_READ)
        if self._raw and (end := start + len(piece)) > self._given:
            self._raw(piece[max(self._given - start, 0) :])
            self._given = end
        return piece

    def _find(self, magic: bytes, start: int) -> Iterator[int]:
        """Where *magic* stands in the file from byte *start* on."""
        self._file.seek(start)
        kept, base = b"", start
        while piece := self._read():
            data = kept + piece
            at = data.find(magic)
            while at >= 0:
                here = self._file.tell()
                yield base + at
                self._file.seek(here)
                at = data.find(magic, at + 1)
            kept = data[-(len(magic) - 1) :]
            base += len(data) - len(kept)


class PlainStream(RecordStream):
    """A WARC file without compression."""

    def __init__(self, file: BinaryFile, raw: Raw | None = None) -> None:
        super().__init__(file, raw)
        self._end = 0

    @property
    def offset(self) -> int:
        return self._end - len(self.buffer) + self.at

    @property
    def at_member_start(self) -> bool:
        return True

    def fill(self) -> bool:
        piece = self._read()
        self._add(piece)
        self._end += len(piece)
        return bool(piece)

    def resync(self, after: int) -> bool:
        for place in self._find(b"\n" + RECORD_MAGIC, after):
            self._file.seek(place + 1)
            self.buffer, self.at, self._end = b"", 0, place + 1
            return True
        return False


class GzipStream(RecordStream):
    """A WARC file whose records are gzip members."""

    def __init__(self, file: BinaryFile, raw: Raw | None = None) -> None:
        super().__init__(file, raw)
        self._coded = memoryview(b"")
        self._next = 0
        self._base = 0
        self._inflater: Any = None
        self._member = 0
        self._fresh = False
        self._fresh_pending = False

    @property
    def offset(self) -> int:
        if self.at < len(self.buffer):
            return self._member
        return self._member if self._inflater is not None else self._base + self._next

    @property
    def at_member_start(self) -> bool:
        return self._fresh and not self.at

    def fill(self) -> bool:
        while True:
            if self._next == len(self._coded):
                self._base += self._next
                self._coded, self._next = memoryview(self._read()), 0
                if not self._coded:
                    return self._ended()
            fresh = self._inflater is None
            if self._inflater is None:
                self._member = self._base + self._next
                self._inflater = isal_zlib.decompressobj(_GZIP)
            piece = self._inflate(self._coded[self._next : self._next + _WINDOW])
            if piece:
                self._fresh = (fresh or self._fresh_pending) and self.at >= len(self.buffer)
                self._fresh_pending = False
                self._add(piece)
                return True
            self._fresh_pending = self._fresh_pending or fresh

    def _inflate(self, coded: memoryview) -> bytes:
        assert self._inflater is not None
        try:
            piece: bytes = self._inflater.decompress(coded, _PIECE)
        except isal_zlib.error as exc:  # type: ignore[misc]
            raise DamageError(self._member, f"the gzip member is broken ({exc})") from exc
        if self._inflater.eof:
            self._next += len(coded) - len(self._inflater.unused_data)
            self._inflater = None
        else:
            self._next += len(coded) - len(self._inflater.unconsumed_tail)
        return piece

    def _ended(self) -> bool:
        if self._inflater is not None:
            self._inflater = None
            raise DamageError(self._member, "the file ends within a gzip member")
        return False

    def resync(self, after: int) -> bool:
        for place in self._find(GZIP_MAGIC, after + 1):
            self._file.seek(place)
            if self._begins_record(self._file.read(_PROBE)):
                self._file.seek(place)
                self.buffer, self.at = b"", 0
                self._coded, self._next, self._base = memoryview(b""), 0, place
                self._inflater, self._fresh, self._fresh_pending = None, False, False
                return True
        return False

    @staticmethod
    def _begins_record(coded: bytes) -> bool:
        try:
            start: bytes = isal_zlib.decompressobj(_GZIP).decompress(coded, _PROBE)
        except isal_zlib.error:  # type: ignore[misc]
            return False
        return start.startswith(RECORD_MAGIC)


class Window:
    """*size* bytes of a file from byte *start* on, as a file."""

    def __init__(self, file: BinaryFile, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._file.seek(start)

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, none behind the end."""
        left = max(self._size - self.tell(), 0)
        return self._file.read(left if size < 0 else min(size, left))

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place; from the beginning or from the end of the window."""
        place = self._size + offset if whence == io.SEEK_END else offset
        return self._file.seek(self._start + place) - self._start

    def tell(self) -> int:
        """The place in the window."""
        return self._file.tell() - self._start


def open_stream(file: BinaryFile, raw: Raw | None = None) -> RecordStream:
    """The stream that fits the first bytes of *file*."""
    start = file.read(len(GZIP_MAGIC))
    file.seek(0)
    return GzipStream(file, raw) if start[:2] == GZIP_MAGIC[:2] else PlainStream(file, raw)

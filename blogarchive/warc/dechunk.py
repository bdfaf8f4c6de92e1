"""Taking chunk framing off a body (RFC 9112, 7.1), tolerant of what servers get wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto

__all__ = ["Dechunker", "dechunk"]

_SIZE = re.compile(rb"^[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;.*)?\r?$", re.DOTALL)
_SIZE_START = re.compile(rb"^[ \t]*[0-9A-Fa-f]{0,16}[ \t]*(?:;.*|\r{1,2})?$", re.DOTALL)
# A size with an extension is one even when the extension does not end.
_EXTENDED = re.compile(rb"[ \t]*[0-9A-Fa-f]{1,16}[ \t]*;")
_MAX_LINE = 16 * 1024
MAX_CHUNK = 1 << 40
"""Bytes in one chunk; a size beyond is no size."""


class _State(Enum):
    SIZE = auto()
    DATA = auto()
    DATA_END = auto()
    TRAILER = auto()
    DONE = auto()
    PLAIN = auto()
    BROKEN = auto()


class Dechunker:
    """Feed it the framed bytes, in any pieces; it gives back the data.

    Extensions and trailers are dropped. A body whose very first line is no chunk size is not chunked at all, whatever
    its headers say, and passes unchanged. After a broken size line later on, nothing more comes out.
    """

    def __init__(self) -> None:
        self._state = _State.SIZE
        self._line = bytearray()
        self._left = 0
        self._first = True
        self.unread = 0
        """How many of the bytes fed last lie behind the end of the body."""

    @property
    def complete(self) -> bool:
        """Whether the last chunk was seen, if not all of the trailers."""
        return self._state in (_State.TRAILER, _State.DONE)

    @property
    def ended(self) -> bool:
        """Whether the last chunk and the empty line after the trailers were seen."""
        return self._state is _State.DONE

    @property
    def plain(self) -> bool:
        """Whether the body is not chunked at all."""
        return self._state is _State.PLAIN

    @property
    def broken(self) -> bool:
        """Whether a chunk size could not be read."""
        return self._state is _State.BROKEN

    def feed(self, data: bytes) -> bytes:
        """The chunk data in *data*."""
        if self._state is _State.PLAIN:
            return data
        out = bytearray()
        at = 0
        while at < len(data) and self._state not in (_State.DONE, _State.BROKEN):
            if self._state is _State.DATA:
                piece = data[at : at + self._left]
                out += piece
                at += len(piece)
                self._left -= len(piece)
                if not self._left:
                    self._state = _State.DATA_END
                continue
            at = self._take_line(data, at)
            if self._state is _State.PLAIN:
                out += self._line + data[at:]
                break
        self.unread = len(data) - at if self.ended else 0
        return bytes(out)

    def finish(self) -> bytes:
        """What was held back when the input ended within the first line."""
        held_back = self._first and self._state is _State.SIZE and not _SIZE.match(self._line)
        return bytes(self._line) if held_back else b""

    def _take_line(self, data: bytes, at: int) -> int:
        end = data.find(b"\n", at)
        if end < 0:
            self._line += data[at:]
            if len(self._line) > _MAX_LINE or (self._first and not _SIZE_START.match(self._line)):
                self._give_up()
            return len(data)
        self._line += data[at : end + 1]
        if len(self._line) > _MAX_LINE + 1:  # as when it comes in pieces
            self._give_up()
        else:
            self._read_line()
        return end + 1

    def _read_line(self) -> None:
        line = bytes(self._line).removesuffix(b"\n").removesuffix(b"\r")
        if self._state is _State.TRAILER:
            self._line.clear()
            if not line:
                self._state = _State.DONE
            return
        if self._state is _State.DATA_END:
            # Nothing but a line end belongs here; some servers leave it out, and then this is the next size.
            self._state = _State.SIZE
            if not line:
                self._line.clear()
                return
        match = _SIZE.match(line)
        if not match:
            self._give_up()
            return
        self._line.clear()
        self._first = False
        self._left = int(match[1], 16)
        if self._left > MAX_CHUNK:
            self._state = _State.BROKEN
        else:
            self._state = _State.DATA if self._left else _State.TRAILER

    def _give_up(self) -> None:
        framed = not self._first or _EXTENDED.match(self._line)
        self._state = _State.BROKEN if framed else _State.PLAIN


def dechunk(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The data of a chunked body that arrives in *chunks*, as far as it can be read."""
    dechunker = Dechunker()
    for piece in chunks:
        if data := dechunker.feed(piece):
            yield data
        if dechunker.complete or dechunker.broken:
            return
    if rest := dechunker.finish():
        yield rest

"""One request and its response, as the bytes that crossed the (decrypted) connection."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import IO

from blogarchive.warc.revisit import RevisitTarget

__all__ = ["SPOOL_BYTES", "Attempt", "Exchange", "Spool", "Truncation"]

SPOOL_BYTES = 2 * 1024 * 1024
"""What a Spool keeps in memory; more than this goes to a temporary file."""

_PIECE = 256 * 1024


class Truncation(StrEnum):
    """Why a response record does not hold the whole response (WARC/1.1, 5.13 WARC-Truncated)."""

    LENGTH = "length"
    """We stopped: the response was longer than we are willing to keep."""
    TIME = "time"
    """We stopped: it took longer than we are willing to wait."""
    DISCONNECT = "disconnect"
    """The connection ended before the response did."""
    UNSPECIFIED = "unspecified"
    """The response cannot be read on, for example because its framing is broken."""


class Spool:
    """An append-only store of bytes: in memory up to *limit* bytes, from then on in a file without a name.

    The file is gone as soon as the spool is closed or the process dies.
    """

    def __init__(self, data: bytes = b"", *, limit: int = SPOOL_BYTES) -> None:
        self._limit = limit
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self.size = 0
        if data:
            self.write(data)

    @property
    def in_memory(self) -> bool:
        """Whether everything is held in memory."""
        return self._file is None

    def write(self, data: bytes) -> None:
        """Append *data*."""
        if self._file is None and self.size + len(data) > self._limit:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the spool
            self._file.write(self._memory)
            self._memory.clear()
        if self._file is None:
            self._memory += data
        else:
            self._file.seek(self.size)
            self._file.write(data)
        self.size += len(data)

    def head(self, size: int) -> bytes:
        """The first *size* bytes, or all when there are fewer."""
        if self._file is None:
            return bytes(self._memory[:size])
        self._file.seek(0)
        return self._file.read(min(size, self.size))

    def chunks(self, start: int = 0) -> Iterator[bytes]:
        """Everything from *start* on, in pieces of at most 256 KiB."""
        for at in range(start, self.size, _PIECE):
            yield self._piece(at, min(_PIECE, self.size - at))

    def cut(self, count: int) -> None:
        """Forget the last *count* bytes."""
        self.size = max(0, self.size - count)
        if self._file is None:
            del self._memory[self.size :]
        else:
            self._file.seek(self.size)
            self._file.truncate()

    def close(self) -> None:
        """Give back memory and disk space; the spool is empty from now on."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._memory.clear()
        self.size = 0

    def _piece(self, at: int, length: int) -> bytes:
        if self._file is None:
            return bytes(self._memory[at : at + length])
        self._file.seek(at)
        return self._file.read(length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A request that was sent on a connection the server had already closed, and then sent again."""

    started: datetime
    request: bytes
    ip: str | None


@dataclass(slots=True, kw_only=True)
class Exchange:
    """All bytes of one request and its response, and how the connection went."""

    url: str
    """Absolute address that was asked for, without fragment."""
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    """When the first byte of the request was sent, in UTC; when nothing was sent, when the attempt began."""
    request: bytes = b""
    """Request line, headers and body as sent; empty when no connection came about."""
    response: Spool = field(default_factory=Spool)
    """Everything received up to the end of the response, interim responses and chunk framing included."""
    ip: str | None = None
    """Address of the server; None for a request through a proxy, which hides it."""
    tls_version: str | None = None
    """As OpenSSL names it (`TLSv1.3`); None without TLS."""
    tls_cipher: str | None = None
    """As OpenSSL names it; None without TLS."""
    tls_verified: bool | None = None
    """True when the certificate was checked and good; None when it was not checked or there is no TLS."""
    truncated: Truncation | None = None
    """Why *response* is not whole; None when it is."""
    error: str | None = None
    """Class name of the exception that ended the exchange; None when it ended well."""
    attempts: int = 0
    """On how many connections the request was sent; 0 when no connection came about."""
    earlier: list[Attempt] = field(default_factory=list)
    """The attempts before the last one, each of which got no answer at all."""
    not_modified_of: RevisitTarget | None = None
    """The capture whose validators this request carried, for a 304 answer."""

    @property
    def sent(self) -> bool:
        """Whether at least one byte of the request was sent."""
        return bool(self.request)

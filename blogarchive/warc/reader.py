"""Captures out of WARC files, ours or anybody's.

Tolerant of what other tools write; a file that is broken off or damaged gives everything before the damage, and then
ArchiveDamagedError.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from blogarchive.errors import ArchiveDamagedError
from blogarchive.warc.http import parse_head, read_payload

__all__ = ["MAX_BODY", "Capture", "read_capture", "read_captures"]

MAX_BODY = 24 * 1024 * 1024
"""Decoded bytes of a body that are kept; the rest is left out and `body_complete` is False."""

logger = logging.getLogger(__name__)

_MAX_HEAD = 1024 * 1024
_PIECE = 256 * 1024
_WANTED = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.resource
_OPEN_SUFFIX = ".open"


@dataclass(slots=True, kw_only=True)
class Capture:
    """One answer of a server, as a WARC record holds it."""

    url: str
    captured_at: datetime
    """When, in UTC."""
    record_id: str
    """Without angle brackets."""
    record_type: str
    """response, revisit or resource."""
    warc: str
    """Name of the file, without `.open`."""
    offset: int
    length: int
    """Bytes of the record in the file, compressed as it is there."""
    status: int | None
    headers: list[tuple[bytes, bytes]]
    """In order, names in their case, repeats kept."""
    content_type: str | None
    body: bytes
    """De-chunked and decoded; empty for a revisit."""
    body_complete: bool
    """False when the body was too long or broke off in its coding."""
    truncated: str | None
    """WARC-Truncated, for a response."""
    payload_digest: str | None
    refers_to: str | None = None
    """For a revisit: id of the record with the body, without angle brackets."""
    refers_to_url: str | None = None
    refers_to_date: datetime | None = None


def read_captures(path: Path, *, max_body: int = MAX_BODY) -> Iterator[Capture]:
    """Response, revisit and resource records of http(s) addresses in the file *path* (.warc, .warc.gz), in its order.

    ArchiveDamagedError comes after the last capture that could be read.
    """
    with path.open("rb") as file:
        yield from _captures(file, path, 0, max_body)


def read_capture(path: Path, offset: int, *, max_body: int = MAX_BODY) -> Capture:
    """The capture whose record begins at *offset*; `ArchiveDamagedError` when there is none.

    *path* may be the final name of a file that still has its `.open` suffix.
    """
    if not path.exists() and path.with_name(path.name + _OPEN_SUFFIX).exists():
        path = path.with_name(path.name + _OPEN_SUFFIX)
    try:
        with path.open("rb") as file:
            capture = _capture_at(file, path, offset, max_body)
            if capture is not None:
                return capture
    except OSError as exc:
        raise ArchiveDamagedError(f"cannot read {path}: {exc.strerror or exc}") from exc
    raise ArchiveDamagedError(f"{path} has no response record at offset {offset}")


def _capture_at(file: IO[bytes], path: Path, offset: int, max_body: int) -> Capture | None:
    """The capture at *offset*, None when no record of an exchange begins there; what follows is not read."""
    file.seek(offset)
    records = ArchiveIterator(file, parse_http=False)
    try:
        record = next(records)
        if record.stream_pos != offset:
            return None
        found = _capture(record, path.name.removesuffix(_OPEN_SUFFIX), offset, max_body)
    except StopIteration:
        return None
    except (OSError, EOFError, ValueError) as exc:
        raise ArchiveDamagedError(f"{path} is damaged at byte {offset}: {exc}. Restore the file from a backup") from exc
    try:
        end = next(records).stream_pos
    except (StopIteration, OSError, EOFError, ValueError):  # the last one, or damage that is none of this record's business
        end = file.seek(0, io.SEEK_END)
    return replace(found, length=end - offset) if found else None


def _captures(file: IO[bytes], path: Path, start: int, max_body: int) -> Iterator[Capture]:
    """The captures from offset *start* on.

    A record ends where the next one begins, so each capture is held until the next record is seen.
    """
    name = path.name.removesuffix(_OPEN_SUFFIX)
    held: Capture | None = None
    damage: str | None = None
    last = start
    file.seek(start)
    records = ArchiveIterator(file, parse_http=False)
    while True:
        try:
            record = next(records)
            last = record.stream_pos
            found = _capture(record, name, last, max_body)
        except StopIteration:
            break
        except (OSError, EOFError, ValueError) as exc:
            damage = str(exc)
            break
        if held is not None:
            yield replace(held, length=last - held.offset)
        held = found
    if held is not None:
        yield replace(held, length=file.seek(0, io.SEEK_END) - held.offset)
    damage = damage or _torn_end(file, last)
    if damage:
        raise ArchiveDamagedError(f"{path} is damaged: {damage}; what is before was read. Restore the file from a backup")


def _torn_end(file: IO[bytes], last: int) -> str | None:
    """What is wrong behind offset *last*, where the last record begins; fastwarc takes a torn member for the end."""
    file.seek(last)
    piece = file.read(_PIECE)
    if not piece.startswith(b"\x1f\x8b"):
        return None
    inflater = zlib.decompressobj(31)
    while piece and not inflater.eof:
        try:
            while piece and not inflater.eof:
                inflater.decompress(piece, _PIECE)
                piece = inflater.unconsumed_tail
        except zlib.error as exc:
            return str(exc)
        piece = inflater.unused_data or file.read(_PIECE)
    if not inflater.eof:
        return "the last record is torn"
    return "there is something behind the last record" if piece.strip(b"\0") else None


def _capture(record: Any, warc: str, offset: int, max_body: int) -> Capture | None:
    """The capture in *record*; None when it is not one of an HTTP exchange."""
    if not record.record_type & _WANTED:
        return None
    headers = record.headers
    url = _unbracketed(headers.get("WARC-Target-URI")) or ""
    if not url.lower().startswith(("http://", "https://")):
        return None
    captured_at = _moment(headers.get("WARC-Date"))
    if captured_at is None:
        logger.warning("%s: the record of %s at offset %d has no readable WARC-Date; left out", warc, url, offset)
        return None
    is_revisit = record.record_type == WarcRecordType.revisit
    block = _Block(record)
    if record.record_type == WarcRecordType.resource:
        return _resource(record, block, warc, offset, max_body, url, captured_at)
    start = block.read(_MAX_HEAD)
    head = parse_head(start)
    payload = read_payload(head, _rest(start[head.header_end :], block), 0 if is_revisit else max_body)
    return Capture(
        url=url,
        captured_at=captured_at,
        record_id=_unbracketed(headers.get("WARC-Record-ID")) or "",
        record_type="revisit" if is_revisit else "response",
        warc=warc,
        offset=offset,
        length=0,
        status=head.status,
        headers=head.headers,
        content_type=payload.content_type,
        body=payload.body,
        body_complete=payload.complete,
        truncated=None if is_revisit else headers.get("WARC-Truncated"),
        payload_digest=headers.get("WARC-Payload-Digest"),
        refers_to=_unbracketed(headers.get("WARC-Refers-To")),
        refers_to_url=_unbracketed(headers.get("WARC-Refers-To-Target-URI")),
        refers_to_date=_moment(headers.get("WARC-Refers-To-Date")),
    )


def _resource(record: Any, block: _Block, warc: str, offset: int, max_body: int, url: str, captured_at: datetime) -> Capture:
    """A file that was not fetched over HTTP, or whose HTTP headers were not kept, as if a server had answered 200 with it."""
    body = bytearray()
    for piece in _rest(b"", block):
        body += piece[: max_body - len(body)]
    kind = record.headers.get("Content-Type")
    return Capture(
        url=url,
        captured_at=captured_at,
        record_id=_unbracketed(record.headers.get("WARC-Record-ID")) or "",
        record_type="resource",
        warc=warc,
        offset=offset,
        length=0,
        status=200,
        headers=[(b"Content-Type", kind.encode("utf-8", "replace"))] if kind else [],
        content_type=kind,
        body=bytes(body),
        body_complete=record.content_length <= max_body,
        truncated=record.headers.get("WARC-Truncated"),
        payload_digest=record.headers.get("WARC-Payload-Digest"),
    )


class _Block:
    """The block of a record, which must be as long as its header says."""

    def __init__(self, record: Any) -> None:
        self._reader = record.reader
        self._left: int = record.content_length

    def read(self, size: int) -> bytes:
        """The next *size* bytes, fewer only at the end of the block; EOFError when the file ends before it."""
        pieces = bytearray()
        wanted = min(size, self._left)
        while len(pieces) < wanted:
            piece = self._reader.read(wanted - len(pieces))
            if not piece:
                raise EOFError(f"a record misses its last {self._left - len(pieces)} bytes")
            pieces += piece
        self._left -= len(pieces)
        return bytes(pieces)


def _rest(first: bytes, block: _Block) -> Iterator[bytes]:
    yield first
    while piece := block.read(_PIECE):
        yield piece


def _unbracketed(value: str | None) -> str | None:
    """wget and others put the target address into angle brackets, too."""
    if value is None:
        return None
    return value.strip().removeprefix("<").removesuffix(">")


def _moment(value: str | None) -> datetime | None:
    """WARC-Date: 14 digits in some old files, else ISO 8601 with or without fractions of a second."""
    if not value:
        return None
    text = value.strip()
    try:
        if len(text) == 14 and text.isdigit():
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the first and the last day there is, in another zone
        return None

"""CDXJ: one line for every capture in WARC files, as replay programs look them up.

The fields and their order are those of `cdxj-indexer`: ``url, mime, status, digest, length, offset, filename``, all text.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from blogarchive.errors import ArchiveDamagedError
from blogarchive.export.sorting import sorted_lines
from blogarchive.export.source import WarcFile
from blogarchive.export.surt import surt
from blogarchive.warc.http import parse_head

__all__ = ["index_lines", "index_warc", "write_cdxj"]

_INDEXED = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.resource | WarcRecordType.metadata
_OF_EXCHANGES = WarcRecordType.response | WarcRecordType.revisit
_HEAD = 256 * 1024
_GZIP = b"\x1f\x8b"
_AFTER_RECORD = b"\r\n\r\n"  # a part of the gzip member, but not of the length of a plain record
_PIECE = 256 * 1024
_MIME_END = re.compile(r"[;\s]")
_NO_DIGIT = re.compile(r"\D")


def write_cdxj(warcs: Iterable[WarcFile], path: Path) -> int:
    """How many lines the index of *warcs* at *path* has."""
    count = 0
    with path.open("wb") as file:
        for line in sorted_lines(index_lines(warcs), path.parent):
            file.write(line)
            count += 1
    return count


def index_lines(warcs: Iterable[WarcFile]) -> Iterator[bytes]:
    """The lines of the index in the order of the files."""
    for warc in warcs:
        yield from index_warc(warc)


def index_warc(warc: WarcFile) -> Iterator[bytes]:
    """The lines of one file. Raises `ArchiveDamagedError` where it cannot be read."""
    with warc.path.open("rb") as file:
        between = 0 if file.read(2) == _GZIP else len(_AFTER_RECORD)
        file.seek(0)
        held: tuple[int, str, dict[str, str]] | None = None
        try:
            for record in ArchiveIterator(_FirstBytes(file, warc.length), parse_http=False):
                at = record.stream_pos
                if held is not None:
                    yield _line(*held, at - between, warc.name)
                held = _entry(record, at)
        except (OSError, EOFError, ValueError) as exc:
            raise ArchiveDamagedError(f"{warc.path} is damaged: {exc}. Restore the file from a backup.") from exc
        if held is not None:
            yield _line(*held, warc.length - between, warc.name)


class _FirstBytes(io.RawIOBase):
    """A file that ends after *length* bytes."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self._file = file
        self._length = length

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next *size* bytes, or those that are left."""
        left = max(self._length - self._file.tell(), 0)
        return self._file.read(left if size < 0 else min(size, left))

    def tell(self) -> int:
        """The position in the file."""
        return self._file.tell()


def _line(offset: int, key: str, entry: dict[str, str], end: int, name: str) -> bytes:
    # A record ends where the next one begins.
    entry |= {"length": str(end - offset), "offset": str(offset), "filename": name}
    return f"{key} {json.dumps(entry)}\n".encode()


def _entry(record: Any, offset: int) -> tuple[int, str, dict[str, str]] | None:
    """Offset, key and first fields of the record; None when replay programs do not look for it."""
    if not record.record_type & _INDEXED:
        return None
    headers = record.headers
    url = (headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    content_type = headers.get("Content-Type") or ""
    is_exchange = bool(record.record_type & _OF_EXCHANGES)
    if not url or (not is_exchange and content_type == "application/warc-fields"):
        return None
    entry = {"url": url}
    digest = headers.get("WARC-Payload-Digest")
    status: int | None = None
    rest = b""
    if is_exchange:
        start = record.reader.read(_HEAD)
        head = parse_head(start)
        status, rest = head.status, start[head.header_end :]
        content_type = (head.get(b"content-type") or b"").decode("latin-1")
    mime = "warc/revisit" if record.record_type == WarcRecordType.revisit else _MIME_END.split(content_type, maxsplit=1)[0]
    if mime:
        entry["mime"] = mime
    if status is not None:
        entry["status"] = str(status)
    if digest is None:
        digest = _digest(rest, record.reader)
    entry["digest"] = digest
    moment = _NO_DIGIT.sub("", (headers.get("WARC-Date") or ""))[:14]
    return offset, f"{surt(url)} {moment}", entry


def _digest(start: bytes, reader: Any) -> str:
    """The digest of a payload that its record does not state."""
    found = hashlib.sha1(start)
    while piece := reader.read(_PIECE):
        found.update(piece)
    return "sha1:" + base64.b32encode(found.digest()).decode()

"""Writes exchanges into WARC files of about one gigabyte, in a thread of its own.

Compression (isal) releases the interpreter lock, so the crawl goes on while a record is packed; one thread means one
order of records, one open file and one place where the disk can fail.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from blogarchive.errors import BlogArchiveError, StorageError
from blogarchive.warc import record as records
from blogarchive.warc.exchange import Exchange
from blogarchive.warc.info import WarcInfo
from blogarchive.warc.outfile import OPEN_SUFFIX, OutFile
from blogarchive.warc.record import ExaminedResponse, Record
from blogarchive.warc.revisit import RevisitIndex, RevisitTarget

__all__ = ["RevisitIndex", "RevisitTarget", "WarcInfo", "WarcWriter", "Written"]

# "~" makes wacz refuse the file; everything else here is safe in file names, URLs and shells.
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_NOT_MODIFIED = 304

SMALL_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where a record is."""

    warc: str
    """Final name of the file, also while it still has its `.open` suffix."""
    offset: int
    """First byte of the gzip member of the response or revisit record (the request's, when there was no answer)."""
    length: int
    """Bytes of that member."""
    end: int
    """Offset after everything that belongs to the exchange: the length to cut the file to."""
    record_id: str
    """Without angle brackets."""
    record_type: str
    """response, revisit, request (no answer came) or conversion."""
    payload_digest: str | None
    captured_at: str
    """ISO 8601 with microseconds in UTC, the same as WARC-Date."""
    status: int | None
    mime: str | None
    truncated: str | None


class WarcWriter:
    """Appends records to `<prefix>-<timestamp>-<serial>-<host>.warc.gz` in *folder*.

    A file has the suffix `.open` until it is full (*max_bytes*, looked at before each exchange) or closed. Failures
    of the disk come out of the futures as StorageError; the file then ends with its last whole record.
    """

    def __init__(
        self,
        folder: Path,
        prefix: str,
        *,
        info: WarcInfo,
        max_bytes: int = 1_000_000_000,
        revisits: RevisitIndex | None = None,
        hostname: str | None = None,
    ) -> None:
        self._folder = folder
        self._prefix = _safe_name(prefix, "archive")
        self._host = _safe_name(hostname or socket.gethostname().partition(".")[0], "localhost")
        self._info = info
        self._max_bytes = max_bytes
        self._revisits = revisits
        self._serial = 0
        self._closed = False
        self._file: OutFile | None = None
        self._warcinfo_id: str | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="warc-writer")
        self._last: Future[Written] = Future()
        """The last that was left to the thread; when it is done, the thread rests and the file is free."""
        self._last.cancel()
        self.finished: dict[str, str] = {}
        """SHA-256 in hex of the files that are full or closed, by name."""

    def write_exchange(self, exchange: Exchange, *, at_once: bool = False) -> Future[Written]:
        """Write request and response of *exchange* (which sent at least one byte); its spool must stay open.

        With *at_once* a small one is written before this returns: packing it takes less time than waking the thread and being
        woken by it. Only for a caller that waits for no earlier one, else it hears of the two in another order than the file's.
        """
        small = exchange.response.size <= SMALL_BYTES
        if at_once and small and self._last.done() and self._file and self._file.end < self._max_bytes:
            return _done(self._write_exchange, exchange)
        self._last = self._thread.submit(self._write_exchange, exchange)
        return self._last

    def write_conversion(
        self,
        target_uri: str,
        refers_to: str,
        date: datetime,
        text: str | bytes,
        *,
        content_type: str = "text/plain; charset=utf-8",
        at_once: bool = False,
    ) -> Future[Written]:
        """Write *text*, which was made at *date* out of the record with the id *refers_to*.

        With *at_once* it is written before this returns, for a caller that would wait for it anyway.
        """
        block = text.encode(errors="replace") if isinstance(text, str) else text
        if at_once and self._last.done():
            return _done(self._write_conversion, target_uri, refers_to, date, block, content_type)
        self._last = self._thread.submit(self._write_conversion, target_uri, refers_to, date, block, content_type)
        return self._last

    def sync(self) -> None:
        """Return when everything submitted so far is on disk; StorageError when that cannot be."""
        self._thread.submit(self._sync).result()

    def close(self) -> None:
        """Finish what was submitted, and the file; further calls do nothing."""
        if not self._closed:
            self._closed = True
            try:
                self._thread.submit(self._finish).result()
            finally:
                self._thread.shutdown()

    # Everything below runs in the writer thread, or while it rests.

    def _write_exchange(self, exchange: Exchange) -> Written:
        if not exchange.sent:
            raise ValueError(f"nothing was sent to {exchange.url}, so there is nothing to write")
        file = self._current()
        examined = records.examine(exchange)
        answer = self._answer(exchange, examined) if exchange.response.size else None
        request = records.request_record(
            exchange,
            record_id=records.new_record_id(),
            warcinfo_id=self._warcinfo_id,
            concurrent_to=answer.record_id if answer else None,
        )
        main = answer or request
        group = [answer, request] if answer else [request]
        group += self._repeated(exchange, main.record_id)
        offsets = file.append(group)
        captured_at = records.warc_date(exchange.started)
        not_modified = bool(exchange.not_modified_of) and examined.head.status == _NOT_MODIFIED
        if answer and answer.record_type == "response":
            self._remember(exchange, examined, RevisitTarget(answer.record_id, exchange.url, captured_at))
        return Written(
            warc=file.name,
            offset=offsets[0],
            length=([*offsets, file.end])[1] - offsets[0],
            end=file.end,
            record_id=main.record_id,
            record_type=main.record_type,
            payload_digest=None if main.record_type == "request" or not_modified else examined.payload_digest,
            captured_at=captured_at,
            status=examined.head.status,
            mime=examined.mime,
            truncated=exchange.truncated.value if exchange.truncated else None,
        )

    def _answer(self, exchange: Exchange, examined: ExaminedResponse) -> Record:
        """The response, or a revisit record when its bytes are kept already."""
        record_id = records.new_record_id()
        if exchange.not_modified_of and examined.head.status == _NOT_MODIFIED:
            return records.not_modified_record(
                exchange, exchange.not_modified_of, record_id=record_id, warcinfo_id=self._warcinfo_id
            )
        if self._revisits and _can_be_revisit(exchange, examined):
            target = self._revisits.find(examined.payload_digest or "")
            if target:
                return records.identical_revisit_record(
                    exchange, examined, target, record_id=record_id, warcinfo_id=self._warcinfo_id
                )
        return records.response_record(exchange, examined, record_id=record_id, warcinfo_id=self._warcinfo_id)

    def _repeated(self, exchange: Exchange, concurrent_to: str) -> list[Record]:
        return [
            records.repeated_request_record(
                exchange,
                attempt,
                record_id=records.new_record_id(),
                warcinfo_id=self._warcinfo_id,
                concurrent_to=concurrent_to,
            )
            for attempt in exchange.earlier
        ]

    def _remember(self, exchange: Exchange, examined: ExaminedResponse, target: RevisitTarget) -> None:
        if self._revisits and examined.payload_digest and _can_be_revisit(exchange, examined):
            self._revisits.add(examined.payload_digest, target)

    def _write_conversion(self, target_uri: str, refers_to: str, date: datetime, block: bytes, content_type: str) -> Written:
        file = self._current()
        record = records.conversion_record(
            record_id=records.new_record_id(),
            target_uri=target_uri,
            refers_to=refers_to,
            date=date,
            block=block,
            content_type=content_type,
            warcinfo_id=self._warcinfo_id,
        )
        [offset] = file.append([record])
        return Written(
            warc=file.name,
            offset=offset,
            length=file.end - offset,
            end=file.end,
            record_id=record.record_id,
            record_type=record.record_type,
            payload_digest=None,
            captured_at=records.warc_date(date),
            status=None,
            mime=content_type.partition(";")[0].strip(),
            truncated=None,
        )

    def _current(self) -> OutFile:
        """The file to append to, with its warcinfo record."""
        if self._file is not None and self._file.end >= self._max_bytes:
            self._finish()
        if self._file is None:
            self._file = self._new_file()
        if not self._file.end:
            self._begin(self._file)
        return self._file

    def _new_file(self) -> OutFile:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            while True:
                stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")[:17]
                name = f"{self._prefix}-{stamp}-{self._serial:05d}-{self._host}.warc.gz"
                self._serial += 1
                if not (self._folder / name).exists() and not (self._folder / (name + OPEN_SUFFIX)).exists():
                    return OutFile(self._folder, name)
        except OSError as exc:
            raise StorageError(
                f"cannot create a WARC file in {self._folder}: {exc.strerror or exc}; choose another folder"
            ) from exc

    def _begin(self, file: OutFile) -> None:
        self._warcinfo_id = records.new_record_id()
        info = records.warcinfo_record(
            record_id=self._warcinfo_id,
            date=datetime.now(UTC),
            filename=file.name,
            fields=self._info.fields(self._host),
        )
        file.append([info])

    def _sync(self) -> None:
        if self._file is not None:
            self._file.sync()

    def _finish(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            digest = file.finish()
            if digest:
                self.finished[file.name] = digest


def _done(write: Callable[..., Written], *arguments: Any) -> Future[Written]:
    """What *write* comes to, as from the thread."""
    written: Future[Written] = Future()
    try:
        written.set_result(write(*arguments))
    except (BlogArchiveError, ValueError) as exc:
        written.set_exception(exc)
    return written


def _safe_name(text: str, default: str) -> str:
    return _UNSAFE.sub("-", text).strip(".-_") or default


def _can_be_revisit(exchange: Exchange, examined: ExaminedResponse) -> bool:
    """Whether the body is whole and worth leaving out."""
    return examined.payload_size > 0 and exchange.truncated is None

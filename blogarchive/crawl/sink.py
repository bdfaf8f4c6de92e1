"""Where the capture handler puts its exchanges: into the WARC, and the outcome into the ledger."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blogarchive.crawl.guard import UnsafeAddressError
from blogarchive.crawl.session import CrawlSession
from blogarchive.errors import StorageError
from blogarchive.store.ledger import CaptureRow, Heard
from blogarchive.store.states import Role, State
from blogarchive.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request

    from blogarchive.warc.exchange import Exchange
    from blogarchive.warc.writer import Written

__all__ = ["LedgerSink"]


class LedgerSink:
    """Writes each exchange and records it as ``captured`` in the order of the file."""

    def __init__(self, session: CrawlSession) -> None:
        self._session = session
        self._waiting = 0
        """Exchanges that were handed to the writer and are not recorded yet; they are recorded in the order of the file."""

    async def put(self, exchange: Exchange, request: Request) -> None:
        """Write the exchange; afterwards ``request.meta["capture"]`` says where it is.

        A refusing disk ends the crawl: the error is remembered for the exit code and raised.
        """
        session = self._session
        if exchange.error != UnsafeAddressError.__name__:
            session.hosts.note(host_of(exchange.url), answered=exchange.response.size > 0)
        if not exchange.sent:
            return
        try:
            written = await self._write(exchange)
        except StorageError as exc:
            session.fail(exc)
            raise
        url_id = request.meta.get("url_id")
        if url_id is None:
            heard = Heard(url=request.url, source="robots", role=Role.ROBOTS, state=State.LEASED)
            url_id = request.meta["url_id"] = session.ledger.hear(heard)
        capture = CaptureRow(
            warc=written.warc,
            offset=written.offset,
            length=written.length,
            end=written.end,
            record_id=written.record_id,
            record_type=written.record_type,
            payload_digest=written.payload_digest,
            captured_at=written.captured_at,
            status=written.status,
            mime=written.mime,
            truncated=written.truncated,
        )
        capture.url_id = url_id
        capture.id = session.ledger.record_capture(url_id, capture)
        session.archive.committed(written.warc, written.end, "capture")
        request.meta["capture"] = capture

    async def _write(self, exchange: Exchange) -> Written:
        future = self._session.writer.write_exchange(exchange, at_once=not self._waiting)
        if not self._waiting and future.done():
            return future.result()
        self._waiting += 1
        try:
            return await asyncio.wrap_future(future)
        finally:
            self._waiting -= 1

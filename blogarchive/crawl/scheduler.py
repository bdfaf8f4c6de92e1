"""Scrapy's scheduler on the ledger: addresses are leased from archive.db, never kept in a queue of Scrapy's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request

from blogarchive.crawl.outcome import HEAD_TIMEOUTS
from blogarchive.crawl.session import CrawlSession, session_of
from blogarchive.store.ledger import CaptureRow, UrlRow
from blogarchive.store.states import Reason

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

__all__ = ["LedgerScheduler"]


class LedgerScheduler:
    """Gives the engine one request after the other; hosts at their limit are passed over, so no host blocks another."""

    def __init__(self, crawler: Crawler, session: CrawlSession) -> None:
        self._crawler = crawler
        self._session = session
        self._ledger = session.ledger
        self._active = session.active
        self._unread: list[tuple[UrlRow, CaptureRow]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerScheduler:
        return cls(crawler, session_of(crawler))

    def open(self, spider: Spider) -> None:
        """Take up what an earlier run captured but did not read."""
        if not self._session.limit_reached:
            self._ledger.lift_limit()
            self._ledger.lift(Reason.BLOCKED, Reason.NO_ROBOTS)
        self._unread = list(self._ledger.captured_unread())[::-1]

    def close(self, reason: str) -> None:
        """Nothing: what is queued stays queued."""

    def has_pending_requests(self) -> bool:
        """Whether anything is left to ask or to read."""
        if self._unread:
            return True
        return self._may_ask and (self._ledger.has_work() or self._session.blog.look_wider())

    def enqueue_request(self, request: Request) -> bool:
        """No: requests come out of the ledger only."""
        raise TypeError(f"{request.url} was given to the engine; let the ledger hear of it instead.")

    def next_request(self) -> Request | None:
        """The next request, or None while every host with work is busy or waiting."""
        if self._unread:
            row, capture = self._unread.pop()
            return self._request(row, {"replay": capture, "capture": capture})
        if not self._may_ask or self._session.space.is_short:
            return None
        busy = {host for host, count in self._active.items() if count >= self._session.concurrency_of(host)}
        leased = self._ledger.lease(busy)
        return self._request(leased, {}) if leased else None

    @property
    def _may_ask(self) -> bool:
        """Whether the crawl is neither being stopped nor without a place to write to."""
        return not self._session.stopped and self._session.error is None and self._ledger.db.broken is None

    def _request(self, row: UrlRow, meta: dict[str, object]) -> Request:
        spider = self._crawler.spider
        assert spider is not None
        self._active[row.host] += 1
        head_timeout = HEAD_TIMEOUTS[min(row.tries, len(HEAD_TIMEOUTS)) - 1]
        return Request(
            row.url,
            callback=spider.parse,
            errback=spider.failed,  # type: ignore[attr-defined]
            meta={**meta, "row": row, "url_id": row.id, "download_slot": row.host, "head_timeout": head_timeout},
            dont_filter=True,
        )

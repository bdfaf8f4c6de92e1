"""What runs beside the spider: regular commits, and the end of a crawl."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from blogarchive.crawl.session import CrawlSession, session_of
from blogarchive.crawl.sink import LedgerSink
from blogarchive.crawl.underway import break_off
from blogarchive.errors import ArchiveDamagedError, StorageError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

__all__ = ["Committer", "Finisher", "has_begun", "stop"]

logger = logging.getLogger(__name__)

COMMIT_SECONDS = 0.5
COMMIT_PAGES = 100


class Committer:
    """Makes progress durable every half second or hundred answers, whichever comes first."""

    def __init__(self, crawler: Crawler, session: CrawlSession) -> None:
        self._crawler = crawler
        self._session = session
        self._answers = 0
        self._timer = create_looping_call(self._tick)
        # The handler asks the crawler for its sink; one sink serves http and https.
        crawler.capture_sink = LedgerSink(session)  # type: ignore[attr-defined]
        crawler.request_guard = session.guard  # type: ignore[attr-defined]
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._answered, signals.response_received)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Committer:
        return cls(crawler, session_of(crawler))

    def _opened(self) -> None:
        self._timer.start(COMMIT_SECONDS, now=False)

    def _answered(self, response: Response) -> None:
        self._answers += 1
        if self._answers % COMMIT_PAGES == 0:
            self._commit()

    def _closed(self) -> None:
        if self._timer.running:
            self._timer.stop()

    def _tick(self) -> None:
        self._commit()
        engine: Any = self._crawler.engine
        if engine is not None and engine._slot is not None:
            # Private name _slot: nothing public wakes the engine, which looks for addresses that may be asked again only
            # every five seconds.
            engine._slot.nextcall.schedule()

    def _commit(self) -> None:
        """Commit; a refusing disk ends the crawl."""
        session = self._session
        if session.error is not None:
            return
        try:
            if session.archive.db.broken is not None:
                raise session.archive.db.broken
            session.archive.commit()
            said = session.space.look()
        except (StorageError, ArchiveDamagedError) as exc:
            session.fail(exc)
            stop(self._crawler, "storage")
            return
        if said:
            logger.warning(said)
            sys.stderr.write(f"blogarchive: {said}\n")


class Finisher:
    """Closes the WARC and commits when the spider is done. Settling and reports come after the engine, in `crawl.run`."""

    def __init__(self, crawler: Crawler, session: CrawlSession) -> None:
        self._session = session
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Finisher:
        return cls(crawler, session_of(crawler))

    def _closed(self, reason: str) -> None:
        from blogarchive.crawl.finish import finish_crawl

        finish_crawl(self._session, reason)


def has_begun(crawler: Crawler) -> bool:
    """Whether the engine of *crawler* was ever started: before that nothing is asked for, and nothing can be stopped."""
    try:
        engine: Any = crawler.engine
    except RuntimeError:  # Scrapy has not made it yet
        return False
    return engine is not None and engine.start_time is not None


def stop(crawler: Crawler, reason: str) -> None:
    """End the crawl now: what is under way is broken off, and asked for again by the next run."""
    engine: Any = crawler.engine
    if engine is not None and engine.spider is not None:
        import asyncio

        task = asyncio.ensure_future(engine.close_spider_async(reason=reason))
        break_off(crawler)
        _tasks.add(task)
        task.add_done_callback(_tasks.discard)


_tasks: set[Any] = set()

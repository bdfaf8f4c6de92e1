"""What a crawl shows while it runs: a live line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from blogarchive.crawl.session import CrawlSession, session_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["ProgressReporter"]

LIVE_SECONDS = 0.25
PLAIN_SECONDS = 10.0


class ProgressReporter:
    """Talks on stderr, so that stdout stays free for data."""

    def __init__(self, crawler: Crawler, session: CrawlSession) -> None:
        self._crawler = crawler
        self._session = session
        self._console = Console(stderr=True)
        self._started = time.monotonic()
        self._live: Progress | None = None
        self._timer = create_looping_call(self._tick)
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProgressReporter:
        return cls(crawler, session_of(crawler))

    def _opened(self) -> None:
        session = self._session
        if self._console.is_terminal:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._live = Progress(*columns, console=self._console, transient=True)
            self._task = self._live.add_task(self._line())
            self._live.start()
        else:
            self._console.print(f"Archiving {session.options.url} into {session.archive.paths.root}", soft_wrap=True)
        session.settle_progress = self._settling
        self._timer.start(LIVE_SECONDS if self._live else PLAIN_SECONDS, now=False)

    def _tick(self) -> None:
        if self._live:
            self._live.update(self._task, description=self._line())
        else:
            self._console.print(self._line(), soft_wrap=True)

    def _line(self) -> str:
        stats = self._crawler.stats
        answers = stats.get_value("response_received_count", 0) if stats else 0
        seconds = max(time.monotonic() - self._started, 0.001)
        failed = stats.get_value("archive/failed", 0) if stats else 0
        posts, pages = self._session.blog.posts_begun, self._session.blog.pages_read
        queued = self._session.ledger.queued()
        return f"{posts} posts, {pages} pages, {queued} queued, {answers / seconds:.1f} answers/s, {failed} failed"

    def _settling(self, done: int, total: int) -> None:
        if self._live and (done % 20 == 0 or done == total):
            self._live.update(self._task, description=f"settling {done} of {total} posts", refresh=True)

    def _closed(self) -> None:
        if self._timer.running:
            self._timer.stop()
        self._console.print(self._line(), soft_wrap=True) if not self._live else self._live.stop()

"""One crawl from start to end, for the command line and for tests."""

from __future__ import annotations

import gc
import logging
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler

from blogarchive.crawl.extensions import has_begun, stop
from blogarchive.crawl.options import CrawlOptions
from blogarchive.crawl.session import INTERRUPTED, opened_session, session_of
from blogarchive.crawl.settings import crawl_settings
from blogarchive.crawl.spider import BlogSpider
from blogarchive.errors import BlogArchiveError, CrawlInterruptedError
from blogarchive.report.figures import Figures

__all__ = ["CrawlResult", "run_crawl"]

logger = logging.getLogger(__name__)

SECONDS_TO_STOP = 10
GARBAGE = 10_000
"""New objects after which circles among them are looked for. Pages are let go of without that (`Reading.let_go`)."""


@dataclass(slots=True, kw_only=True)
class CrawlResult:
    """How a crawl ended."""

    folder: Path
    figures: Figures | None
    error: BlogArchiveError | None

    @property
    def exit_code(self) -> int:
        """0 all wanted is archived, 1 some addresses failed, else the error's code."""
        if self.error is not None:
            return self.error.exit_code
        return 1 if self.figures and (self.figures.failed or self.figures.unfinished) else 0


def run_crawl(
    options: CrawlOptions,
    *,
    spider: type[BlogSpider] = BlogSpider,
    settings: dict[str, Any] | None = None,
    progress: bool = True,
) -> CrawlResult:
    """Crawl until the end, a limit or a signal. Once per process: Twisted's reactor cannot be started again.

    Raises what keeps the archive from being opened: `StorageError`, `ArchiveInUseError`, `ArchiveDamagedError`.
    """
    merged = {**crawl_settings(), **options.to_settings(), **(settings or {})}
    if progress:
        merged["EXTENSIONS"] = {**merged.get("EXTENSIONS", {}), "blogarchive.crawl.progress.ProgressReporter": 5}
    process = AsyncCrawlerProcess(merged)
    crawler = process.create_crawler(spider)
    failure: list[BaseException] = []
    _stop_on_signals(crawler)
    gc.freeze()  # what is there now stays until the end and need not be looked through again and again
    gc.set_threshold(GARBAGE, 10, 10)
    task = process.crawl(crawler, url=options.url)
    task.add_done_callback(lambda done: failure.append(e) if (e := done.exception()) else None)
    process.start(install_signal_handlers=False)
    _be_done_with_signals(crawler)
    if failure:
        raise failure[0]
    session = session_of(crawler)
    if session.stopped:
        # It is ending; a further Ctrl-C while the interpreter shuts down must not change the exit code.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.alarm(0)
    if session.figures is None and session.error is None:
        # Scrapy logs what goes wrong in its signal handlers and goes on.
        session.fail(BlogArchiveError(f"The crawl broke off; {session.archive.paths.log} says why, the same command goes on."))
    return CrawlResult(folder=session.archive.paths.root, figures=session.figures, error=session.error)


def _stop_on_signals(crawler: Crawler) -> None:
    """SIGINT and SIGTERM: the first ends the crawl cleanly, the second at once; nothing committed is lost either way.

    Answers that have not come are not waited for: the next run asks for them again. An end that takes longer than it should
    becomes one at once.
    """

    def end(number: int, frame: FrameType | None) -> None:
        session = opened_session(crawler)
        if session is None or session.stopped or not has_begun(crawler):
            os.write(2, f"blogarchive: {INTERRUPTED}\n".encode())
            os._exit(CrawlInterruptedError.exit_code)
        session.stopped = True
        signal.signal(signal.SIGALRM, end)
        signal.alarm(SECONDS_TO_STOP)
        stop(crawler, "interrupted")

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)


def _be_done_with_signals(crawler: Crawler) -> None:
    """A stopped crawl has ended: a signal that comes now must not change the exit code."""
    session = opened_session(crawler)
    if session is not None and session.stopped:
        signal.alarm(0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

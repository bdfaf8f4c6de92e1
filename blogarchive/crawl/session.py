"""One crawl's shared state: the open archive, the WARC writer, what is known of the blog, and what ended the crawl."""

from __future__ import annotations

import ipaddress
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from blogarchive import __version__
from blogarchive.crawl.options import DEFAULT_DELAY_SECONDS, CrawlOptions
from blogarchive.errors import BlogArchiveError
from blogarchive.report.figures import Figures
from blogarchive.settle.blog import BlogState
from blogarchive.settle.settle import Progress
from blogarchive.store.archive import Archive
from blogarchive.store.layout import archive_name
from blogarchive.store.revisits import StoredRevisits
from blogarchive.urls import host_of
from blogarchive.warc.writer import WarcInfo, WarcWriter

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["CrawlSession", "session_of"]

LOOPBACK_CONCURRENCY = 8


class CrawlSession:
    """Opened by the first component that asks, closed by `extensions.Finisher`."""

    def __init__(self, options: CrawlOptions) -> None:
        self.options = options
        self.archive = Archive(options.folder)
        self.ledger = self.archive.ledger
        self.name = archive_name(options.url)
        self.own_hosts = {host_of(options.url)}
        self.blog = BlogState(
            self.archive, start_url=options.url, include=options.include, exclude=options.exclude, assets=options.assets
        )
        self.revisits = StoredRevisits(self.archive.paths.database)
        self.writer = WarcWriter(
            self.archive.paths.warc,
            self.name,
            info=self.warc_info(),
            max_bytes=options.warc_size,
            revisits=self.revisits,
        )
        self.archive.add_writer(self.writer)
        self.active: Counter[str] = Counter()
        """Requests under way by host, from the lease until the answer is read."""
        self.error: BlogArchiveError | None = None
        """What ended the crawl before its time."""
        self.stopped = False
        """Whether the user asked to stop."""
        self.figures: Figures | None = None
        """The figures of the finished crawl."""
        self.settle_progress: Progress | None = None

    def warc_info(self) -> WarcInfo:
        """What the first record of every WARC file says."""
        return WarcInfo(
            software=f"blogarchive/{__version__}",
            is_part_of=self.name,
            description=f"Archive of the blog at {self.options.url}",
            operator=self.options.contact,
            robots="obey",
            user_agent=self.options.agent,
        )

    def delay_of(self, host: str) -> float:
        """Seconds between two requests to *host*."""
        if self.options.delay is not None:
            return self.options.delay
        return 0.0 if host in self.own_hosts and is_loopback(host) else DEFAULT_DELAY_SECONDS

    def concurrency_of(self, host: str) -> int:
        """How many requests to *host* may be under way: one, but for a server on this machine that the user named."""
        return LOOPBACK_CONCURRENCY if host in self.own_hosts and is_loopback(host) else 1

    def fail(self, error: BlogArchiveError) -> None:
        """Remember what ends the crawl; the first error counts."""
        self.error = self.error or error


def is_loopback(host: str) -> bool:
    """Whether ``host`` or ``host:port`` is this machine by its name or number."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


_sessions: WeakKeyDictionary[Crawler, CrawlSession] = WeakKeyDictionary()


def session_of(crawler: Crawler) -> CrawlSession:
    """The session of *crawler*, opened at the first call."""
    session = _sessions.get(crawler)
    if session is None:
        assert crawler.spider is not None
        options = CrawlOptions.from_settings(crawler.spider.url, crawler.settings)  # type: ignore[attr-defined]
        session = _sessions[crawler] = CrawlSession(options)
    return session

"""One crawl's shared state: the open archive, the WARC writer, what is known of the blog, and what ended the crawl."""

from __future__ import annotations

import ipaddress
import logging
import sys
from collections import Counter
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from blogarchive import __version__
from blogarchive.crawl.guard import Guard
from blogarchive.crawl.hosts import Hosts
from blogarchive.crawl.options import DEFAULT_DELAY_SECONDS, CrawlOptions, command_line
from blogarchive.errors import BlogArchiveError, CrawlInterruptedError, StorageError, UsageError
from blogarchive.report.asked import note_run
from blogarchive.report.figures import Figures
from blogarchive.settle.blog import BlogState
from blogarchive.settle.settle import Progress
from blogarchive.store.archive import Archive
from blogarchive.store.layout import archive_name
from blogarchive.store.revisits import StoredRevisits
from blogarchive.store.space import SpaceWatch
from blogarchive.urls import host_of, post_key
from blogarchive.warc.writer import WarcInfo, WarcWriter

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["INTERRUPTED", "CrawlSession", "opened_session", "session_of"]

LOOPBACK_CONCURRENCY = 8
INTERRUPTED = "Stopped. The same command goes on where this one was."


class CrawlSession:
    """Opened by the first component that asks, closed by `extensions.Finisher`."""

    def __init__(self, options: CrawlOptions) -> None:
        self.options = options
        self.archive = Archive(options.folder)
        self.space = SpaceWatch(options.folder, options.min_free)
        try:
            self.space.require()
            self._log = _log_into(self.archive.paths.log)
        except BlogArchiveError:
            self.archive.close()
            raise
        self.ledger = self.archive.ledger
        self.last_capture_before: int = self.archive.db.execute("SELECT coalesce(max(id), 0) FROM capture").fetchone()[0]
        """Id of the newest capture of earlier runs; 0 when there is none."""
        self.run_id = self.archive.start_run(command_line(sys.argv[1:]) or "scrapy")
        note_run(self.archive.db, self.run_id, software=f"blogarchive {__version__}", options=options.said())
        self.name = archive_name(options.url)
        self.own_hosts = {host_of(options.url)}
        self.guard = Guard([options.url, *([options.proxy] if options.proxy else []), *options.allow_hosts])
        self.hosts = Hosts(self.ledger, self._first_delay)
        self.blog = BlogState(
            self.archive,
            start_url=options.url,
            include=options.include,
            exclude=options.exclude,
            assets=options.assets,
            choice=options.choice,
            judges=options.extraction,
            given=options.given,
        )
        self._check_blog()
        self.archive.commit()  # whose archive it is stands in the database before a WARC file bears its name
        self.revisits = StoredRevisits(self.archive.paths.database)
        self.writer = WarcWriter(
            self.archive.paths.warc,
            self.name,
            info=self.warc_info(),
            max_bytes=options.warc_size,
            revisits=self.revisits,
        )
        self.archive.add_writer(self.writer)
        self.slowed: set[str] = set()
        """Hosts whose robots.txt asks for a delay."""
        self.active: Counter[str] = Counter()
        """Requests under way by host, from the lease until the answer is read."""
        self.error: BlogArchiveError | None = None
        """What ended the crawl before its time."""
        self._writer_closed = False
        self.stopped = False
        """Whether the user asked to stop."""
        self.figures: Figures | None = None
        """The figures of the finished crawl."""
        self.settle_progress: Progress | None = None

    def _check_blog(self) -> None:
        """One folder holds one blog: `UsageError` when this one holds another."""
        archive, url = self.archive, self.options.url
        known = archive.meta("start_url")
        scope = self.blog.scope
        if known and post_key(known) != post_key(url) and not (scope and scope.same_host(url)):
            archive.close()
            raise UsageError(f"{archive.paths.root} holds the archive of {known}; choose another --output for {url}.")
        if not known:
            archive.set_meta("start_url", url)

    def warc_info(self) -> WarcInfo:
        """What the first record of every WARC file says."""
        return WarcInfo(
            software=f"blogarchive/{__version__}",
            is_part_of=self.name,
            description=f"Archive of the blog at {self.options.url}",
            operator=self.options.contact,
            robots="obey",
            user_agent=self.options.agent,
            tls_verification="off" if self.options.insecure else "required",
        )

    def concurrency_of(self, host: str) -> int:
        """How many requests to *host* may be under way: one, but for a server on this machine that the user named.

        With a limit, or when the crawl is lean, it is always one: what is under way when that is reached would go beyond it.
        """
        options = self.options
        slow = options.lean or options.max_posts or options.max_pages or options.delay is not None or host in self.slowed
        return LOOPBACK_CONCURRENCY if host in self.own_hosts and is_loopback(host) and not slow else 1

    def _first_delay(self, host: str) -> float:
        """Seconds between two requests to *host*, before it asked for anything."""
        if self.options.delay is not None:
            return self.options.delay
        return 0.0 if host in self.own_hosts and is_loopback(host) else DEFAULT_DELAY_SECONDS

    @property
    def limit_reached(self) -> bool:
        """Whether there are as many posts or pages as the user wants."""
        options, blog = self.options, self.blog
        posts_full = bool(options.max_posts) and blog.posts_begun >= options.max_posts
        return posts_full or (bool(options.max_pages) and blog.pages_read >= options.max_pages)

    def settled(self, done: int, total: int) -> None:
        """Show how far settling is; `CrawlInterruptedError` when the user asked to stop meanwhile."""
        if self.stopped:
            raise CrawlInterruptedError(INTERRUPTED)
        if self.settle_progress:
            self.settle_progress(done, total)

    def close_writer(self) -> None:
        """Finish the WARC file; its ``.open`` goes. Further calls do nothing."""
        if self._writer_closed:
            return
        self._writer_closed = True
        try:
            # After a failed write there is nothing to commit; what is beyond the committed length is cut by the next run.
            if not isinstance(self.error, StorageError):
                self.archive.commit()
        finally:
            self.archive.remove_writer(self.writer)
            self.writer.close()
            self.archive.written(self.writer.finished)

    def close(self) -> None:
        """Let others into the archive."""
        self.archive.close()
        self.revisits.close()
        logging.getLogger().removeHandler(self._log)
        with suppress(OSError):  # of a full disk; see _log_into
            self._log.close()

    def fail(self, error: BlogArchiveError) -> None:
        """Remember what ends the crawl; the first error counts."""
        self.error = self.error or error


def _log_into(path: Path) -> logging.Handler:
    """Send the log of the program and of Scrapy into the archive's crawl.log."""
    logging.raiseExceptions = False  # a full disk is said once, by what writes the archive
    try:
        handler = logging.FileHandler(path, encoding="utf-8", errors="replace")
    except OSError as exc:
        raise StorageError(f"Cannot write {path}: {exc.strerror}. Choose another folder with --output.") from exc
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for noisy in ("scrapy.core.engine", "scrapy.core.scraper", "scrapy.middleware", "scrapy.addons", "scrapy.crawler"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return handler


@lru_cache(maxsize=1000)
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


def opened_session(crawler: Crawler) -> CrawlSession | None:
    """The session of *crawler*, None when it has none yet."""
    return _sessions.get(crawler)


def session_of(crawler: Crawler) -> CrawlSession:
    """The session of *crawler*, opened at the first call."""
    session = _sessions.get(crawler)
    if session is None:
        assert crawler.spider is not None
        options = CrawlOptions.from_settings(crawler.spider.url, crawler.settings)  # type: ignore[attr-defined]
        options.insecure = not crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        session = _sessions[crawler] = CrawlSession(options)
    return session

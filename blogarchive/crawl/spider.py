"""The general spider: reads answers, tells the ledger what they name, and yields posts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self
from urllib.request import getproxies

import scrapy
from scrapy import signals

from blogarchive.crawl.handler import FLAG_TRUNCATED
from blogarchive.crawl.options import DEFAULT_DELAY_SECONDS, CrawlOptions
from blogarchive.crawl.outcome import MAX_TRIES, Action, Outcome, outcome_of_status
from blogarchive.crawl.pipelines import PostItem
from blogarchive.crawl.session import LOOPBACK_CONCURRENCY, is_loopback, session_of
from blogarchive.crawl.setbacks import Setbacks
from blogarchive.crawl.underway import BrokenOffError
from blogarchive.errors import BlogArchiveError, StorageError, UsageError
from blogarchive.extract.steps import new_draft
from blogarchive.settle.answer import Answer, Reading, announced_length, list_headers, read_answer
from blogarchive.settle.apart import is_suspect, read_apart
from blogarchive.settle.captures import archive_ref
from blogarchive.settle.frontier import redirect_target
from blogarchive.store.states import Reason, State
from blogarchive.urls import host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from blogarchive.store.ledger import CaptureRow, UrlRow

__all__ = ["BlogSpider"]

logger = logging.getLogger(__name__)

CUT_OFF = ("disconnect", "time")


class BlogSpider(scrapy.Spider):
    """Archives the blog at ``url``. A site of its own is a subclass with ``name``, ``url`` and settings, see ``spiders/``."""

    name = "blog"
    url = ""
    """Start address; ``-a url=…`` on Scrapy's command line."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if not spider.url:
            raise UsageError("Give the blog's address: scrapy crawl blog -a url=https://example.org/blog/")
        options = CrawlOptions.from_settings(spider.url, crawler.settings)
        host = host_of(options.url)
        free = options.delay is None and is_loopback(host)
        delay = DEFAULT_DELAY_SECONDS if options.delay is None else options.delay
        crawler.settings.set("DOWNLOAD_DELAY", delay, priority="spider")
        if not options.proxy and not getproxies():
            crawler.settings.set("HTTPPROXY_ENABLED", False, priority="spider")
        if options.insecure:
            crawler.settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="spider")
        if free:
            slot = {"concurrency": LOOPBACK_CONCURRENCY, "delay": 0.0}
            crawler.settings.set("DOWNLOAD_SLOTS", {host: slot}, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Tell the ledger where to begin; it does nothing when the archive was begun before."""
        self.session = session_of(self.crawler)
        self.ledger = self.session.ledger
        self.blog = self.session.blog
        self.setbacks = Setbacks(self.crawler, self.session)
        self.blog.begin()
        self.reading_apart = asyncio.Semaphore(1)
        self._watch_limits()
        self.crawler.signals.connect(self._not_readable, signals.spider_error)
        self.crawler.signals.connect(self._not_stored, signals.item_error)
        return
        yield  # makes this the asynchronous generator that Scrapy asks for

    def parse(self, response: Response, **kwargs: Any) -> Iterable[PostItem] | Coroutine[Any, Any, list[PostItem]]:
        """What one answer leads to: posts are yielded, everything else goes to the ledger."""
        assert response.request is not None
        meta = response.request.meta
        row: UrlRow = meta["row"]
        capture: CaptureRow = meta["capture"]
        self.session.active[row.host] -= 1
        self.setbacks.refused(row, response.status)
        outcome = outcome_of_status(response.status, row.tries)
        if capture.truncated in CUT_OFF and row.tries < MAX_TRIES:
            outcome = Outcome(Action.RETRY, "answer cut off")
        if outcome.action is Action.READ:
            answer = _answer(response, capture)
            if is_suspect(answer):
                return self._read_apart(row, capture, answer)
            return self._read(row, capture, read_answer(answer))
        if outcome.action is Action.REDIRECT:
            self._redirect(row, response)
        else:
            self.setbacks.answered(row, response, outcome)
        return ()

    def failed(self, failure: Failure) -> None:
        """A request that brought no answer."""
        row: UrlRow = failure.request.meta["row"]  # type: ignore[attr-defined]
        self.session.active[row.host] -= 1
        error: Any = failure.value
        if isinstance(error, BrokenOffError):
            return  # stays leased: the next run asks again
        if isinstance(error, StorageError):
            self.session.fail(error)
            self.stop("storage")
            return
        self.setbacks.no_answer(row, error)

    def _not_readable(self, failure: Failure, response: Response) -> None:
        """Reading an answer went wrong: the record is kept, and the ledger says that nothing was read from it."""
        if isinstance(failure.value, BlogArchiveError):
            return  # a disk that refuses says nothing about the answer; the `Committer` ends the crawl
        assert response.request is not None
        row: UrlRow = response.request.meta["row"]
        self.ledger.finish(row.id, State.FAILED, f"could not be read: {type(failure.value).__name__}")

    def _not_stored(self, item: PostItem, failure: Failure) -> None:
        """Making a row of a post went wrong: the record is kept, and the ledger says so."""
        if isinstance(failure.value, BlogArchiveError):
            return
        self.ledger.finish(item.url_id, State.FAILED, f"could not be read: {type(failure.value).__name__}")

    def stop(self, reason: str) -> None:
        """End the crawl as soon as what is under way has ended."""
        from blogarchive.crawl.extensions import stop

        stop(self.crawler, reason)

    async def _read_apart(self, row: UrlRow, capture: CaptureRow, answer: Answer) -> list[PostItem]:
        """Read a suspicious answer in a process of its own, one at a time, while the crawl goes on."""
        async with self.reading_apart:
            reading = await asyncio.to_thread(read_apart, answer)
        return list(self._read(row, capture, reading))

    def _read(self, row: UrlRow, capture: CaptureRow, reading: Reading) -> Iterator[PostItem]:
        if reading.trouble:
            self.setbacks.give_up(row, reading.trouble)
            return
        verdict = self.blog.read(row, capture.id, reading)
        limit = self.session.options.max_posts
        if reading.cut:
            self.ledger.finish(row.id, State.FAILED, reading.cut)
        elif verdict is None or verdict.kind != "post" or not self.session.options.extraction:
            self.ledger.finish(row.id, State.DONE, verdict.kind if verdict else reading.kind)
        elif limit and self.blog.posts_begun >= limit:
            self.ledger.finish(row.id, State.SKIPPED, Reason.LIMIT)
        elif reading.apart:
            self.blog.posts_begun += 1
            self.ledger.finish(row.id, State.DONE, verdict.kind)  # the row is made when the blog is settled
        else:
            self.blog.posts_begun += 1
            draft = new_draft(reading.page, self.blog.knowledge, reading.answer.archive)
            yield PostItem(draft, row.id, capture.id, reading.answer.truncated)
        self._watch_limits()

    def _watch_limits(self) -> None:
        if self.session.limit_reached and not self.blog.full:
            self.blog.stop_hearing()

    def _redirect(self, row: UrlRow, response: Response) -> None:
        target = redirect_target(row.url, (response.headers.get("Location") or b"").decode("utf-8", "replace"))
        if target is None:
            self.setbacks.give_up(row, f"HTTP {response.status} without an address")
        elif not self.setbacks.unsafe_redirect(row, target) and not self.blog.redirect(row, target):
            self.setbacks.give_up(row, "redirects in a circle")


def _answer(response: Response, capture: CaptureRow) -> Answer:
    content_type = response.headers.get("Content-Type")
    return Answer(
        url=response.url,
        status=response.status,
        content_type=content_type.decode("latin-1") if content_type else None,
        body=response.body,
        captured_at=datetime.fromisoformat(capture.captured_at).astimezone(UTC),
        truncated=capture.truncated,
        incomplete=FLAG_TRUNCATED in response.flags,
        announced=announced_length(response.headers.get("Content-Length")),
        headers=list_headers(response.headers.get),
        archive=archive_ref(capture),
    )

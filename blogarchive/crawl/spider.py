"""The general spider: reads answers, tells the ledger what they name, and yields posts."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import scrapy
from scrapy import signals

from blogarchive.crawl.options import DEFAULT_DELAY_SECONDS, CrawlOptions
from blogarchive.crawl.outcome import MAX_TRIES, Action, Outcome, outcome_of_error, outcome_of_status, retry_delay
from blogarchive.crawl.pipelines import PostItem
from blogarchive.crawl.robots import Disallowed
from blogarchive.crawl.session import LOOPBACK_CONCURRENCY, is_loopback, session_of
from blogarchive.errors import StorageError, UsageError
from blogarchive.extract.steps import new_draft
from blogarchive.settle.answer import Answer, read_answer
from blogarchive.settle.captures import archive_ref
from blogarchive.settle.frontier import redirect_target
from blogarchive.store.states import Reason, Role, State
from blogarchive.urls import host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from blogarchive.store.ledger import CaptureRow, UrlRow

__all__ = ["BlogSpider"]

logger = logging.getLogger(__name__)

CUT_OFF = ("disconnect", "time")
START_ERRORS = {
    "unknown host": "there is no host of that name; check the spelling",
    "connection refused": "the connection was refused; check the address and that the site is up",
    "timed out": "it did not answer in time; try again later",
}


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
        if free:
            slot = {"concurrency": LOOPBACK_CONCURRENCY, "delay": 0.0}
            crawler.settings.set("DOWNLOAD_SLOTS", {host: slot}, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Tell the ledger where to begin; it does nothing when the archive was begun before."""
        self.session = session_of(self.crawler)
        self.ledger = self.session.ledger
        self.blog = self.session.blog
        self.blog.begin()
        self._watch_limits()
        self.crawler.signals.connect(self._not_readable, signals.spider_error)
        self.crawler.signals.connect(self._not_stored, signals.item_error)
        return
        yield  # makes this the asynchronous generator that Scrapy asks for

    def parse(self, response: Response, **kwargs: Any) -> Iterator[PostItem]:
        """What one answer leads to: posts are yielded, everything else goes to the ledger."""
        assert response.request is not None
        meta = response.request.meta
        row: UrlRow = meta["row"]
        capture: CaptureRow = meta["capture"]
        self.session.active[row.host] -= 1
        outcome = outcome_of_status(response.status, row.tries)
        if capture.truncated in CUT_OFF and row.tries < MAX_TRIES:
            outcome = Outcome(Action.RETRY, "answer cut off")
        if outcome.action is Action.READ:
            yield from self._read(row, capture, _answer(response, capture))
        elif outcome.action is Action.REDIRECT:
            self._redirect(row, response)
        elif outcome.action is Action.RETRY:
            self._ask_again(row, outcome, (response.headers.get("Retry-After") or b"").decode("latin-1"))
        else:
            self._give_up(row, outcome.reason or "")

    def failed(self, failure: Failure) -> None:
        """A request that brought no answer."""
        row: UrlRow = failure.request.meta["row"]  # type: ignore[attr-defined]
        self.session.active[row.host] -= 1
        error = failure.value
        if isinstance(error, Disallowed):
            self.ledger.finish(row.id, State.SKIPPED, Reason.ROBOTS)
            if row.role is Role.START and not self.blog.next_root() and not self.blog.take_start_as_root():
                self.session.fail(UsageError(f"{row.url} cannot be archived: {error}."))
            return
        if isinstance(error, StorageError):
            self.session.fail(error)
            self.stop("storage")
            return
        outcome = outcome_of_error(error, row.tries) if isinstance(error, Exception) else Outcome(Action.FAIL, "stopped")
        if outcome.reason is None or outcome.action is not Action.RETRY:
            self._give_up(row, outcome.reason or "failed")
        else:
            self._ask_again(row, outcome, None)

    def _not_readable(self, failure: Failure, response: Response) -> None:
        """Reading an answer went wrong: the record is kept, and the ledger says that nothing was read from it."""
        assert response.request is not None
        row: UrlRow = response.request.meta["row"]
        self.ledger.finish(row.id, State.FAILED, f"could not be read: {type(failure.value).__name__}")

    def _not_stored(self, item: PostItem, failure: Failure) -> None:
        """Making a row of a post went wrong: the record is kept, and the ledger says so."""
        self.ledger.finish(item.url_id, State.FAILED, f"could not be read: {type(failure.value).__name__}")

    def stop(self, reason: str) -> None:
        """End the crawl as soon as what is under way has ended."""
        from blogarchive.crawl.extensions import stop

        stop(self.crawler, reason)

    def _read(self, row: UrlRow, capture: CaptureRow, answer: Answer) -> Iterator[PostItem]:
        reading = read_answer(answer)
        verdict = self.blog.read(row, capture.id, reading)
        limit = self.session.options.max_posts
        if verdict is None or verdict.kind != "post" or not self.session.options.extraction:
            self.ledger.finish(row.id, State.DONE, verdict.kind if verdict else reading.kind)
        elif limit and self.blog.posts_begun >= limit:
            self.ledger.finish(row.id, State.SKIPPED, Reason.LIMIT)
        else:
            self.blog.posts_begun += 1
            draft = new_draft(reading.page, self.blog.knowledge, answer.archive)
            yield PostItem(draft, row.id, capture.id, answer.truncated)
        self._watch_limits()

    def _watch_limits(self) -> None:
        if self.session.limit_reached and not self.blog.full:
            self.blog.stop_hearing()

    def _redirect(self, row: UrlRow, response: Response) -> None:
        target = redirect_target(row.url, (response.headers.get("Location") or b"").decode("utf-8", "replace"))
        if target is None:
            self._give_up(row, f"HTTP {response.status} without an address")
        elif not self.blog.redirect(row, target):
            self._give_up(row, "redirects in a circle")

    def _ask_again(self, row: UrlRow, outcome: Outcome, retry_after: str | None) -> None:
        reason = outcome.reason or ""
        again = time.time() + retry_delay(row.tries, retry_after)
        self.ledger.queue_again(row.id, reason, again)
        if retry_after:
            self.ledger.pause_host(row.host, again)  # what it asks for is meant for all its addresses
        logger.debug("%s: %s, will be asked again.", row.url, reason)

    def _give_up(self, row: UrlRow, reason: str) -> None:
        if row.role is Role.PROBE:
            self.ledger.finish(row.id, State.DONE, f"not there ({reason})")
            return
        self.ledger.finish(row.id, State.FAILED, reason)
        if row.role is Role.START and not self.blog.next_root() and not self.blog.take_start_as_root():
            why = START_ERRORS.get(reason, f"it answered {reason}" if reason.startswith("HTTP") else reason)
            self.session.fail(UsageError(f"{row.url} cannot be archived: {why}."))


def _answer(response: Response, capture: CaptureRow) -> Answer:
    content_type = response.headers.get("Content-Type")
    return Answer(
        url=response.url,
        status=response.status,
        content_type=content_type.decode("latin-1") if content_type else None,
        body=response.body,
        captured_at=datetime.fromisoformat(capture.captured_at).astimezone(UTC),
        truncated=capture.truncated,
        archive=archive_ref(capture),
    )



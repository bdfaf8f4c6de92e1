"""robots.txt by RFC 9309, asked once per host and run, through the recorder."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, IgnoreRequest

from blogarchive.crawl.outcome import DOWNLOAD_ERRORS, MAX_TRIES, REDIRECTS, Action, outcome_of_error, retry_delay
from blogarchive.crawl.session import CrawlSession, session_of
from blogarchive.settle.answer import Answer, Reading, read_answer
from blogarchive.store.ledger import Heard
from blogarchive.store.states import Role, State
from blogarchive.urls import absolute_url, host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

__all__ = ["Disallowed", "RobotsMiddleware"]

logger = logging.getLogger(__name__)

MAX_REDIRECTS = 5
MAX_PARSED_BYTES = 500 * 1024  # RFC 9309, 2.5
MAX_CRAWL_DELAY_SECONDS = 300.0
_ADDRESS = re.compile(r"\S*(?:https?://|@)\S*")


class Disallowed(IgnoreRequest):
    """robots.txt forbids the address, or could not be had (then everything on the host is forbidden)."""


@dataclass(slots=True)
class _Rules:
    """What one host allows; *closed* is the reason why nothing is allowed."""

    parser: Protego | None = None
    closed: str | None = None
    unreachable: BaseException | None = None


class RobotsMiddleware:
    """Lets a request pass, or raises `Disallowed`."""

    def __init__(self, crawler: Crawler, session: CrawlSession) -> None:
        self._crawler = crawler
        self._session = session
        # Names in robots.txt are looked for in the User-Agent; an address in it must not match any.
        self._agent = _ADDRESS.sub("", session.options.agent)
        self._rules: dict[str, asyncio.Future[_Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler, session_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Wait for the host's rules and obey them."""
        if request.meta.get("robots_txt"):
            return
        rules = await self._rules_of(request.url)
        if rules.unreachable is not None:
            raise rules.unreachable
        if rules.closed:
            raise Disallowed(rules.closed)
        if rules.parser and not rules.parser.can_fetch(request.url, self._agent):
            raise Disallowed("forbidden by robots.txt")

    async def _rules_of(self, url: str) -> _Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{host_of(url)}"
        future = self._rules.get(origin)
        if future is None:
            future = self._rules[origin] = asyncio.get_running_loop().create_future()
            try:
                future.set_result(await self._ask(f"{origin}/robots.txt"))
            except BaseException:
                future.cancel()
                raise
        return await asyncio.shield(future)

    async def _ask(self, robots_url: str) -> _Rules:
        """The rules at *robots_url*, with redirects followed and temporary errors tried again."""
        url, tries, redirects = robots_url, 0, 0
        while True:
            tries += 1
            try:
                request, response = await self._fetch(url)
            except DOWNLOAD_ERRORS as exc:
                outcome = outcome_of_error(exc, tries)
                if outcome.action is Action.RETRY and not isinstance(exc, DownloadConnectionRefusedError):
                    await asyncio.sleep(retry_delay(tries, None))
                    continue
                self._session.ledger.finish(self._hear(url), State.FAILED, outcome.reason)
                # Nobody is there: the request itself will say so better than a missing robots.txt.
                nobody = isinstance(exc, (CannotResolveHostError, DownloadConnectionRefusedError))
                return _Rules(unreachable=exc) if nobody else self._closed(outcome.reason or "failed")
            if response.status in REDIRECTS:
                location = (response.headers.get("Location") or b"").decode("latin-1")
                target = absolute_url(location, url)
                self._session.ledger.finish(request.meta["url_id"], State.DONE, "redirect")
                redirects += 1
                if target is None or redirects > MAX_REDIRECTS:
                    return _Rules()  # RFC 9309, 2.3.1.2: too many redirects count as not available, which is open
                url = target
                continue
            if response.status >= 500 and tries < MAX_TRIES:
                await asyncio.sleep(retry_delay(tries, None))
                continue
            return self._read(request, response)

    async def _fetch(self, url: str) -> tuple[Request, Response]:
        url_id = self._hear(url)
        meta = {"robots_txt": True, "url_id": url_id, "download_slot": host_of(url), "download_timeout": 30}
        request = Request(url, meta=meta, dont_filter=True)
        assert self._crawler.engine is not None
        return request, await self._crawler.engine.download_async(request)

    def _hear(self, url: str) -> int:
        return self._session.ledger.hear(Heard(url=url, source="robots", role=Role.ROBOTS, state=State.LEASED))

    def _read(self, request: Request, response: Response) -> _Rules:
        ledger, url_id = self._session.ledger, request.meta["url_id"]
        if response.status >= 500:
            ledger.finish(url_id, State.FAILED, f"HTTP {response.status}")
            return self._closed(f"robots.txt answers HTTP {response.status}")
        ledger.finish(url_id, State.DONE, "robots")
        if not 200 <= response.status < 300:
            return _Rules()
        body = response.body[:MAX_PARSED_BYTES]
        parser = Protego.parse(body.decode("utf-8-sig", "replace").replace("\0", ""))
        self._obey_delay(request, parser)
        answer = Answer(
            url=urljoin(request.url, "/robots.txt"),
            status=200,
            content_type="text/plain",
            body=body,
            captured_at=datetime.now(UTC),
        )
        self._tell_sitemaps(url_id, read_answer(answer))
        return _Rules(parser=parser)

    def _closed(self, reason: str) -> _Rules:
        return _Rules(closed=f"robots.txt could not be had ({reason}), which closes the site (RFC 9309)")

    def _obey_delay(self, request: Request, parser: Protego) -> None:
        """Slow the host's slot down to the Crawl-delay."""
        wanted = parser.crawl_delay(self._agent)
        if not wanted:
            return
        delay = min(float(wanted), MAX_CRAWL_DELAY_SECONDS)
        if wanted > delay:
            logger.warning("%s asks for %s s between requests; %s s are kept.", request.url, wanted, delay)
        assert self._crawler.engine is not None
        downloader, host = self._crawler.engine.downloader, request.meta["download_slot"]
        slot = downloader.slots.get(host)
        if slot and slot.delay < delay:
            slot.delay, slot.concurrency = delay, 1
            # Scrapy drops the slot of a host that was idle for a minute; the next one is made from these.
            downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1}
            logger.info("%s: %s s between requests, as its robots.txt asks.", host_of(request.url), delay)

    def _tell_sitemaps(self, url_id: int, reading: Reading) -> None:
        scope = self._session.blog.scope
        own = host_of(reading.answer.url) in self._session.own_hosts
        if own or (scope is not None and scope.same_host(reading.answer.url)):
            self._session.blog.hear_robots(url_id, reading)

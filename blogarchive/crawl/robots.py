"""robots.txt by RFC 9309, asked once per host and run, through the recorder."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from blogarchive.crawl.guard import UnsafeAddressError
from blogarchive.crawl.outcome import BAD_CERTIFICATE, DOWNLOAD_ERRORS, MAX_TRIES, REDIRECTS, is_nobody, outcome_of_error
from blogarchive.crawl.pace import MAX_DELAY_SECONDS, slow_down
from blogarchive.crawl.session import CrawlSession, session_of
from blogarchive.settle.answer import Answer, Reading, read_answer
from blogarchive.store.ledger import Heard
from blogarchive.store.states import Role, State
from blogarchive.urls import absolute_url, host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from blogarchive.crawl.options import CrawlOptions

__all__ = ["Disallowed", "NoRobotsError", "RobotsMiddleware", "text_of"]

logger = logging.getLogger(__name__)

MAX_REDIRECTS = 5
MAX_PARSED_BYTES = 500 * 1024  # RFC 9309, 2.5
MAX_BYTES = 1024 * 1024  # of an answer; more than is parsed, so that the record shows how it goes on
TIMEOUT_SECONDS = 12.0
FRESH_SECONDS = 0.5
ABSURD_DELAY_SECONDS = 3600.0
PRODUCT = "blogarchive"
TOO_SLOW = "its robots.txt asks for {:g} s between requests; give --delay to archive it with {:g} s between them"
MISSING = "robots.txt {}, which closes the site (RFC 9309)"
_ADDRESS = re.compile(r"\S*(?:https?://|@)\S*")


class Disallowed(IgnoreRequest):
    """robots.txt forbids the address, or all of them."""


class NoRobotsError(Disallowed):
    """robots.txt could not be had, which closes the site until it can (RFC 9309, 2.3.1.4)."""


@dataclass(slots=True)
class _Rules:
    """What one host allows."""

    parser: Protego | None = None
    closed: str | None = None
    """Why nothing is allowed."""
    missing: str | None = None
    """Why nothing is allowed for the time being."""
    unreachable: BaseException | None = None
    """Why not even robots.txt can be asked for."""
    made_at: float = field(default_factory=monotonic)

    @property
    def is_stale(self) -> bool:
        """Whether robots.txt has to be asked for anew. Requests that waited for the same look share what came of it."""
        failed = self.missing is not None or self.unreachable is not None
        return failed and monotonic() - self.made_at > FRESH_SECONDS


class RobotsMiddleware:
    """Lets a request pass, or raises `Disallowed`."""

    def __init__(self, crawler: Crawler, session: CrawlSession) -> None:
        self._crawler = crawler
        self._session = session
        self._agent = _names_in(session.options)
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
        if rules.missing:
            raise NoRobotsError(rules.missing)
        if rules.closed:
            raise Disallowed(rules.closed)
        if rules.parser and not rules.parser.can_fetch(request.url, self._agent):
            raise Disallowed("forbidden by robots.txt")

    async def _rules_of(self, url: str) -> _Rules:
        host = host_of(url)
        origin = f"{urlsplit(url).scheme}://{host}"
        future = self._rules.get(origin)
        known = future.result() if future is not None and future.done() and not future.cancelled() else None
        if future is None or future.cancelled() or (known and (known.is_stale or self._session.hosts.is_doubted(host))):
            future = self._rules[origin] = asyncio.get_running_loop().create_future()
            try:
                rules = await self._ask(f"{origin}/robots.txt")
            except BaseException:
                future.cancel()
                raise
            # A server that answers 500 is there; the rules it gave before hold on.
            is_worse = known is not None and known.parser is not None and rules.missing and "HTTP" in rules.missing
            future.set_result(known if is_worse and known else rules)
        return await asyncio.shield(future)

    async def _ask(self, robots_url: str) -> _Rules:
        """The rules at *robots_url*, with redirects followed."""
        url, redirects = robots_url, 0
        while True:
            try:
                request, response = await self._fetch(url)
            except DOWNLOAD_ERRORS as exc:
                return self._no_answer(url, exc, is_redirected=redirects > 0)
            url_id, status = request.meta["url_id"], response.status
            if status in REDIRECTS:
                location = (response.headers.get("Location") or b"").decode("latin-1")
                target = absolute_url(location, url)
                self._session.ledger.finish(url_id, State.DONE, "redirect")
                redirects += 1
                if target is None or redirects > MAX_REDIRECTS:
                    return self._open(robots_url)  # RFC 9309, 2.3.1.2: too many redirects count as not available
                url = target
            elif status >= 500 or _is_cut_off(request):
                reason = f"answers HTTP {status}" if status >= 500 else "is cut off"
                self._session.ledger.finish(url_id, State.FAILED, f"HTTP {status}" if status >= 500 else "answer cut off")
                return _Rules(missing=MISSING.format(reason))
            elif 200 <= status < 300:
                self._session.ledger.finish(url_id, State.DONE, "robots")
                return self._read(request, response)
            else:
                self._session.ledger.finish(url_id, State.DONE, "robots")
                return self._open(robots_url)

    async def _fetch(self, url: str) -> tuple[Request, Response]:
        url_id = self._hear(url)
        meta = {
            "robots_txt": True,
            "url_id": url_id,
            "download_slot": host_of(url),
            "download_timeout": TIMEOUT_SECONDS,
            "download_maxsize": MAX_BYTES,
        }
        request = Request(url, meta=meta, dont_filter=True)
        assert self._crawler.engine is not None
        return request, await self._crawler.engine.download_async(request)

    def _hear(self, url: str) -> int:
        return self._session.ledger.hear(Heard(url=url, source="robots", role=Role.ROBOTS, state=State.LEASED))

    def _no_answer(self, url: str, error: BaseException, *, is_redirected: bool) -> _Rules:
        """What follows when robots.txt at *url* gave no answer at all."""
        outcome = outcome_of_error(error, MAX_TRIES)
        reason = outcome.reason or "failed"
        is_unsafe = isinstance(error, UnsafeAddressError)
        self._session.ledger.finish(self._hear(url), State.SKIPPED if is_unsafe else State.FAILED, reason)
        if is_unsafe and is_redirected:
            return _Rules(closed="its robots.txt redirects to an internal address")
        # Nobody is there, or not who it should be: the request itself will say so better than a missing robots.txt.
        if is_unsafe or (not is_redirected and (is_nobody(error) or reason == BAD_CERTIFICATE)):
            return _Rules(unreachable=error)
        return _Rules(missing=MISSING.format(f"could not be had: {reason}"))

    def _open(self, robots_url: str) -> _Rules:
        self._session.hosts.robots_are_there(host_of(robots_url), "none")
        return _Rules()

    def _read(self, request: Request, response: Response) -> _Rules:
        url_id, host = request.meta["url_id"], request.meta["download_slot"]
        parser = Protego.parse(text_of(response.body))
        self._session.hosts.robots_are_there(host, "rules")
        answer = Answer(
            url=urljoin(request.url, "/robots.txt"),
            status=200,
            content_type="text/plain",
            body=response.body[:MAX_PARSED_BYTES],
            captured_at=datetime.now(UTC),
        )
        self._tell_sitemaps(url_id, read_answer(answer))
        too_slow = self._obey_delay(host, parser)
        return _Rules(parser=parser, closed=too_slow)

    def _obey_delay(self, host: str, parser: Protego) -> str | None:
        """Slow the host's slot down to the Crawl-delay; why the host is closed, when nobody could wait that long."""
        wanted = parser.crawl_delay(self._agent)
        if not wanted or not wanted > 0:
            return None
        self._session.hosts.of(host).crawl_delay_seconds = min(wanted, ABSURD_DELAY_SECONDS)
        if wanted > ABSURD_DELAY_SECONDS and self._session.options.delay is None:
            return TOO_SLOW.format(wanted, MAX_DELAY_SECONDS)
        delay = min(float(wanted), MAX_DELAY_SECONDS)
        if wanted > delay:
            logger.warning("%s: robots.txt asks for %g s between requests; %g s are kept.", host, wanted, delay)
        if slow_down(self._crawler, self._session, host, delay):
            logger.info("%s: %g s between requests, as its robots.txt asks.", host, delay)
        return None

    def _tell_sitemaps(self, url_id: int, reading: Reading) -> None:
        scope = self._session.blog.scope
        own = host_of(reading.answer.url) in self._session.own_hosts
        if own or (scope is not None and scope.same_host(reading.answer.url)):
            self._session.blog.hear_robots(url_id, reading)


def text_of(body: bytes) -> str:
    """The part of a robots.txt that is parsed: whole lines of the first 500 KiB (RFC 9309, 2.5)."""
    if len(body) > MAX_PARSED_BYTES:
        body = body[:MAX_PARSED_BYTES].rpartition(b"\n")[0]
    return body.decode("utf-8-sig", "replace").replace("\0", "")


def _names_in(options: CrawlOptions) -> str:
    """Names that groups of rules are looked for under: our own, and those in the user's User-Agent.

    An address in the User-Agent must not match any.
    """
    own = _ADDRESS.sub("", options.user_agent or "")
    return f"{PRODUCT} {own}".strip()


def _is_cut_off(request: Request) -> bool:
    """Whether the answer broke off; rules that are missing at its end may be those that count."""
    capture = request.meta.get("capture")
    return capture is not None and capture.truncated in ("disconnect", "time", "unspecified")

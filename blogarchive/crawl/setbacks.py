"""What becomes of a request that brought nothing: asked again, given up, or put off with the whole host."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from blogarchive.crawl.guard import UnsafeAddressError
from blogarchive.crawl.hosts import Refusal
from blogarchive.crawl.outcome import (
    BAD_CERTIFICATE,
    MAX_RETRY_AFTER_SECONDS,
    Action,
    Outcome,
    is_nobody,
    outcome_of_error,
    retry_delay,
    seconds_asked,
)
from blogarchive.crawl.pace import MAX_DELAY_SECONDS, delay_of, slow_down
from blogarchive.crawl.robots import Disallowed, NoRobotsError
from blogarchive.errors import UsageError
from blogarchive.store.ledger import Heard
from blogarchive.store.states import LIST_HAS_ENDED, NO_SUCH_PAGE, Reason, Role, State

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from blogarchive.crawl.session import CrawlSession
    from blogarchive.store.ledger import UrlRow

__all__ = ["UNSAFE_REDIRECT", "Setbacks"]

logger = logging.getLogger(__name__)

UNSAFE_REDIRECT = "redirects to an internal address"
INTERNAL = "leads into a network that is not public; give --allow-host {host} when that is meant"
START_ERRORS = {
    "unknown host": "there is no host of that name; check the spelling",
    "connection refused": "the connection was refused; check the address and that the site is up",
    "timed out": "it did not answer in time; try again later",
    BAD_CERTIFICATE: "its TLS certificate is not valid; give --insecure to archive it all the same",
    UNSAFE_REDIRECT: "it redirects into a network that is not public; give --allow-host HOST:PORT when that is meant",
}
SLOWEST_START_SECONDS = 0.5


class Setbacks:
    """Takes the rows that the spider has no answer for, or an answer that says no."""

    def __init__(self, crawler: Crawler, session: CrawlSession) -> None:
        self._crawler = crawler
        self._session = session
        self._ledger = session.ledger
        self._hosts = session.hosts

    def no_answer(self, row: UrlRow, error: BaseException) -> None:
        """A request failed with *error*."""
        if isinstance(error, NoRobotsError):
            self._without_robots(row, error)
        elif isinstance(error, Disallowed):
            self._close(row, Reason.ROBOTS, str(error))
        elif isinstance(error, UnsafeAddressError):
            self._unsafe(row)
        elif is_nobody(error) and row.role is not Role.START and self._hosts.has_answered(row.host):
            reason = outcome_of_error(error, row.tries).reason or "failed"
            self._hosts.outage(row.host, reason)
            self._ledger.queue_again(row.id, reason, 0, counts=False)
        else:
            outcome = outcome_of_error(error, row.tries)
            if outcome.action is Action.RETRY:
                self._ask_again(row, outcome.reason or "", retry_delay(row.tries))
            else:
                self.give_up(row, outcome.reason or "failed")
            if row.role is not Role.START and self._hosts.never_answers(row.host):
                self._hosts.fail_all(row.host, outcome.reason or "failed")

    def refused(self, row: UrlRow, status: int) -> None:
        """Look at what an answer's *status* says about whether we are welcome, and slow down or stop."""
        match self._hosts.refusal(row.host, status):
            case Refusal.SLOWER:
                delay = min(max(delay_of(self._crawler, row.host), SLOWEST_START_SECONDS) * 2, MAX_DELAY_SECONDS)
                if slow_down(self._crawler, self._session, row.host, delay):
                    logger.warning("%s answers HTTP %d: %g s between requests from now on.", row.host, status, delay)
            case Refusal.STOP:
                self._hosts.block(row.host, status)

    def answered(self, row: UrlRow, response: Response, outcome: Outcome) -> None:
        """An answer that says to come back later, or never."""
        reason = outcome.reason or ""
        asked = seconds_asked(_header(response, "Retry-After"), _header(response, "Date"))
        if outcome.action is not Action.RETRY:
            self.give_up(row, reason)
        elif asked is None:
            self._ask_again(row, reason, retry_delay(row.tries))
        elif asked > MAX_RETRY_AFTER_SECONDS:
            self.give_up(row, f"{reason}, to be asked again in {asked:.0f} s")
            self.refused(row, 429)
        else:
            self._ask_again(row, reason, asked)
            # What it asks for is meant for all its addresses.
            self._ledger.pause_host(row.host, self._ledger.now() + asked)
            self._hosts.note_wait(row.host, asked, asked=True)

    def unsafe_redirect(self, row: UrlRow, target: str) -> bool:
        """Whether *row* redirects to a *target* that must not be asked for; then it has failed."""
        try:
            self._session.guard.check_literal(target)
        except UnsafeAddressError:
            heard = Heard(url=target, source="redirect", state=State.SKIPPED, reason=Reason.UNSAFE, depth=row.depth + 1)
            self._ledger.hear(heard, row.id)
            self.give_up(row, UNSAFE_REDIRECT)
            return True
        return False

    def give_up(self, row: UrlRow, reason: str) -> None:
        """*row* fails."""
        if row.role is Role.PROBE:
            self._ledger.finish(row.id, State.DONE, f"not there ({reason})")
            return
        if row.role is Role.FURTHER and reason in LIST_HAS_ENDED:
            self._ledger.finish(row.id, State.DONE, f"{NO_SUCH_PAGE} ({reason})")
            return
        self._ledger.finish(row.id, State.FAILED, reason)
        logger.info("%s failed: %s", row.url, reason)
        why = START_ERRORS.get(reason, f"it answered {reason}" if reason.startswith("HTTP") else reason)
        self._start_is_lost(row, why)

    def _close(self, row: UrlRow, reason: Reason, why: str) -> None:
        """*row* may not be asked for."""
        self._ledger.finish(row.id, State.SKIPPED, reason)
        if row.role is Role.START:
            logger.warning("%s: %s.", row.url, why)
        self._start_is_lost(row, why)

    def _unsafe(self, row: UrlRow) -> None:
        self._ledger.finish(row.id, State.SKIPPED, Reason.UNSAFE)
        if "redirect" in self._ledger.sources_of(row.sources):
            for origin in self._ledger.redirecting_to(row.id):
                self._ledger.finish(origin.id, State.FAILED, UNSAFE_REDIRECT)
        self._start_is_lost(row, INTERNAL.format(host=row.host))

    def _without_robots(self, row: UrlRow, error: NoRobotsError) -> None:
        why = str(error)
        if self._hosts.wait_for_robots(row.host, why) is not None:
            self._ledger.queue_again(row.id, why, 0, counts=False)
            return
        self._hosts.give_up_robots(row.host, why)
        if self._hosts.has_pages(row.host):
            self._ledger.queue_again(row.id, why, 0, counts=False)
        else:
            self._close(row, Reason.NO_ROBOTS, why)

    def _start_is_lost(self, row: UrlRow, why: str) -> None:
        blog = self._session.blog
        if row.role is Role.START and not blog.next_root() and not blog.take_start_as_root():
            self._session.fail(UsageError(f"{row.url} cannot be archived: {why}."))

    def _ask_again(self, row: UrlRow, reason: str, seconds: float) -> None:
        self._ledger.queue_again(row.id, reason, self._ledger.now() + seconds)
        logger.debug("%s: %s, will be asked again.", row.url, reason)


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")

"""How each host bears us: what was asked, how it answered, and when to slow down, to wait, or to leave it in peace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING, Any

from blogarchive.store.states import Reason, State

if TYPE_CHECKING:
    from blogarchive.store.ledger import Ledger

__all__ = ["HostFigures", "Hosts", "Refusal"]

logger = logging.getLogger(__name__)

OUTAGE_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait after each refused connection of a host that has answered before; then the host is left."""

MAX_SILENT = 5
"""Requests without any answer after which a host that never answered is left."""

DOUBT_SILENT = 10
"""Requests without any answer after which a host that has answered is asked for its robots.txt, to see whether it is there."""

ROBOTS_PAUSES = (2.0, 6.0, 60.0, 300.0, 300.0)
"""Seconds between two looks for a robots.txt that could not be had."""
ROBOTS_TRIES = 3
"""Looks when there is nothing else to do meanwhile."""

REFUSALS = {403: 1, 429: 3}
"""What an answer says about whether we are welcome; any other answer sets the sum back."""
SLOW_AT = 6
STOP_AT = 24


class Refusal(StrEnum):
    """What follows from a 403 or 429."""

    SLOWER = "slower"
    STOP = "stop"


@dataclass(slots=True, kw_only=True)
class HostFigures:
    """What report.json says of one host; the figures of the newest run."""

    requests: int = 0
    answers: int = 0
    seconds: float = 0.0
    """From the first request to the last."""
    requests_per_second: float = 0.0
    delay_seconds: float = 0.0
    """Between two requests, at the end."""
    waits: int = 0
    """How often the host was left alone because it asked for it or did not answer."""
    waited_seconds: float = 0.0
    retry_after: int = 0
    """Answers with a Retry-After that was honoured."""
    robots: str = ""
    """rules, none, or why the host was closed."""
    crawl_delay_seconds: float | None = None
    """As robots.txt asks for."""
    stopped: str = ""
    """Why the host was not asked any more."""


@dataclass(slots=True)
class _Bearing:
    """What a host did lately."""

    first: float = 0.0
    last: float = 0.0
    silent: int = 0
    outages: int = 0
    paused_until: float = 0.0
    refusals: int = 0
    robots_looks: int = 0


class Hosts:
    """Decides for each host, by what it answered; one per crawl."""

    def __init__(self, ledger: Ledger, delay_of: Callable[[str], float] = lambda host: 0.0) -> None:
        """*delay_of* gives the seconds between two requests that a host begins with."""
        self._ledger = ledger
        self._delay_of = delay_of
        self._figures: dict[str, HostFigures] = {}
        self._bearings: dict[str, _Bearing] = {}
        self._without_robots: set[str] = set()
        self._endings: dict[str, Reason] = {}
        self.unfinished: list[str] = []
        """Sentences for the user: what was not finished, and why."""

    def of(self, host: str) -> HostFigures:
        """The figures of *host*, to be filled in."""
        figures = self._figures.get(host)
        if figures is None:
            figures = self._figures[host] = HostFigures(delay_seconds=self._delay_of(host))
        return figures

    # --- what happened

    def note(self, host: str, *, answered: bool) -> None:
        """A request to *host* ended; whether a single byte came back."""
        figures, bearing = self.of(host), self._bearing(host)
        now = monotonic()
        bearing.first = bearing.first or now
        bearing.last = now
        figures.requests += 1
        if answered:
            figures.answers += 1
            bearing.silent = bearing.outages = 0
        else:
            bearing.silent += 1

    def note_wait(self, host: str, seconds: float, *, asked: bool) -> None:
        """*host* is left alone for *seconds*, because it *asked* for it or did not answer."""
        figures = self.of(host)
        figures.waits += 1
        figures.waited_seconds = round(figures.waited_seconds + seconds, 3)
        figures.retry_after += asked

    def refusal(self, host: str, status: int) -> Refusal | None:
        """What follows from an answer with *status*."""
        bearing = self._bearing(host)
        weight = REFUSALS.get(status, 0)
        before = bearing.refusals
        bearing.refusals = before + weight if weight else 0
        if not weight or self.of(host).stopped:
            return None
        if bearing.refusals >= STOP_AT:
            return Refusal.STOP
        return Refusal.SLOWER if before // SLOW_AT < bearing.refusals // SLOW_AT else None

    # --- what follows

    def has_answered(self, host: str) -> bool:
        """Whether *host* ever answered, in this run or before."""
        return self.of(host).answers > 0 or self._ledger.has_answers(host)

    def outage(self, host: str, why: str) -> bool:
        """A *host* that has answered before refuses connections: wait a little, or give it up. Whether it is given up."""
        bearing, now = self._bearing(host), monotonic()
        if now >= bearing.paused_until and not self.of(host).stopped:
            if bearing.outages >= len(OUTAGE_PAUSES):
                self.leave(host, why)
                return True
            pause = OUTAGE_PAUSES[bearing.outages]
            bearing.outages += 1
            bearing.paused_until = now + pause
            self.note_wait(host, pause, asked=False)
            self._ledger.pause_host(host, self._ledger.now() + pause)
        return bool(self.of(host).stopped)

    def never_answers(self, host: str) -> bool:
        """Whether *host* has never answered, often enough to let what is queued of it fail."""
        return self._bearing(host).silent >= MAX_SILENT and not self.has_answered(host)

    def is_doubted(self, host: str) -> bool:
        """Whether *host* has answered, and then so often not, that it may be down."""
        bearing = self._bearing(host)
        if bearing.silent < DOUBT_SILENT:
            return False
        bearing.silent = 0
        return True

    def leave(self, host: str, why: str) -> None:
        """Ask *host* no more in this run; what is queued of it waits for the next one."""
        figures = self.of(host)
        if figures.stopped:
            return
        figures.stopped = why
        self._ledger.hold(host)
        waiting = self._ledger.waiting_on(host)
        left = "1 address is" if waiting == 1 else f"{waiting} addresses are"
        self._say(f"{host} does not answer any more ({why}); {left} left for the same command later.")

    def block(self, host: str, status: int) -> None:
        """Ask *host* no more in this run, since it does not want us; what is queued of it is skipped."""
        self.of(host).stopped = f"HTTP {status} too often in a row"
        self._ledger.hold(host)
        self._endings[host] = Reason.BLOCKED
        self._say(f"{host} answered HTTP {status} too often in a row and is not asked any more; try a longer --delay later.")

    def wait_for_robots(self, host: str, why: str) -> float | None:
        """Seconds until robots.txt, which could not be had, is asked for again; None when *host* is given up."""
        bearing, now = self._bearing(host), monotonic()
        if now < bearing.paused_until:
            return bearing.paused_until - now
        self._without_robots.add(host)
        bearing.robots_looks += 1
        looks = bearing.robots_looks
        in_vain = looks > len(ROBOTS_PAUSES)
        if in_vain or (looks >= ROBOTS_TRIES and not self._ledger.has_work_beside(self._without_robots)):
            return None
        pause = ROBOTS_PAUSES[looks - 1]
        bearing.paused_until = now + pause
        self.note_wait(host, pause, asked=False)
        self._ledger.pause_host(host, self._ledger.now() + pause)
        logger.warning("%s: %s; it is asked again in %g s.", host, why, pause)
        return pause

    def give_up_robots(self, host: str, why: str) -> None:
        """Close *host* for this run."""
        figures = self.of(host)
        if figures.stopped:
            return
        if self.has_pages(host):
            self.leave(host, why)
            return
        figures.stopped = figures.robots = why
        self._ledger.hold(host)
        self._endings[host] = Reason.NO_ROBOTS
        logger.warning("%s is closed for this run: %s.", host, why)

    def has_pages(self, host: str) -> bool:
        """Whether *host* gave anything but a robots.txt."""
        return self._ledger.has_answers(host)

    def robots_are_there(self, host: str, robots: str) -> None:
        """The rules of *host* are known."""
        self._without_robots.discard(host)
        self._bearing(host).robots_looks = 0
        self.of(host).robots = robots

    # --- the end

    def end(self) -> None:
        """Give what is left on hosts that are closed the state it ends with."""
        for host, reason in self._endings.items():
            self._ledger.end_queue(host, State.SKIPPED, reason)

    def fail_all(self, host: str, why: str) -> None:
        """Let what is queued on *host*, which never answered, fail."""
        count = self._ledger.end_queue(host, State.FAILED, why)
        self.of(host).stopped = why
        logger.warning("%s never answered (%s); %d more addresses there are not asked.", host, why, count)

    def figures(self) -> dict[str, dict[str, Any]]:
        """All figures, for report.json; the busiest host first."""
        for host, figures in self._figures.items():
            bearing = self._bearing(host)
            figures.seconds = round(bearing.last - bearing.first, 3)
            if figures.seconds > 0:
                figures.requests_per_second = round((figures.requests - 1) / figures.seconds, 3)
        busiest = sorted(self._figures.items(), key=lambda pair: -pair[1].requests)
        return {host: asdict(figures) for host, figures in busiest}

    def _bearing(self, host: str) -> _Bearing:
        return self._bearings.setdefault(host, _Bearing())

    def _say(self, sentence: str) -> None:
        self.unfinished.append(sentence)
        logger.warning(sentence)

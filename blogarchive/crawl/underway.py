"""Breaking off what is under way, when a crawl is stopped: nobody waits for a slow server or a polite delay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import IgnoreRequest
from twisted.internet.defer import Deferred

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["BREAK_OFF", "BrokenOffError", "UnderWay", "break_off"]

BREAK_OFF = object()
"""Signal: every download that has not ended is given up, unrecorded. The next run asks again."""


class BrokenOffError(IgnoreRequest):
    """The crawl was stopped before the answer had come."""


class UnderWay:
    """The downloads of one handler that have not ended."""

    def __init__(self, crawler: Crawler) -> None:
        self._deferreds: set[Deferred[Any]] = set()
        self.broken_off = False
        """Whether what fails now fails because the crawl was stopped."""
        crawler.signals.connect(self._break_off, signal=BREAK_OFF)

    def begin(self, deferred: Deferred[Any]) -> None:
        """Cancel *deferred* when the crawl is stopped before `end`."""
        self._deferreds.add(deferred)

    def end(self, deferred: Deferred[Any]) -> None:
        """It has ended."""
        self._deferreds.discard(deferred)

    def _break_off(self) -> None:
        self.broken_off = True
        for deferred in list(self._deferreds):
            deferred.cancel()


def break_off(crawler: Crawler) -> None:
    """Give up everything the downloader waits for: requests held back by a delay, and answers that are on their way."""
    engine: Any = crawler.engine
    if engine is None:
        return
    for slot in engine.downloader.slots.values():
        waiting = list(slot.queue)
        slot.queue.clear()
        for _, deferred in waiting:
            deferred.errback(BrokenOffError("stopped"))
    crawler.signals.send_catch_log(signal=BREAK_OFF)

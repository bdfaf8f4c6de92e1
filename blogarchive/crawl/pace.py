"""The pace at which the downloader asks a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from blogarchive.crawl.session import CrawlSession

__all__ = ["MAX_DELAY_SECONDS", "delay_of", "slow_down"]

MAX_DELAY_SECONDS = 300.0


def delay_of(crawler: Crawler, host: str) -> float:
    """Seconds between two requests to *host* now."""
    assert crawler.engine is not None
    slot = crawler.engine.downloader.slots.get(host)
    if slot is not None:
        return float(slot.delay)
    settings = crawler.engine.downloader.per_slot_settings.get(host, {})
    return float(settings.get("delay", crawler.settings.getfloat("DOWNLOAD_DELAY")))


def slow_down(crawler: Crawler, session: CrawlSession, host: str, delay: float) -> bool:
    """Keep *delay* seconds between requests to *host*, and one connection; False when it is that slow already."""
    assert crawler.engine is not None
    downloader = crawler.engine.downloader
    session.slowed.add(host)
    if delay_of(crawler, host) >= delay:
        return False
    slot = downloader.slots.get(host)
    if slot is not None:
        slot.delay, slot.concurrency = delay, 1
    # Scrapy drops the slot of a host that was idle for a minute; the next one is made from these.
    downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1}
    session.hosts.of(host).delay_seconds = delay
    return True

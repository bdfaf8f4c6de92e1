"""Budgets for feeds and sitemaps that lead to ever further ones: each has to name something that those before it did not."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

__all__ = ["FEED_CHAIN", "MAX_SITEMAP_LEVEL", "SITEMAPS", "Chains", "names_new", "sitemap_level"]

FEED_CHAIN = "limit:feed-chain"
SITEMAPS = "limit:sitemaps"

MAX_BARREN_FEEDS = 3
"""Pages of one feed in a row that name nothing new."""

MAX_FEED_PAGES = 3000
MAX_BARREN_SITEMAPS = 100
"""Sitemaps in a row that name no page which no sitemap has named."""

MAX_SITEMAP_LEVEL = 3
"""The protocol knows one level of index files; some sites have two."""

MAX_SITEMAPS = 10_000

_DIGITS = re.compile(r"\d+")


class Chains:
    """Counts feeds and sitemaps as they are read."""

    def __init__(self) -> None:
        self._barren_feeds: Counter[str] = Counter()
        self._feed_pages: Counter[str] = Counter()
        self._barren_sitemaps = 0
        self._sitemaps = 0

    def feed_goes_on(self, url: str, *, names_new: bool) -> bool:
        """Whether the next page of the feed at *url* is worth asking for."""
        chain = _DIGITS.sub("#", urlsplit(url).path)
        self._feed_pages[chain] += 1
        self._barren_feeds[chain] = 0 if names_new else self._barren_feeds[chain] + 1
        return self._barren_feeds[chain] < MAX_BARREN_FEEDS and self._feed_pages[chain] < MAX_FEED_PAGES

    def sitemaps_go_on(self, *, names_new: bool) -> bool:
        """Whether further sitemaps that sitemaps name are worth asking for."""
        self._sitemaps += 1
        self._barren_sitemaps = 0 if names_new else self._barren_sitemaps + 1
        return self._barren_sitemaps < MAX_BARREN_SITEMAPS and self._sitemaps < MAX_SITEMAPS


def names_new(db: sqlite3.Connection, ids: Sequence[int], by_id: int, sources: Sequence[str]) -> bool:
    """Whether a document names an address that no other document of the kinds *sources* named before."""
    marks = ",".join("?" * len(sources))
    query = f"SELECT 1 FROM named WHERE url_id = ? AND by_id <> ? AND source IN ({marks}) LIMIT 1"
    return any(db.execute(query, (url_id, by_id, *sources)).fetchone() is None for url_id in ids)


def sitemap_level(db: sqlite3.Connection, url_id: int) -> int:
    """How many sitemaps stand above this one, each named by the next; not more than are allowed are counted."""
    level = 0
    while level <= MAX_SITEMAP_LEVEL:
        row = db.execute(
            "SELECT n.id FROM url u JOIN url n ON n.id = u.named_by WHERE u.id = ? AND n.role = 'sitemap'", (url_id,)
        ).fetchone()
        if row is None or row[0] == url_id:
            break
        level, url_id = level + 1, row[0]
    return level

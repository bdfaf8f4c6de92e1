"""What readings leave in archive.db: evidence on pages, what sources listed, labels, names of the site."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict

from blogarchive.discover.feeds import Feed, FeedEntry
from blogarchive.extract.kind import Evidence
from blogarchive.extract.knowledge import PostLabel
from blogarchive.settle.facts import RootFacts
from blogarchive.text import one_line
from blogarchive.urls import post_key

__all__ = ["note_entries", "note_feed", "note_listed", "note_page", "note_root"]


def note_page(db: sqlite3.Connection, url_id: int, capture_id: int, evidence: Evidence) -> None:
    """Keep what a page shows about its kind; a newer capture replaces an older one."""
    db.execute(
        "INSERT INTO page(url_id, capture, evidence) VALUES(?, ?, ?) ON CONFLICT(url_id) DO UPDATE SET"
        " capture = excluded.capture, evidence = excluded.evidence",
        (url_id, capture_id, json.dumps(evidence.to_dict(), ensure_ascii=True)),
    )


def note_listed(db: sqlite3.Connection, ids: Iterable[int], by_id: int, source: str) -> None:
    """Keep which addresses a feed or sitemap listed."""
    db.executemany("INSERT OR IGNORE INTO named VALUES(?, ?, ?)", [(url_id, by_id, source) for url_id in ids])


def note_feed(db: sqlite3.Connection, by_id: int, feed: Feed, *, of_blog: bool) -> None:
    """Keep a feed's entries as labels and, when it is the feed *of_blog* as a whole, the names it gives the blog."""
    note_entries(db, by_id, feed.entries)
    if of_blog:
        _facts(db, by_id, "site_name", [feed.title])
        _facts(db, by_id, "blog_name", [feed.title])
        _facts(db, by_id, "language", [feed.language])


def note_entries(db: sqlite3.Connection, by_id: int, entries: Iterable[FeedEntry]) -> None:
    """Keep the entries of a feed or a platform's list as labels."""
    rows = []
    for entry in entries:
        label = PostLabel(
            title=entry.title,
            published=entry.published,
            modified=entry.modified,
            authors=tuple(entry.authors),
            tags=tuple(entry.tags),
        )
        rows.append((post_key(entry.url), by_id, json.dumps(asdict(label), ensure_ascii=True)))
    db.executemany("INSERT OR REPLACE INTO label VALUES(?, ?, ?)", rows)


def note_root(db: sqlite3.Connection, by_id: int, facts: RootFacts) -> None:
    """Keep the names the blog's start page gives the site."""
    _facts(db, by_id, "site_name", facts.names)
    _facts(db, by_id, "root_name", facts.names[:1])
    _facts(db, by_id, "language", [facts.language])


def _facts(db: sqlite3.Connection, by_id: int, kind: str, values: Iterable[str | None]) -> None:
    clean = [one_line(value) for value in values if value]
    db.executemany("INSERT OR IGNORE INTO fact(kind, name, by_id) VALUES(?, ?, ?)", [(kind, v, by_id) for v in clean if v])

"""Earlier versions of posts that were captured more than once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.settle.border import clean_dump
from blogarchive.settle.posts import JudgedPage, Post, load_pages
from blogarchive.settle.reading import read_post
from blogarchive.store.archive import ArchiveTables

__all__ = ["with_versions"]

_CAPTURES = (
    "SELECT id, captured_at FROM capture WHERE url_id = ? AND status = 200 AND record_type IN ('response', 'revisit', 'resource')"
    " ORDER BY captured_at, id"
)


def with_versions(tables: ArchiveTables, knowledge: SiteKnowledge) -> Iterator[tuple[str, list[str]]]:
    """The rows, each with its earlier versions, as lines of JSON.

    A version is a capture whose title or text differs from the one before; its number, and when the post was first and last
    seen, stand in every line of a post that was captured more than once.
    """
    pages = {page.url_id: page for page in load_pages(tables).values()}
    for stored in tables.articles:
        captures = tables.db.execute(_CAPTURES, (stored.url_id,)).fetchall()
        page = pages.get(stored.url_id)
        if len(captures) < 2 or page is None:
            yield stored.row, []
            continue
        newest = json.loads(stored.row)
        older = _older(tables, page, captures, newest, knowledge)
        first, last = captures[0][1], captures[-1][1]
        for number, row in enumerate([*older, newest], 1):
            row["version"] = number
            row["first_seen"] = first
        newest["last_seen"] = last
        yield clean_dump(newest), [clean_dump(row) for row in older]


def _older(
    tables: ArchiveTables, page: JudgedPage, captures: list[tuple[int, str]], newest: dict[str, Any], knowledge: SiteKnowledge
) -> list[dict[str, Any]]:
    """The versions before *newest*, oldest first, each as it was seen last."""
    found: list[dict[str, Any]] = []
    seen: dict[str, dict[str, Any]] = {}
    for capture, moment in captures:
        if capture == page.capture:
            continue
        digest = tables.ledger.capture(capture).payload_digest or str(capture)
        row = seen.get(digest)
        if row is None:
            older = JudgedPage(page.url_id, page.url, capture, page.evidence, page.sources)
            article = read_post(tables, Post(older), knowledge)
            if article is None:
                continue
            row = seen[digest] = article.to_row()
        if found and _same(found[-1], row):
            found[-1]["last_seen"] = moment
        elif not found or not _same(found[-1], row):
            found.append(dict(row, last_seen=moment))
    while found and _same(found[-1], newest):
        found.pop()
    return found


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the two say the same: by title and text, not by bytes, which change with every advertisement."""
    return bool(one["title"] == other["title"] and one["body_text"] == other["body_text"])

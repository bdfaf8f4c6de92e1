"""The sources of a blog's addresses, remembered: which documents belong to one, what each holds, what it promises.

How a source ended is not stored: it follows from these facts and from the states of its documents in the ledger.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from blogarchive.store.states import Role, State

__all__ = ["Document", "Source", "Sources"]


@dataclass(slots=True, kw_only=True)
class Document:
    """One document of a source: a page of a feed or a list, a file of a sitemap."""

    url_id: int
    url: str
    state: State
    reason: str | None
    status: int | None
    entries: int | None
    """Entries it holds; None when it was not read."""

    fresh: int | None
    """Addresses that no earlier document of the source named; None when it was not read."""


@dataclass(slots=True, kw_only=True)
class Source:
    """One source with its documents in the order they were heard of."""

    id: int
    kind: str
    platform: str | None
    promised: int | None
    """Entries it says it has, the most that any of its documents says."""

    documents: list[Document] = field(default_factory=list)


class Sources:
    """Notes on sources; part of the archive's open transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def of(self, url_id: int) -> int | None:
        """The source that the document belongs to, itself or as what it redirects to; None when it is the first of one."""
        row = self.db.execute(
            "SELECT source_id FROM source_document WHERE url_id = ?1 UNION ALL SELECT d.source_id FROM source_document d"
            " JOIN url u ON u.id = d.url_id WHERE u.redirect_to = ?1 LIMIT 1",
            (url_id,),
        ).fetchone()
        return row[0] if row else None

    def note(
        self, url_id: int, kind: str, *, entries: int, fresh: int, promised: int | None = None, platform: str | None = None
    ) -> int:
        """Keep what a document that was read holds; the id of its source, which is new when none claimed the document."""
        source = self.of(url_id)
        if source is None:
            source = self.begin(kind, platform)
        if promised is not None:
            self.db.execute("UPDATE source SET promised = max(coalesce(promised, 0), ?) WHERE id = ?", (promised, source))
        self.db.execute(
            "INSERT INTO source_document(url_id, source_id, entries, fresh) VALUES(?, ?, ?, ?)"
            " ON CONFLICT(url_id) DO UPDATE SET entries = excluded.entries, fresh = excluded.fresh",
            (url_id, source, entries, fresh),
        )
        return source

    def begin(self, kind: str, platform: str | None = None) -> int:
        """The id of a new source."""
        cursor = self.db.execute("INSERT INTO source(kind, platform) VALUES(?, ?)", (kind, platform))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def expect(self, ids: Iterable[int], source: int) -> None:
        """Keep that these documents belong to the source; those that another one claimed stay there."""
        self.db.executemany(
            "INSERT OR IGNORE INTO source_document(url_id, source_id) VALUES(?, ?)", [(url_id, source) for url_id in ids]
        )

    def promised(self, source: int) -> int | None:
        """Entries the source says it has."""
        number: int | None = self.db.execute("SELECT promised FROM source WHERE id = ?", (source,)).fetchone()[0]
        return number

    def named(self, source: int) -> int:
        """Different addresses that the documents of the source named so far."""
        number: int = self.db.execute(
            "SELECT count(DISTINCT n.url_id) FROM source_document d JOIN named n ON n.by_id = d.url_id WHERE d.source_id = ?",
            (source,),
        ).fetchone()[0]
        return number

    def names(self, source: int, url_id: int, *, besides: int) -> bool:
        """Whether a document of the source names the address, the document *besides* left aside."""
        query = (
            "SELECT 1 FROM named n JOIN source_document d ON d.url_id = n.by_id"
            " WHERE n.url_id = ? AND d.source_id = ? AND n.by_id <> ? LIMIT 1"
        )
        return self.db.execute(query, (url_id, source, besides)).fetchone() is not None

    def unread(self) -> Iterator[Source]:
        """Feeds and sitemaps that were named and never read, each as a source of its own."""
        rows = self.db.execute(
            "SELECT id, url, state, reason, status, role FROM url WHERE role IN (?, ?) AND state <> ?"
            " AND id NOT IN (SELECT url_id FROM source_document) ORDER BY id",
            (Role.FEED, Role.SITEMAP, State.DONE),
        )
        for url_id, url, state, reason, status, role in rows:
            document = Document(
                url_id=url_id, url=url, state=State(state), reason=reason, status=status, entries=None, fresh=None
            )
            yield Source(id=0, kind=role, platform=None, promised=None, documents=[document])

    def __iter__(self) -> Iterator[Source]:
        """All sources, in the order they were found."""
        return self._where("1")

    def of_posts(self) -> Iterator[Source]:
        """The feeds and lists of the blog's posts as a whole."""
        return self._where("kind IN ('feed', 'rest')")

    def _where(self, condition: str) -> Iterator[Source]:
        query = f"SELECT id, kind, platform, promised FROM source WHERE {condition} ORDER BY id"
        for number, kind, platform, promised in self.db.execute(query).fetchall():
            found = Source(id=number, kind=kind, platform=platform, promised=promised)
            rows = self.db.execute(
                "SELECT u.id, u.url, u.state, u.reason, u.status, d.entries, d.fresh FROM source_document d"
                " JOIN url u ON u.id = d.url_id WHERE d.source_id = ? ORDER BY u.id",
                (number,),
            )
            for url_id, url, state, reason, status, entries, fresh in rows:
                document = Document(
                    url_id=url_id, url=url, state=State(state), reason=reason, status=status, entries=entries, fresh=fresh
                )
                found.documents.append(document)
            yield found

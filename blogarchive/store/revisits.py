"""Which payloads the archive holds already, so that a second copy becomes a revisit record."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from pathlib import Path

from blogarchive.store.database import ArchiveConnection
from blogarchive.warc.revisit import RevisitTarget

__all__ = ["StoredRevisits"]

# More records than a commit ever covers: what is older stands in the database.
RECENT = 20_000


class StoredRevisits:
    """A `RevisitIndex` on archive.db with the newest payloads in memory.

    It has a connection of its own because the WARC writer asks from its thread. What was added but not committed is
    forgotten with the process, and its records are cut off with it.
    """

    def __init__(self, database: Path) -> None:
        self._db = sqlite3.connect(database, check_same_thread=False, factory=ArchiveConnection)
        self._db.name = str(database)
        self._recent: OrderedDict[str, RevisitTarget] = OrderedDict()

    def find(self, payload_digest: str) -> RevisitTarget | None:
        """The record that holds the payload."""
        recent = self._recent.get(payload_digest)
        if recent is not None:
            return recent
        row = self._db.execute(
            "SELECT c.record_id, u.url, c.captured_at FROM capture c JOIN url u ON u.id = c.url_id"
            " WHERE c.payload_digest = ? AND c.record_type = 'response' AND c.truncated IS NULL ORDER BY c.id LIMIT 1",
            (payload_digest,),
        ).fetchone()
        return RevisitTarget(*row) if row else None

    def add(self, payload_digest: str, target: RevisitTarget) -> None:
        """Remember a payload that was just written."""
        self._recent[payload_digest] = target
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def close(self) -> None:
        """Give the connection back."""
        self._db.close()

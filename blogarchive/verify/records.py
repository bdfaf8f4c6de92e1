"""All records of all files in one temporary table, so that what holds between them is asked in SQL, whatever their number."""

from __future__ import annotations

import sqlite3

__all__ = ["RecordRow", "RecordTable"]

_BATCH = 2000
_CACHE_KIB = 32 * 1024
_COLUMNS = (
    "file, offset, length, type, status, id, uri, date, payload_digest, refers_to, refers_uri, refers_date,"
    " concurrent_to, warcinfo_id, truncated, filename"
)
_SCHEMA = """
CREATE TABLE file(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE record(
    file INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, type TEXT, status INTEGER, id TEXT, uri TEXT,
    date TEXT, payload_digest TEXT, refers_to TEXT, refers_uri TEXT, refers_date TEXT, concurrent_to TEXT,
    warcinfo_id TEXT, truncated TEXT, filename TEXT
);
"""

RecordRow = tuple[
    int, int, int, str, int | None, str | None, str | None, str | None, str | None,
    str | None, str | None, str | None, str | None, str | None, str | None, str | None,
]  # fmt: skip
"""The columns of the table ``record`` in order."""


class RecordTable:
    """A database of its own, in memory and beyond it in a temporary file that SQLite removes."""

    def __init__(self) -> None:
        self.db = sqlite3.connect("", isolation_level=None)
        self.db.execute("PRAGMA journal_mode = off")  # nothing of it outlives the process
        self.db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self.db.executescript(_SCHEMA)
        self._new: list[RecordRow] = []
        self._insert = f"INSERT INTO record({_COLUMNS}) VALUES({', '.join('?' * 16)})"

    def add_file(self, name: str) -> int:
        """The number of the file in the table ``file``."""
        number = self.db.execute("INSERT INTO file(name) VALUES(?)", (name,)).lastrowid
        assert number is not None
        return number

    def add(self, row: RecordRow) -> None:
        """Take in one record."""
        self._new.append(row)
        if len(self._new) >= _BATCH:
            self.flush()

    def finish(self) -> None:
        """Make the table ready for questions."""
        self.flush()
        self.db.execute("CREATE INDEX record_id ON record(id)")
        self.db.execute("CREATE INDEX record_place ON record(file, offset)")

    def close(self) -> None:
        """Drop everything."""
        self.db.close()

    def flush(self) -> None:
        """Let every record so far be in the table."""
        self.db.execute("BEGIN")
        self.db.executemany(self._insert, self._new)
        self.db.execute("COMMIT")
        self._new.clear()

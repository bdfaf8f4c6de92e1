"""archive.db: one SQLite file with the ledger, the captures, what pages said, and the articles."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from blogarchive.errors import ArchiveDamagedError, BlogArchiveError, StorageError

__all__ = ["SCHEMA_VERSION", "ArchiveConnection", "damaged", "disk_error", "open_database", "read_meta", "write_meta"]

SCHEMA_VERSION = 3

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

-- the ledger: one row for every address the program heard of
CREATE TABLE IF NOT EXISTS url(
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,              -- urls.key_of(url)
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,                           -- why skipped or failed, or what a done answer was
    status INTEGER,                        -- the last HTTP status
    priority REAL NOT NULL DEFAULT 0,
    depth INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,    -- seconds since the epoch
    source TEXT NOT NULL,                  -- how it was first heard of
    sources INTEGER NOT NULL DEFAULT 0,    -- bit set of every way it was heard of
    named_by INTEGER,                      -- url.id of the first document that named it
    redirect_to INTEGER,                   -- url.id
    capture INTEGER                        -- capture.id of the newest answer
);
CREATE INDEX IF NOT EXISTS url_queue ON url(host, priority DESC, id) WHERE state = 'queued';
CREATE INDEX IF NOT EXISTS url_open ON url(state) WHERE state IN ('leased', 'captured');

-- one row for every answer in the WARC files, in the order of the files
CREATE TABLE IF NOT EXISTS capture(
    id INTEGER PRIMARY KEY,
    url_id INTEGER NOT NULL REFERENCES url(id),
    warc TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    "end" INTEGER NOT NULL,                -- file offset after request and response
    record_id TEXT NOT NULL,
    record_type TEXT NOT NULL,
    payload_digest TEXT,
    captured_at TEXT NOT NULL,
    status INTEGER,
    mime TEXT,
    truncated TEXT
);
CREATE INDEX IF NOT EXISTS capture_digest ON capture(payload_digest) WHERE record_type = 'response';
CREATE INDEX IF NOT EXISTS capture_url ON capture(url_id);

-- what reading an HTML page told about its kind
CREATE TABLE IF NOT EXISTS page(
    url_id INTEGER PRIMARY KEY REFERENCES url(id),
    capture INTEGER NOT NULL,
    evidence TEXT NOT NULL,                -- JSON, extract.kind.Evidence
    kind TEXT,
    confidence REAL,
    why TEXT,
    part_of TEXT                           -- post_key of the post this page is a part of
);

-- what a document listed: feeds, sitemaps and pages, for hints and for the coverage table
CREATE TABLE IF NOT EXISTS named(
    url_id INTEGER NOT NULL,
    by_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY(url_id, by_id, source)
) WITHOUT ROWID;

-- what lists posts: a feed, a list of a REST interface, a sitemap, each with all its documents (store.sources)
CREATE TABLE IF NOT EXISTS source(
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                    -- feed | subject-feed | rest | sitemap | sitemap:<kind> | listing
    platform TEXT,                         -- the software whose interface it is
    promised INTEGER                       -- entries it says it has
);
CREATE TABLE IF NOT EXISTS source_document(
    url_id INTEGER PRIMARY KEY REFERENCES url(id),
    source_id INTEGER NOT NULL REFERENCES source(id),
    entries INTEGER,                       -- entries it holds; NULL until it is read
    fresh INTEGER                          -- addresses that no earlier document of the source named
);
CREATE INDEX IF NOT EXISTS source_documents ON source_document(source_id);

-- what feeds say about a post
CREATE TABLE IF NOT EXISTS label(
    post_key TEXT NOT NULL,
    by_id INTEGER NOT NULL,
    label TEXT NOT NULL,                   -- JSON, extract.knowledge.PostLabel
    PRIMARY KEY(post_key, by_id)
) WITHOUT ROWID;

-- names the site gives itself, and what author pages say
CREATE TABLE IF NOT EXISTS fact(
    kind TEXT NOT NULL,                    -- site_name | blog_name | language | author
    name TEXT NOT NULL,                    -- the value, or the post_key of an author page
    by_id INTEGER NOT NULL,
    value TEXT,                            -- JSON where there is more than the name
    PRIMARY KEY(kind, name, by_id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS article(
    id TEXT PRIMARY KEY,
    url_id INTEGER NOT NULL,
    capture INTEGER NOT NULL,
    knowledge TEXT,                        -- fingerprint the row was made with
    row TEXT NOT NULL,                     -- the article as JSON
    text_record TEXT                       -- digest of the body_text that stands in the text WARC
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_url ON article(url_id);

-- how a page was read without anything learned of the blog: what learning rests on
CREATE TABLE IF NOT EXISTS shape(
    article_id TEXT PRIMARY KEY,
    knowledge TEXT NOT NULL,               -- fingerprint it was read with
    selector TEXT,                         -- the element that held the article
    source TEXT NOT NULL,                  -- how that was found
    blocks TEXT NOT NULL,                  -- digests of the text's blocks, separated by blanks
    authors TEXT NOT NULL                  -- JSON, names and pages of authors of whom the page lacks something
) WITHOUT ROWID;

-- what the same reading gave for title, date and authors
CREATE TABLE IF NOT EXISTS field_shape(
    article_id TEXT PRIMARY KEY,
    fields TEXT NOT NULL                   -- JSON, extract.learnedfields.FieldShape
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS run(
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT,
    command TEXT
);

-- files and how many of their bytes are committed
CREATE TABLE IF NOT EXISTS file(
    name TEXT PRIMARY KEY,
    committed INTEGER NOT NULL,
    kind TEXT NOT NULL                     -- capture | text | articles
) WITHOUT ROWID;
"""


class ArchiveConnection(sqlite3.Connection):
    """A connection that does nothing more once a statement has failed for the disk's sake.

    SQLite may roll a transaction back by itself then (sqlite.org/lang_transaction.html, 2.3), and every later statement would
    be a transaction of its own, committed before the WARC records it speaks of.
    """

    name = "archive.db"
    broken: StorageError | ArchiveDamagedError | None = None
    """What made the connection unusable."""

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """As in sqlite3; raises `StorageError` or `ArchiveDamagedError` where that raises an error of the disk."""
        if self.broken is not None:
            raise self.broken
        try:
            return super().execute(*arguments)
        except sqlite3.DatabaseError as exc:
            raise self._broken_by(exc) from exc

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """The same for many."""
        if self.broken is not None:
            raise self.broken
        try:
            return super().executemany(*arguments)
        except sqlite3.DatabaseError as exc:
            raise self._broken_by(exc) from exc

    def _broken_by(self, exc: sqlite3.DatabaseError) -> Exception:
        if isinstance(exc, sqlite3.OperationalError) and exc.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            self.broken = disk_error(self.name, exc)
        elif exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            self.broken = damaged(self.name, exc)
        return self.broken or exc


def disk_error(name: str, exc: sqlite3.OperationalError) -> StorageError:
    """What SQLite says when a disk refuses, in one sentence."""
    hint = (
        "the disk is full" if exc.sqlite_errorcode == sqlite3.SQLITE_FULL else f"{exc}; is the disk full or a size limit reached?"
    )
    return StorageError(f"Cannot write {name}: {hint}. Make space and run the same command.".replace("?.", "?"))


def damaged(name: str, exc: sqlite3.DatabaseError) -> ArchiveDamagedError:
    """What is said of a file that is no database, or a broken one."""
    folder = Path(name).parent
    return ArchiveDamagedError(f"{name} is damaged ({exc}): `blogarchive rebuild {folder}` makes it anew from the WARC files.")


def open_database(path: Path | None) -> ArchiveConnection:
    """A connection to archive.db, made when missing; None gives a database in memory.

    Rows come as tuples. Transactions are begun and ended by the caller. Raises `ArchiveDamagedError` for a file that is
    no archive of this version, `StorageError` when the folder cannot be written.
    """
    name = str(path) if path else ":memory:"
    try:
        db = sqlite3.connect(name, isolation_level=None, check_same_thread=False, factory=ArchiveConnection)
        db.name = name
    except sqlite3.OperationalError as exc:
        raise _cannot_open(name, exc) from exc
    try:
        _prepare(db, name)
    except sqlite3.OperationalError as exc:
        db.close()
        raise _cannot_open(name, exc) from exc
    except sqlite3.DatabaseError as exc:
        db.close()
        raise damaged(name, exc) from exc
    except BlogArchiveError:
        db.close()
        raise
    return db


def _prepare(db: ArchiveConnection, name: str) -> None:
    """Set the connection up and make the tables that are missing."""
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")  # a commit is on the disk before a file that it announces is replaced
    db.execute("PRAGMA cache_size=-16384")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise ArchiveDamagedError(
            f"{name} was written by a newer blogarchive (schema {version}, this one knows {SCHEMA_VERSION}): update blogarchive."
        )
    if version < SCHEMA_VERSION:
        db.executescript(SCHEMA)
        db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def _cannot_open(name: str, exc: sqlite3.OperationalError) -> StorageError:
    disk = exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)
    hint = "Is the disk full or a size limit reached?" if disk else "Check the folder's permissions and free space."
    return StorageError(f"Cannot open {name}: {exc}. {hint}")


def read_meta(db: sqlite3.Connection, name: str) -> str | None:
    """The value kept under *name*."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def write_meta(db: sqlite3.Connection, name: str, value: str) -> None:
    """Keep *value* under *name*."""
    db.execute("INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value", (name, value))

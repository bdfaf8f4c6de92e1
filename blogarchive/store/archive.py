"""One archive folder, opened for writing: lock, database, files, and the order in which they are committed."""

from __future__ import annotations

import logging
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from blogarchive.errors import BlogArchiveError, StorageError
from blogarchive.store.articles import ArticleLines, ArticleTable
from blogarchive.store.database import ArchiveConnection, open_database, read_meta, write_meta
from blogarchive.store.fixity import parse_manifest, reopen, seal
from blogarchive.store.layout import ArchivePaths
from blogarchive.store.ledger import Ledger
from blogarchive.store.lock import FolderLock
from blogarchive.store.recovery import check_database_present, recover_files

__all__ = ["Archive", "ArchiveTables", "LooseWarcs", "Syncable"]

logger = logging.getLogger(__name__)


class Syncable(Protocol):
    """A writer whose bytes must be on disk before the database says so."""

    def sync(self) -> None:
        """Block until everything handed over so far is on disk."""


class ArchiveTables(ABC):
    """The tables of an archive: ledger, articles, and facts about the whole."""

    def __init__(self, db: ArchiveConnection) -> None:
        self.db = db
        self.db.execute("BEGIN")
        # An answer without a status is half an answer; robots.txt is asked anew by every run anyway.
        self.db.execute(
            "UPDATE url SET state = 'queued', tries = max(tries - 1, 0) WHERE role <> 'robots'"
            " AND (state = 'leased' OR (state = 'captured' AND status IS NULL))"
        )
        self.ledger = Ledger(self.db)
        self.articles = ArticleTable(self.db)

    @abstractmethod
    def warc_path(self, name: str) -> Path:
        """Where the WARC file of this name is."""

    def meta(self, name: str) -> str | None:
        """A value kept about the whole archive."""
        return read_meta(self.db, name)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value about the whole archive."""
        write_meta(self.db, name, value)


class LooseWarcs(ArchiveTables):
    """Tables of their own over WARC files that lie anywhere."""

    def __init__(self, paths: Iterable[Path] | Mapping[str, Path], database: Path | None = None) -> None:
        """*paths* by the names that captures give them; without names, two files of one name cannot be told apart.

        The tables are in memory, or in the new file *database*, which is the caller's to remove.
        """
        super().__init__(open_database(database))
        self._paths = paths if isinstance(paths, Mapping) else {path.name.removesuffix(".open"): path for path in paths}
        self.body_elsewhere: Callable[[str, int], bytes | None] = lambda _warc, _offset: None
        """The body for a revisit whose target no table knows, by the place of the revisit."""

    def warc_path(self, name: str) -> Path:
        """Where the file is."""
        return self._paths[name]


class Archive(ArchiveTables):
    """An archive folder in use by this process.

    Order of a commit (DESIGN.md part 5): WARC bytes to disk, then articles.jsonl, then one SQLite transaction with states,
    captures, links and rows. What stands in the files beyond the committed lengths is cut off when the archive is opened next.
    """

    def __init__(self, folder: Path) -> None:
        """Open or make the archive at *folder*; raises `StorageError`, `ArchiveInUseError` or `ArchiveDamagedError`."""
        self.paths = ArchivePaths(folder)
        try:
            if folder.exists() and not folder.is_dir():
                raise StorageError(f"{folder} is a file; name a folder with --output.")
            self.paths.warc.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise StorageError(f"Cannot make {self.paths.warc}: {exc.strerror}. Choose another folder with --output.") from exc
        self._lock = FolderLock(self.paths.lock)
        try:
            check_database_present(self.paths)
            db = open_database(self.paths.database)
            try:
                reopen(self.paths)
                recover_files(db, self.paths)
                super().__init__(db)
            except BaseException:
                db.close()
                raise
        except BaseException:
            self._lock.release()
            raise
        self.lines = ArticleLines(self.paths.articles)
        self._writers: list[Syncable] = []
        self._lengths: dict[str, tuple[int, str]] = {}
        """Bytes of files that the next commit will mean, and the kinds of the files."""
        self._digests: dict[str, str] = {}

    def add_writer(self, writer: Syncable) -> None:
        """Make *writer* part of every commit."""
        self._writers.append(writer)

    def remove_writer(self, writer: Syncable) -> None:
        """Leave *writer*, which is about to be closed, out of further commits."""
        self._writers.remove(writer)

    def warc_path(self, name: str) -> Path:
        """Where the WARC file of this name is, also while it is being written."""
        path = self.paths.warc / name
        return path if path.exists() else path.with_name(f"{name}.open")

    def written(self, digests: Mapping[str, str]) -> None:
        """Take over the SHA-256 of finished WARC files, by name, for the manifest."""
        self._digests.update(digests)

    def digests(self) -> dict[str, str]:
        """SHA-256 of finished WARC files by their path in the archive, as far as it is known without reading them."""
        try:
            known = parse_manifest(self.paths.manifest.read_text(encoding="utf-8", errors="replace")).digests
        except FileNotFoundError:
            known = {}
        folder = self.paths.warc.relative_to(self.paths.root)
        return {f"{folder}/{name}": digest for name, digest in self._digests.items()} | known

    def commit(self) -> None:
        """Make everything so far durable. Raises `StorageError` when a disk refuses; nothing committed before is touched."""
        for writer in self._writers:
            writer.sync()
        new = self.articles.take_new()
        if new:
            self._note_length("articles.jsonl", self.lines.append(new), "articles")
        if self.articles.rewrite_needed:
            self.set_meta("articles_stale", "1")  # should the process end before the file is written anew, the next one does it
        self._end_transaction()

    def rewrite_articles(self) -> None:
        """Bring articles.jsonl in line with the article table, when rows were changed or dropped since it was written."""
        if not self.articles.rewrite_needed:
            return
        self.articles.take_new()
        # The length is committed first as "nothing": should the process end between the two files, the next run writes it anew.
        self.set_meta("articles_stale", "1")
        self._end_transaction()
        length = self.lines.replace(article.row for article in self.articles)
        self._note_length("articles.jsonl", length, "articles")
        self.set_meta("articles_stale", "0")
        self._end_transaction()
        self.articles.rewrite_needed = False

    def committed(self, name: str, length: int, kind: str) -> None:
        """Note that *length* bytes of the file are meant; durable with the next commit."""
        self._lengths[name] = length, kind

    def start_run(self, command: str) -> int:
        """The id of this run."""
        cursor = self.db.execute("INSERT INTO run(started, command) VALUES(?, ?)", (_now(), command))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def end_run(self, run_id: int, outcome: str) -> None:
        """Note how the run ended."""
        self.db.execute("UPDATE run SET ended = ?, outcome = ? WHERE id = ?", (_now(), outcome, run_id))

    def close(self) -> None:
        """Roll back what was not committed and let others in."""
        try:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            warcs = dict(self.db.execute("SELECT name, committed FROM file WHERE kind IN ('capture', 'text')"))
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.db.close()
            self._seal(warcs)
        except (sqlite3.OperationalError, BlogArchiveError) as exc:
            logger.warning("archive.db keeps its write-ahead log (%s); the next run takes it in.", exc)
        finally:
            self.db.close()
            self._lock.release()

    def _seal(self, warcs: dict[str, int]) -> None:
        try:
            seal(self.paths, warcs, self._digests)
        except (OSError, StorageError) as exc:
            logger.warning("%s is not finished (%s): the next run finishes it.", self.paths.manifest, exc)

    def _note_length(self, name: str, length: int, kind: str) -> None:
        self.db.execute(
            "INSERT INTO file(name, committed, kind) VALUES(?, ?, ?)"
            " ON CONFLICT(name) DO UPDATE SET committed = excluded.committed",
            (name, length, kind),
        )

    def _end_transaction(self) -> None:
        for name, (length, kind) in self._lengths.items():
            self._note_length(name, length, kind)
        self._lengths.clear()
        self.db.execute("COMMIT")
        self.db.execute("BEGIN")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""An archive folder that is only read: nothing in it is changed, and no crawl may begin meanwhile."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from blogarchive.errors import ArchiveDamagedError, ArchiveInUseError, StorageError
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.articles import ArticleTable
from blogarchive.store.database import SCHEMA_VERSION, ArchiveConnection, damaged
from blogarchive.store.layout import ArchivePaths

__all__ = ["FinishedArchive"]


class FinishedArchive(ArchiveTables):
    """The tables of an archive folder, read-only, also on a medium that cannot be written.

    A crawl that was interrupted leaves tables that are whole; its last WARC file may hold more than the tables speak of, which
    is why `committed_lengths` says how much of each file counts. There is no ledger: leasing is for crawls.
    """

    def __init__(self, folder: Path) -> None:
        """Open the archive at *folder*; raises `ArchiveInUseError` or `ArchiveDamagedError`."""
        # Not super().__init__(): that puts the ledger in order for a new run, which is a change.
        self.paths = ArchivePaths(folder)
        self._lock = _shared_lock(self.paths.lock)
        try:
            self.db = _open_read_only(self.paths.database)
        except BaseException:
            self.close_lock()
            raise
        self.articles = ArticleTable(self.db)

    def warc_path(self, name: str) -> Path:
        """Where the WARC file of this name is, also when the crawl that wrote it was interrupted."""
        path = self.paths.warc / name
        return path if path.exists() else path.with_name(f"{name}.open")

    def committed_lengths(self) -> dict[str, int]:
        """The WARC files with captures by name, oldest first, with the bytes that count."""
        return dict(self.db.execute("SELECT name, committed FROM file WHERE kind = 'capture' ORDER BY name"))

    def close(self) -> None:
        """Let others in again."""
        self.db.close()
        self.close_lock()

    def close_lock(self) -> None:
        """Give the lock back."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _shared_lock(path: Path) -> int | None:
    """A lock that any number of readers may hold and no crawl; None when the archive has no lock file."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise StorageError(f"Cannot read {path}: {exc.strerror}. Check its permissions.") from exc
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as exc:
        holder = os.read(fd, 200).decode("utf-8", "replace").strip() or "another process"
        os.close(fd)
        raise ArchiveInUseError(f"The archive {path.parent} is in use by {holder}; wait for it to end.") from exc
    except OSError:  # a file system without locks
        os.close(fd)
        return None
    return fd


def _open_read_only(path: Path) -> ArchiveConnection:
    """A connection that cannot write."""
    # SQLite keeps small files beside a database in WAL mode, and leaves them there when it may only read; "immutable" does
    # without them. The lock keeps writers away; what an interrupted one left in the log is seen in the other mode alone.
    log = path.with_name(f"{path.name}-wal")
    for mode in ("mode=ro", "immutable=1") if log.exists() and log.stat().st_size else ("immutable=1",):
        address = f"file:{quote(str(path.absolute()))}?{mode}"
        db = sqlite3.connect(address, uri=True, isolation_level=None, factory=ArchiveConnection)
        db.name = str(path)
        try:
            (version,) = sqlite3.Connection.execute(db, "PRAGMA user_version").fetchone()
            sqlite3.Connection.execute(db, "SELECT 1 FROM article LIMIT 1")
        except sqlite3.OperationalError as exc:
            db.close()
            if "no such table" in str(exc) or mode.startswith("immutable"):
                raise ArchiveDamagedError(f"{path} is no archive of blogarchive ({exc}).") from exc
            continue
        except sqlite3.DatabaseError as exc:
            db.close()
            raise damaged(str(path), exc) from exc
        if version > SCHEMA_VERSION:
            db.close()
            raise ArchiveDamagedError(f"{path} was written by a newer blogarchive (schema {version}): update blogarchive.")
        return db
    raise AssertionError("unreachable")

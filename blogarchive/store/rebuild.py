"""Making archive.db anew beside the old one, and putting it in its place in one step."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from blogarchive.errors import StorageError, UsageError
from blogarchive.store.archive import Archive, ArchiveTables
from blogarchive.store.database import open_database
from blogarchive.store.fixity import start_anew
from blogarchive.store.layout import ArchivePaths
from blogarchive.store.lock import FolderLock
from blogarchive.warc.members import wholeness_of, written_by_us
from blogarchive.warc.outfile import OPEN_SUFFIX

__all__ = ["RebuiltTables"]

logger = logging.getLogger(__name__)

TEXT_MARK = "-text-"
_COMPANIONS = ("", "-wal", "-shm", "-journal")


class RebuiltTables(ArchiveTables):
    """The tables of an archive whose archive.db is made anew. Nothing of the old state is touched before `put_in_place`."""

    def __init__(self, folder: Path) -> None:
        """Lock *folder*, cut what a crash tore, and begin with empty tables; errors as with `Archive`."""
        self.paths = ArchivePaths(folder)
        if not self.paths.warc.is_dir():
            raise UsageError(f"{folder} is no archive: it has no folder {self.paths.warc.name}.")
        self._lock = FolderLock(self.paths.lock)
        self._new = self.paths.root / f"{self.paths.database.name}.new"
        try:
            _remove(self._new)
            self.lengths = _whole_files(self.paths)
            """Our own WARC files by name, with their bytes."""
            super().__init__(open_database(self._new))
        except OSError as exc:
            self._lock.release()
            raise StorageError(f"Cannot write {exc.filename or folder}: {exc.strerror}.") from exc
        except BaseException:
            self._lock.release()
            raise

    def warc_path(self, name: str) -> Path:
        """Where the WARC file of this name is."""
        return self.paths.warc / name

    def captures(self) -> list[Path]:
        """Our WARC files with captures, oldest first."""
        return [self.warc_path(name) for name in sorted(self.lengths) if TEXT_MARK not in name]

    def texts(self) -> list[Path]:
        """Our WARC files with the texts of articles, oldest first."""
        return [self.warc_path(name) for name in sorted(self.lengths) if TEXT_MARK in name]

    def put_in_place(self) -> Path | None:
        """Let the new database be archive.db and write articles.jsonl from it; where the old one is now, if there was one."""
        for name, length in self.lengths.items():
            kind = "text" if TEXT_MARK in name else "capture"
            self.db.execute("INSERT INTO file(name, committed, kind) VALUES(?, ?, ?)", (name, length, kind))
        self.set_meta("articles_stale", "1")  # opening the archive writes articles.jsonl
        self.db.execute("COMMIT")
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()
        aside = _move_aside(self.paths)
        start_anew(self.paths)
        self._new.rename(self.paths.database)
        self._lock.release()
        Archive(self.paths.root).close()
        return aside

    def give_up(self) -> None:
        """Leave everything as it was; further calls, or one after `put_in_place`, do nothing."""
        self.db.close()
        _remove(self._new)
        self._lock.release()


def _whole_files(paths: ArchivePaths) -> dict[str, int]:
    """The WARC files this program wrote, finished and cut to their last whole record; what is cut is kept in ``torn``."""
    lengths = {}
    for path in sorted([*paths.warc.glob("*.warc.gz"), *paths.warc.glob(f"*.warc.gz{OPEN_SUFFIX}")]):
        if not written_by_us(path):
            logger.warning("%s was not written by this program and is left out.", path)
            continue
        found = wholeness_of(path)
        is_open = path.suffix == OPEN_SUFFIX
        if found.damaged and not is_open:
            logger.warning("%s is damaged at byte %d; what stands before that is used.", path, found.length)
        if found.torn or (found.damaged and is_open):
            _cut(path, found.length, paths)
        final = path.with_name(path.name.removesuffix(OPEN_SUFFIX))
        if final != path:
            path.rename(final)
        lengths[final.name] = final.stat().st_size
    return lengths


def _cut(path: Path, length: int, paths: ArchivePaths) -> None:
    paths.torn.mkdir(exist_ok=True)
    with path.open("r+b") as file:
        file.seek(length)
        (paths.torn / f"{path.name.removesuffix(OPEN_SUFFIX)}.{length}").write_bytes(file.read())
        file.truncate(length)
    logger.info("%s cut to its last whole record at byte %d.", path.name, length)


def _move_aside(paths: ArchivePaths) -> Path | None:
    """The new name of the old database; nothing is deleted.

    The database goes first: should the process end then, there is none, and a crawl says so instead of going on with half of it.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    existed = paths.database.exists()
    aside = paths.root / f"{paths.database.name}.{stamp}.old"
    for suffix in _COMPANIONS:
        path = paths.root / f"{paths.database.name}{suffix}"
        if path.exists():
            path.rename(f"{aside}{suffix}")
    return aside if existed else None


def _remove(database: Path) -> None:
    for suffix in _COMPANIONS:
        Path(f"{database}{suffix}").unlink(missing_ok=True)

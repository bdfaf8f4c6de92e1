"""Putting the files back to what the database last committed, after a process ended without saying so."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from blogarchive.errors import ArchiveDamagedError, StorageError
from blogarchive.store.articles import ArticleLines
from blogarchive.store.database import read_meta
from blogarchive.store.layout import ArchivePaths

__all__ = ["recover_files"]

logger = logging.getLogger(__name__)


def recover_files(db: sqlite3.Connection, paths: ArchivePaths) -> None:
    """Cut every WARC file to its committed length, finish ``.open`` ones, and cut articles.jsonl.

    Bytes that are cut off a WARC are kept in ``warc/torn``: they were fetched, but nothing in the archive refers to them.
    Raises `ArchiveDamagedError` when a file is missing or shorter than what was committed.
    """
    committed = {name: (length, kind) for name, length, kind in db.execute("SELECT name, committed, kind FROM file")}
    try:
        for path in sorted([*paths.warc.glob("*.warc.gz"), *paths.warc.glob("*.warc.gz.open")]):
            _recover_warc(path, committed, paths)
        _check_present(committed, paths)
        lines = ArticleLines(paths.articles)
        length, _ = committed.get("articles.jsonl", (0, "articles"))
        size = paths.articles.stat().st_size if paths.articles.exists() else 0
        if read_meta(db, "articles_stale") == "1" or size < length:
            rows = (row for (row,) in db.execute("SELECT row FROM article ORDER BY capture, id"))
            length = lines.replace(rows)
            db.execute("INSERT OR REPLACE INTO file VALUES('articles.jsonl', ?, 'articles')", (length,))
            db.execute("UPDATE meta SET value = '0' WHERE name = 'articles_stale'")
        else:
            lines.cut(length)
    except OSError as exc:
        raise StorageError(f"Cannot repair {exc.filename or paths.root}: {exc.strerror}. Check permissions and space.") from exc


def _recover_warc(path: Path, committed: dict[str, tuple[int, str]], paths: ArchivePaths) -> None:
    name = path.name.removesuffix(".open")
    length, _ = committed.get(name, (0, ""))
    size = path.stat().st_size
    if size > length:
        _keep_torn(path, length, paths)
    if length == 0:
        path.unlink()
        logger.info("%s held nothing that was committed; its bytes are in %s.", path.name, paths.torn)
        return
    if size < length:
        raise ArchiveDamagedError(f"{path} has {size} bytes, {length} were committed: restore the file from a backup.")
    if size > length:
        with path.open("r+b") as file:
            file.truncate(length)
        logger.info("%s cut to its committed %d bytes.", path.name, length)
    if path.suffix == ".open":
        path.rename(path.with_name(name))


def _keep_torn(path: Path, length: int, paths: ArchivePaths) -> None:
    """Copy the bytes after *length* beside the file, so that nothing fetched is thrown away unseen."""
    paths.torn.mkdir(exist_ok=True)
    target = paths.torn / f"{path.name.removesuffix('.open')}.{length}"
    with path.open("rb") as source, target.open("wb") as sink:
        source.seek(length)
        while chunk := source.read(1 << 20):
            sink.write(chunk)


def _check_present(committed: dict[str, tuple[int, str]], paths: ArchivePaths) -> None:
    for name, (length, kind) in committed.items():
        if length and kind in ("capture", "text") and not (paths.warc / name).exists():
            raise ArchiveDamagedError(f"{paths.warc / name} is missing: restore the file from a backup, archive.db refers to it.")

"""Putting the files back to what the database last committed, after a process ended without saying so."""

from __future__ import annotations

import logging
import re
import sqlite3
from pathlib import Path

from blogarchive.errors import ArchiveDamagedError, StorageError
from blogarchive.store.articles import ArticleLines
from blogarchive.store.database import read_meta
from blogarchive.store.layout import ArchivePaths, archive_name
from blogarchive.warc.outfile import OPEN_SUFFIX

__all__ = ["check_database_present", "recover_files"]

logger = logging.getLogger(__name__)

_NAME = re.compile(r"(.+?)(?:-text)?-\d{17}-\d{5,}-.+\.warc\.gz\Z")


def recover_files(db: sqlite3.Connection, paths: ArchivePaths) -> None:
    """Cut every WARC file to its committed length, finish ``.open`` ones, and cut articles.jsonl.

    Bytes that are cut off a WARC are kept in ``warc/torn``: they were fetched, but nothing in the archive refers to them.
    Raises `ArchiveDamagedError` when a file is missing or shorter than what was committed.
    """
    committed = {name: (length, kind) for name, length, kind in db.execute("SELECT name, committed, kind FROM file")}
    prefixes = _prefixes(db, committed)
    try:
        for path in sorted([*paths.warc.glob("*.warc.gz"), *paths.warc.glob("*.warc.gz.open")]):
            if path.suffix == OPEN_SUFFIX or path.name in committed or _is_ours(path.name, prefixes):
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
        path.unlink(missing_ok=True)
        logger.info("%s held nothing that was committed; its bytes are in %s.", path.name, paths.torn)
        return
    if size < length:
        raise ArchiveDamagedError(
            f"{path} has {size} bytes, {length} were committed: restore the file from a backup, or"
            f" `blogarchive rebuild {paths.root}` makes archive.db from what is left."
        )
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
    if not length:
        path.rename(target)
        return
    with path.open("rb") as source, target.open("wb") as sink:
        source.seek(length)
        while chunk := source.read(1 << 20):
            sink.write(chunk)


def check_database_present(paths: ArchivePaths) -> None:
    """Raise `ArchiveDamagedError` for a folder with WARC files and no archive.db: to begin anew would fetch everything twice."""
    if not paths.database.exists() and any(paths.warc.glob("*.warc.gz")):
        raise ArchiveDamagedError(
            f"{paths.root} has WARC files but no {paths.database.name}: `blogarchive rebuild {paths.root}` makes it from them;"
            " for a new archive choose another --output."
        )


def _prefixes(db: sqlite3.Connection, committed: dict[str, tuple[int, str]]) -> set[str]:
    """What the names of this archive's WARC files begin with."""
    start = read_meta(db, "start_url")
    named = {match[1] for name in committed if (match := _NAME.match(name))}
    return named | ({archive_name(start)} if start else set())


def _is_ours(name: str, prefixes: set[str]) -> bool:
    """Whether this archive wrote the file; others were put there by somebody, and are left as they are."""
    match = _NAME.match(name)
    return match is not None and match[1] in prefixes


def _check_present(committed: dict[str, tuple[int, str]], paths: ArchivePaths) -> None:
    for name, (length, kind) in committed.items():
        if length and kind in ("capture", "text") and not (paths.warc / name).exists():
            raise ArchiveDamagedError(
                f"{paths.warc / name} is missing: restore the file from a backup; without one, `blogarchive rebuild {paths.root}`"
                " makes archive.db from the files that are left."
            )

"""What is exported: the rows and WARC files of one blog, from an archive folder or from WARC files alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blogarchive.errors import ArchiveDamagedError, UsageError
from blogarchive.settle.reread import reread, warc_files
from blogarchive.settle.settle import Progress
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.finished import FinishedArchive
from blogarchive.store.layout import ArchivePaths, archive_name

__all__ = ["Row", "Source", "WarcFile", "opened_sources"]

Row = dict[str, Any]

TEXT_MARK = "-text-"
"""In the names of our WARC files that hold no captures."""

_WARC_STARTS = (b"\x1f\x8b", b"WARC/")
_DATE = "json_extract(row, '$.date_published')"
_BY_DATE = f"SELECT id FROM article ORDER BY {_DATE} IS NULL, {_DATE}, id"
_NEWEST_FIRST = f"SELECT id FROM article ORDER BY {_DATE} IS NULL, {_DATE} DESC, id"


@dataclass(frozen=True, slots=True)
class WarcFile:
    """A WARC file with captures."""

    path: Path
    name: str
    """The name it has in the archive and in every export."""
    length: int
    """How many of its bytes count: a crawl that was interrupted may have written more."""


@dataclass(slots=True, kw_only=True)
class Source:
    """One blog's tables and WARC files."""

    tables: ArchiveTables
    warcs: list[WarcFile]
    place: Path
    """What the user named."""
    has_ledger: bool
    """Whether the tables know what was wanted and not archived; WARC files alone do not."""

    @property
    def blog(self) -> str:
        """The blog's address."""
        return self.tables.meta("root_url") or self.tables.meta("start_url") or "unknown:"

    @property
    def name(self) -> str:
        """What files made from it are called: the blog's host."""
        return archive_name(self.blog)

    def count(self) -> int:
        """How many rows there are."""
        return self.tables.articles.count()

    def rows(self, *, newest_first: bool = False) -> Iterator[Row]:
        """All rows by date; undated ones come last."""
        for (article_id,) in self.tables.db.execute(_NEWEST_FIRST if newest_first else _BY_DATE).fetchall():
            (line,) = self.tables.db.execute("SELECT row FROM article WHERE id = ?", (article_id,)).fetchone()
            row: Row = json.loads(line)
            yield row


@contextmanager
def opened_sources(
    places: Sequence[Path], *, blog: str | None = None, progress: Progress | None = None
) -> Iterator[list[Source]]:
    """The sources at *places*, sorted by their blogs' addresses; archive folders stay locked against crawls meanwhile.

    A folder with archive.db is an archive; every other folder or file stands for the WARC files in it, which are read as
    `blogarchive extract` does. Raises `UsageError` for a place that holds neither.
    """
    with ExitStack() as stack:
        sources = [_archive(place, stack) or _loose(place, blog, progress) for place in dict.fromkeys(places)]
        yield sorted(sources, key=lambda source: (source.blog, str(source.place)))


def _archive(place: Path, stack: ExitStack) -> Source | None:
    if not ArchivePaths(place).database.is_file():
        return None
    archive = FinishedArchive(place)
    stack.callback(archive.close)
    warcs = [WarcFile(archive.warc_path(name), name, length) for name, length in archive.committed_lengths().items()]
    for warc in warcs:
        size = warc.path.stat().st_size if warc.path.exists() else -1
        if size < warc.length:
            what = "is missing" if size < 0 else "is shorter than it was"
            raise ArchiveDamagedError(f"{warc.path} {what}: put it back, or let `blogarchive rebuild {place}` do without.")
    return Source(tables=archive, warcs=[warc for warc in warcs if warc.length], place=place, has_ledger=True)


def _loose(place: Path, blog: str | None, progress: Progress | None) -> Source:
    if not place.exists():
        raise UsageError(f"There is no {place}.")
    if place.is_file() and not (start := _first_bytes(place)).startswith(_WARC_STARTS):
        raise UsageError(f"{place} is no WARC file: it begins with {start!r}. Name an archive's folder or WARC files.")
    try:
        paths = [path for path in warc_files([place]) if TEXT_MARK not in path.name]
    except UsageError as exc:
        raise UsageError(f"{place} is no archive: it holds neither archive.db nor a WARC file.") from exc
    warcs = [WarcFile(path, path.name.removesuffix(".open"), path.stat().st_size) for path in paths]
    names = [warc.name for warc in warcs]
    if len(set(names)) < len(names):
        raise UsageError(f"{place} holds two WARC files of one name; export their folders one by one.")
    return Source(tables=reread(paths, blog=blog, progress=progress), warcs=warcs, place=place, has_ledger=False)


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)

"""`extract`: from what the user names to rows in a file."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from blogarchive import __version__
from blogarchive.bulk.blogs import BlogUnit, find_blogs
from blogarchive.bulk.index import CaptureIndex, Tally, make_index
from blogarchive.bulk.journal import Journal, job_of
from blogarchive.bulk.sources import Source, find_sources
from blogarchive.bulk.work import Done, extract_blog
from blogarchive.errors import BlogArchiveError, StorageError, UsageError
from blogarchive.extract.learned import Learned
from blogarchive.store.database import disk_error

__all__ = ["Extracted", "Job", "Shown", "extract_files", "versions_path"]

AHEAD = 4
"""Blogs per process that may wait to be written: their lines are in files, not in memory."""


@dataclass(slots=True, kw_only=True)
class Job:
    """What is to be done."""

    named: Sequence[str]
    """Files, folders, archives, ranges, addresses, "-"."""
    blog: str | None = None
    """The address of the one blog everything belongs to."""
    only_posts: bool = False
    match: str | None = None
    """A pattern that addresses must hold."""
    jobs: int = 1
    given: Learned | None = None
    """What a person says of the blogs, in place of what their pages teach."""


@dataclass(slots=True)
class Extracted:
    """What came of it."""

    rows: int = 0
    versions: int = 0
    blogs: int = 0
    resumed: int = 0
    """Blogs that an earlier run had finished."""
    tally: Tally = field(default_factory=Tally)
    broken: list[str] = field(default_factory=list)
    """A sentence for each record that could not be read, of very many for the first ones."""
    lost: int = 0
    """Records that could not be read."""
    troubles: list[str] = field(default_factory=list)
    """A sentence for each blog that gave no rows."""


class Shown:
    """Where progress is shown; this one shows none."""

    def indexed(self, read: int, total: int) -> None:
        """*read* more of *total* bytes are indexed."""

    def settled(self, done: int, total: int) -> None:
        """So many of so many posts of the one blog are read."""

    def finished(self, captures: int, total: int) -> None:
        """One more blog with so many captures is done, of all captures."""


def versions_path(output: Path) -> Path:
    """Where the earlier versions go: ``versions.jsonl`` beside articles.jsonl, else a name like that of *output*."""
    return output.with_name("versions.jsonl" if output.stem == "articles" else f"{output.stem}.versions.jsonl")


def extract_files(job: Job, output: Path, shown: Shown | None = None) -> Extracted:
    """Write the rows of everything *job* names into *output*, and their earlier versions beside it.

    The same job into the same output goes on where it was stopped. Blogs stand in the order of their first capture, and the
    lines do not depend on ``job.jobs``. Raises `UsageError` and `StorageError`.
    """
    try:
        return _extract_files(job, output, shown or Shown())
    except sqlite3.OperationalError as exc:
        raise disk_error(f"the index beside {output}", exc) from exc
    except OSError as exc:
        raise StorageError(
            f"Cannot write {exc.filename or output}: {exc.strerror}. Make space; the same command goes on."
        ) from exc


def _extract_files(job: Job, output: Path, shown: Shown) -> Extracted:
    folder = Path(tempfile.mkdtemp(prefix="blogarchive-", dir=output.parent))
    try:
        sources = find_sources(job.named, folder)
        if not sources:
            raise UsageError("No WARC file is among what was named.")
        total = sum(size for source in sources for _, size in source.parts())
        index = folder / "index.db"
        tally = make_index(index, sources, match=job.match, progress=lambda read: shown.indexed(read, total))
        result = Extracted(tally=tally, broken=list(tally.broken), lost=tally.lost)
        units = _units(index, job, sources, tally)
        options = f"{job.blog} {job.only_posts} {job.match} {job.given and job.given.fingerprint()} {__version__}"
        journal = Journal(output, versions_path(output), job_of(sources, units, options))
        result.blogs, result.resumed = len(units), journal.finished
        _work(job, index, units, journal, result, shown)
        journal.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if len(units) == 1 and result.troubles:
        raise UsageError(result.troubles[0])
    return result


def _units(index_path: Path, job: Job, sources: list[Source], tally: Tally) -> list[BlogUnit]:
    if not tally.records:
        said = f": {tally.broken[0]}" if tally.broken else "."
        raise UsageError(f"There is no WARC record in {sources[0].name}{said}")
    index = CaptureIndex(index_path)
    units = find_blogs(index, job.blog) if tally.captures else []
    index.close()
    if not units:
        raise UsageError("The files hold no answer with a page; there is nothing to extract.")
    return units


def _work(job: Job, index: Path, units: list[BlogUnit], journal: Journal, result: Extracted, shown: Shown) -> None:
    total = sum(unit.captures for unit in units)
    shown.finished(sum(unit.captures for unit in units[: journal.finished]), total)
    rest = units[journal.finished :]
    for unit, done in zip(rest, _done(job, index, rest, shown), strict=True):
        journal.append(done.rows, done.versions)
        result.rows += done.count
        result.versions += done.version_count
        result.broken += done.broken
        result.lost += len(done.broken)
        if done.trouble:
            result.troubles.append(done.trouble)
        shown.finished(unit.captures, total)


def _done(job: Job, index: Path, units: list[BlogUnit], shown: Shown) -> Iterator[Done]:
    """What came of each blog, in order."""
    parts = [index.parent / f"{number:08d}" for number in range(len(units))]
    if job.jobs == 1 or len(units) == 1:
        progress = shown.settled if len(units) == 1 else None
        for unit, part in zip(units, parts, strict=True):
            yield extract_blog(index, unit, part, only_posts=job.only_posts, given=job.given, progress=progress)
        return
    context = multiprocessing.get_context("spawn")
    count = min(job.jobs, len(units))
    # Ctrl-C reaches every process of the terminal: ours then end at once and without a word.
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_DFL))
    waiting: list[Future[Done]] = []
    try:
        for unit, part in zip(units, parts, strict=True):
            waiting.append(pool.submit(extract_blog, index, unit, part, only_posts=job.only_posts, given=job.given))
            if len(waiting) >= job.jobs * AHEAD:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
        units = []
    except BrokenProcessPool as exc:
        said = "One of the processes was ended, perhaps for want of memory: the same command goes on; take fewer --jobs."
        raise BlogArchiveError(said) from exc
    finally:
        if units:  # stopped before the end: what is under way is not waited for
            for child in multiprocessing.active_children():
                child.terminate()
        pool.shutdown(cancel_futures=True)

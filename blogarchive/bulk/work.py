"""One blog from its captures to rows, in this process or in one of many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from blogarchive.bulk.blogs import BlogCaptures, BlogUnit, root_of
from blogarchive.bulk.index import CaptureIndex
from blogarchive.bulk.versions import with_versions
from blogarchive.errors import BlogArchiveError, UsageError
from blogarchive.extract.learned import Learned
from blogarchive.settle.known import load_knowledge
from blogarchive.settle.posts import Post, load_pages
from blogarchive.settle.reading import read_post
from blogarchive.settle.reread import reread
from blogarchive.settle.rows import put_article
from blogarchive.settle.settle import Progress
from blogarchive.settle.siteprofile import given_in
from blogarchive.store.archive import ArchiveTables

__all__ = ["Done", "extract_blog"]


MANY = 5000
"""Captures of a blog from which on its tables are in a file: one that is larger than memory must not be held there, and to make
a file for each of very many small ones takes longer than to read them."""


@dataclass(slots=True)
class Done:
    """What came of one blog."""

    rows: Path
    """A file with its lines."""
    versions: Path
    count: int = 0
    version_count: int = 0
    broken: list[str] = field(default_factory=list)
    """A sentence for each record that could not be read."""
    trouble: str | None = None
    """Why there are no rows."""


def extract_blog(
    index_path: Path,
    unit: BlogUnit,
    parts: Path,
    *,
    only_posts: bool = False,
    given: Learned | None = None,
    progress: Progress | None = None,
) -> Done:
    """Extract the blog *unit* of the index and leave its lines in files named *parts* with endings of their own.

    *given* is what a person says of the blog; an archive of ours may have that with it.
    """
    done = Done(parts.with_suffix(".rows"), parts.with_suffix(".versions"))
    done.rows.touch()
    done.versions.touch()
    index = CaptureIndex(index_path)
    database = parts.with_suffix(".db")
    try:
        captures = BlogCaptures(index, unit)
        tables = _read(index, unit, captures, database, given, progress)
        with closing(tables.db):
            root = tables.meta("root_url") or ""
            if not tables.articles.count() and unit.host and not only_posts:
                _take_pages(tables, root)
            _write(tables, root, done, own=unit.crawled)
        done.broken = list(captures.broken.values())
    except UsageError as exc:
        done.trouble = str(exc)
    except BlogArchiveError as exc:
        done.trouble = f"{unit.name}: {exc}"
    finally:
        index.close()
        for path in database.parent.glob(f"{database.name}*"):
            path.unlink()
    return done


def _read(
    index: CaptureIndex,
    unit: BlogUnit,
    captures: BlogCaptures,
    database: Path,
    given: Learned | None,
    progress: Progress | None,
) -> ArchiveTables:
    if given is None and unit.own:
        given = given_in(Path(unit.own).parent)  # the files lie in warc/
    start, root = root_of(index, unit.host) if unit.host else (unit.start, None)
    in_file = unit.captures > MANY
    return reread(captures, blog=start, root=root, database=database if in_file else None, given=given, progress=progress)


def _write(tables: ArchiveTables, root: str, done: Done, *, own: bool) -> None:
    """Write the lines. Rows of an archive of ours are those of its crawl; what was there before is in its own versions."""
    lines: Iterator[tuple[str, list[str]]] = ((article.row, []) for article in tables.articles)
    with done.rows.open("w", encoding="utf-8") as rows, done.versions.open("w", encoding="utf-8") as versions:
        for row, earlier in lines if own else with_versions(tables, load_knowledge(tables.db, root)):
            rows.write(f"{row}\n")
            versions.writelines(f"{line}\n" for line in earlier)
            done.count += 1
            done.version_count += len(earlier)


def _take_pages(tables: ArchiveTables, root: str) -> None:
    """Make rows of pages that may be articles, on a site of which too little is at hand to show which pages are posts."""
    knowledge = load_knowledge(tables.db, root)
    kinds = dict(tables.db.execute("SELECT url_id, kind FROM page"))
    for page in load_pages(tables).values():
        if kinds.get(page.url_id) != "page" or page.url == root:
            continue
        post = Post(page)
        article = read_post(tables, post, knowledge)
        if article and article.title and article.body_text:
            put_article(tables, article, page.url_id, page.capture, post.made_of)

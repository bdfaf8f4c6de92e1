"""``blogarchive extract``."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, TaskID

from blogarchive.bulk.changes import changes_between
from blogarchive.bulk.run import Extracted, Job, Shown, extract_files, versions_path
from blogarchive.bulk.sources import listed
from blogarchive.errors import BlogArchiveError, CrawlInterruptedError, StorageError, UsageError
from blogarchive.settle.siteprofile import learned_from, read_site_profile

__all__ = ["extract"]

MAX_TOLD = 20


@click.command()
@click.argument("inputs", nargs=-1, metavar="PATH|URL|DIR|-…")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the rows go; default standard output.")
@click.option("--blog", metavar="URL", help="Everything belongs to the blog archived from this address; default: by host.")
@click.option(
    "--list", "list_file", type=click.Path(path_type=Path), metavar="FILE", help="A file that names inputs, or a CDXJ index."
)
@click.option("--match", metavar="REGEX", help="Only captures in whose address this is found.")
@click.option("--site-profile", type=click.Path(path_type=Path), metavar="FILE", help="What `sites show` printed, edited.")
@click.option("--only-posts", is_flag=True, help="No single pages of sites that show too little to tell posts.")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Processes; the rows stay the same."
)
@click.option(
    "--diff", type=click.Path(path_type=Path), metavar="OLD.jsonl", help="Say what changed against these rows, as JSON."
)
def extract(
    inputs: tuple[str, ...],
    output: str,
    blog: str | None,
    list_file: Path | None,
    match: str | None,
    site_profile: Path | None,
    only_posts: bool,
    jobs: int,
    diff: Path | None,
) -> None:
    """Make rows of WARC files, ours or anybody's, without network.

    Inputs are WARC files (plain, gzip, zstd), WACZ files, archives, folders, FILE#OFFSET,LENGTH, - for standard input, or the
    http(s) address of a WARC file. The same command goes on where a stopped one was. Exit code 1: some records could not be
    read; they are named.

    \b
    Examples: blogarchive extract output/example.org -o articles.jsonl
              blogarchive extract --jobs 4 crawl/*.warc.gz collection.wacz -o rows.jsonl
              blogarchive extract output/example.org --diff old.jsonl
    """
    named = [*inputs, *(listed(list_file) if list_file else [])]
    if not named:
        raise UsageError("Name a WARC file, a folder or an archive to extract, or a list of them with --list.")
    _check_match(match)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    given = learned_from(read_site_profile(site_profile)) if site_profile else None
    job = Job(named=named, blog=blog, only_posts=only_posts, match=match, jobs=jobs, given=given)
    folder = Path(tempfile.mkdtemp(prefix="blogarchive-")) if output == "-" else None
    try:
        path = folder / "articles.jsonl" if folder else Path(output)
        result = _extract(job, path)
        if folder and diff is None:
            with path.open(encoding="utf-8") as lines:
                shutil.copyfileobj(lines, sys.stdout)
        if diff:
            click.echo(json.dumps(asdict(changes_between(diff, path)), ensure_ascii=False, indent=1))
    except KeyboardInterrupt as exc:
        raise CrawlInterruptedError("Stopped. The same command goes on where this one was.") from exc
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
    _tell(result, None if folder else path)
    if result.lost:
        sys.exit(BlogArchiveError.exit_code)


def _extract(job: Job, path: Path) -> Extracted:
    console = Console(stderr=True)
    if not path.parent.is_dir():
        raise StorageError(f"Cannot write {path}: there is no folder {path.parent}.")
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        return extract_files(job, path, _Bar(progress))


class _Bar(Shown):
    """Bytes while the files are indexed, then captures of finished blogs; the posts when there is one blog."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._reading: TaskID = progress.add_task("Reading", total=None)
        self._blogs: TaskID | None = None

    def indexed(self, read: int, total: int) -> None:
        self._progress.update(self._reading, advance=read, total=total)

    def settled(self, done: int, total: int) -> None:
        self._progress.update(self._reading, description="Posts", completed=done, total=total)

    def finished(self, captures: int, total: int) -> None:
        if self._blogs is None:
            self._blogs = self._progress.add_task("Captures", total=total)
        self._progress.advance(self._blogs, captures)


def _check_match(pattern: str | None) -> None:
    try:
        re.compile(pattern or "")
    except re.error as exc:
        raise UsageError(f"--match {pattern} is no regular expression: {exc}.") from exc


def _tell(result: Extracted, path: Path | None) -> None:
    """What went wrong, and what was written."""
    for sentence in [*result.broken[:MAX_TOLD], *result.troubles[:MAX_TOLD]]:
        click.echo(f"blogarchive: {sentence}", err=True)
    if result.lost > MAX_TOLD:
        click.echo(f"blogarchive: {result.lost} records could not be read in all.", err=True)
    if path is None:
        return
    more = f", {result.versions} earlier versions to {versions_path(path)}" if result.versions else ""
    before = f" (after {result.resumed} blogs of an earlier run)" if result.resumed else ""
    click.echo(f"{result.rows} rows written to {path}{more}{before}", err=True)

"""``blogarchive export``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from blogarchive.errors import CrawlInterruptedError, UsageError
from blogarchive.export.choose import Choice, parse_day, parse_fields
from blogarchive.export.formats import FORMATS, Format, parse_formats
from blogarchive.export.remote import run_remote
from blogarchive.export.run import Export, pipe_rows
from blogarchive.export.s3 import S3Place, parse_s3
from blogarchive.export.source import Source, opened_sources
from blogarchive.export.writing import Tell
from blogarchive.report.summary import size_of

__all__ = ["export"]


@click.command()
@click.argument("places", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR…")
@click.option("--to", "formats", required=True, metavar="FORMAT[,FORMAT]", help=f"One or more of {', '.join(FORMATS)}.")
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="A folder, a file, - or s3://BUCKET/PREFIX; default DIR-export.",
)
@click.option("--fields", metavar="NAME,…", help="The columns of tables; default all.")
@click.option("--since", metavar="DATE", help="Posts published on this day, month or year, or later.")
@click.option("--until", metavar="DATE", help="Posts published on this day, month or year, or earlier.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Posts in this language; may be repeated.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Posts with this tag or category; may be repeated.")
@click.option("--blog", metavar="URL", help="For WARC files alone: the blog's address; default the first page captured.")
@click.option("--force", is_flag=True, help="Replace what is there already.")
def export(
    places: tuple[Path, ...],
    formats: str,
    output: str | None,
    fields: str | None,
    since: str | None,
    until: str | None,
    languages: tuple[str, ...],
    tags: tuple[str, ...],
    blog: str | None,
    force: bool,
) -> None:
    """Write archives in the forms that other programs read.

    DIR is an archive folder, or a folder or file with WARC files of any program.

    \b
    Example: blogarchive export output/example.org --to parquet,csv -o dataset
    """
    chosen = parse_formats(formats)
    choice = Choice(
        fields=parse_fields(fields),
        since=parse_day(since, "--since"),
        until=parse_day(until, "--until"),
        languages=frozenset(language.lower() for language in languages),
        tags=frozenset(tag.casefold() for tag in tags),
    )
    remote = parse_s3(output) if output and output.startswith("s3://") else None
    folder, file = _remote_place(output or "", chosen) if remote else _place(output, chosen, places)
    with ExitStack() as stack:
        stack.enter_context(_stoppable())
        tell = stack.enter_context(_progress())
        sources = stack.enter_context(opened_sources(places, blog=blog, progress=partial(tell, "Reading")))
        if output == "-":
            _pipe(sources, choice)
            return
        job = Export(sources=sources, formats=chosen, folder=folder, file=file, choice=choice, force=force, tell=tell)
        place = S3Place(remote.bucket, f"{folder}/" if folder.name else "") if remote else None
        made = run_remote(job, place) if place else job.run()
    for one in made:
        click.echo(f"{one.path}  {size_of(_size(one.path))}" if isinstance(one.path, Path) else one.path, err=True)
    if job.survey.coverage:
        click.echo(f"{job.survey.rows} rows", err=True)


def _pipe(sources: list[Source], choice: Choice) -> None:
    """Rows to standard output, until whoever reads them has enough."""
    try:
        pipe_rows(sources, choice)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more to flush at the end


def _place(output: str | None, formats: list[Format], places: tuple[Path, ...]) -> tuple[Path, Path | None]:
    """The folder for what is made, and the file when the user named that."""
    if output == "-":
        if [form.name for form in formats] != ["jsonl"]:
            raise UsageError("Only jsonl can go to standard output; name a folder with -o.")
        return Path(), None
    for place in places:
        if not place.exists():
            raise UsageError(f"There is no {place}.")
    if output is None:
        if len(places) > 1 or not places[0].is_dir():
            raise UsageError("Name a folder for the export with -o.")
        # Beside the archive: what lies in it is taken for a part of it.
        place = places[0] if places[0].name else places[0].resolve()
        return place.with_name(f"{place.name}-export"), None
    path = Path(output)
    if _names_file(path, formats) and not path.is_dir():
        return path.parent, path
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; name a folder with -o.")
    return path, None


def _remote_place(output: str, formats: list[Format]) -> tuple[Path, Path | None]:
    """The same on S3: what comes behind the bucket."""
    path = Path(parse_s3(output).prefix)
    return (path.parent, path) if _names_file(path, formats) else (path, None)


def _names_file(path: Path, formats: list[Format]) -> bool:
    """Whether *path* ends as the file of the one format does."""
    ending = formats[0].path.removeprefix("{name}") if len(formats) == 1 else "/"
    return not ending.endswith("/") and path.name.endswith(ending)


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


@contextmanager
def _progress() -> Iterator[Tell]:
    """Shows on a terminal what is being done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("Reading", total=None)
        yield lambda what, done, total: shown.update(task, description=what, completed=done, total=total)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Lets a signal end the export in order, so that nothing half-made is left."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise CrawlInterruptedError("Stopped; nothing was written. Give the command again to begin anew.")

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

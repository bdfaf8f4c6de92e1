"""Several blogs in one go: one after the other, each by a process of its own into an archive of its own.

A process for each, because Twisted's reactor cannot be started twice, and because what goes wrong with one blog must not
touch the next.
"""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote, urlsplit

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from blogarchive.errors import (
    ArchiveDamagedError,
    ArchiveInUseError,
    BlogArchiveError,
    CrawlInterruptedError,
    StorageError,
    UsageError,
)
from blogarchive.store.database import read_meta
from blogarchive.store.layout import ArchivePaths, archive_name
from blogarchive.urls import key_of, post_key

__all__ = ["Job", "arguments_of", "crawl_many", "folders_of", "show_jobs", "worst"]

ENDINGS = {
    0: "complete",
    1: "some addresses failed",
    UsageError.exit_code: "cannot be begun",
    ArchiveInUseError.exit_code: "in use by another",
    ArchiveDamagedError.exit_code: "damaged",
    StorageError.exit_code: "cannot be written",
    CrawlInterruptedError.exit_code: "stopped",
}
"""How a blog ended by its exit code, from best to worst: the worst one is that of the whole."""

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")
MAX_PATH_LENGTH = 40


@dataclass(slots=True)
class Job:
    """One blog of several."""

    text: str
    """Its address as it was given."""

    url: str
    folder: Path
    code: int | None = None
    """The exit code; None when it was not begun."""


class _Runner:
    """The process at work, and what signals do to it."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.stopped = False

    def run(self, command: list[str]) -> int:
        """The exit code of *command*; one that was killed counts as a failure, or as stopped when the user asked for that."""
        # In a process group of its own, so that a Ctrl-C reaches it once, through `stop`, and not from the terminal too.
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603 -- our own program
        if self.stopped:
            self.child.send_signal(signal.SIGTERM)
        code = self.child.wait()
        self.child = None
        if code < 0:
            return CrawlInterruptedError.exit_code if self.stopped else BlogArchiveError.exit_code
        return code

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Let the crawl that is under way end, and begin no other one. A second signal ends it at once."""
        self.stopped = True
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)


def crawl_many(jobs: list[Job], arguments: list[str], *, quiet: bool, debug: bool = False) -> int:
    """Crawl each blog with the same *arguments*; the worst exit code."""
    runner = _Runner()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, runner.stop)
    program = [sys.executable, "-m", "blogarchive", *(["--debug"] if debug else []), "crawl"]
    for count, job in enumerate(jobs, 1):
        if runner.stopped:
            break
        if not quiet:
            click.echo(f"[{count}/{len(jobs)}] {job.url}", err=True)
        job.code = runner.run([*program, "-o", str(job.folder), "--brief", *arguments, "--", job.text])
        if job.code == CrawlInterruptedError.exit_code:
            runner.stopped = True
    codes = [job.code for job in jobs if job.code is not None]
    return CrawlInterruptedError.exit_code if runner.stopped else worst(codes)


def worst(codes: Iterable[int]) -> int:
    """The exit code that stands for all: the last one in the order of `ENDINGS`; what is not there counts as 1."""
    order = list(ENDINGS)
    known = [code if code in ENDINGS else BlogArchiveError.exit_code for code in codes]
    return max(known, key=order.index, default=0)


def arguments_of(context: click.Context, without: frozenset[str]) -> list[str]:
    """The options of a command as they were given, *without* some parameters."""
    arguments: list[str] = []
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if not given or name in without or not isinstance(parameter, click.Option):
            continue
        value = context.params[name]
        if parameter.is_flag:
            arguments.append(parameter.opts[-1])
        else:
            for one in value if parameter.multiple else [value]:
                arguments.append(f"{parameter.opts[-1]}={_written(one)}")
    return arguments


def _written(value: Any) -> str:
    return ": ".join(value) if isinstance(value, tuple) else str(value)


def folders_of(parent: Path, urls: Iterable[str]) -> list[Path]:
    """A folder below *parent* for each blog: its host, and the path as well where that folder is another blog's."""
    taken: set[Path] = set()
    folders = []
    for url in urls:
        names = _names(url)
        folder = next((one for name in names if (one := parent / name) not in taken and _is_for(one, url)), parent / names[-1])
        taken.add(folder)
        folders.append(folder)
    return folders


def _names(url: str) -> list[str]:
    host, parts = archive_name(url), urlsplit(url)
    path = _UNSAFE.sub("-", parts.path).strip("-.")[:MAX_PATH_LENGTH].strip("-.")
    digest = key_of(url).hex()[:8]
    return [host, *([f"{host}-{path}"] if path else []), f"{host}-{digest}"]


def _is_for(folder: Path, url: str) -> bool:
    """Whether *folder* holds no archive, or that of the blog at *url*."""
    database = ArchivePaths(folder).database
    if not database.is_file():
        return True
    try:
        with closing(sqlite3.connect(f"file:{quote(str(database.absolute()))}?mode=ro", uri=True)) as db:
            start = read_meta(db, "start_url")
    except sqlite3.Error:
        return True  # the crawl says what is wrong with it
    return start is None or post_key(start) == post_key(url)


def show_jobs(jobs: list[Job], code: int) -> None:
    """A table of all blogs on stderr: posts, failures, how each ended, and where it is."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_footer=True)
    figures = [_figures(job) for job in jobs]
    table.add_column("Blog", footer=f"{len(jobs)} blogs", overflow="fold")
    table.add_column("Posts", footer=f"{sum(posts for posts, _ in figures):,}", justify="right")
    table.add_column("Failed", footer=f"{sum(failed for _, failed in figures):,}", justify="right")
    table.add_column("Outcome", footer=ENDINGS.get(code, ENDINGS[1]))
    table.add_column("Archive", overflow="fold")
    for job, (posts, failed) in zip(jobs, figures, strict=True):
        ending = "not begun" if job.code is None else ENDINGS.get(job.code, "broke off")
        table.add_row(Text(job.url), f"{posts:,}", f"{failed:,}", ending, Text(str(job.folder)))
    Console(stderr=True).print(table)


def _figures(job: Job) -> tuple[int, int]:
    """Posts and failed addresses, as the archive's report has them."""
    try:
        report = json.loads(ArchivePaths(job.folder).report.read_text(encoding="utf-8"))
        return int(report["posts"]), sum(report["failed"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0, 0

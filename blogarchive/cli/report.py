"""``blogarchive report``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from blogarchive.errors import UsageError
from blogarchive.report.figures import read_figures
from blogarchive.report.words import plural
from blogarchive.report.write import write_report
from blogarchive.store.archive import Archive
from blogarchive.store.layout import ArchivePaths

__all__ = ["report"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def report(folder: Path) -> None:
    """Write report.html and report.json of the archive DIR: what was asked, what exists, what is kept, what is not and why.

    A crawl writes both at its end. This command makes them anew, and reads every WARC file to see whether its digest is still
    the one in the manifest.

    \b
    Example: blogarchive report output/example.org
    """
    paths = ArchivePaths(folder)
    if not paths.database.exists() and not any(paths.warc.glob("*.warc.gz")):
        raise UsageError(f"{folder} is no archive: it has no {paths.database.name}. Name a folder that `blogarchive crawl` made.")
    before = _last_report(paths.report)
    archive = Archive(folder)
    try:
        blog = archive.meta("root_url") or archive.meta("start_url") or str(before.get("blog", ""))
        figures = read_figures(archive, blog, digests=archive.digests(), check_files=True)
        figures.hosts = before.get("hosts", {})
        figures.unfinished = before.get("unfinished", [])
        write_report(archive, figures)
    finally:
        archive.close()
    click.echo(f"{paths.report_page} and {paths.report.name}: {plural(figures.posts, 'post')}", err=True)
    for file in figures.files:
        if file.changed:
            click.echo(
                f"blogarchive: {folder / file.name} is not what {paths.manifest.name} says; restore it from a copy.", err=True
            )


def _last_report(path: Path) -> dict[str, Any]:
    """The newest report.json, for what only the crawl itself could tell; empty when there is none to be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8", errors="replace"))
    except (FileNotFoundError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}

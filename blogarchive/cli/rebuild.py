"""``blogarchive rebuild``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from blogarchive.settle.rebuild import rebuild as rebuild_tables
from blogarchive.store.rebuild import RebuiltTables

__all__ = ["rebuild"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--blog", metavar="URL", help="The address the blog was archived from; default the first page captured.")
def rebuild(folder: Path, blog: str | None) -> None:
    """Make archive.db and articles.jsonl of the archive DIR anew from its WARC files.

    The old archive.db is kept under another name. The crawl command that made the archive then goes on with it.

    \b
    Example: blogarchive rebuild output/example.org
    """
    console = Console(stderr=True)
    tables = RebuiltTables(folder)
    try:
        with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
            task = shown.add_task("Reading", total=None)
            count = rebuild_tables(
                tables, blog=blog, progress=lambda done, total: shown.update(task, completed=done, total=total)
            )
        aside = tables.put_in_place()
    except BaseException:
        tables.give_up()
        raise
    click.echo(f"{count} articles in {folder}" + (f"; the old database is {aside}" if aside else ""), err=True)

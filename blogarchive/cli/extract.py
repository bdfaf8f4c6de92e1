"""``blogarchive extract``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from blogarchive.errors import StorageError
from blogarchive.settle.reread import reread, warc_files

__all__ = ["extract"]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the rows go; default standard output.")
@click.option("--blog", metavar="URL", help="The address the blog was archived from; default the first page captured.")
def extract(paths: tuple[Path, ...], output: str, blog: str | None) -> None:
    """Make the rows again from WARC files or archive folders, without network.

    \b
    Example: blogarchive extract output/example.org/warc -o articles.jsonl
    """
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("Reading", total=None)
        tables = reread(
            warc_files(paths), blog=blog, progress=lambda done, total: shown.update(task, completed=done, total=total)
        )
    rows = [article.row for article in tables.articles]
    text = "".join(f"{row}\n" for row in rows)
    if output == "-":
        sys.stdout.write(text)
    else:
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as exc:
            raise StorageError(f"Cannot write {output}: {exc.strerror}.") from exc
        click.echo(f"{len(rows)} rows written to {output}", err=True)

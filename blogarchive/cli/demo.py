"""``blogarchive demo``: the quickest tour, without network."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from blogarchive.cli.crawl import show_result
from blogarchive.crawl.options import CrawlOptions
from blogarchive.crawl.run import run_crawl
from blogarchive.demo.server import DemoServer

__all__ = ["demo"]


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("output/demo"), show_default=True)
def demo(output: Path) -> None:
    """Archive a small blog that ships with the program, from this machine to this machine."""
    with DemoServer() as server:
        click.echo(f"A small blog is served at {server.url} while it is archived.", err=True)
        result = run_crawl(CrawlOptions(url=server.url, output=output))
    show_result(result, quiet=False)
    sys.exit(result.exit_code)

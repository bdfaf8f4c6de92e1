"""``blogarchive demo``: the quickest tour, without network."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from blogarchive.cli.crawl import show_result
from blogarchive.crawl.options import CrawlOptions
from blogarchive.crawl.run import run_crawl
from blogarchive.demo.server import DemoServer
from blogarchive.store.layout import ArchivePaths

__all__ = ["demo"]

DEAD_LINKS = 1
"""The demo blog has one link that leads nowhere, to show how a failure is reported; it is no failure of the demo."""


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("output/demo"), show_default=True)
def demo(output: Path) -> None:
    """Archive a small blog that ships with the program, from this machine to this machine."""
    with DemoServer(port=_port_of(output)) as server:
        click.echo(f"A small blog is served at {server.url} while it is archived.", err=True)
        result = run_crawl(CrawlOptions(url=server.url, output=output))
    show_result(result, quiet=False)
    expected = result.figures is not None and sum(result.figures.failed.values()) == DEAD_LINKS
    sys.exit(0 if result.error is None and expected else result.exit_code)


def _port_of(folder: Path) -> int:
    """The port the demo blog had when *folder* was made, so that the same command goes on there; 0 is any free one."""
    report = ArchivePaths(folder).report
    if not report.exists():
        return 0
    port = urlsplit(json.loads(report.read_text(encoding="utf-8"))["blog"]).port or 0
    with socket.socket() as probe:
        return port if probe.connect_ex(("127.0.0.1", port)) else 0

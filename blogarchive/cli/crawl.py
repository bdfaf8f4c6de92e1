"""``blogarchive crawl``."""

from __future__ import annotations

import logging
import re
import signal
import sys
from pathlib import Path

import click
from rich.console import Console

from blogarchive.crawl.options import DEFAULT_CONTACT, DEFAULT_WARC_BYTES, CrawlOptions, credentials_of, start_address
from blogarchive.crawl.run import CrawlResult, run_crawl
from blogarchive.errors import UsageError
from blogarchive.report.summary import summary
from blogarchive.store.space import DEFAULT_MIN_FREE

__all__ = ["crawl", "show_result"]

UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}


class ByteCount(click.ParamType[int]):
    """A number of bytes, with k, M or G."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", str(value).strip(), re.IGNORECASE)
        if not match:
            self.fail(f"{value!r} is no size; give one such as 500M or 1G.", param, ctx)
        return int(float(match[1]) * UNITS[match[2].lower()])


class Header(click.ParamType[tuple[str, str]]):
    """``Name: value``."""

    name = "header"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        name, colon, text = str(value).partition(":")
        if not colon or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name.strip()) or "\n" in text or "\r" in text:
            self.fail(f"{value!r} is no header; give one such as 'Accept-Language: de'.", param, ctx)
        return name.strip(), text.strip()


@click.command()
@click.argument("url")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The archive's folder; default output/<host>.")
@click.option("--include", multiple=True, metavar="REGEX", help="Addresses of the host that belong to the blog too.")
@click.option("--exclude", multiple=True, metavar="REGEX", help="Addresses not to fetch.")
@click.option("--max-posts", type=click.IntRange(0), default=0, metavar="N", help="Stop after N posts.")
@click.option("--max-pages", type=click.IntRange(0), default=0, metavar="N", help="Stop after N pages of any kind.")
@click.option("--delay", type=click.FloatRange(0), metavar="SECONDS", help="Between two requests to one host; default 1.")
@click.option("--user-agent", metavar="TEXT", help="The whole User-Agent.")
@click.option("--contact", default=DEFAULT_CONTACT, metavar="URL", help="Who answers for this crawl; goes into the User-Agent.")
@click.option("--header", "headers", multiple=True, type=Header(), help="'Name: value', sent to the blog's own host only.")
@click.option("--cookies", type=click.Path(path_type=Path), metavar="FILE", help="A cookies.txt in Netscape format.")
@click.option("--proxy", metavar="URL", help="An HTTP proxy.")
@click.option("--allow-host", "allow_hosts", multiple=True, metavar="HOST:PORT", help="May be reached although it is private.")
@click.option("--insecure", is_flag=True, help="Do not check TLS certificates; the WARC says so.")
@click.option("--no-assets", is_flag=True, help="Leave out pictures, style sheets, scripts and fonts.")
@click.option("--no-extraction", is_flag=True, help="Write WARC files only; `blogarchive extract` makes the rows later.")
@click.option("--warc-size", type=ByteCount(), default=DEFAULT_WARC_BYTES, help="Begin a new WARC file after it; default 1G.")
@click.option("--min-free", type=ByteCount(), default=DEFAULT_MIN_FREE, help="Stop when less is free on the disk; default 500M.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def crawl(
    url: str,
    output: Path | None,
    headers: tuple[tuple[str, str], ...],
    no_assets: bool,
    no_extraction: bool,
    quiet: bool,
    **options: object,
) -> None:
    """Archive the blog at URL. The same command goes on where a stopped one was.

    \b
    Example: blogarchive crawl https://example.org/blog/ -o example
    """
    address = start_address(url)
    if "://" not in url:
        click.echo(f"No scheme given: {address} is used.", err=True)
    made = CrawlOptions(
        url=address,
        output=output,
        headers={**credentials_of(url), **dict(headers)},
        assets=not no_assets,
        extraction=not no_extraction,
        **options,  # type: ignore[arg-type]
    )
    result = run_crawl(made, progress=not quiet)
    show_result(result, quiet=quiet)
    sys.exit(result.exit_code)


def show_result(result: CrawlResult, *, quiet: bool) -> None:
    """The summary on stderr, and what went wrong."""
    console = Console(stderr=True)
    if result.figures and not quiet and not isinstance(result.error, UsageError):
        outcome = "stopped" if result.error else "unfinished" if result.figures.unfinished else "complete"
        console.print(summary(result.figures, result.folder, outcome))
    for sentence in result.figures.unfinished if result.figures else []:
        click.echo(f"blogarchive: {sentence}", err=True)
    if result.error:
        click.echo(f"blogarchive: {result.error}", err=True)
    logging.shutdown()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # all is written: a signal that comes now must not change the exit code

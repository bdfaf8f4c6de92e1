"""``blogarchive crawl``."""

from __future__ import annotations

import logging
import re
import signal
import sys
from itertools import chain
from pathlib import Path

import click
from rich.console import Console

from blogarchive.cli.addresses import STDIN, Addresses, Given, collect, lines_of, outlines_of
from blogarchive.cli.many import Job, arguments_of, crawl_many, folders_of, show_jobs, worst
from blogarchive.crawl.options import DEFAULT_CONTACT, DEFAULT_WARC_BYTES, CrawlOptions, credentials_of, start_address
from blogarchive.crawl.run import CrawlResult, run_crawl
from blogarchive.errors import UsageError
from blogarchive.report.summary import summary
from blogarchive.report.words import plural
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


INPUT = click.Path(path_type=Path, allow_dash=True)
INPUT_PARAMETERS = frozenset(("urls", "lists", "opmls", "posts", "output"))


@click.command()
@click.argument("urls", nargs=-1, metavar="URL…")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The archive's folder; default output/<host>.")
@click.option("--list", "lists", multiple=True, type=INPUT, metavar="FILE", help="Blogs, one address a line; - is stdin.")
@click.option("--opml", "opmls", multiple=True, type=INPUT, metavar="FILE", help="Blogs of a feed reader's OPML file.")
@click.option("--urls", "posts", multiple=True, type=INPUT, metavar="FILE", help="Posts of the blog, one address a line.")
@click.option("--include", multiple=True, metavar="REGEX", help="Addresses of the host that belong to the blog too.")
@click.option("--exclude", multiple=True, metavar="REGEX", help="Addresses not to fetch.")
@click.option("--max-posts", type=click.IntRange(0), default=0, metavar="N", help="Keep the N newest posts.")
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
@click.option("--no-feeds", "feeds", is_flag=True, flag_value=False, default=True, help="Do not follow feeds.")
@click.option("--no-sitemap", "sitemap", is_flag=True, flag_value=False, default=True, help="Do not follow sitemaps.")
@click.option(
    "--no-rest", "rest", is_flag=True, flag_value=False, default=True, help="Do not ask the software for its lists of posts."
)
@click.option(
    "--no-pagination", "pagination", is_flag=True, flag_value=False, default=True, help="Do not follow /page/2 and the like."
)
@click.option("--lean", is_flag=True, help="Leave out lists and archives once a list that is proved whole names every post.")
@click.option("--allow-trap", "allow_traps", multiple=True, metavar="NAME", help="A trap rule that does not hold here.")
@click.option("--site-profile", type=click.Path(path_type=Path), metavar="FILE", help="What `sites show` printed, edited.")
@click.option("--warc-size", type=ByteCount(), default=DEFAULT_WARC_BYTES, help="Begin a new WARC file after it; default 1G.")
@click.option("--min-free", type=ByteCount(), default=DEFAULT_MIN_FREE, help="Stop when less is free on the disk; default 500M.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@click.option("--brief", is_flag=True, hidden=True, help="No summary: this is one of several blogs.")
@click.pass_context
def crawl(
    context: click.Context,
    /,
    urls: tuple[str, ...],
    lists: tuple[Path, ...],
    opmls: tuple[Path, ...],
    posts: tuple[Path, ...],
    output: Path | None,
    headers: tuple[tuple[str, str], ...],
    no_assets: bool,
    no_extraction: bool,
    quiet: bool,
    brief: bool,
    **options: object,
) -> None:
    """Archive the blog at URL. The same command goes on where a stopped one was.

    Several blogs are archived one after the other, each into a folder of its own below the one that -o names.

    \b
    Examples: blogarchive crawl https://example.org/blog/ -o example
              blogarchive crawl --list blogs.txt -o output
    """
    if len(urls) > 1 or lists or opmls:
        if posts:
            raise UsageError("--urls names posts of one blog: give the address of that blog alone.")
        arguments = arguments_of(context, INPUT_PARAMETERS)
        sys.exit(_crawl_several(urls, lists, opmls, output or Path("output"), arguments, quiet=quiet, debug=bool(context.obj)))
    if not urls:
        raise UsageError("Give the address of a blog, or a file with many: --list FILE or --opml FILE.")
    url = urls[0]
    address = start_address(url)
    if "://" not in url:
        click.echo(f"No scheme given: {address} is used.", err=True)
    given = collect(chain.from_iterable(map(lines_of, posts)))
    _tell(given)
    made = CrawlOptions(
        url=address,
        output=output,
        headers={**credentials_of(url), **dict(headers)},
        assets=not no_assets,
        extraction=not no_extraction,
        given=tuple(good for good, _ in given.good),
        **options,  # type: ignore[arg-type]
    )
    result = run_crawl(made, progress=not quiet)
    show_result(result, quiet=quiet or brief)
    sys.exit(worst([result.exit_code, UsageError.exit_code if given.bad else 0]))


def _crawl_several(
    urls: tuple[str, ...],
    lists: tuple[Path, ...],
    opmls: tuple[Path, ...],
    parent: Path,
    arguments: list[str],
    *,
    quiet: bool,
    debug: bool,
) -> int:
    """The exit code of a crawl of all the blogs that are named."""
    if [*lists, *opmls].count(STDIN) > 1:
        raise UsageError("Standard input can be read once only: give - to one option.")
    files = chain(chain.from_iterable(map(lines_of, lists)), chain.from_iterable(map(outlines_of, opmls)))
    addresses = collect(chain((Given(url, "") for url in urls), files))
    _tell(addresses)
    if not addresses.good:
        raise UsageError(f"No blog is named in {' or '.join(map(str, [*lists, *opmls])) or 'the command'}.")
    folders = folders_of(parent, (url for url, _ in addresses.good))
    jobs = [Job(one.text, url, folder) for (url, one), folder in zip(addresses.good, folders, strict=True)]
    code = crawl_many(jobs, arguments, quiet=quiet, debug=debug)
    if not quiet:
        show_jobs(jobs, code)
    return worst([code, UsageError.exit_code if addresses.bad else 0])


def _tell(addresses: Addresses) -> None:
    """Say which addresses are left out."""
    for sentence in addresses.bad:
        click.echo(f"blogarchive: {sentence}", err=True)
    if addresses.twice:
        click.echo(f"{plural(addresses.twice, 'address', 'addresses')} given more than once.", err=True)


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

"""The command line: one module per command."""

from __future__ import annotations

import sys

import click

from blogarchive import __version__
from blogarchive.cli.crawl import crawl
from blogarchive.cli.demo import demo
from blogarchive.cli.extract import extract
from blogarchive.cli.inspect import inspect
from blogarchive.cli.rebuild import rebuild
from blogarchive.cli.schema import schema
from blogarchive.errors import BlogArchiveError, CrawlInterruptedError

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="blogarchive")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """Keep whole blogs: exact WARC files and a table of articles.

    Exit codes: 0 all wanted is archived, 1 some addresses failed, 2 wrong usage or start address, 3 disk full or not
    writable, 4 archive in use, 5 archive damaged, 11 interrupted (the same command goes on).
    """
    context.obj = debug


cli.add_command(crawl)
cli.add_command(demo)
cli.add_command(extract)
cli.add_command(inspect)
cli.add_command(rebuild)
cli.add_command(schema)


def main() -> None:
    """Run the command line; every error of ours is one sentence on stderr and its exit code."""
    try:
        # Not standalone: click would put two lines of usage before its sentence.
        sys.exit(cli(standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as exc:
        exc.show()
        sys.exit(exc.exit_code)
    except click.ClickException as exc:
        click.echo(f"blogarchive: {exc.format_message()}", err=True)
        sys.exit(exc.exit_code)
    except click.Abort:
        sys.exit(CrawlInterruptedError.exit_code)
    except BlogArchiveError as exc:
        if "--debug" in sys.argv:
            raise
        click.echo(f"blogarchive: {exc}", err=True)
        sys.exit(exc.exit_code)

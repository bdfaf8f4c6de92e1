"""The command line: one module per command."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from blogarchive import __version__
from blogarchive.errors import BlogArchiveError, CrawlInterruptedError

__all__ = ["cli", "main"]

COMMANDS = ("crawl", "demo", "export", "extract", "inspect", "rebuild", "report", "schema", "sites", "verify")
"""Each is the function of its name in the module of its name; only the one that is called is imported."""


class LateCommands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, for the help."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None when there is none."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f"blogarchive.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=LateCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="blogarchive")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """Keep whole blogs: exact WARC files and a table of articles.

    Exit codes: 0 all wanted is archived, 1 some addresses failed, 2 wrong usage or start address, 3 disk full or not
    writable, 4 archive in use, 5 archive damaged, 11 interrupted (the same command goes on).
    """
    context.obj = debug


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

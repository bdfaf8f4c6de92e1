"""``blogarchive sites``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from blogarchive.errors import UsageError
from blogarchive.settle.fieldjson import place_from
from blogarchive.settle.reread import reread, warc_files
from blogarchive.settle.siteprofile import Counted, SiteProfile, site_profile
from blogarchive.sites import ENGINES, SITES
from blogarchive.store.finished import FinishedArchive
from blogarchive.store.layout import ArchivePaths

__all__ = ["sites"]

MAX_SHOWN = 8


@click.group()
def sites() -> None:
    """Show the rules for engines and sites, and what was learned of a blog."""


@sites.command("list")
def list_rules() -> None:
    """Print the rules that exist, one per line: its kind, its name, and the hosts of a site."""
    for site in SITES:
        click.echo(f"site\t{site.name}\t{' '.join(sorted(site.hosts))}")
    for engine in ENGINES:
        click.echo(f"engine\t{engine.name}")


@sites.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON: a profile to edit and to give back with --site-profile.")
def show(folder: Path, as_json: bool) -> None:
    """Show what was learned of the blog in the archive DIR.

    \b
    Example: blogarchive sites show output/example.org --json > profile.json
    """
    if not ArchivePaths(folder).database.exists():
        raise UsageError(f"{folder} is no archive: it has no archive.db. Name a folder that `blogarchive crawl` made.")
    archive = FinishedArchive(folder)
    try:
        root = archive.meta("root_url")
        if root is None:
            raise UsageError(f"{folder} holds no blog yet: its crawl ended before the first page was read.")
        profile = site_profile(archive, root)
    finally:
        archive.close()
    _print(profile, as_json=as_json)


@sites.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="WARC...")
@click.option("--blog", metavar="URL", help="The address the blog was archived from; default the first page captured.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def learn(paths: tuple[Path, ...], blog: str | None, as_json: bool) -> None:
    """Learn from WARC files or archive folders, without a crawl, and show what that gives.

    \b
    Example: blogarchive sites learn crawl-2019/*.warc.gz --json > profile.json
    """
    tables = reread(warc_files(paths), blog=blog)
    _print(site_profile(tables, tables.meta("root_url") or ""), as_json=as_json)


def _print(profile: SiteProfile, *, as_json: bool) -> None:
    if as_json:
        click.echo(profile.to_json(), nl=False)
        return
    table = Table(
        title=f"{profile.blog}, learned from {profile.posts} posts", title_justify="left", show_header=False, show_lines=True
    )
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    place = f"{profile.body_selector}\n" if profile.body_selector else "the posts do not agree on one\n"
    for name, value in (
        ("name", profile.name or "none found"),
        ("cut off titles", ", ".join([*profile.names, *profile.title_names]) or "nothing"),
        ("language", profile.language or "not said"),
        ("rules", _lines(profile.extractors)),
        ("labels", f"{profile.labels} posts are described by a feed or list"),
        ("place of the article", place + _lines(profile.places)),
        ("place of the title", _places(profile.title_places)),
        ("place of the date", _places(profile.date_places)),
        ("place of the authors", _places(profile.author_places)),
        (
            "03/04/2020 is",
            "not told by the posts" if profile.month_first is None else "4 March" if profile.month_first else "3 April",
        ),
        ("boilerplate left out", _lines(profile.boilerplate)),
        ("authors' pages", _lines(profile.author_pages)),
    ):
        table.add_row(name, Text(value))
    Console().print(table)


def _places(found: list[dict[str, Any]]) -> str:
    """Places that were needed and learned, a line each."""
    shown = []
    for values in found[:MAX_SHOWN]:
        learned = place_from("", values)
        shown.append(f"{learned.posts} x {learned.place}" + (f" (in {learned.template})" if learned.template else ""))
    return "\n".join(shown) or "none needed, or none that the posts agree on"


def _lines(found: list[Counted]) -> str:
    shown = [f"{one.posts} x {one.value[:200]}" for one in found[:MAX_SHOWN]]
    more = len(found) - len(shown)
    return "\n".join([*shown, f"and {more} more"] if more > 0 else shown) or "none"

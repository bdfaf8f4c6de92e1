"""``blogarchive inspect``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from blogarchive.crawl.options import CrawlOptions, start_address
from blogarchive.crawl.run import run_crawl
from blogarchive.errors import UsageError
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article, Author, Comment, Image, OutLink, Teaser
from blogarchive.settle.answer import Answer, read_answer
from blogarchive.settle.captures import answer_of, ref_of
from blogarchive.settle.frontier import redirect_target
from blogarchive.settle.reread import REDIRECTS, warc_files
from blogarchive.urls import post_key
from blogarchive.warc.reader import read_capture, read_captures

__all__ = ["inspect"]

MAX_SHOWN = 160
MAX_REDIRECTS = 20
SHOWN = (
    "title",
    "date_published",
    "date_modified",
    "authors",
    "body_text",
    "excerpt",
    "tags",
    "categories",
    "related",
    "images",
    "comments",
    "links",
    "language",
    "license",
)


@click.command()
@click.argument("place", metavar="URL|WARC#OFFSET")
@click.option("--in", "archive", type=click.Path(path_type=Path), help="Look for URL in this archive or WARC file.")
def inspect(place: str, archive: Path | None) -> None:
    """Show for one page every field, where it came from and what was rejected.

    \b
    Examples: blogarchive inspect https://example.org/a-post/ --in output/example.org
              blogarchive inspect output/example.org/warc/FILE.warc.gz#12345
    """
    path, mark, offset = place.rpartition("#")
    if mark and offset.isdigit() and Path(path).is_file():
        capture = read_capture(Path(path), int(offset))
        answer = answer_of(capture, capture.url, ref_of(capture))
    elif archive is not None:
        answer = _look_up(place, archive)
    else:
        answer = _fetch(start_address(place))
    reading = read_answer(answer)
    if reading.kind != "html":
        raise UsageError(f"{answer.url} answered {answer.status} and is no HTML page ({reading.kind}).")
    show(extract_article(reading.page, SiteKnowledge(), answer.archive), Console())


def show(article: Article, console: Console) -> None:
    """The article's fields as a table."""
    table = Table(title=article.url, title_justify="left", show_lines=True)
    for name in ("field", "value", "from", "rejected"):
        table.add_column(name, overflow="fold")
    for name in SHOWN:
        found = article.provenance.get(name)
        where = f"{found.source}\n{found.selector or ''}\n{found.confidence}" if found else article.errors.get(name, "")
        lost = "\n".join(f"{r.value[:60]} ({r.source}): {r.reason}" for r in found.rejected) if found else ""
        table.add_row(name, Text(_shown(getattr(article, name))), Text(where), Text(lost))
    console.print(table)
    for step, reason in article.errors.items():
        console.print(Text(f"{step}: {reason}", "red"))


def _shown(value: object) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        lines = [_one(v) for v in value]
        more = f"\n… {len(lines) - 8} more" if len(lines) > 8 else ""
        return "\n".join(line[:MAX_SHOWN] for line in lines[:8]) + more
    text = str(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}… ({len(text)} characters)"


def _one(value: object) -> str:
    """What stands for one of several values."""
    match value:
        case Author(name=name):
            return name
        case Teaser(title=text) | Comment(text=text):
            return text
        case Image(url=url) | OutLink(url=url):
            return url
    return str(value)


def _look_up(url: str, archive: Path) -> Answer:
    """The newest answer of *url* in an archive or WARC file; redirects are followed."""
    answers: dict[str, Answer] = {}
    for path in warc_files([archive]):
        for capture in read_captures(path):
            key = post_key(capture.url)
            is_page = capture.status == 200 and capture.record_type == "response"
            if is_page or (capture.status in REDIRECTS and key not in answers):
                answers[key] = answer_of(capture, capture.url, ref_of(capture))
    target: str | None = start_address(url)
    for _ in range(MAX_REDIRECTS):
        answer = answers.get(post_key(target)) if target else None
        if answer is None:
            break
        if answer.status == 200:
            return answer
        target = redirect_target(answer.url, answer.location)
    raise UsageError(f"{archive} holds no answer for {url}.")


def _fetch(url: str) -> Answer:
    """The page at *url*, fetched as a crawl of one page: robots.txt is obeyed and nothing is left behind."""
    with tempfile.TemporaryDirectory(prefix="blogarchive-") as folder:
        options = CrawlOptions(url=url, output=Path(folder), max_pages=1, assets=False, extraction=False)
        result = run_crawl(options, progress=False)
        if result.error:
            raise result.error
        return _look_up(url, Path(folder))

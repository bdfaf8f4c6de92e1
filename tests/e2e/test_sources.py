"""Recorded blogs from other starts than their own, and with single sources switched off: what can be named is found."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from blogarchive.report.coverage import Coverage, read_coverage

from .recorded import crawl, score, serve

pytestmark = pytest.mark.e2e

MISTAKES = ("not_posts", "drafts_kept", "twice")


@dataclass(frozen=True, slots=True)
class Result:
    """What a crawl brought."""

    figures: dict[str, Any]
    coverage: Coverage
    report: dict[str, Any]


def result_of(blogs: Path, name: str, start: str, folder: Path, *options: str) -> Result:
    """Crawl the recorded blog *name* from *start*, without requisites."""
    with serve(blogs, name) as address:
        crawled = crawl(name, address + start, folder, "--no-assets", *options)
    assert crawled.exit_code in (0, 1), crawled.stderr[-2000:]
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        coverage = read_coverage(db)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return Result(score(blogs, crawled), coverage, report)


def assert_whole(result: Result) -> None:
    """Every post that anything names is kept, nothing else is, and the report counts the same."""
    figures, coverage = result.figures, result.coverage
    assert {name: figures[name] for name in MISTAKES} == dict.fromkeys(MISTAKES, 0)
    assert (figures["posts"], figures["rows"]) == (1.0, figures["expected"])
    assert coverage.kept == figures["expected"]
    closed = [one for one in coverage.unkept if one.category in ("password", "members")]
    assert coverage.union == coverage.kept + len(closed)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        pytest.param("ghost", "/rss/", id="ghost-feed"),
        pytest.param("ghost", "/064-64/", id="ghost-post"),
        pytest.param("wordpress65", "/feed/", id="wordpress65-feed"),
        pytest.param("wordpress65", "/067-propos-de-cartes-fluviales-67/", id="wordpress65-post"),
        pytest.param("jekyll", "/feed.xml", id="jekyll-feed"),
        pytest.param("jekyll", "/travel/2021/08/30/065-notes-on-the-memory-of-harbour-ledgers-65.html", id="jekyll-post"),
        pytest.param("mkdocs", "/feed_rss_created.xml", id="mkdocs-feed"),
    ],
)
def test_whole_blog_is_found_from_one_of_its_parts(blogs: Path, tmp_path: Path, name: str, start: str) -> None:
    assert_whole(result_of(blogs, name, start, tmp_path / "a"))


@pytest.mark.parametrize(
    ("name", "start", "off"),
    [
        pytest.param("wordpress65", "/", ("feeds",), id="wordpress65-feeds"),
        pytest.param("wordpress65", "/", ("sitemap",), id="wordpress65-sitemap"),
        pytest.param("wordpress65", "/", ("pagination", "sitemap"), id="wordpress65-pagination-sitemap"),
        pytest.param("ghost", "/", ("feeds",), id="ghost-feeds"),
        pytest.param("ghost", "/", ("sitemap",), id="ghost-sitemap"),
        pytest.param("ghost", "/", ("pagination",), id="ghost-pagination"),
        pytest.param("gates-replica", "/our-scholars/blog/", ("pagination",), id="gates-replica-pagination"),
        pytest.param("mkdocs", "/blog/", ("sitemap",), id="mkdocs-sitemap"),
    ],
)
def test_whole_blog_is_found_without_one_source(blogs: Path, tmp_path: Path, name: str, start: str, off: tuple[str, ...]) -> None:
    result = result_of(blogs, name, start, tmp_path / "a", *(f"--no-{source}" for source in off))
    assert_whole(result)


def test_posts_that_a_switched_off_source_alone_names_are_all_that_is_missing(blogs: Path, tmp_path: Path) -> None:
    result = result_of(blogs, "jekyll", "/", tmp_path / "a", "--no-sitemap")
    assert {name: result.figures[name] for name in MISTAKES} == dict.fromkeys(MISTAKES, 0)
    assert result.figures["expected"] - result.figures["rows"] == 3


def test_switched_off_pagination_is_told(blogs: Path, tmp_path: Path) -> None:
    result = result_of(blogs, "ghost", "/", tmp_path / "a", "--no-pagination", "--no-sitemap")
    assert any("off:pagination" in warning for warning in result.coverage.warnings)


def test_lean_crawl_of_a_paged_feed_asks_for_less_and_keeps_the_same(blogs: Path, tmp_path: Path) -> None:
    """The recording has no list under /wp-json/ that the crawl asks for, so the feed's end is the proof."""
    result = result_of(blogs, "wordpress65", "/", tmp_path / "a", "--lean")
    assert_whole(result)
    assert result.report["coverage"]["requests_per_post"] <= 1.4

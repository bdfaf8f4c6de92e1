"""The coverage of the demo blog, whose posts and lists are known."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from server.command import Archived, Crawled, crawl

from blogarchive.report.coverage import Coverage, read_coverage
from blogarchive.store.database import open_database


def coverage_of(folder: Path) -> Coverage:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return read_coverage(db)


def test_totals_are_those_of_the_blog(demo_crawl: Crawled) -> None:
    coverage = coverage_of(demo_crawl.archive.folder)
    assert (coverage.union, coverage.kept, coverage.unkept, coverage.warnings) == (12, 12, [], [])
    assert coverage.by_kind == {"feed": 6, "sitemap": 12, "listing": 12, "link": 12}
    assert coverage.overlaps["feed"] == {"sitemap": 6, "listing": 6, "link": 6}


def test_each_source_says_what_it_named_and_how_it_ended(demo_crawl: Crawled) -> None:
    found = {figure.kind: figure for figure in coverage_of(demo_crawl.archive.folder).sources}
    assert set(found) == {"feed", "sitemap", "listing", "link"}
    assert (found["feed"].named, found["feed"].kept, found["feed"].documents) == (6, 6, 1)
    assert (found["sitemap"].promised, found["sitemap"].kept) == (16, 12)
    assert all(figure.ended for kind, figure in found.items() if kind != "link")


def test_requests_are_counted_without_requisites(demo_crawl: Crawled) -> None:
    coverage = coverage_of(demo_crawl.archive.folder)
    rows = demo_crawl.archive.query(
        "SELECT count(*) FROM capture c JOIN url u ON u.id = c.url_id WHERE u.role NOT IN ('asset', 'robots')"
    )
    assert coverage.requests_per_post == round(rows[0][0] / 12, 2)


def test_report_and_reading_agree(demo_crawl: Crawled) -> None:
    told, read = demo_crawl.archive.report["coverage"], coverage_of(demo_crawl.archive.folder)
    assert (told["union"], told["kept"], len(told["sources"])) == (read.union, read.kept, len(read.sources))


def test_archive_without_anything_has_nothing_to_tell() -> None:
    with closing(open_database(None)) as db:
        assert read_coverage(db) == Coverage()


@pytest.mark.parametrize("start", ["/feed.xml", "/the-light-that-was-moved/", "/sitemap.xml"], ids=["feed", "post", "sitemap"])
def test_whole_blog_is_found_from_one_of_its_parts(demo_crawl: Crawled, tmp_path: Path, start: str) -> None:
    crawl(demo_crawl.at(start), tmp_path / "a", "--no-assets", "-q")
    assert Archived(tmp_path / "a").titles == demo_crawl.archive.titles
    assert coverage_of(tmp_path / "a").union == 12


@pytest.mark.parametrize("off", ["feeds", "sitemap", "rest", "pagination"])
def test_whole_blog_is_found_without_one_source(demo_crawl: Crawled, tmp_path: Path, off: str) -> None:
    crawl(demo_crawl.url, tmp_path / "a", "--no-assets", "-q", f"--no-{off}")
    assert Archived(tmp_path / "a").titles == demo_crawl.archive.titles

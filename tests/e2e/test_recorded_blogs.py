"""Crawls of recorded blogs whose content is known, one at a time; slow, so behind the mark ``e2e``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from warcio.archiveiterator import ArchiveIterator

from blogarchive.schema import article_schema

from .expectations import BLOGS, EXACT, RecordedBlog
from .recorded import Crawled, crawl, rows_of, score, serve

pytestmark = pytest.mark.e2e

FIGURES = sorted({name for blog in BLOGS for name in blog.minima()})


@pytest.fixture(scope="module", params=BLOGS, ids=lambda blog: blog.name)
def blog(request: pytest.FixtureRequest) -> RecordedBlog:
    """Each recorded blog in turn; pytest finishes all the tests of one before it crawls the next."""
    found: RecordedBlog = request.param
    return found


@pytest.fixture(scope="module")
def crawled(blog: RecordedBlog, blogs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("e2e") / blog.name
    with serve(blogs, blog.name) as address:
        yield crawl(blog.name, address + blog.start, folder)


@pytest.fixture(scope="module")
def result(crawled: Crawled, blogs: Path) -> dict[str, Any]:
    assert (crawled.folder / "articles.jsonl").is_file(), crawled.stderr[-2000:]
    return score(blogs, crawled)


def test_crawl_ends_by_itself_without_a_traceback(crawled: Crawled) -> None:
    assert crawled.exit_code in (0, 1), crawled.stderr[-2000:]
    assert "Traceback" not in crawled.stderr
    assert (crawled.folder / "articles.jsonl").is_file(), crawled.stderr[-2000:]


@pytest.mark.parametrize("figure", FIGURES)
def test_share_is_high_enough(figure: str, blog: RecordedBlog, result: dict[str, Any]) -> None:
    if figure not in result:
        pytest.skip(f"{blog.name} shows nothing to measure {figure} by")
    assert result[figure] >= blog.minima()[figure]


@pytest.mark.parametrize("mistake", sorted(EXACT))
def test_mistakes_stay_within_what_is_allowed(mistake: str, blog: RecordedBlog, result: dict[str, Any]) -> None:
    assert result[mistake] <= blog.maxima()[mistake], blog.reason


def test_report_counts_the_posts_that_there_are(crawled: Crawled) -> None:
    coverage = json.loads((crawled.folder / "report.json").read_text(encoding="utf-8"))["coverage"]
    closed = [one for one in coverage["unkept"] if one["category"] in ("password", "members")]
    assert coverage["kept"] == len(rows_of(crawled))
    assert coverage["union"] == coverage["kept"] + len(closed)


def test_every_row_follows_the_schema(crawled: Crawled) -> None:
    validator = jsonschema.Draft202012Validator(article_schema())
    broken = [
        (row["url"], error.json_path, error.message[:200]) for row in rows_of(crawled) for error in validator.iter_errors(row)
    ]
    assert broken == []


def test_warcio_reads_every_record_and_each_request_has_its_answer(crawled: Crawled) -> None:
    kinds = {"request": 0, "response": 0, "revisit": 0}
    for file in warc_files(crawled):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                record.content_stream().read()
                kinds[record.rec_type] = kinds.get(record.rec_type, 0) + 1
    assert kinds["request"] == kinds["response"] + kinds["revisit"] > 0


def test_no_warc_file_is_left_open(crawled: Crawled) -> None:
    assert [file.name for file in (crawled.folder / "warc").glob("*.open")] == []


def test_every_row_points_at_the_record_of_its_address(crawled: Crawled) -> None:
    wrong = []
    for row in rows_of(crawled):
        place = row["archive"]
        with (crawled.folder / "warc" / place["warc"]).open("rb") as stream:
            stream.seek(place["offset"])
            record = next(iter(ArchiveIterator(stream)))
            found = record.rec_headers["WARC-Target-URI"], record.rec_headers["WARC-Record-ID"].strip("<>")
        if found != (row["url"], place["record_id"].strip("<>")):
            wrong.append((row["url"], found))
    assert wrong == []


def warc_files(crawled: Crawled) -> list[Path]:
    return sorted((crawled.folder / "warc").glob("*.warc.gz"))

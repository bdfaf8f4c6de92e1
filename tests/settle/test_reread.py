"""The WARC files are the truth: reading them again gives the rows of the crawl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from server.command import Archived, Crawled, blogarchive, crawl, read_lines
from server.site import Site, blog_post, small_blog

from blogarchive.errors import UsageError
from blogarchive.settle.reread import reread, warc_files

Rows = list[dict[str, Any]]


def by_id(rows: Rows) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows}


def assert_equal_rows(again: Rows, crawled: Rows) -> None:
    """Field by field, so that a failure names the field."""
    new, old = by_id(again), by_id(crawled)
    assert sorted(new) == sorted(old)
    for key, row in old.items():
        for name, value in row.items():
            assert (row["url"], name, new[key][name]) == (row["url"], name, value)


def rows_of(*paths: Path, blog: str | None = None) -> Rows:
    return [json.loads(article.row) for article in reread(warc_files(paths), blog=blog).articles]


def test_rows_of_the_demo_blog_are_those_of_the_crawl(demo_crawl: Crawled) -> None:
    assert_equal_rows(rows_of(demo_crawl.archive.folder), demo_crawl.archive.rows)


def test_order_of_the_rows_is_that_of_the_crawl(demo_crawl: Crawled) -> None:
    again = [row["url"] for row in rows_of(demo_crawl.archive.folder / "warc")]
    assert again == [row["url"] for row in demo_crawl.archive.rows]


def test_extract_writes_the_rows_to_a_file_or_to_stdout(demo_crawl: Crawled, tmp_path: Path) -> None:
    done = blogarchive("extract", demo_crawl.archive.folder, "-o", tmp_path / "rows.jsonl")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"12 rows written to {tmp_path / 'rows.jsonl'}\n"
    assert_equal_rows(read_lines(tmp_path / "rows.jsonl"), demo_crawl.archive.rows)
    done = blogarchive("extract", *demo_crawl.archive.warcs())
    assert (done.code, done.err) == (0, "")
    assert done.out == (tmp_path / "rows.jsonl").read_text(encoding="utf-8")


def test_crawl_without_extraction_gives_the_same_rows_later(demo_crawl: Crawled, tmp_path: Path) -> None:
    done = crawl(demo_crawl.url, tmp_path, "--no-extraction", "-q")
    archive = Archived(tmp_path)
    assert done.code == 1
    assert archive.rows == []
    again, crawled = by_id(rows_of(tmp_path)), by_id(demo_crawl.archive.rows)
    assert sorted(again) == sorted(crawled)
    for key, row in crawled.items():
        for name in row.keys() - {"archive", "first_seen", "last_seen"}:
            assert (name, again[key][name]) == (name, row[name])


@pytest.fixture(scope="module")
def crooked(tmp_path_factory: pytest.TempPathFactory) -> Archived:
    """A blog that begins at one of its posts, with redirects, a retry, two addresses for a post, and small files."""
    folder = tmp_path_factory.mktemp("crooked")
    with Site() as site:
        others = ("/old-1/", "/post-1", "/trk?utm_source=x")
        small_blog(site, 6, prefix="/blog/", links="".join(f'<p><a href="/blog{path}">there</a></p>' for path in others))
        site.moved("/", "/blog/")
        site.moved("/blog/old-1/", "/blog/post-1/")
        site.page("/blog/post-1", blog_post(1))
        site.moved("/blog/trk?utm_source=x", "/blog/trk")
        site.page("/blog/trk", blog_post(77))
        site.forget("/blog/post-4/")
        site.on("/blog/post-4/", 503)
        site.page("/blog/post-4/", blog_post(4))
        assert crawl(site.url("/blog/post-3/"), folder, "--warc-size", "4k", "-q").code == 0
    return Archived(folder)


def test_rows_are_equal_when_the_way_to_the_blog_was_crooked(crooked: Archived) -> None:
    assert crooked.titles == [f"Post number {number}" for number in (1, 2, 3, 4, 5, 6, 77)]
    assert_equal_rows(rows_of(crooked.folder), crooked.rows)


def test_rows_are_equal_from_a_copy_of_the_files_elsewhere(crooked: Archived, tmp_path: Path) -> None:
    for path in crooked.warcs():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert_equal_rows(rows_of(tmp_path), crooked.rows)


def test_address_of_the_blog_can_be_named(demo_crawl: Crawled) -> None:
    rows = rows_of(demo_crawl.archive.folder, blog=demo_crawl.url)
    assert_equal_rows(rows, demo_crawl.archive.rows)


def test_files_without_the_blog_are_refused(demo_crawl: Crawled) -> None:
    with pytest.raises(UsageError, match=r"hold no page of the blog at https://other\.example/; name its address with --blog"):
        rows_of(demo_crawl.archive.folder, blog="https://other.example/")


def test_files_without_answers_are_refused(demo_crawl: Crawled) -> None:
    texts = list((demo_crawl.archive.folder / "warc").glob("*-text-*"))
    with pytest.raises(UsageError, match="hold no answer with a page"):
        rows_of(*texts)


@pytest.mark.parametrize("name", ["missing.warc.gz", "empty"])
def test_what_is_no_warc_file_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    done = blogarchive("extract", tmp_path / name)
    assert done.code == 2
    assert done.sentence in (f"There is no file {tmp_path / name}.", f"There is no WARC file in {tmp_path / name}.")


def test_output_that_cannot_be_written_is_said(demo_crawl: Crawled, tmp_path: Path) -> None:
    done = blogarchive("extract", demo_crawl.archive.folder, "-o", tmp_path / "no" / "folder" / "rows.jsonl")
    assert done.code == 3
    assert "Cannot write" in done.sentence


def test_torn_bytes_and_indexes_are_no_warc_files(tmp_path: Path) -> None:
    (tmp_path / "warc" / "torn").mkdir(parents=True)
    good = [tmp_path / "warc" / name for name in ("a.warc.gz", "b.warc.gz.open", "c.warc")]
    for path in (*good, tmp_path / "warc" / "torn" / "a.warc.gz.10", tmp_path / "warc" / "a.warc.gz.cdxj"):
        path.touch()
    assert warc_files([tmp_path]) == good

"""What is exported: archives, WARC files of others, several blogs."""

from __future__ import annotations

import fcntl
import json
import shutil
from pathlib import Path

import pytest
from server.command import Crawled, blogarchive

from blogarchive.errors import ArchiveDamagedError, ArchiveInUseError, UsageError
from blogarchive.export.source import opened_sources

from .samples import archive_of, bare_article, full_article


def test_rows_come_by_date_and_undated_ones_last(tmp_path: Path) -> None:
    articles = [bare_article(9), full_article(3), full_article(1), full_article(2)]
    with opened_sources([archive_of(tmp_path / "a", *articles)]) as [source]:
        assert [row["date_published"] and row["date_published"][8:10] for row in source.rows()] == ["01", "02", "03", None]


def test_blogs_come_by_address(tmp_path: Path) -> None:
    for name, blog in (("a", "https://z.example/"), ("b", "https://b.example/")):
        archive_of(tmp_path / name, full_article(), blog=blog)
    with opened_sources([tmp_path / "a", tmp_path / "b"]) as sources:
        assert [source.blog for source in sources] == ["https://b.example/", "https://z.example/"]


def test_archive_is_not_changed(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", full_article())
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with opened_sources([folder]) as [source]:
        assert len(list(source.rows())) == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_archive_in_use_by_a_crawl_is_left_alone(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", full_article())
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ArchiveInUseError, match="is in use"), opened_sources([folder]):
            pass


def test_two_exports_may_read_one_archive(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", full_article())
    with opened_sources([folder]), opened_sources([folder]) as [source]:
        assert source.count() == 1


def test_database_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not a database" * 100)
    with pytest.raises(ArchiveDamagedError, match=r"archive\.db"), opened_sources([tmp_path]):
        pass


def test_missing_warc_file_is_said(demo_crawl: Crawled, tmp_path: Path) -> None:
    shutil.copytree(demo_crawl.archive.folder, tmp_path / "a")
    [warc] = [path for path in (tmp_path / "a" / "warc").glob("*.warc.gz") if "-text-" not in path.name]
    warc.unlink()
    with pytest.raises(ArchiveDamagedError, match="is missing"), opened_sources([tmp_path / "a"]):
        pass


def test_place_without_anything_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds neither"), opened_sources([tmp_path]):
        pass


def test_warc_files_alone_give_the_same_rows(demo_crawl: Crawled, tmp_path: Path) -> None:
    [warc] = demo_crawl.archive.warcs()
    done = blogarchive("export", warc, "--to", "jsonl", "-o", "-", "--blog", demo_crawl.url)
    assert done.code == 0, done.err
    rows = sorted((json.loads(line) for line in done.out.splitlines()), key=lambda row: row["id"])
    assert [(row["id"], row["title"]) for row in rows] == sorted((row["id"], row["title"]) for row in demo_crawl.archive.rows)


def test_file_that_is_no_warc_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text('{"id": "1"}\n')
    with (
        pytest.raises(UsageError, match=r"articles\.jsonl is no WARC file: it begins with"),
        opened_sources([tmp_path / "articles.jsonl"]),
    ):
        pass

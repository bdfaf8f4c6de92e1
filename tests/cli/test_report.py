"""``blogarchive report``."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from server.command import Archived, Crawled, blogarchive


@pytest.fixture
def copy(demo_crawl: Crawled, tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    shutil.copytree(demo_crawl.archive.folder, folder)
    return folder


def test_crawl_leaves_both_files(demo_crawl: Crawled) -> None:
    page = (demo_crawl.archive.folder / "report.html").read_text(encoding="utf-8")
    assert "The Harbour Ledger" in page
    assert demo_crawl.url in page


def test_report_made_anew_says_the_same(copy: Path) -> None:
    before = {name: (copy / name).read_text(encoding="utf-8") for name in ("report.html", "report.json")}
    for name in before:
        (copy / name).unlink()
    done = blogarchive("report", copy)
    assert done.code == 0, done.err
    report = Archived(copy).report
    assert report["posts"] == 12
    assert report["captured"]
    assert [run["answers"] for run in report["asked"]["runs"]] == [report["captures"]]
    assert "12 posts" in done.err
    assert "The Harbour Ledger" in (copy / "report.html").read_text(encoding="utf-8")


def test_report_keeps_what_only_the_crawl_could_tell(copy: Path) -> None:
    before = Archived(copy).report
    assert blogarchive("report", copy).code == 0
    after = Archived(copy).report
    assert before["hosts"]
    assert (after["hosts"], after["unfinished"]) == (before["hosts"], before["unfinished"])


def test_digests_are_those_of_the_files(copy: Path) -> None:
    digests = {file["name"]: file["sha256"] for file in Archived(copy).report["files"] if file["sha256"]}
    assert digests == {
        f"warc/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in (copy / "warc").glob("*.warc.gz")
    }


def test_traffic_adds_up_to_all_answers(demo_crawl: Crawled) -> None:
    report = demo_crawl.archive.report
    assert sum(kind["requests"] for kind in report["traffic"]) == report["captures"]
    assert {kind["kind"] for kind in report["traffic"]} >= {"html", "feed", "sitemap", "pictures", "css"}


def test_changed_warc_is_named(copy: Path) -> None:
    [text] = (copy / "warc").glob("*-text-*.warc.gz")
    data = bytearray(text.read_bytes())
    data[len(data) // 2] ^= 1
    text.write_bytes(data)
    done = blogarchive("report", copy)
    assert done.code == 0
    assert done.sentence == f"{text} is not what manifest-sha256.txt says; restore it from a copy."
    assert "the file has changed since it was written" in (copy / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("made", [True, False], ids=["empty folder", "no folder"])
def test_folder_that_is_no_archive(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "nothing"
    if made:
        folder.mkdir()
    done = blogarchive("report", folder)
    assert done.code == 2
    assert done.sentence == (f"{folder} is no archive: it has no archive.db. Name a folder that `blogarchive crawl` made.")
    assert folder.exists() is made
    assert not made or list(folder.iterdir()) == []


def test_archive_without_its_database_says_how_to_make_it(copy: Path) -> None:
    (copy / "archive.db").unlink()
    done = blogarchive("report", copy)
    assert done.code == 5
    assert "blogarchive rebuild" in done.sentence


def test_archive_in_use_is_left_alone(copy: Path) -> None:
    from blogarchive.store.lock import FolderLock

    lock = FolderLock(copy / ".lock")
    try:
        assert blogarchive("report", copy).code == 4
    finally:
        lock.release()

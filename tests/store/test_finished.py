"""An archive that is only read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from blogarchive.errors import ArchiveDamagedError, ArchiveInUseError
from blogarchive.store.archive import Archive
from blogarchive.store.database import SCHEMA_VERSION
from blogarchive.store.finished import FinishedArchive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive that a crawl has left."""
    archive = Archive(tmp_path / "archive")
    archive.set_meta("root_url", "https://blog.example/")
    archive.committed("a.warc.gz", 0, "capture")
    archive.committed("a-text-.warc.gz", 0, "text")
    archive.commit()
    archive.close()
    return tmp_path / "archive"


def test_tables_can_be_read_and_not_changed(folder: Path) -> None:
    archive = FinishedArchive(folder)
    assert archive.meta("root_url") == "https://blog.example/"
    assert archive.committed_lengths() == {"a.warc.gz": 0}
    with pytest.raises(Exception, match="readonly"):
        archive.set_meta("root_url", "changed")
    archive.close()


def test_no_crawl_begins_meanwhile(folder: Path) -> None:
    archive = FinishedArchive(folder)
    with pytest.raises(ArchiveInUseError):
        Archive(folder)
    archive.close()
    Archive(folder).close()


def test_crawl_under_way_is_said(folder: Path) -> None:
    crawled = Archive(folder)
    with pytest.raises(ArchiveInUseError, match="is in use by process"):
        FinishedArchive(folder)
    crawled.close()


def test_database_of_a_newer_program_is_said(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(ArchiveDamagedError, match="newer blogarchive"):
        FinishedArchive(folder)


@pytest.mark.parametrize("content", [b"", b"not a database" * 500], ids=["empty", "foreign"])
def test_database_that_is_none_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "archive.db").write_bytes(content)
    with pytest.raises(ArchiveDamagedError, match=r"archive\.db"):
        FinishedArchive(tmp_path)

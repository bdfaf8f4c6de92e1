"""A disk that refuses, a file that is no database, WARC files without one: each is one sentence and harms nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from blogarchive.errors import ArchiveDamagedError, StorageError
from blogarchive.store.archive import Archive
from blogarchive.store.articles import StoredArticle
from blogarchive.store.ledger import Heard
from blogarchive.store.wholefile import write_whole


def fill(archive: Archive) -> None:
    """Hear of addresses until the database has no page left."""
    [pages] = archive.db.execute("PRAGMA page_count").fetchone()
    archive.db.execute(f"PRAGMA max_page_count = {pages + 2}")
    for number in range(5000):
        archive.ledger.hear(Heard(url=f"http://example.org/{number}/{'x' * 200}", source="link"))


def test_full_database_is_a_storage_error_that_names_the_file(tmp_path: Path) -> None:
    with closing(Archive(tmp_path)) as archive, pytest.raises(StorageError, match=r"archive\.db: the disk is full\. Make space"):
        fill(archive)


def test_nothing_is_written_after_the_database_refused(tmp_path: Path) -> None:
    """SQLite has rolled the transaction back by then; later statements would be committed one by one."""
    with closing(Archive(tmp_path)) as archive:
        archive.ledger.hear(Heard(url="http://example.org/kept", source="link"))
        archive.commit()
        with pytest.raises(StorageError):
            fill(archive)
        with pytest.raises(StorageError):
            archive.ledger.hear(Heard(url="http://example.org/late", source="link"))
        with pytest.raises(StorageError):
            archive.commit()
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        assert db.execute("SELECT url FROM url").fetchall() == [("http://example.org/kept",)]


def test_mistake_in_a_statement_does_not_end_everything(tmp_path: Path) -> None:
    with closing(Archive(tmp_path)) as archive:
        with pytest.raises(sqlite3.OperationalError):
            archive.db.execute("SELECT nonsense FROM nowhere")
        assert archive.db.broken is None


@pytest.mark.parametrize(
    "content", [pytest.param(b"not a database at all" * 300, id="foreign"), pytest.param(None, id="middle overwritten")]
)
def test_damaged_database_names_the_way_out(tmp_path: Path, content: bytes | None) -> None:
    with closing(Archive(tmp_path)) as archive:
        for number in range(2000):
            archive.articles.put(StoredArticle(id=f"{number}", url_id=1, capture=1, knowledge=None, row="{}" * 100))
        archive.commit()
    path = tmp_path / "archive.db"
    whole = path.read_bytes()
    path.write_bytes(content or whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(ArchiveDamagedError, match="blogarchive rebuild"), closing(Archive(tmp_path)) as archive:
        list(archive.articles)


def test_warc_files_without_a_database_are_no_new_archive(tmp_path: Path) -> None:
    Archive(tmp_path).close()
    (tmp_path / "archive.db").unlink()
    (tmp_path / "warc" / "some.warc.gz").write_bytes(b"records")
    with pytest.raises(ArchiveDamagedError, match=r"no archive\.db: `blogarchive rebuild"):
        Archive(tmp_path)
    assert not (tmp_path / "archive.db").exists()


def test_second_opening_writes_nothing(tmp_path: Path) -> None:
    Archive(tmp_path).close()
    before = (tmp_path / "archive.db").read_bytes()
    Archive(tmp_path).close()
    assert (tmp_path / "archive.db").read_bytes() == before


def test_address_under_way_at_a_crash_has_not_used_up_a_try(tmp_path: Path) -> None:
    with closing(Archive(tmp_path)) as archive:
        archive.ledger.hear(Heard(url="http://example.org/", source="start"))
        assert archive.ledger.lease(set()) is not None
        archive.commit()
    with closing(Archive(tmp_path)) as archive:
        row = archive.ledger.lease(set())
        assert row is not None
        assert row.tries == 1


def test_small_file_is_replaced_as_a_whole_and_left_alone_when_it_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    write_whole(path, "one")
    inode = path.stat().st_ino
    write_whole(path, "one")
    assert path.stat().st_ino == inode
    write_whole(path, "two")
    assert (path.read_text(), sorted(tmp_path.iterdir())) == ("two", [path])


def test_small_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"Cannot write .*report\.json"):
        write_whole(tmp_path / "missing" / "report.json", "text")

"""The archive folder: one writer, and an order of commits that leaves nothing half done."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from blogarchive.errors import ArchiveDamagedError, ArchiveInUseError, StorageError
from blogarchive.store.archive import Archive
from blogarchive.store.articles import StoredArticle, dump_row
from blogarchive.store.ledger import CaptureRow, Heard
from blogarchive.store.states import Role, State

URL = "https://example.org/"
WARC = "blog-20260101000000000-00000-h.warc.gz"
HOLD = "import sys; from pathlib import Path; from blogarchive.store.archive import Archive; a = Archive(Path(sys.argv[1]))"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    archive = Archive(folder)
    yield archive
    archive.close()


def article(name: str, title: str = "T", capture: int = 1) -> StoredArticle:
    row = dump_row({"id": name, "title": title})
    return StoredArticle(id=name, url_id=1, capture=capture, knowledge=None, row=row)


def titles(folder: Path) -> list[str]:
    return [json.loads(line)["title"] for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


class Recorder:
    """A writer that notes when it was synced, and what the database held then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[int] = []

    def sync(self) -> None:
        with closing(sqlite3.connect(self.folder / "archive.db")) as db:
            self.seen.append(db.execute("SELECT count(*) FROM url").fetchone()[0])


def reopened(folder: Path) -> Archive:
    return Archive(folder)


# --- lock


def test_second_process_is_told_who_holds_the_archive(folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD + "; print('open', flush=True); sys.stdin.read()", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(ArchiveInUseError, match=rf"process {holder.pid}, started \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d"):
            Archive(folder)
        holder.stdin.close()


def test_dead_process_holds_no_lock(folder: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", HOLD + "; import os; os.kill(os.getpid(), 9)", str(folder)], check=False)
    assert dead.returncode == -signal.SIGKILL
    assert (folder / ".lock").read_text(encoding="utf-8").startswith("process ")
    Archive(folder).close()


def test_closed_archive_lets_others_in(folder: Path) -> None:
    Archive(folder).close()
    Archive(folder).close()
    assert (folder / ".lock").read_text(encoding="utf-8") == ""


def test_archive_that_cannot_be_opened_is_not_locked(folder: Path) -> None:
    Archive(folder).close()
    good = (folder / "archive.db").read_bytes()
    (folder / "archive.db").write_text("no database" * 1000)
    with pytest.raises(ArchiveDamagedError):
        Archive(folder)
    (folder / "archive.db").write_bytes(good)
    Archive(folder).close()


# --- commit


def test_writers_are_on_disk_before_the_database_says_so(archive: Archive, folder: Path) -> None:
    writer = Recorder(folder)
    archive.add_writer(writer)
    archive.ledger.hear(Heard(url=URL, source="start"))
    archive.commit()
    archive.ledger.hear(Heard(url=URL + "a", source="link"))
    archive.commit()
    assert writer.seen == [0, 1]


def test_writer_that_left_is_not_asked(archive: Archive, folder: Path) -> None:
    writer = Recorder(folder)
    archive.add_writer(writer)
    archive.remove_writer(writer)
    archive.commit()
    assert writer.seen == []


def test_failing_writer_keeps_the_database_as_it_was(folder: Path) -> None:
    class Full:
        def sync(self) -> None:
            raise StorageError("no space")

    archive = Archive(folder)
    archive.add_writer(Full())
    archive.ledger.hear(Heard(url=URL, source="start"))
    archive.articles.put(article("a"))
    with pytest.raises(StorageError):
        archive.commit()
    archive.close()
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        assert db.execute("SELECT count(*) FROM url").fetchone() == (0,)
    assert not (folder / "articles.jsonl").exists()


def test_what_was_not_committed_is_gone(folder: Path) -> None:
    archive = Archive(folder)
    archive.ledger.hear(Heard(url=URL, source="start"))
    archive.commit()
    archive.ledger.hear(Heard(url=URL + "lost", source="link"))
    archive.close()
    with closing(reopened(folder)) as again:
        assert again.ledger.queued() == 1


def test_lease_of_a_dead_process_is_queued_again(folder: Path) -> None:
    archive = Archive(folder)
    archive.ledger.hear(Heard(url=URL, source="start"))
    archive.ledger.lease(set())
    archive.commit()
    archive.close()
    with closing(reopened(folder)) as again:
        assert again.ledger.queued() == 1


def test_half_an_answer_is_asked_for_again_and_a_whole_one_is_not(folder: Path) -> None:
    archive = Archive(folder)
    (folder / "warc" / WARC).write_bytes(b"x" * 20)
    archive.committed(WARC, 20, "capture")
    for path, status in (("whole", 200), ("half", None)):
        url_id = archive.ledger.hear(Heard(url=URL + path, source="link"))
        archive.ledger.lease(set())
        archive.ledger.record_capture(url_id, capture(status))
    archive.commit()
    archive.close()
    with closing(reopened(folder)) as again:
        assert [row.url for row, _ in again.ledger.captured_unread()] == [URL + "whole"]
        row = again.ledger.lease(set())
        assert row is not None
        assert row.url == URL + "half"


def test_robots_txt_under_way_is_not_queued_as_a_page(folder: Path) -> None:
    archive = Archive(folder)
    archive.ledger.hear(Heard(url=f"{URL}robots.txt", source="robots", role=Role.ROBOTS, state=State.LEASED))
    archive.commit()
    archive.close()
    with closing(reopened(folder)) as again:
        assert not again.ledger.has_work()


def capture(status: int | None) -> CaptureRow:
    return CaptureRow(
        warc=WARC,
        offset=0,
        length=10,
        end=20,
        record_id="urn:uuid:1",
        record_type="response",
        payload_digest=None,
        captured_at="2026-01-01T00:00:00Z",
        status=status,
        mime=None,
        truncated=None,
    )


# --- articles.jsonl


def test_rows_are_appended_as_they_come(archive: Archive, folder: Path) -> None:
    archive.articles.put(article("a", "One"))
    archive.commit()
    archive.articles.put(article("b", "Zwölf"))
    archive.commit()
    assert titles(folder) == ["One", "Zwölf"]


def test_changed_and_dropped_rows_are_written_anew_in_one_step(archive: Archive, folder: Path) -> None:
    for number, name in enumerate("abc"):
        archive.articles.put(article(name, name, number))
    archive.commit()
    archive.articles.put(article("a", "A", 0))
    archive.articles.remove("b")
    archive.commit()
    assert titles(folder) == ["a", "b", "c"]
    archive.rewrite_articles()
    assert titles(folder) == ["A", "c"]
    assert not list(folder.glob("*.tmp"))


def test_same_row_again_changes_nothing(archive: Archive, folder: Path) -> None:
    archive.articles.put(article("a"))
    archive.commit()
    before = (folder / "articles.jsonl").stat()
    archive.articles.put(article("a"))
    archive.commit()
    archive.rewrite_articles()
    after = (folder / "articles.jsonl").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_rows_changed_but_not_written_anew_are_written_by_the_next_run(folder: Path) -> None:
    """The process ended between the commit of the changed rows and the rewriting of articles.jsonl."""
    archive = Archive(folder)
    archive.articles.put(article("a", "old"))
    archive.commit()
    archive.articles.put(article("a", "new"))
    archive.commit()
    archive.close()
    assert titles(folder) == ["old"]
    reopened(folder).close()
    assert titles(folder) == ["new"]


# --- where it cannot be


def test_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match=r"file is a file; name a folder with --output"):
        Archive(tmp_path / "file")


@pytest.mark.parametrize("place", ["file/archive", "/proc/archive"])
def test_folder_that_cannot_be_made(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="Choose another folder with --output"):
        Archive(tmp_path / place)


def test_database_of_a_newer_program_is_left_alone(folder: Path) -> None:
    Archive(folder).close()
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("PRAGMA user_version=99")
    with pytest.raises(ArchiveDamagedError, match=r"newer blogarchive \(schema 99, .*update blogarchive"):
        Archive(folder)


def test_value_about_the_whole_survives(folder: Path) -> None:
    archive = Archive(folder)
    archive.set_meta("root_url", URL)
    archive.commit()
    archive.close()
    with closing(reopened(folder)) as again:
        assert again.meta("root_url") == URL
        assert again.meta("other") is None


def test_runs_are_kept_with_their_outcome(archive: Archive) -> None:
    run = archive.start_run("crawl https://example.org/")
    archive.end_run(run, "finished")
    [(command, outcome, ended)] = archive.db.execute("SELECT command, outcome, ended FROM run").fetchall()
    assert (command, outcome) == ("crawl https://example.org/", "finished")
    assert ended


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StorageError):
            Archive(tmp_path / "archive")
    finally:
        tmp_path.chmod(0o700)

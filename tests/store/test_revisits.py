"""Payloads that the archive holds already are found, in memory or in the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from blogarchive.store import revisits
from blogarchive.store.archive import Archive
from blogarchive.store.ledger import CaptureRow, Heard
from blogarchive.store.revisits import StoredRevisits
from blogarchive.warc.revisit import RevisitTarget

TARGET = RevisitTarget("urn:uuid:1", "http://example.org/a", "2026-01-01T00:00:00Z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(Archive(tmp_path)) as archive:
        for number, truncated in ((1, None), (2, "time")):
            url_id = archive.ledger.hear(Heard(url=f"http://example.org/{number}", source="link"))
            row = CaptureRow(
                warc="x.warc.gz",
                offset=0,
                length=1,
                end=1,
                record_id=f"urn:uuid:{number}",
                record_type="response",
                payload_digest=f"sha1:{number}",
                captured_at="2026-01-01T00:00:00Z",
                status=200,
                mime=None,
                truncated=truncated,
            )
            archive.ledger.record_capture(url_id, row)
        archive.commit()
    return tmp_path


@pytest.fixture
def index(folder: Path) -> Iterator[StoredRevisits]:
    index = StoredRevisits(folder / "archive.db")
    yield index
    index.close()


def test_payload_of_an_earlier_run_is_found(index: StoredRevisits) -> None:
    expected = RevisitTarget("urn:uuid:1", "http://example.org/1", "2026-01-01T00:00:00Z")
    assert index.find("sha1:1") == expected


def test_truncated_payload_stands_for_nothing(index: StoredRevisits) -> None:
    assert index.find("sha1:2") is None


def test_unknown_payload_is_not_found(index: StoredRevisits) -> None:
    assert index.find("sha1:3") is None


def test_payload_just_written_is_found_before_it_is_committed(index: StoredRevisits) -> None:
    index.add("sha1:new", TARGET)
    assert index.find("sha1:new") == TARGET


def test_memory_is_bounded(index: StoredRevisits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisits, "RECENT", 2)
    for number in range(5):
        index.add(f"sha1:new{number}", TARGET)
    assert index.find("sha1:new0") is None
    assert index.find("sha1:new4") == TARGET

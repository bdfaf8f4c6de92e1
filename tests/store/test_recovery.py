"""Opening an archive whose last process ended without saying so."""

from __future__ import annotations

import io
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from blogarchive.errors import ArchiveDamagedError
from blogarchive.store.archive import Archive
from blogarchive.store.articles import StoredArticle, dump_row
from blogarchive.warc.exchange import Exchange
from blogarchive.warc.writer import WarcInfo, WarcWriter, Written

INFO = WarcInfo(software="blogarchive/0", is_part_of="blog", description="d", operator="o", robots="obey", user_agent="ua")


def exchange(path: str) -> Exchange:
    """A whole answer."""
    exchange = Exchange(url=f"http://example.org{path}")
    exchange.started = datetime(2026, 1, 1, tzinfo=UTC)
    exchange.request = f"GET {path} HTTP/1.1\r\nHost: example.org\r\n\r\n".encode()
    exchange.response.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + path.encode()[:1] + b"body")
    return exchange


class Crashed:
    """An archive whose process stopped after *committed* of its records were committed."""

    def __init__(self, folder: Path, *, committed: int, written: int) -> None:
        self.folder = folder
        archive = Archive(folder)
        writer = WarcWriter(archive.paths.warc, "blog", info=INFO)
        archive.add_writer(writer)
        self.records: list[Written] = []
        for number in range(written):
            one = exchange(f"/{number}")
            self.records.append(writer.write_exchange(one).result())
            one.response.close()
            if number < committed:
                archive.committed(self.records[-1].warc, self.records[-1].end, "capture")
                archive.commit()
        writer.sync()
        archive.close()
        self.name = self.records[0].warc
        self.open_file = folder / "warc" / f"{self.name}.open"
        # The writer thread is ended without finishing the file, as a kill does.
        writer._thread.shutdown()

    @property
    def finished(self) -> Path:
        return self.folder / "warc" / self.name


def targets(path: Path) -> list[str]:
    with path.open("rb") as file:
        return [
            record.rec_headers.get_header("WARC-Target-URI") for record in ArchiveIterator(file) if record.rec_type == "response"
        ]


def test_tail_that_was_not_committed_is_cut_and_kept(tmp_path: Path) -> None:
    crashed = Crashed(tmp_path, committed=2, written=3)
    whole = crashed.open_file.read_bytes()
    Archive(tmp_path).close()
    end = crashed.records[1].end
    assert crashed.finished.read_bytes() == whole[:end]
    assert (tmp_path / "warc" / "torn" / f"{crashed.name}.{end}").read_bytes() == whole[end:]
    assert targets(crashed.finished) == ["http://example.org/0", "http://example.org/1"]


def test_torn_record_at_the_end_is_cut(tmp_path: Path) -> None:
    crashed = Crashed(tmp_path, committed=2, written=2)
    with crashed.open_file.open("ab") as file:
        file.write(b"\x1f\x8b\x08half a member")
    Archive(tmp_path).close()
    assert targets(crashed.finished) == ["http://example.org/0", "http://example.org/1"]


def test_open_file_is_finished(tmp_path: Path) -> None:
    crashed = Crashed(tmp_path, committed=1, written=1)
    Archive(tmp_path).close()
    assert not crashed.open_file.exists()
    assert targets(crashed.finished) == ["http://example.org/0"]
    assert not (tmp_path / "warc" / "torn").exists()


def test_file_of_which_nothing_was_committed_is_moved_aside(tmp_path: Path) -> None:
    crashed = Crashed(tmp_path, committed=0, written=1)
    whole = crashed.open_file.read_bytes()
    Archive(tmp_path).close()
    assert [path.name for path in (tmp_path / "warc").iterdir()] == ["torn"]
    assert (tmp_path / "warc" / "torn" / f"{crashed.name}.0").read_bytes() == whole


def test_empty_open_file_is_removed(tmp_path: Path) -> None:
    Archive(tmp_path).close()
    (tmp_path / "warc" / "blog-1-00000-h.warc.gz.open").touch()
    Archive(tmp_path).close()
    assert list((tmp_path / "warc").iterdir()) == []


def test_recovery_is_done_once(tmp_path: Path) -> None:
    crashed = Crashed(tmp_path, committed=1, written=2)
    Archive(tmp_path).close()
    bytes_after = crashed.finished.read_bytes()
    Archive(tmp_path).close()
    assert crashed.finished.read_bytes() == bytes_after


def test_index_beside_a_warc_file_is_left_alone(tmp_path: Path) -> None:
    Archive(tmp_path).close()
    index = tmp_path / "warc" / "blog.warc.gz.cdxj"
    index.write_text("org,example)/ 2026 {}")
    Archive(tmp_path).close()
    assert index.exists()


def test_missing_warc_file_is_said(tmp_path: Path) -> None:
    crashed = Crashed(tmp_path, committed=1, written=1)
    crashed.open_file.unlink()
    with pytest.raises(ArchiveDamagedError, match=rf"{crashed.name} is missing: restore the file from a backup"):
        Archive(tmp_path)


def test_short_warc_file_is_said(tmp_path: Path) -> None:
    crashed = Crashed(tmp_path, committed=1, written=1)
    whole = crashed.open_file.read_bytes()
    crashed.open_file.write_bytes(whole[:-9])
    with pytest.raises(ArchiveDamagedError, match=rf"has {len(whole) - 9} bytes, {len(whole)} were committed"):
        Archive(tmp_path)


def committed_rows(folder: Path) -> None:
    with closing(Archive(folder)) as archive:
        for name in "ab":
            row = dump_row({"id": name})
            archive.articles.put(StoredArticle(id=name, url_id=1, capture=1, knowledge=None, row=row))
            archive.commit()


def test_rows_that_were_not_committed_are_cut(tmp_path: Path) -> None:
    committed_rows(tmp_path)
    lines = tmp_path / "articles.jsonl"
    good = lines.read_bytes()
    with lines.open("ab") as file:
        file.write(b'{"id":"c"}\n{"id":"to')
    Archive(tmp_path).close()
    assert lines.read_bytes() == good == b'{"id":"a"}\n{"id":"b"}\n'


@pytest.mark.parametrize("left", [pytest.param(None, id="deleted"), pytest.param(b'{"id"', id="cut")])
def test_lost_rows_are_made_again_from_the_database(tmp_path: Path, left: bytes | None) -> None:
    committed_rows(tmp_path)
    lines = tmp_path / "articles.jsonl"
    good = lines.read_bytes()
    lines.unlink() if left is None else lines.write_bytes(left)
    Archive(tmp_path).close()
    assert lines.read_bytes() == good


def test_what_was_cut_does_not_make_later_records_unreadable(tmp_path: Path) -> None:
    """Appending behind a torn member would; a new run begins a new file."""
    crashed = Crashed(tmp_path, committed=1, written=2)
    later = Crashed(tmp_path, committed=1, written=1)
    Archive(tmp_path).close()
    assert crashed.name != later.name
    joined = crashed.finished.read_bytes() + later.finished.read_bytes()
    records = list(ArchiveIterator(io.BytesIO(joined)))
    assert [r.rec_type for r in records].count("response") == 2

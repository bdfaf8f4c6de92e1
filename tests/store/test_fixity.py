"""manifest-sha256.txt: what is entered when, and what stays."""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogarchive.store.archive import Archive
from blogarchive.store.fixity import parse_manifest
from blogarchive.warc.exchange import Exchange
from blogarchive.warc.writer import WarcInfo, WarcWriter

INFO = WarcInfo(software="blogarchive/0")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_one(archive: Archive, *, tell: bool = True) -> Path:
    """A finished WARC file with one exchange; *tell*: the writer's digest is handed over."""
    exchange = Exchange(url="http://example.org/")
    exchange.started = datetime(2026, 1, 1, tzinfo=UTC)
    exchange.request = b"GET / HTTP/1.1\r\n\r\n"
    exchange.response.write(b"HTTP/1.1 200 OK\r\n\r\nbody")
    writer = WarcWriter(archive.paths.warc, "blog", info=INFO)
    written = writer.write_exchange(exchange).result()
    exchange.response.close()
    writer.close()
    archive.committed(written.warc, written.end, "capture")
    archive.commit()
    if tell:
        archive.written(writer.finished)
    return archive.paths.warc / written.warc


def entries(folder: Path) -> dict[str, str]:
    return parse_manifest((folder / "manifest-sha256.txt").read_text()).digests


@pytest.mark.parametrize("tell", [True, False], ids=["taken while written", "read again"])
def test_finished_warc_file_is_entered_with_its_digest(tmp_path: Path, tell: bool) -> None:
    with closing(Archive(tmp_path)) as archive:
        path = write_one(archive, tell=tell)
    assert entries(tmp_path) == {f"warc/{path.name}": sha256(path), "archive.db": sha256(tmp_path / "archive.db")}


def test_line_of_a_warc_file_stays_when_the_file_changes(tmp_path: Path) -> None:
    """A damaged file must not be sealed anew by the next run."""
    with closing(Archive(tmp_path)) as archive:
        path = write_one(archive)
    before = sha256(path)
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    Archive(tmp_path).close()
    assert entries(tmp_path)[f"warc/{path.name}"] == before != sha256(path)


def test_while_a_run_goes_on_only_warc_files_are_entered(tmp_path: Path) -> None:
    with closing(Archive(tmp_path)) as archive:
        path = write_one(archive)
    with closing(Archive(tmp_path)):
        text = (tmp_path / "manifest-sha256.txt").read_text()
    assert set(parse_manifest(text).digests) == {f"warc/{path.name}"}
    assert (parse_manifest(text).sealed, parse_manifest(text).damage) == (False, None)


def test_first_run_says_that_it_goes_on(tmp_path: Path) -> None:
    """What a kill leaves of it is no archive that lost its manifest."""
    with closing(Archive(tmp_path)):
        manifest = parse_manifest((tmp_path / "manifest-sha256.txt").read_text())
    assert (manifest.digests, manifest.sealed, manifest.damage) == ({}, False, None)


def test_file_that_is_not_committed_is_not_entered(tmp_path: Path) -> None:
    with closing(Archive(tmp_path)) as archive:
        path = write_one(archive)
        with path.open("ab") as file:
            file.write(b"more")
        archive.written({})
        archive._digests.clear()
    assert set(entries(tmp_path)) == {"archive.db"}


def test_manifest_that_is_cut_or_changed_is_damaged(tmp_path: Path) -> None:
    with closing(Archive(tmp_path)) as archive:
        write_one(archive)
    text = (tmp_path / "manifest-sha256.txt").read_text()
    assert parse_manifest(text).damage is None
    for end in range(len(text)):
        assert parse_manifest(text[:end]).damage, end
    for wrong in (text.replace("  archive.db", " archive.db"), text.replace("# sealed: 2", "# sealed: 3"), text + "x\n"):
        assert parse_manifest(wrong).damage

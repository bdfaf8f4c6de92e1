"""What somebody put into the folder of the WARC files stays as it is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from blogarchive.store.archive import Archive

STAMP = "20260101000000000-00000-host"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of the blog at example.org with one committed WARC file."""
    with closing(Archive(tmp_path)) as archive:
        archive.set_meta("start_url", "https://example.org/")
        (archive.paths.warc / f"example.org-{STAMP}.warc.gz").write_bytes(b"committed")
        archive.committed(f"example.org-{STAMP}.warc.gz", len(b"committed"), "capture")
        archive.commit()
    return tmp_path


@pytest.mark.parametrize("name", ["crawl.warc.gz", f"other.org-{STAMP}.warc.gz", "example.org.warc.gz", "old.warc"])
def test_foreign_file_is_neither_cut_nor_moved(folder: Path, name: str) -> None:
    path = folder / "warc" / name
    path.write_bytes(b"somebody else's records")
    Archive(folder).close()
    assert path.read_bytes() == b"somebody else's records"
    assert not (folder / "warc" / "torn").exists()


@pytest.mark.parametrize("kind", ["", "-text"])
def test_own_file_that_was_finished_and_never_committed_is_kept_aside(folder: Path, kind: str) -> None:
    """A file that is full is finished at once, and the process may end before the commit."""
    name = f"example.org{kind}-20260101000001000-00001-host.warc.gz"
    (folder / "warc" / name).write_bytes(b"never committed")
    Archive(folder).close()
    assert not (folder / "warc" / name).exists()
    assert (folder / "warc" / "torn" / f"{name}.0").read_bytes() == b"never committed"

"""`extract` and `verify` over files in the forms of many programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from server.command import read_lines
from server.shapes import SHAPES, URL

from blogarchive.bulk.run import Job, extract_files
from blogarchive.verify.finding import Severity
from blogarchive.verify.run import verify


def made(folder: Path, shape: str) -> Path:
    data = SHAPES[shape]()
    path = folder / ("a.warc.gz" if data.startswith(b"\x1f\x8b") else "a.warc")
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("shape", SHAPES)
def test_page_becomes_the_one_row(tmp_path: Path, shape: str) -> None:
    out = tmp_path / "rows.jsonl"
    result = extract_files(Job(named=[str(made(tmp_path, shape))]), out)
    [row] = read_lines(out)
    assert (row["url"], row["title"], row["date_published"]) == (URL, "Post 1", "2026-01-02T00:00:00+00:00")
    assert row["body_text"].startswith("Some words of a post that is long enough to be one.")
    assert result.broken == []


@pytest.mark.parametrize("shape", SHAPES)
def test_whole_file_gives_no_error(tmp_path: Path, shape: str) -> None:
    found = [finding for finding in verify([made(tmp_path, shape)]).findings if finding.severity is Severity.ERROR]
    assert found == []


def test_file_packed_as_a_whole_that_breaks_off_gives_what_is_before(tmp_path: Path) -> None:
    whole = SHAPES["one gzip member"]()
    path = tmp_path / "a.warc.gz"
    path.write_bytes(whole[:-60])
    result = extract_files(Job(named=[str(path)]), tmp_path / "rows.jsonl")
    assert [row["url"] for row in read_lines(tmp_path / "rows.jsonl")] == [URL]
    assert len(result.broken) == 1
    assert result.broken[0].startswith("a.warc.gz at byte ")

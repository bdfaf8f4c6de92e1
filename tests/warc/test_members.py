"""Whole gzip members, a torn end, and damage are told apart."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from blogarchive.warc.members import wholeness_of, written_by_us

ONE, TWO = gzip.compress(os.urandom(3000)), gzip.compress(b"WARC/1.1" * 300_000)


@pytest.mark.parametrize(
    ("content", "length", "torn", "damaged"),
    [
        pytest.param(b"", 0, False, False, id="empty"),
        pytest.param(ONE + TWO, len(ONE + TWO), False, False, id="whole"),
        pytest.param(ONE + TWO[:-1], len(ONE), True, False, id="last byte missing"),
        pytest.param(ONE + TWO[:5], len(ONE), True, False, id="within the head"),
        pytest.param(ONE[:9], 0, True, False, id="nothing whole"),
        pytest.param(ONE + b"no gzip" + TWO, len(ONE), False, True, id="something else between"),
    ],
)
def test_wholeness(tmp_path: Path, content: bytes, length: int, torn: bool, damaged: bool) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    found = wholeness_of(path)
    assert (found.length, found.torn, found.damaged) == (length, torn, damaged)


@pytest.mark.parametrize(
    ("start", "ours"),
    [
        pytest.param(gzip.compress(b"WARC/1.1\r\n\r\nsoftware: blogarchive/0.1\r\n"), True, id="ours"),
        pytest.param(gzip.compress(b"WARC/1.1\r\n\r\nsoftware: Wget/1.21\r\n"), False, id="another program"),
        pytest.param(b"no gzip", False, id="not compressed"),
    ],
)
def test_writer_is_read_from_the_first_record(tmp_path: Path, start: bytes, ours: bool) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(start)
    assert written_by_us(path) is ours

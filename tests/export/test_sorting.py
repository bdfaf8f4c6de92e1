"""Sorting in memory and out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogarchive.export.sorting import sorted_lines


@pytest.mark.parametrize("in_memory", [1, 2, 3, 7, 8, 100])
def test_lines_are_sorted_by_bytes_and_stand_once(tmp_path: Path, in_memory: int) -> None:
    lines = [b"b\n", b"a\n", b"Z\n", b"\xff\n", b"a\n", b"a b\n", b"b\n"]
    assert list(sorted_lines(lines, tmp_path, in_memory=in_memory)) == [b"Z\n", b"a\n", b"a b\n", b"b\n", b"\xff\n"]
    assert list(tmp_path.iterdir()) == []


def test_nothing_sorted_is_nothing(tmp_path: Path) -> None:
    assert list(sorted_lines([], tmp_path)) == []

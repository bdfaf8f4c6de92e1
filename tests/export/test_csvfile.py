"""CSV for spreadsheets and for programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogarchive.export.choose import ALL_FIELDS
from blogarchive.export.csvfile import CsvWriter, defuse, restore

from .samples import bare_article, full_article

FORMULA_STARTS = "=+-@\t\r"


def written(path: Path, *rows: dict[str, Any]) -> list[dict[str, str]]:
    """What a reader of CSV finds."""
    writer = CsvWriter(path, ALL_FIELDS)
    for row in rows:
        writer.add(row)
    writer.finish()
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(1)", "'@SUM(1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\r=1", "'\r=1", id="carriage return"),
        pytest.param("＝1", "'＝1", id="full width"),
        pytest.param("'=1", "''=1", id="defused by somebody else"),
        pytest.param("'Tis the season", "'Tis the season", id="an apostrophe alone"),
        pytest.param("1 = 1", "1 = 1", id="within"),
        pytest.param("", "", id="empty"),
    ],
)
def test_cell_that_would_be_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert defuse(text) == cell
    assert restore(cell) == text


@given(st.text(alphabet=st.sampled_from("=+-@\t\r'＝a "), max_size=6) | st.text())
def test_defusing_can_be_undone_and_leaves_no_formula(text: str) -> None:
    assert restore(defuse(text)) == text
    assert not defuse(text).startswith(tuple(FORMULA_STARTS))


def test_row_can_be_read_back(tmp_path: Path) -> None:
    row = full_article().to_row()
    [found] = written(tmp_path / "x.csv", row)
    assert list(found) == list(ALL_FIELDS)
    assert found["excerpt"] == "'=not a formula"
    for name, value in row.items():
        if isinstance(value, list | dict):
            assert json.loads(found[name]) == value
        else:
            assert restore(found[name]) == ("" if value is None else str(value)), name


def test_null_is_an_empty_cell(tmp_path: Path) -> None:
    [found] = written(tmp_path / "x.csv", bare_article().to_row())
    assert found["title"] == ""
    assert found["archive"] == ""
    assert found["tags"] == "[]"


def test_lines_end_as_rfc_4180_says(tmp_path: Path) -> None:
    written(tmp_path / "x.csv", bare_article().to_row())
    assert (tmp_path / "x.csv").read_bytes().startswith(b"id,url,canonical_url,")
    assert (tmp_path / "x.csv").read_bytes().count(b"\r\n") == 2

"""CSV that a spreadsheet may open: nested values as JSON, and no cell that it would take for a formula."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from blogarchive.export.source import Row
from blogarchive.export.writing import RowWriter, as_json

__all__ = ["CsvWriter", "defuse", "restore"]

# Spreadsheets compute a cell that begins so (owasp.org/www-community/attacks/CSV_Injection); some strip apostrophes first.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def defuse(text: str) -> str:
    """*text* with an apostrophe in front when it begins as a formula does, after any number of apostrophes."""
    return f"'{text}" if _FORMULA.match(text) else text


def restore(cell: str) -> str:
    """The text that `defuse` made *cell* of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


class CsvWriter(RowWriter):
    """RFC 4180: comma, CRLF, quotes doubled; UTF-8 without a byte order mark; the first line names the columns.

    A null is an empty cell. Lists and objects are JSON.
    """

    def __init__(self, path: Path, fields: tuple[str, ...]) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(fields)

    def add(self, row: Row) -> None:
        """Write one line; its columns are the row's fields."""
        self._writer.writerow(_cell(value) for value in row.values())

    def finish(self) -> None:
        """Close the file."""
        self._file.close()

    def abandon(self) -> None:
        """Close the file."""
        with suppress(OSError):
            self._file.close()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return defuse(value)
    if isinstance(value, list | dict):
        return as_json(value)
    return value

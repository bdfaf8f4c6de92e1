"""One SQLite file: articles, the tables beside them, and a full-text index; it opens in Datasette as it is."""

from __future__ import annotations

import json
import sqlite3
from functools import cached_property
from pathlib import Path
from typing import Any

from blogarchive.errors import StorageError
from blogarchive.export.source import Row
from blogarchive.export.sqliteshape import create_statements, index_statements, side_tables, values_of
from blogarchive.export.writing import RowWriter
from blogarchive.schema import SCHEMA_VERSION, field_docs, row_classes

__all__ = ["SqliteWriter", "datasette_metadata"]

BATCH = 500


class SqliteWriter(RowWriter):
    """Rows into a new database; the same rows give the same bytes with the same SQLite."""

    def __init__(self, path: Path, fields: tuple[str, ...]) -> None:
        self._path = path
        self._fields = fields
        self._sides = side_tables(fields)
        self._blogs: dict[tuple[str, str | None], int] = {}
        self._count = 0
        self._db = sqlite3.connect(path, isolation_level=None)
        # The file is thrown away when anything goes wrong, so nothing needs to survive a crash.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
            self._db.execute(f"PRAGMA {pragma}")
        self._do("BEGIN")
        for statement in create_statements(fields):
            self._do(statement)

    def add(self, row: Row) -> None:
        """Write the row into all its tables."""
        self._count += 1
        number = self._count
        values = values_of(row, self._blog(row["blog"]) if "blog" in row else None)
        self._do(f"INSERT INTO articles VALUES(?{', ?' * len(values)})", (number, *values))
        for table in self._sides:
            entries = [(number, *entry) for entry in table.entries(row[table.name])]
            if entries:
                self._do_many(self._inserts[table.name], entries)
        if number % BATCH == 0:
            self._do("COMMIT")
            self._do("BEGIN")

    def finish(self) -> None:
        """Make the indexes and close."""
        for statement in index_statements(self._fields):
            self._do(statement)
        self._do(f"PRAGMA user_version={SCHEMA_VERSION.split('.')[0]}")
        self._do("COMMIT")
        self._do("ANALYZE")
        self._db.close()

    def abandon(self) -> None:
        """Close."""
        self._db.close()

    def _blog(self, blog: dict[str, Any]) -> int:
        key = (blog["url"], blog["name"])
        number = self._blogs.get(key)
        if number is None:
            number = self._blogs[key] = len(self._blogs) + 1
            self._do("INSERT INTO blogs(number, url, name) VALUES(?, ?, ?)", (number, *key))
        return number

    @cached_property
    def _inserts(self) -> dict[str, str]:
        return {table.name: f"INSERT INTO {table.name} VALUES(?, ?{', ?' * len(table.values)})" for table in self._sides}

    def _do(self, statement: str, values: tuple[Any, ...] = ()) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.OperationalError as exc:
            raise self._error(exc) from exc

    def _do_many(self, statement: str, values: list[tuple[Any, ...]]) -> None:
        try:
            self._db.executemany(statement, values)
        except sqlite3.OperationalError as exc:
            raise self._error(exc) from exc

    def _error(self, exc: sqlite3.OperationalError) -> StorageError:
        return StorageError(f"Cannot write {self._path.parent}: {exc}. Make space or choose another -o.")


def datasette_metadata(database: str, fields: tuple[str, ...], title: str) -> str:
    """What `datasette --metadata` shows beside the tables; *database* is the file's name without its suffix."""
    parts = {cls.__name__: cls for cls in row_classes()}
    main = {name: doc for name, doc in field_docs(parts["Article"]).items() if name in fields}
    tables: dict[str, Any] = {
        "articles": {
            "description": "One post a row, newest version. A value is what the page says, or null.",
            "columns": main,
            "label_column": "title" if "title" in fields else None,
            "sort": "number",
        }
    }
    for table in side_tables(fields):
        columns = field_docs(table.column.part) if table.column.part else {}
        tables[table.name] = {"description": main[table.name], "columns": columns}
    tables["articles_fts"] = {"hidden": True}
    return json.dumps({"title": title, "databases": {database: {"tables": tables}}}, ensure_ascii=False, indent=1) + "\n"

"""The tables of an exported SQLite file, and how a row spreads over them and is put together again.

`articles` has a column for each plain field and for each field of a nested object (`archive_warc`, …); lists and maps have a
table each, with the article's number and the position; `blogs` has a row for each blog.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from blogarchive.export.rowshape import Column, Kind, row_shape
from blogarchive.export.source import Row
from blogarchive.export.writing import as_json

__all__ = ["SideTable", "create_statements", "index_statements", "read_rows", "side_tables", "values_of"]

SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}
SIDE_KINDS = (Kind.SCALARS, Kind.PARTS, Kind.MAP, Kind.PART_MAP)
SINGULAR = {"tags": "tag", "categories": "category", "errors": "reason"}
SEARCHED = ("title", "excerpt", "body_text")


@dataclass(frozen=True, slots=True)
class SideTable:
    """The table of one list or map."""

    column: Column

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def key(self) -> str:
        """The column that orders the entries of an article, or names them."""
        return "field" if self.column.kind in (Kind.MAP, Kind.PART_MAP) else "position"

    @property
    def values(self) -> list[tuple[str, str]]:
        """The other columns: name and SQL type."""
        if self.column.scalar is not None:
            return [(SINGULAR.get(self.name, "value"), SQL_TYPES[self.column.scalar])]
        return [(part.name, SQL_TYPES.get(part.scalar or str, "TEXT")) for part in self.column.columns]

    def entries(self, value: Any) -> Iterator[tuple[Any, ...]]:
        """What goes into the table for the field's value: key and values."""
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in pairs:
            yield (key, entry) if self.column.scalar is not None else (key, *(_plain(part) for part in entry.values()))

    def value(self, entries: list[tuple[Any, ...]]) -> Any:
        """The field's value from key and values of its entries, in order."""
        found = {key: self._entry(values) for key, *values in entries}
        return found if self.key == "field" else list(found.values())

    def _entry(self, values: list[Any]) -> Any:
        if self.column.scalar is not None:
            return values[0]
        return {
            part.name: json.loads(value) if part.kind is Kind.PARTS else value
            for part, value in zip(self.column.columns, values, strict=True)
        }


def side_tables(fields: tuple[str, ...]) -> list[SideTable]:
    """The tables beside `articles` for a row with these fields."""
    return [SideTable(column) for column in row_shape(fields) if column.kind in SIDE_KINDS]


def _main_columns(fields: tuple[str, ...]) -> list[tuple[str, str]]:
    """The columns of `articles` behind its number: name and SQL type."""
    columns: list[tuple[str, str]] = []
    for column in row_shape(fields):
        if column.kind is Kind.SCALAR:
            columns.append((column.name, SQL_TYPES[column.scalar or str]))
        elif column.name == "blog":
            columns.append(("blog", "INTEGER REFERENCES blogs(number)"))
        elif column.kind is Kind.PART:
            columns += [(f"{column.name}_{part.name}", SQL_TYPES[part.scalar or str]) for part in column.columns]
    return columns


def create_statements(fields: tuple[str, ...]) -> Iterator[str]:
    """SQL that makes the tables."""
    if "blog" in fields:
        yield "CREATE TABLE blogs(number INTEGER PRIMARY KEY, url TEXT NOT NULL, name TEXT, UNIQUE(url, name))"
    columns = "".join(f', "{name}" {kind}' for name, kind in _main_columns(fields))
    yield f"CREATE TABLE articles(number INTEGER PRIMARY KEY{columns})"
    for table in side_tables(fields):
        values = "".join(f', "{name}" {kind}' for name, kind in table.values)
        yield (
            f"CREATE TABLE {table.name}(article INTEGER NOT NULL REFERENCES articles(number),"
            f" {table.key} {'TEXT' if table.key == 'field' else 'INTEGER'} NOT NULL{values},"
            f" PRIMARY KEY(article, {table.key})) WITHOUT ROWID"
        )


def index_statements(fields: tuple[str, ...]) -> Iterator[str]:
    """SQL to run behind the last row: indexes for what is looked for most, and the full-text index."""
    for name in ("id", "url", "date_published", "language", "blog"):
        if name in fields:
            yield f'CREATE INDEX articles_{name} ON articles("{name}")'
    for table in side_tables(fields):
        if table.name in SINGULAR or table.name == "authors":
            first = table.values[0][0]
            yield f"CREATE INDEX {table.name}_{first} ON {table.name}({first})"
    searched = ", ".join(name for name in SEARCHED if name in fields)
    if searched:
        # The double quotes are how Datasette finds out that the index belongs to the table.
        yield (
            f'CREATE VIRTUAL TABLE articles_fts USING fts5({searched}, content="articles", content_rowid="number",'
            ' tokenize="unicode61 remove_diacritics 2")'
        )
        yield "INSERT INTO articles_fts(articles_fts) VALUES('rebuild')"


def values_of(row: Row, blog_number: int | None) -> list[Any]:
    """The values of `articles` for the row, behind its number."""
    values: list[Any] = []
    for column in row_shape(tuple(row)):
        value = row[column.name]
        if column.kind is Kind.SCALAR:
            values.append(value)
        elif column.name == "blog":
            values.append(blog_number)
        elif column.kind is Kind.PART:
            values += [None if value is None else value[part.name] for part in column.columns]
    return values


def read_rows(db: sqlite3.Connection, fields: tuple[str, ...]) -> Iterator[Row]:
    """The rows of an exported file as they were, in its order."""
    names = [name for name, _ in _main_columns(fields)]
    tables = side_tables(fields)
    columns = ", ".join(["number", *(f'"{name}"' for name in names)])
    for number, *values in db.execute(f"SELECT {columns} FROM articles ORDER BY number"):
        main = dict(zip(names, values, strict=True))
        sides = {table.name: table.value(_entries(db, table, number)) for table in tables}
        row: Row = {}
        for column in row_shape(fields):
            if column.kind in SIDE_KINDS:
                row[column.name] = sides[column.name]
            elif column.name == "blog":
                url, name = db.execute("SELECT url, name FROM blogs WHERE number = ?", (main["blog"],)).fetchone()
                row["blog"] = {"name": name, "url": url}
            elif column.kind is Kind.PART:
                part = {inner.name: main[f"{column.name}_{inner.name}"] for inner in column.columns}
                row[column.name] = part if any(value is not None for value in part.values()) else None
            else:
                row[column.name] = main[column.name]
        yield row


def _entries(db: sqlite3.Connection, table: SideTable, number: int) -> list[tuple[Any, ...]]:
    columns = ", ".join([table.key, *(f'"{name}"' for name, _ in table.values)])
    query = f"SELECT {columns} FROM {table.name} WHERE article = ? ORDER BY {table.key}"
    return db.execute(query, (number,)).fetchall()


def _plain(value: Any) -> Any:
    return as_json(value) if isinstance(value, list | dict) else value

"""The SQLite file: nothing lost, keys that hold, text that is found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from blogarchive.export.choose import ALL_FIELDS, Choice
from blogarchive.export.sqlitefile import SqliteWriter, datasette_metadata
from blogarchive.export.sqliteshape import read_rows
from blogarchive.items import Article

from .samples import bare_article, full_article


@contextmanager
def written(path: Path, *articles: Article, fields: tuple[str, ...] = ALL_FIELDS) -> Iterator[sqlite3.Connection]:
    writer = SqliteWriter(path, fields)
    for article in articles:
        writer.add(Choice(fields=fields).cut(article.to_row()))
    writer.finish()
    with closing(sqlite3.connect(path)) as db:
        yield db


def test_rows_come_back_equal(tmp_path: Path) -> None:
    articles = [full_article(1), bare_article(2), full_article(3, tags=[], comments=[], archive=None)]
    with written(tmp_path / "x.sqlite", *articles) as db:
        assert list(read_rows(db, ALL_FIELDS)) == [article.to_row() for article in articles]


def test_demo_blog_comes_back_equal(demo_export: Path) -> None:
    [lines] = demo_export.glob("*.jsonl")
    [path] = demo_export.glob("*.sqlite")
    with closing(sqlite3.connect(path)) as db:
        assert list(read_rows(db, ALL_FIELDS)) == [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]


def test_keys_and_pages_are_sound(demo_export: Path) -> None:
    [path] = demo_export.glob("*.sqlite")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(("words", "found"), [("quartz", 1), ("QUARTZ", 1), ("granite", 0), ('title:"number 1"', 1)])
def test_text_is_found(tmp_path: Path, words: str, found: int) -> None:
    query = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
    with written(tmp_path / "x.sqlite", full_article(), bare_article()) as db:
        assert db.execute(query, (words,)).fetchone() == (found,)


def test_two_blogs_may_have_posts_of_one_id(tmp_path: Path) -> None:
    other = full_article(1)
    other.blog.url = "https://other.example/"
    with written(tmp_path / "x.sqlite", full_article(1), other) as db:
        assert db.execute("SELECT count(*) FROM articles WHERE id = ?", (other.id,)).fetchone() == (2,)
        assert db.execute("SELECT count(*) FROM blogs").fetchone() == (2,)


def test_only_the_chosen_fields_have_columns_and_tables(tmp_path: Path) -> None:
    fields = ("id", "title", "tags")
    with written(tmp_path / "x.sqlite", full_article(), fields=fields) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if "fts_" not in name}
        assert tables - {"sqlite_stat1"} == {"articles", "tags", "articles_fts"}
        assert list(read_rows(db, fields)) == [Choice(fields=fields).cut(full_article().to_row())]


def test_no_field_with_text_means_no_full_text_index(tmp_path: Path) -> None:
    with written(tmp_path / "x.sqlite", full_article(), fields=("id", "word_count")) as db:
        assert db.execute("SELECT * FROM articles").fetchall() == [(1, "0000000000000001", 8)]


def test_metadata_describes_tables_and_columns_that_exist(tmp_path: Path) -> None:
    metadata = json.loads(datasette_metadata("x", ALL_FIELDS, "Notes"))
    with written(tmp_path / "x.sqlite", full_article()) as db:
        for name, table in metadata["databases"]["x"]["tables"].items():
            columns = {row[1] for row in db.execute(f"PRAGMA table_info({name})")}
            assert columns, name
            plain = {column for column in table.get("columns", {}) if name != "articles" or column in columns}
            assert plain <= columns, name


def test_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.sqlite", "b.sqlite"):
        with written(tmp_path / name, full_article(1), bare_article(2)):
            pass
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()

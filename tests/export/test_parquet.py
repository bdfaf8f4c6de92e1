"""Parquet: nothing lost, typed columns, files and row groups of limited size."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blogarchive.export.arrowshape import plain_row
from blogarchive.export.choose import ALL_FIELDS, Choice
from blogarchive.export.parquet import ParquetWriter
from blogarchive.items import Article

from .samples import bare_article, full_article


def written(folder: Path, *articles: Article, fields: tuple[str, ...] = ALL_FIELDS, **limits: int) -> list[Path]:
    writer = ParquetWriter(folder, fields, **limits)
    for article in articles:
        writer.add(Choice(fields=fields).cut(article.to_row()))
    writer.finish()
    return sorted(folder.iterdir())


def rows_of(*paths: Path) -> list[dict[str, Any]]:
    return [plain_row(row) for path in paths for row in pq.read_table(path).to_pylist()]


def test_rows_come_back_equal(tmp_path: Path) -> None:
    articles = [full_article(1), bare_article(2), full_article(3, tags=[], provenance={}, archive=None)]
    assert rows_of(*written(tmp_path / "data", *articles)) == [article.to_row() for article in articles]


def test_demo_blog_comes_back_equal(demo_export: Path) -> None:
    [lines] = demo_export.glob("*.jsonl")
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert rows_of(*sorted((demo_export / "data").iterdir())) == rows


def test_nested_fields_are_typed(tmp_path: Path) -> None:
    [path] = written(tmp_path / "data", full_article())
    schema = pq.read_schema(path)
    author = pa.struct([("name", pa.string()), ("url", pa.string()), ("bio", pa.string()), ("image", pa.string())])
    assert schema.field("authors").type.value_type == author
    assert schema.field("tags").type.value_type == pa.string()
    assert schema.field("word_count").type == pa.int64()
    assert b"without the site's name" in schema.field("title").metadata[b"description"]


def test_files_are_cut_and_numbered(tmp_path: Path) -> None:
    paths = written(tmp_path / "data", *(full_article(n) for n in range(1, 6)), group_bytes=1, file_bytes=1)
    assert [path.name for path in paths] == [f"train-{n:05}-of-00005.parquet" for n in range(5)]
    assert [row["id"] for row in rows_of(*paths)] == [f"{n:016x}" for n in range(1, 6)]


def test_row_groups_can_be_skipped_by_date(tmp_path: Path) -> None:
    [path] = written(tmp_path / "data", *(full_article(n) for n in range(1, 7)), group_bytes=4000)
    file = pq.ParquetFile(path)
    column = file.schema_arrow.names.index("date_published")
    spans = []
    for index in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(index)
        [found] = [
            group.column(c).statistics
            for c in range(group.num_columns)
            if group.column(c).path_in_schema == file.schema_arrow.names[column]
        ]
        spans.append((found.min, found.max))
    assert len(spans) > 1
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize("fields", [ALL_FIELDS, ("id", "errors")])
def test_no_row_is_a_file_with_columns(tmp_path: Path, fields: tuple[str, ...]) -> None:
    [path] = written(tmp_path / "data", fields=fields)
    table = pq.read_table(path)
    assert (table.num_rows, table.column_names) == (0, list(fields))


def test_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    [first] = written(tmp_path / "a", full_article(1), bare_article(2))
    [second] = written(tmp_path / "b", full_article(1), bare_article(2))
    assert first.read_bytes() == second.read_bytes()

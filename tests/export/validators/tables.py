"""Reads an exported data set with one foreign reader, and compares what it finds with the JSON Lines.

    python tables.py frictionless|mlcroissant|datasets|datasette FOLDER

FOLDER is what `blogarchive export DIR --to jsonl,csv,parquet,sqlite -o FOLDER` made. Each reader lives in an environment of
its own (see run.sh). Ends with 1 and a sentence when something differs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """The rows as the JSON Lines have them."""
    [lines] = folder.glob("*.jsonl")
    return [json.loads(line) for line in lines.read_text(encoding="utf-8").split("\n") if line]


def check_frictionless(folder: Path) -> None:
    """Every resource is valid, and as long as the JSON Lines."""
    import csv

    from frictionless import Package, system, validate

    csv.field_size_limit(1 << 30)
    system.trusted = True
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]
    package = Package(str(folder / "datapackage.json"))
    found: dict[str, list[str]] = {}
    for resource in package.resources:
        if resource.type == "table":
            found.setdefault(resource.path.split("/")[0], []).extend(row["url"] for row in resource.read_rows())
    for name, urls in found.items():
        assert urls == [row["url"] for row in rows_of(folder)], name
        print("frictionless:", name, len(urls), "rows")


def check_mlcroissant(folder: Path) -> None:
    """The description is valid without a warning, and its records are the rows."""
    import mlcroissant as mlc

    dataset = mlc.Dataset(jsonld=str(folder / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors, dataset.metadata.ctx.issues.report()
    print("mlcroissant:", dataset.metadata.ctx.issues.report() or "no warning")
    records = list(dataset.records("articles"))
    wanted = rows_of(folder)
    assert len(records) == len(wanted)
    for record, row in zip(records, wanted, strict=True):
        for name in ("id", "title", "date_published", "body_text", "word_count"):
            value = record[f"articles/{name}"]
            assert (value.decode() if isinstance(value, bytes) else value) == row[name], (row["url"], name, value)
        authors = [author["articles/authors/name"] for author in record["articles/authors"] or []]
        assert [text(author) for author in authors] == [author["name"] for author in row["authors"]], row["url"]
        assert [text(tag) for tag in record["articles/tags"]] == row["tags"], row["url"]
    print("mlcroissant:", len(records), "records")


def check_datasets(folder: Path) -> None:
    """`load_dataset(FOLDER)` finds the split that the card names, with all columns."""
    from datasets import load_dataset

    with tempfile.TemporaryDirectory() as cache:  # it takes any folder of one name for the same
        found = load_dataset(str(folder), split="train", cache_dir=cache, keep_in_memory=True)
    wanted = rows_of(folder)
    assert found.column_names == list(wanted[0])
    assert [one["url"] for one in found] == [row["url"] for row in wanted]
    assert [one["authors"] for one in found] == [row["authors"] for row in wanted]
    print("datasets:", found.num_rows, "rows,", len(found.column_names), "columns")


def check_datasette(folder: Path) -> None:
    """Datasette finds the tables, the foreign keys and the full-text index, and a search gives what the rows give."""
    [database] = folder.glob("*.sqlite")
    [metadata] = folder.glob("*.metadata.json")

    def get(path: str) -> Any:
        command = [sys.executable, "-m", "datasette", str(database), "--metadata", str(metadata), "--get", path]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    name = database.stem.replace(".", "~2E")
    tables = {table["name"]: table for table in get(f"/{name}.json")["tables"]}
    assert tables["articles"]["fts_table"] == "articles_fts"
    assert tables["authors"]["foreign_keys"]["outgoing"][0]["other_table"] == "articles"
    wanted = rows_of(folder)
    assert tables["articles"]["count"] == len(wanted)
    word = next(word for row in wanted if row["title"] for word in row["title"].split() if word.isascii() and word.isalpha())
    found = get(f"/{name}/articles.json?_search={word}&_shape=array&_size=max")
    assert found
    print("datasette:", len(tables), "tables;", len(found), "articles with the word", word)


def text(value: Any) -> Any:
    """mlcroissant gives text as bytes."""
    return value.decode() if isinstance(value, bytes) else value


if __name__ == "__main__":
    globals()[f"check_{sys.argv[1]}"](Path(sys.argv[2]))

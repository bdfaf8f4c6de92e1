"""The documents beside tables: they parse, and what they say is so. `tests/export/validators` has the foreign readers."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from server.command import Crawled, blogarchive

from blogarchive.export.documents.croissant import croissant
from blogarchive.export.documents.dataset import Dataset, TableFile
from blogarchive.export.documents.licence import hub_licence
from blogarchive.export.survey import Survey

from .samples import archive_of, bare_article, full_article


def card_of(folder: Path) -> tuple[dict[str, Any], str]:
    """The YAML head and the text of README.md."""
    _, head, text = (folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), text


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_card_has_the_head_that_the_hub_reads(demo_export: Path) -> None:
    head, _ = card_of(demo_export)
    assert head["license"] == "other"
    assert head["language"] == ["de", "en", "es", "fr", "ja"]
    assert head["size_categories"] == ["n<1K"]
    assert head["configs"] == [{"config_name": "default", "data_files": [{"split": "train", "path": "data/*.parquet"}]}]


def test_card_counts_rows_fields_and_coverage(demo_export: Path, demo_crawl: Crawled) -> None:
    _, text = card_of(demo_export)
    rows = demo_crawl.archive.rows
    assert f"{len(rows)} blog posts with {sum(row['word_count'] for row in rows)} words" in text
    share = sum(bool(row["images"]) for row in rows) / len(rows)
    assert f"| `images` | list of object | {share:.0%} |" in text
    assert "| HTTP 404 | 1 |" in text
    assert "## Removal" in text


@pytest.mark.parametrize("name", ["croissant.json", "datapackage.json"])
def test_digests_and_sizes_are_those_of_the_files(demo_export: Path, name: str) -> None:
    described = read(demo_export, name)
    for entry in described.get("distribution", described.get("resources")):
        data = (demo_export / entry.get("contentUrl", entry.get("path"))).read_bytes()
        digest = entry.get("sha256", entry.get("hash", "").removeprefix("sha256:"))
        assert digest in ("", hashlib.sha256(data).hexdigest())
        assert str(entry.get("contentSize", entry.get("bytes", len(data)))).removesuffix(" B") == str(len(data))


def test_data_package_describes_every_column(demo_export: Path, demo_crawl: Crawled) -> None:
    for resource in read(demo_export, "datapackage.json")["resources"]:
        if "schema" in resource:
            assert [field["name"] for field in resource["schema"]["fields"]] == list(demo_crawl.archive.rows[0])
            assert all(field["description"] for field in resource["schema"]["fields"])


def test_croissant_leads_to_the_columns_of_the_parquet_file(demo_export: Path, demo_crawl: Crawled) -> None:
    described = read(demo_export, "croissant.json")
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    [records] = described["recordSet"]
    assert [field["name"] for field in records["field"]] == list(demo_crawl.archive.rows[0])
    assert records["field"][0]["source"]["fileObject"]["@id"] == "data/train-00000-of-00001.parquet"


def test_several_parquet_files_are_one_set() -> None:
    files = [TableFile("parquet", f"data/train-{n:05}-of-00002.parquet", 1, "0" * 64) for n in range(2)]
    described = json.loads(croissant(Dataset(name="x", fields=("id",), survey=Survey(), files=files, origins=[], chosen=None)))
    assert described["distribution"][-1]["includes"] == "data/*.parquet"
    [records] = described["recordSet"]
    assert records["field"][0]["source"]["fileSet"] == {"@id": described["distribution"][-1]["@id"]}


def test_rows_keep_the_schema_beside_them(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "archive", full_article(1), bare_article(2))
    fields = "id,title,authors,provenance"
    assert blogarchive("export", archive, "--to", "jsonl", "--fields", fields, "-o", tmp_path / "out").code == 0
    [lines] = (tmp_path / "out").glob("*.jsonl")
    validator = jsonschema.Draft202012Validator(read(tmp_path / "out", "schema.json"))
    for line in lines.read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(line))


def test_citation_is_that_of_a_data_set(demo_export: Path, demo_crawl: Crawled) -> None:
    citation = yaml.safe_load((demo_export / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "dataset")
    assert citation["authors"] == [{"name": demo_crawl.archive.rows[0]["blog"]["name"], "website": demo_crawl.url}]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", citation["date-released"])


def test_what_was_chosen_is_said(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "archive", full_article(1), bare_article(2))
    done = blogarchive("export", archive, "--to", "csv", "--since", "2024", "--tag", "Stones", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    _, text = card_of(tmp_path / "out")
    assert "Only some rows were chosen: published 2024 or later, tagged stones." in text
    assert "1 blog posts" in text


def test_names_on_pages_cannot_break_the_card(tmp_path: Path) -> None:
    evil = "a | b\n---\n<script>"
    article = full_article(license=evil)
    article.blog.name = evil
    archive = archive_of(tmp_path / "archive", article)
    assert blogarchive("export", archive, "--to", "csv", "-o", tmp_path / "out").code == 0
    head, text = card_of(tmp_path / "out")
    assert head["pretty_name"] == f"Posts of {evil}"
    assert "<script>" not in text


@pytest.mark.parametrize(
    ("licences", "rows", "name"),
    [
        pytest.param({}, 2, "other", id="none stated"),
        pytest.param({"https://creativecommons.org/licenses/by-sa/4.0/": 2}, 2, "cc-by-sa-4.0", id="all the same"),
        pytest.param({"https://creativecommons.org/licenses/by-sa/4.0/": 1}, 2, "other", id="one says nothing"),
        pytest.param({"https://creativecommons.org/publicdomain/zero/1.0/": 1}, 1, "cc0-1.0", id="zero"),
        pytest.param({"All rights reserved": 1}, 1, "other", id="not an open one"),
    ],
)
def test_licence_of_the_whole_is_what_every_post_states(licences: dict[str, int], rows: int, name: str) -> None:
    survey = Survey(rows=rows)
    survey.licences.update(licences)
    assert hub_licence(survey) == name

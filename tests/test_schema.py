"""The schema describes what rows really look like."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import jsonschema
import pytest

from blogarchive.items import (
    ArchiveRef,
    Article,
    Author,
    Blog,
    Comment,
    Extractor,
    Image,
    OutLink,
    Provenance,
    Rejected,
    Teaser,
)
from blogarchive.schema import SCHEMA_VERSION, article_schema, field_docs, row_classes


def full_row() -> dict[str, Any]:
    """A row that uses every nested class."""
    rejected = Rejected(value="Home", source="title", reason="the site's name")
    article = Article(
        id="a1",
        url="https://blog.example/tides/",
        blog=Blog(name="Tides", url="https://blog.example/"),
        title="High water",
        authors=[Author(name="Ada", bio="Keeps tide tables.")],
        related=[Teaser(title="Low water", url="https://blog.example/low/")],
        images=[Image(url="https://blog.example/a.png", caption="The pier")],
        comments=[Comment(text="Thank you."), Comment(author="Ben", text="Me too.", parent=0)],
        links=[OutLink(url="https://other.example/", text="there")],
        archive=ArchiveRef(
            warc="a.warc.gz", offset=0, length=9, record_id="urn:uuid:1", captured_at="2026-01-01T00:00:00Z", status=200
        ),
        provenance={"title": Provenance(source="json-ld", confidence=1, rejected=[rejected])},
        errors={"date_published": "no such month"},
        extractor=Extractor(name="blogarchive", version="0.1.0"),
    )
    row: dict[str, Any] = json.loads(json.dumps(article.to_row()))
    return row


def validate(row: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(article_schema()).validate(row)


def test_schema_is_a_valid_2020_12_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(article_schema())


def test_row_with_every_part_is_valid() -> None:
    validate(full_row())


def test_smallest_article_is_valid() -> None:
    validate(Article(id="a", url="https://blog.example/a", blog=Blog(url="https://blog.example/")).to_row())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"title": 7}, id="number for a text"),
        pytest.param({"authors": [{"name": None}]}, id="author without a name"),
        pytest.param({"authors": None}, id="null for a list"),
        pytest.param({"colour": "blue"}, id="unknown field"),
        pytest.param({"version": "1"}, id="text for a number"),
        pytest.param({"archive": {"warc": "a.warc.gz"}}, id="half a record reference"),
        pytest.param({"provenance": {"title": "json-ld"}}, id="provenance as text"),
    ],
)
def test_wrong_row_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate({**full_row(), **change})


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Article)])
def test_row_without_a_field_is_refused(name: str) -> None:
    row = full_row()
    del row[name]
    with pytest.raises(jsonschema.ValidationError, match=name):
        validate(row)


@pytest.mark.parametrize("cls", row_classes(), ids=lambda cls: cls.__name__)
def test_every_field_has_a_docstring(cls: type) -> None:
    fields = dataclasses.fields(cls)
    assert [field.name for field in fields if not field_docs(cls).get(field.name)] == []


def test_description_is_the_docstring_under_the_field() -> None:
    assert article_schema()["properties"]["title"]["description"] == "The post's title without the site's name."


def test_schema_names_its_version() -> None:
    assert SCHEMA_VERSION in article_schema()["$id"]


def test_every_reference_points_at_a_definition() -> None:
    schema = article_schema()
    text = json.dumps(schema)
    used = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert used == set(schema["$defs"])

"""The files beside exported tables that say what is in them, to people and to programs."""

from __future__ import annotations

import json

from blogarchive.export.documents.card import dataset_card
from blogarchive.export.documents.citation import citation
from blogarchive.export.documents.croissant import croissant
from blogarchive.export.documents.datapackage import data_package
from blogarchive.export.documents.dataset import Dataset
from blogarchive.export.sqlitefile import datasette_metadata
from blogarchive.schema import article_schema

__all__ = ["DOCUMENTS", "documents_of"]

DOCUMENTS = ("README.md", "datapackage.json", "croissant.json", "schema.json", "CITATION.cff")


def documents_of(dataset: Dataset) -> dict[str, str]:
    """File names and texts."""
    made = {
        "README.md": dataset_card(dataset),
        "datapackage.json": data_package(dataset),
        "croissant.json": croissant(dataset),
        "schema.json": _schema(dataset.fields),
        "CITATION.cff": citation(dataset),
    }
    if dataset.file_for("sqlite"):
        made[f"{dataset.name}.metadata.json"] = datasette_metadata(dataset.name, dataset.fields, dataset.title)
    return made


def _schema(fields: tuple[str, ...]) -> str:
    """The JSON Schema of a row with these fields."""
    schema = article_schema()
    schema["properties"] = {name: kind for name, kind in schema["properties"].items() if name in fields}
    schema["required"] = [name for name in schema["required"] if name in fields]
    return json.dumps(schema, indent=1) + "\n"

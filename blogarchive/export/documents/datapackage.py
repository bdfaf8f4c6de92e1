"""datapackage.json (https://specs.frictionlessdata.io/data-package/)."""

from __future__ import annotations

import json
import re
from typing import Any

from blogarchive.export.documents.dataset import Dataset, TableFile
from blogarchive.export.rowshape import Column, Kind, row_shape
from blogarchive.schema import field_docs, row_classes

__all__ = ["data_package"]

_FORMATS = {
    "jsonl": ("jsonl", "application/jsonl"),
    "jsonl.gz": ("jsonl", "application/gzip"),
    "jsonl.zst": ("jsonl.zst", "application/zstd"),
    "csv": ("csv", "text/csv"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
    "sqlite": ("sqlite", "application/vnd.sqlite3"),
}
_TABULAR = ("jsonl", "jsonl.gz", "csv", "parquet")
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_NO_NAME = re.compile(r"[^a-z0-9._-]+")


def data_package(dataset: Dataset) -> str:
    """The text of datapackage.json."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": _NO_NAME.sub("-", dataset.name.lower()),
        "title": dataset.title,
        "description": dataset.summary,
        "sources": [{"title": name or url, "path": url} for url, name in dataset.survey.blogs.items()],
    }
    if dataset.survey.captured:
        package["created"] = dataset.survey.captured
    package["resources"] = [_resource(dataset, file) for file in dataset.files]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(dataset: Dataset, file: TableFile) -> dict[str, Any]:
    form, mediatype = _FORMATS[file.form]
    resource: dict[str, Any] = {
        "name": _NO_NAME.sub("-", file.path.lower()),
        "path": file.path,
        "format": form,
        "mediatype": mediatype,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if file.form in _TABULAR:
        resource["type"] = "table"
        if file.form == "csv":
            resource["profile"] = "tabular-data-resource"
            resource["description"] = "A cell that would be a formula in a spreadsheet has one apostrophe in front."
        if file.form == "jsonl.gz":
            resource["compression"] = "gz"
        if file.form == "parquet":
            # frictionless 5 does not count the bytes of Parquet and takes that for an error; croissant.json has the digest.
            del resource["bytes"], resource["hash"]
        else:
            resource["encoding"] = "utf-8"
        resource["schema"] = _schema(dataset, file.form)
    return resource


def _schema(dataset: Dataset, form: str) -> dict[str, Any]:
    docs = field_docs(row_classes()[0])
    columns = row_shape(dataset.fields)
    fields = [{"name": c.name, "type": _type(c, form), "description": docs[c.name]} for c in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if "id" in dataset.fields and len(dataset.survey.blogs) == 1:
        schema["primaryKey"] = ["id"]
    return schema


def _type(column: Column, form: str) -> str:
    if column.kind is Kind.SCALAR:
        return _TYPES[column.scalar or str]
    if form == "parquet":
        return "any"  # nested columns are neither JSON arrays nor JSON objects there
    return "array" if column.kind in (Kind.SCALARS, Kind.PARTS) else "object"

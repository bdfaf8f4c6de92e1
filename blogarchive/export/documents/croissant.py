"""croissant.json: Croissant 1.1 (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html)."""

from __future__ import annotations

import json
from typing import Any

from blogarchive.export.documents.citation import cite_as
from blogarchive.export.documents.dataset import Dataset, TableFile
from blogarchive.export.documents.licence import common_licence
from blogarchive.export.rowshape import Column, Kind, row_shape
from blogarchive.schema import field_docs, row_classes

__all__ = ["croissant"]

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_ENCODINGS = {
    "jsonl": "application/jsonlines",
    "jsonl.gz": "application/gzip",
    "jsonl.zst": "application/zstd",
    "csv": "text/csv",
    "parquet": "application/x-parquet",
    "sqlite": "application/vnd.sqlite3",
}
_TYPES = {str: "sc:Text", int: "sc:Integer", float: "sc:Float", bool: "sc:Boolean"}
_LISTS = (Kind.SCALARS, Kind.PARTS)
_MAPS = (Kind.MAP, Kind.PART_MAP)
SET = "parquet-files"


def croissant(dataset: Dataset) -> str:
    """The text of croissant.json."""
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": dataset.name,
        "alternateName": dataset.title,
        "description": dataset.summary,
        "url": next(iter(dataset.survey.blogs), "https://github.com/blogarchive/blogarchive"),
        "license": common_licence(dataset.survey) or "Each post has its own; see the field `license`.",
        "creator": [{"@type": "sc:Organization", "name": name or url, "url": url} for url, name in dataset.survey.blogs.items()],
        "citeAs": cite_as(dataset),
        "version": (dataset.day or "0.0.0").replace("-", ".").replace(".0", "."),
        "isLiveDataset": False,
        "distribution": _distribution(dataset),
    }
    if dataset.day:
        found["datePublished"] = dataset.day
    if languages := sorted(dataset.survey.languages):
        found["inLanguage"] = languages
    if records := _records(dataset):
        found["recordSet"] = [records]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _distribution(dataset: Dataset) -> list[dict[str, Any]]:
    files = [_file(file) for file in dataset.files]
    parts = dataset.file_for("parquet")
    if len(parts) > 1:
        files.append(
            {
                "@type": "cr:FileSet",
                "@id": SET,
                "name": SET,
                "description": "All rows, sorted by blog and date.",
                "encodingFormat": _ENCODINGS["parquet"],
                "includes": "data/*.parquet",
            }
        )
    return files


def _file(file: TableFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path.replace("/", "-"),
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": _ENCODINGS[file.form],
        "sha256": file.sha256,
    }


def _records(dataset: Dataset) -> dict[str, Any] | None:
    """The record set of the richest format there is; None for formats that Croissant cannot look into."""
    files = dataset.file_for("parquet", "jsonl", "csv")
    if not files:
        return None
    source = {"fileSet": {"@id": SET}} if len(files) > 1 else {"fileObject": {"@id": files[0].path}}
    docs = field_docs(row_classes()[0])
    fields = [_field(column, docs[column.name], source, files[0].form) for column in row_shape(dataset.fields)]
    records: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": "articles",
        "name": "articles",
        "description": "One post a record.",
        "field": fields,
    }
    if "id" in dataset.fields and len(dataset.survey.blogs) == 1:
        records["key"] = {"@id": "articles/id"}
    return records


def _field(column: Column, doc: str, source: dict[str, Any], form: str) -> dict[str, Any]:
    name = f"articles/{column.name}"
    field: dict[str, Any] = {"@type": "cr:Field", "@id": name, "name": column.name, "description": doc}
    place = {**source, "extract": {"column": column.name}}
    is_text = form == "csv" or (form == "jsonl" and column.kind in _MAPS)
    if column.scalar is not None and column.kind not in _MAPS:
        field |= {"dataType": "sc:Text" if form == "csv" and column.kind in _LISTS else _TYPES[column.scalar], "source": place}
    elif is_text:
        field |= {"dataType": "sc:Text", "source": place}
    else:
        field["subField"] = [_sub_field(name, part, place) for part in _parts(column)]
    if form != "csv" and column.kind is not Kind.SCALAR and column.kind is not Kind.PART and not is_text:
        field |= {"isArray": True, "arrayShape": "-1"}
    return field


def _sub_field(parent: str, part: tuple[str, str], place: dict[str, Any]) -> dict[str, Any]:
    name, data_type = part
    path = {"transform": {"jsonPath": name}}
    return {
        "@type": "cr:Field",
        "@id": f"{parent}/{name}",
        "name": name,
        "dataType": data_type,
        "source": {**place, **path},
    }


def _parts(column: Column) -> list[tuple[str, str]]:
    """Names and types of what stands inside; lists within lists are left out, for which Croissant has no words."""
    key = [("field", "sc:Text")] if column.kind in _MAPS else []
    if column.kind is Kind.MAP:
        return [*key, ("reason", _TYPES[column.scalar or str])]
    return [*key, *((part.name, _TYPES[part.scalar]) for part in column.columns if part.scalar and part.kind is Kind.SCALAR)]

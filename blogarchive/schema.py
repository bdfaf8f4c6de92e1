"""The JSON Schema of an article row, read off the dataclasses in ``items.py``.

Nothing is written twice: types come from the annotations, descriptions from the docstrings under the fields.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import types
import typing
from typing import Any

from blogarchive import items

__all__ = ["SCHEMA_ID", "SCHEMA_VERSION", "article_schema", "field_docs", "row_classes"]

SCHEMA_VERSION = "1.0"
"""Minor: a field was added. Major: a field was renamed, removed, or means something else."""

SCHEMA_ID = f"https://github.com/blogarchive/blogarchive/schema/article-{SCHEMA_VERSION}.json"

_SCALARS: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def article_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of ``articles.jsonl``.

    Every field is required, because every row carries every field: what a page does not say is null or empty.
    """
    article, *parts = row_classes()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "$comment": f"schema version {SCHEMA_VERSION}",
        "title": "Article",
        **_object_schema(article),
        "$defs": {part.__name__: _object_schema(part) for part in parts},
    }


def row_classes() -> list[type]:
    """The dataclasses a row is made of: ``Article`` first, then the nested ones by name."""
    found: list[type] = [getattr(items, name) for name in sorted(items.__all__)]
    return [items.Article, *(cls for cls in found if dataclasses.is_dataclass(cls) and cls is not items.Article)]


def field_docs(cls: type) -> dict[str, str]:
    """Field name to the docstring below it, on one line; a field without one is missing from the result."""
    body = typing.cast(ast.ClassDef, ast.parse(inspect.getsource(cls)).body[0]).body
    docs: dict[str, str] = {}
    for statement, below in itertools.pairwise(body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and _is_text(below):
            text = typing.cast(Any, below).value.value
            docs[statement.target.id] = " ".join(text.split())
    return docs


def _is_text(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant):
        return False
    return isinstance(statement.value.value, str)


def _object_schema(cls: type) -> dict[str, Any]:
    docs, hints = field_docs(cls), typing.get_type_hints(cls)
    names = [field.name for field in dataclasses.fields(cls)]
    return {
        "type": "object",
        "description": inspect.getdoc(cls) or "",
        "properties": {name: {**_type_schema(hints[name]), "description": docs.get(name, "")} for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _type_schema(hint: Any) -> dict[str, Any]:
    """The schema of one annotation; raises TypeError for a kind of annotation no field uses yet."""
    if hint in _SCALARS:
        return {"type": _SCALARS[hint]}
    if dataclasses.is_dataclass(hint):
        return {"$ref": f"#/$defs/{typing.cast(type, hint).__name__}"}
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return {"type": "array", "items": _type_schema(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type_schema(arguments[1])}
    if origin is types.UnionType:
        return _nullable([_type_schema(part) for part in arguments if part is not type(None)])
    raise TypeError(f"no JSON Schema for the annotation {hint!r}; teach it to blogarchive/schema.py")


def _nullable(kinds: list[dict[str, Any]]) -> dict[str, Any]:
    if len(kinds) == 1 and set(kinds[0]) == {"type"}:
        return {"type": [kinds[0]["type"], "null"]}
    return {"anyOf": [*kinds, {"type": "null"}]}

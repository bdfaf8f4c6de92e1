"""Rows as Arrow tables: typed nested columns, and the way back.

Maps become lists of objects with a `field` in front, since several readers of Parquet (`datasets` among them) know no maps.
Dates stay text: pages give days, times and zones, and text in ISO 8601 sorts and prunes as well.
"""

from __future__ import annotations

from typing import Any

from blogarchive.errors import UsageError
from blogarchive.export.rowshape import Column, Kind, row_shape
from blogarchive.export.source import Row
from blogarchive.schema import field_docs, row_classes

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as exc:
    raise UsageError('parquet needs a library: pip install "blogarchive[parquet]".') from exc

__all__ = ["arrow_row", "arrow_schema", "pa", "plain_row", "pq"]

_TYPES: dict[type, Any] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_MAPS = (Kind.MAP, Kind.PART_MAP)


def arrow_schema(fields: tuple[str, ...]) -> Any:
    """The schema of rows with these fields; each column carries its description."""
    docs = field_docs(row_classes()[0])
    columns = row_shape(fields)
    return pa.schema(
        [pa.field(c.name, _type(c), nullable=c.nullable, metadata={"description": docs.get(c.name, "")}) for c in columns]
    )


def arrow_row(row: Row) -> Row:
    """The row in the shape of the schema."""
    return {column.name: _to_arrow(column, row[column.name]) for column in row_shape(tuple(row))}


def plain_row(row: Row) -> Row:
    """The row as it was before `arrow_row`."""
    return {column.name: _from_arrow(column, row[column.name]) for column in row_shape(tuple(row))}


def _type(column: Column) -> Any:
    match column.kind:
        case Kind.SCALAR:
            return _TYPES[column.scalar or str]
        case Kind.PART:
            return _struct(column)
        case Kind.SCALARS:
            return pa.list_(_TYPES[column.scalar or str])
        case Kind.PARTS:
            return pa.list_(_struct(column))
        case Kind.MAP:
            return pa.list_(pa.struct([("field", pa.string()), ("reason", _TYPES[column.scalar or str])]))
    return pa.list_(pa.struct([pa.field("field", pa.string()), *_struct(column)]))


def _struct(column: Column) -> Any:
    # A field that is never null inside is null when the whole object is, and readers differ about that: all are nullable.
    return pa.struct([pa.field(part.name, _type(part)) for part in column.columns])


def _to_arrow(column: Column, value: Any) -> Any:
    if column.kind is Kind.MAP:
        return [{"field": name, "reason": text} for name, text in value.items()]
    if column.kind is Kind.PART_MAP:
        return [{"field": name, **part} for name, part in value.items()]
    return value


def _from_arrow(column: Column, value: Any) -> Any:
    if column.kind is Kind.MAP:
        return {entry["field"]: entry["reason"] for entry in value}
    if column.kind is Kind.PART_MAP:
        return {entry["field"]: {name: part for name, part in entry.items() if name != "field"} for entry in value}
    return value

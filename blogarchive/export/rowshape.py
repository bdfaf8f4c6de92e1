"""The shape of a row, read off the dataclasses: what typed tables are made from."""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from enum import Enum
from typing import Any

from blogarchive.items import Article

__all__ = ["Column", "Kind", "row_shape", "shape_of"]


class Kind(Enum):
    """What a field holds."""

    SCALAR = "scalar"
    PART = "part"
    """One nested object."""
    SCALARS = "scalars"
    """A list of plain values."""
    PARTS = "parts"
    """A list of nested objects."""
    MAP = "map"
    """Names to plain values."""
    PART_MAP = "part map"
    """Names to nested objects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field."""

    name: str
    kind: Kind
    scalar: type | None = None
    """str, int, float or bool, for plain values."""
    part: type | None = None
    """The dataclass, for nested objects."""
    nullable: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The fields of the nested object."""
        assert self.part is not None
        return shape_of(self.part)


def row_shape(fields: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of a row with these fields."""
    return tuple(column for column in shape_of(Article) if column.name in fields)


def shape_of(cls: type) -> tuple[Column, ...]:
    """The columns of a dataclass in their order. Raises TypeError for an annotation no field uses yet."""
    hints = typing.get_type_hints(cls)
    return tuple(_column(field.name, hints[field.name]) for field in dataclasses.fields(cls))


def _column(name: str, hint: Any) -> Column:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        [inner] = [part for part in arguments if part is not type(None)]
        return dataclasses.replace(_column(name, inner), nullable=True)
    if origin is list:
        return _of(name, arguments[0], Kind.SCALARS, Kind.PARTS)
    if origin is dict:
        return _of(name, arguments[1], Kind.MAP, Kind.PART_MAP)
    return _of(name, hint, Kind.SCALAR, Kind.PART)


def _of(name: str, hint: Any, plain: Kind, nested: Kind) -> Column:
    if hint in (str, int, float, bool):
        return Column(name=name, kind=plain, scalar=hint)
    if dataclasses.is_dataclass(hint):
        return Column(name=name, kind=nested, part=typing.cast(type, hint))
    raise TypeError(f"no column for the annotation {hint!r}; teach it to blogarchive/export/rowshape.py")

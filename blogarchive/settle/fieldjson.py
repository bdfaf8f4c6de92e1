"""What learning keeps in the archive's tables, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from blogarchive.extract.learnedfields import UNKNOWN_FIELDS, FieldShape, LearnedPlace
from blogarchive.extract.places import Place

__all__ = ["dump_fields", "load_fields", "place_from", "place_values"]


def dump_fields(fields: FieldShape) -> str:
    """*fields* as JSON; `load_fields` reads it."""
    values = [fields.title, fields.published, fields.authors, dict(fields.sources), sorted(fields.unsure), fields.raws]
    return json.dumps(values, ensure_ascii=True)


def load_fields(text: str | None) -> FieldShape:
    """What `dump_fields` made *text* of; for None, of a page that was read before fields were kept, nothing known."""
    if not text:
        return UNKNOWN_FIELDS
    title, published, authors, sources, unsure, raws = json.loads(text)
    return FieldShape(title, published, tuple(authors), sources, frozenset(unsure), tuple(raws))


def place_values(learned: LearnedPlace) -> dict[str, Any]:
    """*learned* as plain values, for JSON that people read: without what is empty."""
    values: dict[str, Any] = asdict(learned.place) | {"template": learned.template, "posts": learned.posts}
    return {name: value for name, value in values.items() if value}


def place_from(field: str, values: dict[str, Any]) -> LearnedPlace:
    """The place of *field* that `place_values` made *values* of; raises `TypeError` for values that say something else."""
    template, posts = values.get("template", ""), values.get("posts", 0)
    rest = {name: value for name, value in values.items() if name not in ("template", "posts")}
    texts = [template, *(value for name, value in rest.items() if name != "behind")]
    if not all(isinstance(text, str) for text in texts) or not isinstance(posts, int):
        raise TypeError("selector, attribute, before, after and template must be texts")
    return LearnedPlace(field, Place(**rest), template, posts)

"""What a new extraction changes in the rows of an old one, field by field."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blogarchive.errors import UsageError

__all__ = ["Changes", "FieldChange", "changes_between"]

MAX_EXAMPLES = 3
MAX_SHOWN = 80
_ABOUT_THE_ROW = frozenset(("extractor", "provenance", "archive", "first_seen", "last_seen", "version"))
"""Fields that say how the row was made, and not what the post says."""


@dataclass(slots=True)
class FieldChange:
    """How often a field changed, and how."""

    filled: int = 0
    """It was empty and is not any more."""
    emptied: int = 0
    changed: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)
    """url, old, new; shortened."""


@dataclass(slots=True)
class Changes:
    """The difference between two files of rows."""

    same: int = 0
    """Rows in which no field changed."""
    differing: int = 0
    added: list[str] = field(default_factory=list)
    """Addresses of rows that only the new file has."""
    removed: list[str] = field(default_factory=list)
    fields: dict[str, FieldChange] = field(default_factory=lambda: defaultdict(FieldChange))


def changes_between(old: Path, new: Path) -> Changes:
    """The changes from the rows in *old* to those in *new*, matched by id. Raises `UsageError` for what is no file of rows."""
    places = {row["id"]: (place, str(row.get("url"))) for place, row in _rows(old)}
    changes = Changes()
    with old.open("rb") as file:
        for _, row in _rows(new):
            found = places.pop(row["id"], None)
            if found is None:
                changes.added.append(str(row.get("url")))
                continue
            file.seek(found[0])
            _compare(json.loads(file.readline()), row, changes)
    changes.removed = [url for _, url in places.values()]
    changes.fields = dict(sorted(changes.fields.items()))
    return changes


def _compare(old: dict[str, Any], new: dict[str, Any], changes: Changes) -> None:
    names = [n for n in dict.fromkeys([*old, *new]) if n not in _ABOUT_THE_ROW and old.get(n) != new.get(n)]
    if not names:
        changes.same += 1
        return
    changes.differing += 1
    for name in names:
        one, two = old.get(name), new.get(name)
        change = changes.fields[name]
        if one in (None, "", [], {}):
            change.filled += 1
        elif two in (None, "", [], {}):
            change.emptied += 1
        else:
            change.changed += 1
        if len(change.examples) < MAX_EXAMPLES:
            before, after = _around_difference(_text(one), _text(two))
            change.examples.append({"url": str(new.get("url")), "old": before, "new": after})


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value in (None, [], {}) else json.dumps(value, ensure_ascii=False)


def _around_difference(one: str, two: str) -> tuple[str, str]:
    """The two texts from a little before the place where they part."""
    at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    start = max(at - MAX_SHOWN // 4, 0)
    return _cut(one, start), _cut(two, start)


def _cut(text: str, start: int) -> str:
    piece = text[start : start + MAX_SHOWN]
    return ("…" if start else "") + piece + ("…" if start + MAX_SHOWN < len(text) else "")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with the byte its line begins at."""
    place = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                row = json.loads(line)
                if not isinstance(row, dict) or "id" not in row:
                    raise UsageError(f"Line {number} of {path} is no row of articles.jsonl.")
                yield place, row
                place += len(line)
    except OSError as exc:
        raise UsageError(f"Cannot read {path}: {exc.strerror}.") from exc
    except ValueError as exc:
        raise UsageError(f"{path} is no file of rows: {exc}.") from exc

"""Which rows and which fields of them go out."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field

from blogarchive.errors import UsageError
from blogarchive.export.source import Row
from blogarchive.items import Article

__all__ = ["ALL_FIELDS", "Choice", "parse_day", "parse_fields"]

ALL_FIELDS = tuple(f.name for f in dataclasses.fields(Article))

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the user asked for; without anything, every row with every field."""

    fields: tuple[str, ...] = ALL_FIELDS
    """In the order of the row."""
    since: str | None = None
    """A year, month or day; rows published from its beginning on. A row without date is left out when this is given."""
    until: str | None = None
    """The same; rows published until its end."""
    languages: frozenset[str] = field(default_factory=frozenset)
    """In lower case; ``de`` stands for ``de-AT`` too."""
    tags: frozenset[str] = field(default_factory=frozenset)
    """Case-folded; a row must have one of them among its tags or categories."""

    @property
    def picks_rows(self) -> bool:
        """Whether some rows may be left out."""
        return bool(self.since or self.until or self.languages or self.tags)

    def takes(self, row: Row) -> bool:
        """Whether the row goes out."""
        date = row["date_published"]
        if (self.since or self.until) and not date:
            return False
        if self.since and date[: len(self.since)] < self.since:
            return False
        if self.until and date[: len(self.until)] > self.until:
            return False
        if self.languages and not self._speaks(row["language"]):
            return False
        return not self.tags or any(tag.casefold() in self.tags for tag in (*row["tags"], *row["categories"]))

    def in_words(self) -> str | None:
        """The rows that were chosen; None when all were."""
        said = [
            f"published {self.since} or later" if self.since else "",
            f"published {self.until} or earlier" if self.until else "",
            f"in {' or '.join(sorted(self.languages))}" if self.languages else "",
            f"tagged {' or '.join(sorted(self.tags))}" if self.tags else "",
        ]
        return ", ".join(part for part in said if part) or None

    def cut(self, row: Row) -> Row:
        """The row with the chosen fields only."""
        return row if self.fields == ALL_FIELDS else {name: row[name] for name in self.fields}

    def _speaks(self, language: str | None) -> bool:
        parts = (language or "").lower().split("-")
        return any("-".join(parts[:count]) in self.languages for count in range(1, len(parts) + 1))


def parse_fields(text: str | None) -> tuple[str, ...]:
    """The fields named in *text*, with commas between, in the order of the row; all of them for None."""
    if text is None:
        return ALL_FIELDS
    names = {name.strip() for name in text.split(",") if name.strip()}
    unknown = sorted(names - set(ALL_FIELDS))
    if unknown or not names:
        said = f"There is no field {unknown[0]!r}" if unknown else "--fields names no field"
        raise UsageError(f"{said}; there are: {', '.join(ALL_FIELDS)}.")
    return tuple(name for name in ALL_FIELDS if name in names)


def parse_day(text: str | None, option: str) -> str | None:
    """*text* when it is a year, a month or a day as in ISO 8601."""
    if text is None or _DAY.match(text):
        return text
    raise UsageError(f"{option} {text!r} is no date; give one such as 2024, 2024-05 or 2024-05-31.")

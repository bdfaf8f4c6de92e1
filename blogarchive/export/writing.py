"""What every writer of rows can do; `export.run` feeds several of them in one pass over the archive."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from blogarchive.export.source import Row, Source
from blogarchive.store.articles import dump_row

__all__ = ["RowWriter", "Tell", "as_json"]

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def as_json(value: Any) -> str:
    """A list or object of a row as JSON, written as in articles.jsonl."""
    return dump_row(value)


class RowWriter(ABC):
    """Takes rows one by one, in the order they are to stand."""

    def begin(self, source: Source) -> None:  # noqa: B027 -- most writers do not care where rows come from
        """The rows that follow are of this blog."""

    @abstractmethod
    def add(self, row: Row) -> None:
        """Write the row, which has the chosen fields only where the format knows fields."""

    @abstractmethod
    def finish(self) -> None:
        """Write what is left and close; what was written is whole then."""

    @abstractmethod
    def abandon(self) -> None:
        """Close without finishing; may be called at any time, also twice."""

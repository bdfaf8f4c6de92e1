"""What a field function returns: a value, where it stood, and what lost against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from blogarchive.items import Provenance, Rejected

__all__ = ["Finding", "rejected"]

T = TypeVar("T")
MAX_REJECTED = 8


@dataclass(slots=True, kw_only=True)
class Finding(Generic[T]):
    """A field's value with its provenance."""

    value: T
    """The value as it goes into the row."""

    source: str
    """The kind of place it stood in: json-ld, microdata, meta, time, byline, feed, structure, address, a rule's name."""

    selector: str | None = None
    """The element or key inside that place."""

    confidence: float
    """0 to 1."""

    raw: str | None = None
    """The text the value was read from, where it differs from the value."""

    rejected: list[Rejected] = field(default_factory=list)
    """Candidates that lost, best first."""

    def provenance(self) -> Provenance:
        """The part of the finding that goes into the row's ``provenance``."""
        return Provenance(
            source=self.source,
            selector=self.selector,
            confidence=round(self.confidence, 2),
            rejected=self.rejected[:MAX_REJECTED],
        )


def rejected(value: str, source: str, reason: str) -> Rejected:
    """A losing candidate, its value cut to 200 characters."""
    return Rejected(value=value[:200], source=source, reason=reason)

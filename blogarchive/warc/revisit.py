"""What a revisit record refers to, and where the writer asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

__all__ = ["RevisitIndex", "RevisitTarget"]


@dataclass(frozen=True, slots=True)
class RevisitTarget:
    """The response record that holds the bytes a revisit leaves out."""

    record_id: str
    """`urn:uuid:…`, without angle brackets."""
    url: str
    """WARC-Target-URI of that record."""
    date: str
    """WARC-Date of that record, as it is written there."""


class RevisitIndex(Protocol):
    """Knows which payloads are kept already; called in the writer thread only.

    After a crash the files may be cut back, so what was added but not committed with its record must be forgotten.
    """

    def find(self, payload_digest: str) -> RevisitTarget | None:
        """The record that holds the payload with this digest (`sha1:…`)."""

    def add(self, payload_digest: str, target: RevisitTarget) -> None:
        """Remember *target*; called after its record was written."""

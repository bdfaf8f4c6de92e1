"""Small archives for tests of reports."""

from __future__ import annotations

from blogarchive.store.archive import Archive
from blogarchive.store.ledger import CaptureRow, Heard
from blogarchive.store.states import Role, State

__all__ = ["answered", "heard"]


def heard(archive: Archive, url: str, *, state: State = State.QUEUED, reason: str | None = None, **more: object) -> int:
    """An address of the ledger; *more* as in `Heard`."""
    return archive.ledger.hear(Heard(url=url, source=str(more.pop("source", "link")), state=state, reason=reason, **more))  # type: ignore[arg-type]


def answered(
    archive: Archive, url: str, mime: str | None, *, role: Role = Role.PAGE, size: int = 10, source: str = "link"
) -> None:
    """An address with an answer of *size* bytes in the WARC."""
    row = CaptureRow(
        warc="x.warc.gz",
        offset=100,
        length=1,
        end=100 + size,
        record_id="urn:uuid:1",
        record_type="response",
        payload_digest=None,
        captured_at="2026-01-01T00:00:00Z",
        status=200,
        mime=mime,
        truncated=None,
    )
    archive.ledger.record_capture(heard(archive, url, role=role, source=source), row)

"""Reading captures of an archive back out of its WARC files."""

from __future__ import annotations

from blogarchive.errors import ArchiveDamagedError
from blogarchive.items import ArchiveRef
from blogarchive.settle.answer import Answer
from blogarchive.store.archive import Archive
from blogarchive.store.ledger import CaptureRow
from blogarchive.warc.reader import Capture, read_capture

__all__ = ["answer_of", "archive_ref", "load_answer", "load_capture"]


def archive_ref(row: CaptureRow) -> ArchiveRef:
    """The row's ``archive`` field for a capture."""
    return ArchiveRef(
        warc=row.warc,
        offset=row.offset,
        length=row.length,
        record_id=row.record_id,
        payload_digest=row.payload_digest,
        captured_at=row.captured_at,
        status=row.status or 0,
    )


def load_capture(archive: Archive, row: CaptureRow) -> Capture:
    """The capture out of its WARC file; a revisit comes with the body of the record it refers to."""
    capture = _read(archive, row.warc, row.offset)
    if row.record_type == "revisit" and row.payload_digest:
        target = archive.db.execute(
            "SELECT warc, offset FROM capture WHERE payload_digest = ? AND record_type = 'response' AND truncated IS NULL"
            " ORDER BY id LIMIT 1",
            (row.payload_digest,),
        ).fetchone()
        if target:
            capture.body = _read(archive, *target).body
    return capture


def load_answer(archive: Archive, url: str, row: CaptureRow) -> Answer:
    """The answer of a capture, as the crawl saw it under *url*."""
    return answer_of(load_capture(archive, row), url, archive_ref(row))


def answer_of(capture: Capture, url: str, ref: ArchiveRef) -> Answer:
    """A capture as an answer."""
    location = next((value for name, value in capture.headers if name.lower() == b"location"), None)
    return Answer(
        url=url,
        status=capture.status or 0,
        content_type=capture.content_type,
        body=capture.body,
        captured_at=capture.captured_at,
        location=location.decode("latin-1") if location else None,
        truncated=capture.truncated,
        archive=ref,
    )


def _read(archive: Archive, warc: str, offset: int) -> Capture:
    path = archive.paths.warc / warc
    if not path.exists():
        path = path.with_name(f"{warc}.open")
    try:
        return read_capture(path, offset)
    except (OSError, ValueError, EOFError) as exc:
        raise ArchiveDamagedError(f"Cannot read the record at {offset} of {path}: {exc}. Restore the file from a backup.") from exc

"""Reading captures of an archive back out of its WARC files."""

from __future__ import annotations

from blogarchive.items import ArchiveRef
from blogarchive.settle.answer import Answer, announced_length, list_headers
from blogarchive.store.archive import ArchiveTables, LooseWarcs
from blogarchive.store.ledger import CaptureRow
from blogarchive.warc.reader import Capture, read_capture

__all__ = ["answer_of", "archive_ref", "body_of_digest", "body_of_revisit", "load_answer", "load_capture", "ref_of"]


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


def ref_of(capture: Capture) -> ArchiveRef:
    """The row's ``archive`` field for a capture out of a WARC file."""
    return ArchiveRef(
        warc=capture.warc,
        offset=capture.offset,
        length=capture.length,
        record_id=capture.record_id,
        payload_digest=capture.payload_digest,
        captured_at=capture.captured_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        status=capture.status or 0,
    )


def load_capture(archive: ArchiveTables, row: CaptureRow) -> Capture:
    """The capture out of its WARC file; a revisit comes with the body of the record it refers to."""
    capture = read_capture(archive.warc_path(row.warc), row.offset)
    if row.record_type == "revisit":
        capture.body = body_of_revisit(archive, row)
    return capture


def body_of_revisit(archive: ArchiveTables, revisit: CaptureRow | Capture) -> bytes:
    """The decoded body that the revisit stands for; empty when it is nowhere."""
    body = body_of_digest(archive, revisit.payload_digest) if revisit.payload_digest else None
    if body is None and isinstance(archive, LooseWarcs):
        body = archive.body_elsewhere(revisit.warc, revisit.offset)
    return body or b""


def body_of_digest(archive: ArchiveTables, payload_digest: str | None) -> bytes | None:
    """The decoded body of the first whole response with this payload; None when the archive has none."""
    target = archive.db.execute(
        "SELECT warc, offset FROM capture WHERE payload_digest = ? AND record_type = 'response' AND truncated IS NULL"
        " ORDER BY id LIMIT 1",
        (payload_digest,),
    ).fetchone()
    return read_capture(archive.warc_path(target[0]), target[1]).body if target else None


def load_answer(archive: ArchiveTables, url: str, row: CaptureRow) -> Answer:
    """The answer of a capture, as the crawl saw it under *url*."""
    return answer_of(load_capture(archive, row), url, archive_ref(row))


def answer_of(capture: Capture, url: str, ref: ArchiveRef) -> Answer:
    """A capture as an answer."""
    headers = {name.lower(): value for name, value in reversed(capture.headers)}
    location = headers.get(b"location")
    return Answer(
        url=url,
        status=capture.status or 0,
        content_type=capture.content_type,
        body=capture.body,
        captured_at=capture.captured_at,
        location=location.decode("latin-1") if location else None,
        truncated=capture.truncated,
        incomplete=not capture.body_complete,
        announced=announced_length(headers.get(b"content-length")),
        headers=list_headers(lambda name: headers.get(name.encode())),
        archive=ref,
    )

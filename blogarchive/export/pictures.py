"""Pictures of the posts, out of the WARC files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from blogarchive.errors import ArchiveDamagedError
from blogarchive.export.filenames import safe_name
from blogarchive.export.source import Source
from blogarchive.settle.captures import body_of_digest
from blogarchive.urls import key_of
from blogarchive.warc.reader import read_capture

__all__ = ["Picture", "find_picture"]

MAX_REDIRECTS = 5
# First bytes, where they stand, ending, type. What a server says of a picture is often wrong, what it begins with is not.
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", 0, ".png", "image/png"),
    (b"\xff\xd8\xff", 0, ".jpg", "image/jpeg"),
    (b"GIF8", 0, ".gif", "image/gif"),
    (b"WEBP", 8, ".webp", "image/webp"),
    (b"ftypavif", 4, ".avif", "image/avif"),
    (b"BM", 0, ".bmp", "image/bmp"),
)
_QUERY = (
    "SELECT c.warc, c.offset, c.record_type, c.payload_digest FROM capture c WHERE c.url_id = ?"
    " AND c.status BETWEEN 200 AND 299 AND c.truncated IS NULL ORDER BY c.id DESC"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was archived."""

    body: bytes
    ending: str
    """With the dot."""
    mime: str
    stem: str
    """What the server called it, without ending; may be empty."""


def find_picture(source: Source, url: str) -> Picture | None:
    """The newest whole capture of the picture at *url*; None when there is none, or when what answered is no picture."""
    for body in _bodies(source, url):
        found = _kind(body)
        if found:
            last = PurePosixPath(unquote(urlsplit(url).path)).stem
            return Picture(body, *found, safe_name(last)[:40])
    return None


def _bodies(source: Source, url: str) -> Iterator[bytes]:
    """The bodies that answered under *url*, newest first; redirects are followed."""
    tables = source.tables
    row = tables.db.execute("SELECT id, redirect_to FROM url WHERE key = ?", (key_of(url),)).fetchone()
    for _ in range(MAX_REDIRECTS):
        if row is None:
            return
        for warc, offset, record_type, digest in tables.db.execute(_QUERY, (row[0],)).fetchall():
            try:
                body = body_of_digest(tables, digest) if record_type == "revisit" else _whole(source, warc, offset)
            except ArchiveDamagedError:
                continue  # `blogarchive verify` is for that; a post does without its picture
            if body:
                yield body
        row = tables.db.execute("SELECT id, redirect_to FROM url WHERE id = ?", (row[1],)).fetchone()


def _whole(source: Source, warc: str, offset: int) -> bytes | None:
    capture = read_capture(source.tables.warc_path(warc), offset)
    return capture.body if capture.body_complete else None


def _kind(body: bytes) -> tuple[str, str] | None:
    """Ending and type of a picture."""
    for magic, at, ending, mime in _MAGIC:
        if body[at : at + len(magic)] == magic:
            return ending, mime
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (".svg", "image/svg+xml") if start.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in start else None

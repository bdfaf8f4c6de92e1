"""An index of all captures in all sources: one pass over the headers, which says what there is and where.

A temporary SQLite file, so that memory does not grow with the number of records and several processes can read it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from blogarchive.bulk.sources import Source
from blogarchive.urls import absolute_url, host_of
from blogarchive.warc.header import Header, read_header, unbracketed
from blogarchive.warc.stream import DamageError, RecordStream, Window, open_stream

__all__ = ["CaptureIndex", "Place", "Tally", "make_index"]

_SCHEMA = """
CREATE TABLE source(id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, own TEXT);
CREATE TABLE place(
    source INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, type TEXT NOT NULL, id TEXT, url TEXT NOT NULL,
    host TEXT NOT NULL, date TEXT, digest TEXT, html INTEGER NOT NULL, refers_to TEXT, refers_url TEXT, refers_date TEXT,
    PRIMARY KEY(source, offset)
) WITHOUT ROWID;
"""
_AFTER = """
CREATE INDEX place_host ON place(host);
CREATE INDEX place_digest ON place(digest) WHERE type <> 'revisit';
CREATE INDEX place_id ON place(id) WHERE type <> 'revisit';
CREATE INDEX place_url ON place(url) WHERE type <> 'revisit';
"""
_WANTED = frozenset(("response", "revisit", "resource"))
_END = b"\r\n\r\n"
_STATUS = re.compile(rb"\S+[ \t]+(\d{3})")
_HTML = re.compile(rb"\ncontent-type:[ \t]*(?:text/html|application/xhtml\+xml)", re.IGNORECASE)
_TYPED = re.compile(rb"\ncontent-type:", re.IGNORECASE)
_START = 16 * 1024
_MAX_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a capture is."""

    source: int
    offset: int
    length: int


@dataclass(slots=True)
class Tally:
    """What the pass over the files met."""

    records: int = 0
    captures: int = 0
    lost: int = 0
    """Places where a record could not be read."""
    broken: list[str] = field(default_factory=list)
    """A sentence for each of the first of them."""


class CaptureIndex:
    """The index in the file *path*, made by `make_index`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None)

    def sources(self) -> dict[int, tuple[str, Path, str | None]]:
        """Name, path and own archive of each source."""
        return {number: (name, Path(path), own) for number, name, path, own in self.db.execute("SELECT * FROM source")}

    def places(self, where: str, *values: object) -> Iterator[Place]:
        """The captures for which the SQL condition *where* holds, in the order of the files."""
        query = f"SELECT source, offset, length FROM place WHERE {where} ORDER BY source, offset"
        for row in self.db.execute(query, values).fetchall():
            yield Place(*row)

    def target(self, place: Place, digest: str | None) -> Place | None:
        """The record with the body of the revisit at *place*: by its id, its address and date, or the digest of the payload."""
        row = self.db.execute(
            "SELECT refers_to, refers_url, refers_date FROM place WHERE source = ? AND offset = ?", (place.source, place.offset)
        ).fetchone()
        refers_to, url, date = row or (None, None, None)
        for condition, value in (
            ("id = ?", refers_to),
            ("digest = ?", digest),
            (f"url = ? AND substr(date, 1, 19) = '{(date or '')[:19].replace(chr(39), '')}'", url if date else None),
            ("url = ?", url),
        ):
            if value:
                query = f"SELECT source, offset, length FROM place WHERE type <> 'revisit' AND {condition} LIMIT 1"
                found = self.db.execute(query, (value,)).fetchone()
                if found:
                    return Place(*found)
        return None

    def close(self) -> None:
        """Give the connection back."""
        self.db.close()


def make_index(
    path: Path, sources: list[Source], *, match: str | None = None, progress: Callable[[int], None] = lambda read: None
) -> Tally:
    """Index the captures of *sources* in a new file at *path*; only addresses in which the pattern *match* is found.

    *progress* is called with the bytes read since the last call. A record that cannot be read is told in the tally, and the
    pass goes on with the next one.
    """
    index = CaptureIndex(path)
    pattern = re.compile(match) if match else None
    tally = Tally()
    try:
        index.db.executescript(_SCHEMA)
        index.db.execute("BEGIN")
        for number, source in enumerate(sources):
            index.db.execute("INSERT INTO source VALUES(?, ?, ?, ?)", (number, source.name, str(source.path), source.own))
            with source.path.open("rb") as file:
                for start, size in source.parts():
                    stream = open_stream(Window(file, start, size), lambda piece: progress(len(piece)))
                    _scan(stream, _Scan(index, tally, source, number, start, pattern))
        index.db.execute("COMMIT")
        index.db.executescript(_AFTER)
    finally:
        index.close()
    return tally


@dataclass(slots=True)
class _Scan:
    index: CaptureIndex
    tally: Tally
    source: Source
    number: int
    base: int
    """Where the part begins in the file."""
    pattern: re.Pattern[str] | None

    def say(self, offset: int, what: str) -> None:
        self.tally.lost += 1
        if len(self.tally.broken) < _MAX_TOLD:
            self.tally.broken.append(f"{self.source.name} at byte {self.base + offset}: {what}; the record is left out.")


def _scan(stream: RecordStream, scan: _Scan) -> None:
    while True:
        offset = stream.offset
        try:
            if not stream.has_more():
                return
            offset = stream.offset
            _record(stream, scan, offset)
        except DamageError as exc:
            scan.say(exc.offset, exc.message)
            if not stream.resync(max(offset, exc.offset)):
                return


def _record(stream: RecordStream, scan: _Scan, offset: int) -> None:
    reachable = stream.at_member_start
    header = read_header(stream.take_header())
    length = header.length
    if length is None:
        raise DamageError(offset, "there is no telling how long the record is")
    start, size = b"", 0
    for piece in stream.take(length):
        if len(start) < _START:
            start += piece[:_START]
        size += len(piece)
    if size < length:
        raise DamageError(offset, f"the record misses its last {length - size} bytes")
    while stream.has_more() and stream.buffer[stream.at : stream.at + 1] in (b"\r", b"\n"):
        stream.at += 1
    stream.has_more()
    scan.tally.records += 1
    if reachable:
        _note(header, start, scan, offset, stream.offset - offset)
    elif header.fields.get("warc-type", "").lower() in _WANTED:
        scan.say(offset, "it does not begin a gzip member (`warcio recompress` mends that)")


def _note(header: Header, start: bytes, scan: _Scan, offset: int, length: int) -> None:
    get = header.fields.get
    kind = get("warc-type", "").lower()
    url = absolute_url(unbracketed(get("warc-target-uri")) or "") if kind in _WANTED else None
    if not url or (scan.pattern and not scan.pattern.search(url)):
        return
    scan.tally.captures += 1
    scan.index.db.execute(
        "INSERT OR IGNORE INTO place VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            scan.number,
            scan.base + offset,
            length,
            kind,
            unbracketed(get("warc-record-id")),
            url,
            host_of(url).removeprefix("www."),
            get("warc-date"),
            get("warc-payload-digest"),
            _is_html(kind, get("content-type", ""), start),
            unbracketed(get("warc-refers-to")),
            unbracketed(get("warc-refers-to-target-uri")),
            get("warc-refers-to-date"),
        ),
    )


def _is_html(kind: str, content_type: str, start: bytes) -> bool:
    """Whether the capture may be a page: a 200 with an HTML type, or without any."""
    if kind == "resource":
        return "html" in content_type.lower()
    head = start.partition(_END)[0].replace(b"\r", b"")
    status = _STATUS.match(head)
    return bool(status) and status[1] == b"200" and bool(_HTML.search(head) or not _TYPED.search(head))  # type: ignore[index]

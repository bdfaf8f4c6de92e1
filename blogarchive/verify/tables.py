"""archive.db against the records: every capture stands where the table says, and every record is known to it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from blogarchive.errors import BlogArchiveError
from blogarchive.store.finished import FinishedArchive
from blogarchive.urls import key_of
from blogarchive.verify.finding import Findings
from blogarchive.verify.records import RecordTable

__all__ = ["check_tables", "database_errors"]

_DATABASE = "archive.db"
_REBUILD = "`blogarchive rebuild` makes archive.db anew from the WARC files"
_ARCHIVE = ("warc", "offset", "length", "record_id", "payload_digest", "captured_at", "status")
_SAME = ("length", "type", "id", "payload digest", "date", "status", "truncation")
_COLUMNS = (
    'id INTEGER PRIMARY KEY, url TEXT, key BLOB, warc TEXT, offset INTEGER, length INTEGER, "end" INTEGER, record_id TEXT,'
    " record_type TEXT, payload_digest TEXT, captured_at TEXT, status INTEGER, truncated TEXT"
)
_CAPTURES = (
    'SELECT c.id, u.url, u.key, c.warc, c.offset, c.length, c."end", c.record_id, c.record_type, c.payload_digest, c.captured_at,'
    " c.status, c.truncated FROM capture c LEFT JOIN url u ON u.id = c.url_id"
)
# What the two say of one record. That a revisit is cut short is its form, and a request has no status.
_BOTH = """
SELECT c.id, c.url, c.key, f.name, c.offset, r.offset, r.uri, c.length = r.length, c.record_type = r.type, c.record_id = r.id,
    c.payload_digest IS r.payload_digest, c.captured_at = r.date, c.record_type = 'request' OR c.status IS r.status,
    r.type <> 'response' OR c.truncated IS r.truncated,
    c."end" = c.offset + c.length OR c."end" = (SELECT min(n.offset) FROM capture n WHERE n.warc = c.warc AND n.offset > c.offset)
    OR c."end" = f.committed AND NOT EXISTS (SELECT 1 FROM capture n WHERE n.warc = c.warc AND n.offset > c.offset)
FROM capture c LEFT JOIN known f ON f.warc = c.warc LEFT JOIN record r ON r.file = f.file AND r.offset = c.offset ORDER BY c.id
"""
_UNKNOWN = """
SELECT f.name, r.offset, r.type, r.uri FROM record r JOIN known f ON f.file = r.file
WHERE f.kind = 'capture' AND r.type IN ('response', 'revisit') AND r.uri LIKE 'http%'
    AND NOT EXISTS (SELECT 1 FROM capture c WHERE c.warc = f.warc AND c.offset = r.offset)
"""


def check_tables(archive: FinishedArchive, records: RecordTable, names: dict[str, str], findings: Findings) -> None:
    """Add what is wrong. *names*: for each WARC file of the table ``file``, what it is called in findings."""
    with database_errors(findings):
        _integrity(archive, findings)
    with database_errors(findings):
        _load(archive, records, names)
        _captures(records, findings)
    with database_errors(findings):
        _rows(archive, findings)


@contextmanager
def database_errors(findings: Findings) -> Iterator[None]:
    """Tell what archive.db does when it cannot be read as a finding."""
    try:
        yield
    except (sqlite3.Error, ValueError, BlogArchiveError) as exc:
        findings.add("database", _DATABASE, f"it cannot be read ({' '.join(str(exc).split())[:200]}); {_REBUILD}.")


def _integrity(archive: FinishedArchive, findings: Findings) -> None:
    for (line,) in archive.db.execute("PRAGMA integrity_check(10)"):
        if line != "ok":
            findings.add("database", _DATABASE, f"SQLite finds it damaged ({line.splitlines()[0]}); {_REBUILD}.")


def _load(archive: FinishedArchive, records: RecordTable, names: dict[str, str]) -> None:
    """Put the captures beside the records."""
    db = records.db
    db.execute(f"CREATE TABLE capture({_COLUMNS})")
    db.execute("CREATE TABLE known(warc TEXT PRIMARY KEY, name TEXT, file INTEGER, committed INTEGER, kind TEXT)")
    db.execute("BEGIN")
    db.executemany(f"INSERT INTO capture VALUES({', '.join('?' * 13)})", archive.db.execute(_CAPTURES))
    for warc, committed, kind in archive.db.execute("SELECT name, committed, kind FROM file WHERE kind <> 'articles'"):
        name = names.get(warc)
        file = db.execute("SELECT id FROM file WHERE name = ?", (name,)).fetchone()
        db.execute("INSERT INTO known VALUES(?, ?, ?, ?, ?)", (warc, name, file[0] if file else None, committed, kind))
    db.execute("COMMIT")
    db.execute("CREATE INDEX capture_place ON capture(warc, offset)")


def _captures(records: RecordTable, findings: Findings) -> None:
    for capture_id, url, key, name, offset, found, uri, *same, end_right in records.db.execute(_BOTH):
        if found is None:
            said = f"capture {capture_id} of {url} is said to be in {name or 'a file that is not there'} at byte {offset}"
            said += ", where no whole record begins; restore that file; if it is whole"
            findings.add("capture", _DATABASE, f"{said}, {_REBUILD}.")
            continue
        wrong = [label for label, right in zip(_SAME, same, strict=True) if not right]
        wrong += [] if end_right else ["end"]
        wrong += [] if url and uri and key_of(uri) == key and key_of(url) == key else ["address"]
        if wrong:
            said = f"capture {capture_id} of {url} and its record in {name} at byte {offset} differ in {', '.join(wrong)}"
            findings.add("capture", _DATABASE, f"{said}; {_REBUILD}.")
    for name, offset, kind, uri in records.db.execute(_UNKNOWN):
        said = f"the {kind} record of {uri} is in no table of archive.db"
        findings.add("orphan", name, f"{said}; {_REBUILD}.", offset=offset)


def _rows(archive: FinishedArchive, findings: Findings) -> None:
    """Each article against the capture it says it was read from."""
    query = (
        "SELECT a.id, a.row, a.capture, c.warc, c.offset, c.length, c.record_id, c.payload_digest, c.captured_at,"
        " c.status, u.id FROM article a LEFT JOIN capture c ON c.id = a.capture LEFT JOIN url u ON u.id = a.url_id"
    )
    for article_id, text, capture, *values, url_id in archive.db.execute(query):
        wrong = _wrong_in_row(text, article_id, values)
        if url_id is None:
            wrong.append("its address is not in the ledger")
        for said in wrong:
            findings.add("row", _DATABASE, f"the row of article {article_id}, read from capture {capture}: {said}; {_REBUILD}.")


def _wrong_in_row(text: str, article_id: str, values: list[Any]) -> list[str]:
    try:
        row = json.loads(text)
        stated = dict(row["archive"] or {})
    except (ValueError, KeyError, TypeError):
        return ["it is no row"]
    if values[0] is None:
        return ["there is no such capture"]
    wrong = [] if row.get("id") == article_id else ["it has another id"]
    expected = dict(zip(_ARCHIVE, values, strict=True))
    expected["status"] = expected["status"] or 0
    different = [name for name in _ARCHIVE if stated.get(name) != expected[name]]
    if different:
        wrong.append(f"its archive field and the capture differ in {', '.join(different)}")
    return wrong

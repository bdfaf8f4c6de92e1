"""What must hold between records: ids are unique, and what a record refers to is there and is what it says."""

from __future__ import annotations

from blogarchive.verify.finding import Findings, Severity
from blogarchive.verify.records import RecordTable

__all__ = ["check_across"]

_RESTORE = "restore the files from a backup"
_SAME_MOMENT = "substr(replace(t.date, 'Z', ''), 1, 19) = substr(replace(r.refers_date, 'Z', ''), 1, 19)"


def check_across(records: RecordTable, findings: Findings, *, complete: bool) -> None:
    """Add what is wrong. *complete*: all files of the archive were read, so everything referred to must be among them."""
    _ids(records, findings)
    _revisits(records, findings, complete=complete)
    _warcinfo(records, findings, complete=complete)
    if complete:
        _concurrent(records, findings)


def _ids(records: RecordTable, findings: Findings) -> None:
    query = (
        "SELECT f.name, r.offset, r.id, (SELECT g.name || ' at ' || s.offset FROM record s JOIN file g ON g.id = s.file"
        " WHERE s.id = r.id ORDER BY s.file, s.offset LIMIT 1)"
        " FROM record r JOIN file f ON f.id = r.file WHERE r.id IN (SELECT id FROM record GROUP BY id HAVING count(*) > 1)"
        " AND (r.file, r.offset) <> (SELECT s.file, s.offset FROM record s WHERE s.id = r.id ORDER BY s.file, s.offset LIMIT 1)"
    )
    for name, offset, record_id, first in records.db.execute(query):
        said = f"the record id {record_id} stands already in {first}"
        findings.add("record id", name, f"{said}: a record was copied, or a file was named twice; leave one out.", offset=offset)


def _revisits(records: RecordTable, findings: Findings, *, complete: bool) -> None:
    query = (
        "SELECT f.name, r.offset, r.refers_to, t.id, t.type, r.payload_digest IS NULL OR t.payload_digest IS NULL"
        " OR upper(r.payload_digest) = upper(t.payload_digest), r.refers_uri IS NULL OR r.refers_uri = t.uri,"
        f" r.refers_date IS NULL OR {_SAME_MOMENT}"
        " FROM record r JOIN file f ON f.id = r.file LEFT JOIN record t ON t.id = r.refers_to"
        " WHERE r.type = 'revisit' AND r.refers_to IS NOT NULL"
    )
    for name, offset, target, found, kind, same_payload, same_uri, same_date in records.db.execute(query):
        if found is None:
            _missing_target(findings, name, offset, f"the record {target}", complete=complete)
            continue
        wrong = [
            text
            for text, right in (
                (f"is a {kind} record", kind in ("response", "resource")),
                ("has another payload digest", same_payload),
                ("has another address", same_uri),
                ("has another date", same_date),
            )
            if not right
        ]
        if wrong:
            said = f"the record {target} that the revisit refers to {' and '.join(wrong)}"
            findings.add("revisit", name, f"{said}; {_RESTORE}.", offset=offset)
    without_id = (
        "SELECT f.name, r.offset, r.refers_uri FROM record r JOIN file f ON f.id = r.file WHERE r.type = 'revisit'"
        " AND r.refers_to IS NULL AND r.refers_uri IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM record t WHERE t.uri = r.refers_uri AND t.type IN ('response', 'resource'))"
    )
    if records.db.execute("SELECT 1 FROM record WHERE type = 'revisit' AND refers_to IS NULL LIMIT 1").fetchone():
        records.db.execute("CREATE INDEX record_uri ON record(uri)")
        for name, offset, uri in records.db.execute(without_id):
            _missing_target(findings, name, offset, f"the capture of {uri}", complete=complete)


def _missing_target(findings: Findings, name: str, offset: int, what: str, *, complete: bool) -> None:
    if complete:
        findings.add("revisit", name, f"{what} that the revisit refers to is in no file; {_RESTORE}.", offset=offset)
    else:
        said = f"{what} that the revisit refers to is in none of the files read; name its file, too, to have it checked."
        findings.add("revisit", name, said, offset=offset, severity=Severity.NOTE)


def _warcinfo(records: RecordTable, findings: Findings, *, complete: bool) -> None:
    query = (
        "SELECT f.name, r.offset, r.warcinfo_id FROM record r JOIN file f ON f.id = r.file WHERE r.warcinfo_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM record t WHERE t.id = r.warcinfo_id AND t.type = 'warcinfo')"
    )
    severity = Severity.ERROR if complete else Severity.NOTE
    for name, offset, warcinfo in records.db.execute(query):
        said = f"the warcinfo record {warcinfo} that the record names is in no file read"
        findings.add("warcinfo", name, f"{said}; {_RESTORE}.", offset=offset, severity=severity)
    if not complete:
        return
    first = (
        "SELECT f.name, r.type, r.filename FROM file f JOIN record r ON r.file = f.id"
        " WHERE r.offset = (SELECT min(offset) FROM record WHERE file = f.id)"
    )
    for name, kind, filename in records.db.execute(first):
        if kind != "warcinfo":
            said = f"the file begins with a {kind} record instead of a warcinfo record"
            findings.add("warcinfo", name, f"{said}; {_RESTORE}.", offset=0)
        elif filename and filename != name.rpartition("/")[2].removesuffix(".open"):
            said = f"its warcinfo record says the file is {filename}: it was renamed or swapped; give it its name back."
            findings.add("warcinfo", name, said, offset=0)


def _concurrent(records: RecordTable, findings: Findings) -> None:
    query = (
        "SELECT f.name, r.offset, r.concurrent_to FROM record r JOIN file f ON f.id = r.file WHERE r.concurrent_to IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM record t WHERE t.id = r.concurrent_to)"
    )
    for name, offset, other in records.db.execute(query):
        findings.add("concurrent", name, f"the record {other} it belongs to is in no file; {_RESTORE}.", offset=offset)

"""Rows against the WARC files: what `extract` makes of them now."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from blogarchive import __version__
from blogarchive.errors import BlogArchiveError
from blogarchive.settle.reread import reread
from blogarchive.settle.siteprofile import given_in
from blogarchive.store.database import read_meta
from blogarchive.store.finished import FinishedArchive
from blogarchive.verify.finding import Findings, Severity

__all__ = ["check_rows"]

_FILE = "articles.jsonl"


def check_rows(archive: FinishedArchive, findings: Findings) -> int:
    """How many rows were made again and compared; rows made by another version of the extractor are only counted."""
    paths = [archive.warc_path(name) for name in archive.committed_lengths()]
    try:
        present = [path for path in paths if path.exists()]
        tables = reread(present, blog=read_meta(archive.db, "start_url"), given=given_in(archive.paths.root))
    except BlogArchiveError as exc:
        findings.add("rows", _FILE, f"the rows cannot be made again: {exc}")
        return 0
    others: Counter[str] = Counter()
    compared = 0
    for stored in archive.articles:
        row = json.loads(stored.row)
        version = (row.get("extractor") or {}).get("version")
        if version != __version__:
            others[str(version)] += 1
            continue
        compared += 1
        again = tables.articles.get(stored.id)
        _compare(row, json.loads(again.row) if again else None, findings)
    for version, count in others.items():
        said = f"{count} rows were made by extractor {version} and cannot be compared with {__version__}"
        findings.add("rows", _FILE, f"{said}; `blogarchive extract --diff` says what changed.", severity=Severity.NOTE)
    return compared


def _compare(row: dict[str, Any], again: dict[str, Any] | None, findings: Findings) -> None:
    where = row.get("archive") or {}
    place = f"warc/{where.get('warc')}"
    if again is None:
        said = f"the row of {row.get('url')} cannot be made again from this record"
    else:
        different = sorted(name for name in row.keys() | again.keys() if row.get(name) != again.get(name))
        if not different:
            return
        said = f"the row of {row.get('url')} and what `extract` makes of this record now differ in {', '.join(different)}"
    findings.add("rows", place, f"{said}; `blogarchive rebuild` writes the rows anew.", offset=where.get("offset"))

"""A WACZ file: the digests of its parts, its WARC files, and its index against them (WACZ 1.1.1)."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from blogarchive.verify.finding import Findings, Severity
from blogarchive.verify.warcfile import WarcCheck

__all__ = ["check_wacz"]

_PACKAGE = "datapackage.json"
_SIGNED = "datapackage-digest.json"
_PIECE = 1024 * 1024
_RESTORE = "restore the file from a backup"
_MAX_JSON = 64 * 1024 * 1024


def check_wacz(path: Path, check: WarcCheck, findings: Findings, progress: Callable[[int], None]) -> None:
    """Add what is wrong with the WACZ file at *path*. Raises `OSError`."""
    try:
        with zipfile.ZipFile(path) as package:
            _parts(package, str(path), check, findings, progress)
    except (zipfile.BadZipFile, NotImplementedError, zlib.error) as exc:
        findings.add("zip", str(path), f"the ZIP file is damaged ({exc}); {_RESTORE}.")


def _parts(package: zipfile.ZipFile, name: str, check: WarcCheck, findings: Findings, progress: Callable[[int], None]) -> None:
    stated = _resources(package, name, findings)
    for info in package.infolist():
        if info.is_dir():
            continue
        sha256 = hashlib.sha256()
        size = 0

        def raw(piece: bytes, sha256: Any = sha256) -> None:
            nonlocal size
            size += len(piece)
            sha256.update(piece)
            progress(len(piece))

        part = f"{name}!{info.filename}"
        try:
            _read_part(package, info, part, check, raw)
        except (zipfile.BadZipFile, zlib.error, EOFError) as exc:
            findings.add("zip", part, f"the part is damaged ({exc}); {_RESTORE}.", offset=info.header_offset)
            continue
        wanted = stated.pop(info.filename, None)
        if wanted and (
            wanted.get("bytes") not in (None, size) or wanted.get("hash") not in (None, f"sha256:{sha256.hexdigest()}")
        ):
            findings.add(
                "wacz", part, f"it is not what {_PACKAGE} says, by length or digest; {_RESTORE}.", offset=info.header_offset
            )
        elif wanted is None and info.filename not in (_PACKAGE, _SIGNED):
            said = f"{_PACKAGE} does not list it; make the WACZ file anew from its WARC files."
            findings.add("wacz", part, said, offset=info.header_offset, severity=Severity.WARNING)
    for missing in stated:
        findings.add("wacz", name, f"{_PACKAGE} lists {missing}, which is not there; {_RESTORE}.")
    _index(package, name, check, findings)


def _read_part(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, part: str, check: WarcCheck, raw: Callable[[bytes], None]
) -> None:
    with package.open(info) as file:
        if info.filename.startswith("archive/") and ".warc" in info.filename:
            check.check(file, part, raw=raw)
        else:
            while piece := file.read(_PIECE):
                raw(piece)


def _resources(package: zipfile.ZipFile, name: str, findings: Findings) -> dict[str, dict[str, Any]]:
    try:
        text = _read(package, _PACKAGE)
        stated = {str(one["path"]): one for one in json.loads(text)["resources"]}
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error):
        findings.add("wacz", name, f"it has no {_PACKAGE} that can be read; {_RESTORE}.")
        return {}
    if _SIGNED in package.namelist():
        try:
            signed = json.loads(_read(package, _SIGNED)).get("hash")
        except (ValueError, AttributeError, zipfile.BadZipFile, zlib.error):
            signed = ""
        if signed != f"sha256:{hashlib.sha256(text).hexdigest()}":
            findings.add("wacz", f"{name}!{_PACKAGE}", f"its digest is not the one in {_SIGNED}; {_RESTORE}.")
    return stated


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as file:
        return file.read(_MAX_JSON)


def _index(package: zipfile.ZipFile, name: str, check: WarcCheck, findings: Findings) -> None:
    """Each line of the CDXJ indexes must name a record."""
    check.records.flush()
    check.records.db.execute("CREATE INDEX IF NOT EXISTS record_at ON record(file, offset)")
    for part in package.namelist():
        if not part.startswith("indexes/") or not part.endswith((".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")):
            continue
        try:
            for number, line in enumerate(_lines(package, part), 1):
                _index_line(line, number, name, part, check.records.db, findings)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as exc:
            findings.add("index", f"{name}!{part}", f"the index cannot be read ({exc}); make the WACZ file anew.")


def _lines(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with package.open(part) as file:
        lines: IO[bytes] = gzip.open(file) if part.endswith(".gz") else file  # type: ignore[assignment]  # noqa: SIM115
        yield from lines


def _index_line(line: bytes, number: int, name: str, part: str, db: sqlite3.Connection, findings: Findings) -> None:
    start = line.find(b"{")
    if line.startswith(b"!") or start < 0:
        return
    try:
        entry = json.loads(line[start:])
        warc, offset, length = str(entry["filename"]), int(entry["offset"]), int(entry["length"])
    except (ValueError, KeyError, TypeError):
        findings.add("index", f"{name}!{part}", f"line {number} is no line of an index; make the WACZ file anew.")
        return
    query = "SELECT r.length FROM record r JOIN file f ON f.id = r.file WHERE f.name IN (?, ?) AND r.offset = ?"
    found = db.execute(query, (f"{name}!archive/{warc}", f"{name}!{warc}", offset)).fetchone()
    if found is None or found[0] != length:
        said = f"line {number} names a record of {length} bytes at byte {offset} of {warc}, where there is none"
        findings.add("index", f"{name}!{part}", f"{said}; make the WACZ file anew from its WARC files.")

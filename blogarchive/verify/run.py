"""`verify`: archives, WARC files and WACZ files, read from the first byte to the last."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blogarchive.errors import ArchiveDamagedError, StorageError, UsageError
from blogarchive.settle.reread import warc_files
from blogarchive.verify.across import check_across
from blogarchive.verify.finding import Finding, Findings
from blogarchive.verify.folder import ArchiveCheck, is_archive
from blogarchive.verify.records import RecordTable
from blogarchive.verify.rows import check_rows
from blogarchive.verify.wacz import check_wacz
from blogarchive.verify.warcfile import Counts, WarcCheck
from blogarchive.warc.zstd import is_zstd, plain_pieces

__all__ = ["Outcome", "Progress", "total_bytes", "verify"]

Progress = Callable[[int], None]
"""Called with the number of bytes read since the last call."""


@dataclass(slots=True)
class Outcome:
    """What was looked at and what was found."""

    findings: list[Finding] = field(default_factory=list)
    damaged: bool = False
    """Whether anything but notes was found."""
    counts: Counts = field(default_factory=Counts)
    rows_compared: int | None = None
    """Rows that were made again; None when that was not asked for."""

    def figures(self) -> dict[str, Any]:
        """The counts as plain values."""
        counts = self.counts
        return {
            "files": counts.files,
            "bytes": counts.bytes,
            "records": dict(sorted(counts.records.items())),
            "block_digests": counts.block_digests,
            "payload_digests": counts.payload_digests,
            "payload_digests_with_chunk_framing": counts.framed_payloads,
            "rows_compared": self.rows_compared,
        }


def verify(paths: Iterable[Path], *, rows: bool = False, progress: Progress = lambda read: None) -> Outcome:
    """Check *paths*: archive folders, other folders (all WARC files below them), WARC and WACZ files.

    With *rows*, the rows of archives are made again from their WARC files and compared. Raises `UsageError` for what is not
    there, `ArchiveInUseError` while a crawl goes on, `StorageError` for what cannot be read.
    """
    outcome, findings = Outcome(), Findings()
    loose: list[Path] = []
    try:
        for path in paths:
            if path.is_dir() and is_archive(path):
                _archive(path, outcome, findings, rows=rows, progress=progress)
            else:
                loose += _files(path)
        if loose:
            _files_together(loose, outcome, findings, progress)
    except OSError as exc:
        raise StorageError(
            f"Cannot read {exc.filename or 'the files'}: {exc.strerror}. Check the disk and the permissions."
        ) from exc
    outcome.findings, outcome.damaged = findings.all(), findings.is_damaged
    return outcome


def total_bytes(paths: Iterable[Path]) -> int:
    """How many bytes of WARC and WACZ files there are to read."""
    total = 0
    for path in paths:
        if path.exists():
            total += sum(file.stat().st_size for file in _files(path)) if path.is_dir() else path.stat().st_size
    return total


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        packed = sorted([*path.rglob("*.wacz"), *path.rglob("*.warc.zst")])
        try:
            return warc_files([path]) + packed
        except UsageError:
            if not packed:
                raise
            return packed
    if not path.exists():
        raise UsageError(f"There is no file {path}.")
    return [path]


def _archive(folder: Path, outcome: Outcome, findings: Findings, *, rows: bool, progress: Progress) -> None:
    archive = ArchiveCheck(folder, findings)
    records = RecordTable()
    try:
        archive.prepare()
        check = WarcCheck(findings, records)
        for path in archive.warcs():
            archive.warc(check, path, progress)
        records.finish()
        check_across(records, findings, complete=True)
        archive.finish(check)
        if rows and archive.archive is not None:
            outcome.rows_compared = (outcome.rows_compared or 0) + check_rows(archive.archive, findings)
        outcome.counts.add(check.counts)
    finally:
        archive.close()
        records.close()


def _files_together(paths: list[Path], outcome: Outcome, findings: Findings, progress: Progress) -> None:
    records = RecordTable()
    check = WarcCheck(findings, records)
    try:
        for path in paths:
            if zipfile.is_zipfile(path):
                check_wacz(path, check, findings, progress)
            else:
                _loose_file(path, check, findings, progress)
        records.finish()
        check_across(records, findings, complete=False)
        outcome.counts.add(check.counts)
    finally:
        records.close()


def _loose_file(path: Path, check: WarcCheck, findings: Findings, progress: Progress) -> None:
    with path.open("rb") as file:
        packed = is_zstd(file.read(8))
        file.seek(0)
        if not packed:
            check.check(file, str(path), raw=lambda piece: progress(len(piece)))
            return
        # Offsets are then those in the unpacked records, as `extract` counts them.
        with tempfile.TemporaryFile() as plain:
            try:
                for piece in plain_pieces(file, str(path)):
                    plain.write(piece)
            except ArchiveDamagedError as exc:
                findings.add("record", str(path), f"{exc}.", offset=plain.tell())
            plain.seek(0)
            check.check(plain, str(path))
        progress(path.stat().st_size)

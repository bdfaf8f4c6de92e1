"""One archive folder: which files belong to it, whether they are those that were sealed, and the tables of archive.db."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from blogarchive.errors import ArchiveDamagedError
from blogarchive.report.failures import failures
from blogarchive.store.finished import FinishedArchive
from blogarchive.store.fixity import REMADE, Manifest, digest_of, parse_manifest
from blogarchive.store.layout import ArchivePaths
from blogarchive.verify.finding import Findings, Severity
from blogarchive.verify.lines import check_lines
from blogarchive.verify.tables import check_tables, database_errors
from blogarchive.verify.warcfile import WarcCheck
from blogarchive.warc.outfile import OPEN_SUFFIX
from blogarchive.warc.stream import Window

__all__ = ["ArchiveCheck", "is_archive"]

logger = logging.getLogger(__name__)

_RESTORE = "restore the file from a backup"
_WARC_ENDINGS = (".warc", ".warc.gz")


def is_archive(folder: Path) -> bool:
    """Whether *folder* is an archive, or what is left of one."""
    paths = ArchivePaths(folder)
    return paths.database.exists() or paths.manifest.exists()


class ArchiveCheck:
    """Checks one archive folder; `prepare`, then a `warc` for each of `warcs`, then `finish`."""

    def __init__(self, folder: Path, findings: Findings) -> None:
        self.paths = ArchivePaths(folder)
        self.findings = findings
        self.archive: FinishedArchive | None = None
        self.manifest = Manifest()
        self._names: dict[str, str] = {}
        self._committed: dict[str, int] = {}
        self._digests: dict[str, str] = {}

    def prepare(self) -> None:
        """Open the archive. Raises `ArchiveInUseError`, and `StorageError` when it cannot be read."""
        try:
            self.archive = FinishedArchive(self.paths.root)
        except ArchiveDamagedError as exc:
            self._say("database", "archive.db", f"{exc}".removesuffix(".") + ".")
        if self.paths.manifest.exists():
            self.manifest = parse_manifest(self.paths.manifest.read_text(encoding="utf-8", errors="replace"))
        name = self.paths.manifest.name
        if not self.paths.manifest.exists():
            said = "it is missing, so not every byte can be vouched for; the next run of the crawl writes it."
            self._say("manifest", name, said, Severity.WARNING)
        elif self.manifest.damage:
            self._say("manifest", name, f"it is damaged: {self.manifest.damage}; {_RESTORE}.")
        elif not self.manifest.sealed:
            said = "a run did not come to its end, so archive.db and the lines are not sealed; the same crawl command goes on."
            self._say("manifest", name, said, Severity.NOTE)

    def warcs(self) -> Iterator[Path]:
        """The archive's WARC files; what is missing or unknown is told."""
        if self.archive is not None:
            with database_errors(self.findings):
                query = "SELECT name, committed FROM file WHERE kind <> 'articles' AND committed > 0 ORDER BY name"
                self._committed = {str(name): int(length) for name, length in self.archive.db.execute(query)}
        known = self._committed
        if self.archive is None or not known:
            yield from sorted(path for path in self.paths.warc.glob("*.warc*") if path.name.endswith(_WARC_ENDINGS))
            return
        for name, committed in known.items():
            path = self.archive.warc_path(name)
            if not path.exists():
                said = "the file is missing; restore it from a backup; without one, `blogarchive rebuild` makes archive.db"
                self._say("file", f"warc/{name}", f"{said} from the files that are left.")
                continue
            self._names[name] = self._name(path)
            self._length(path, committed)
            yield path
        for path in sorted(self.paths.warc.glob("*")):
            if path.is_file() and path.name.removesuffix(OPEN_SUFFIX) not in known:
                said = "archive.db does not know the file: somebody put it there; check it by its own name, and move it away."
                self._say("file", self._name(path), said, Severity.WARNING)

    def warc(self, check: WarcCheck, path: Path, progress: Callable[[int], None]) -> None:
        """Read one WARC file."""
        sha256 = hashlib.sha256()

        def raw(piece: bytes) -> None:
            sha256.update(piece)
            progress(len(piece))

        name = self._name(path)
        with path.open("rb") as file:
            committed = self._committed.get(path.name.removesuffix(OPEN_SUFFIX), 0)
            check.check(Window(file, 0, committed) if path.suffix == OPEN_SUFFIX else file, name, raw=raw)
        self._digests[name.removesuffix(OPEN_SUFFIX)] = sha256.hexdigest()

    def finish(self, check: WarcCheck) -> None:
        """Compare tables, lines and manifest with what was read."""
        self._sealed_files()
        if self.archive is None:
            return
        check_tables(self.archive, check.records, self._names, self.findings)
        if self._interrupted:
            return  # what the lines are to be stands in no table yet
        with database_errors(self.findings):
            rows = (row for (row,) in self.archive.db.execute("SELECT row FROM article"))
            check_lines(self.paths.articles, "articles.jsonl", rows, self.findings)
        with database_errors(self.findings):
            self._check_failures(self.archive)

    def _check_failures(self, archive: FinishedArchive) -> None:
        if not self._is_sealed(self.paths.failures) and self.paths.failures.exists():
            lines = (json.dumps(failure, ensure_ascii=False) for failure in failures(archive))
            check_lines(self.paths.failures, "failures.jsonl", lines, self.findings)

    def close(self) -> None:
        """Let others in."""
        if self.archive is not None:
            self.archive.close()
            self.archive = None

    def _length(self, path: Path, committed: int) -> None:
        size = path.stat().st_size
        if size > committed and path.suffix == OPEN_SUFFIX:
            return
        if size != committed:
            said = f"the file has {size} bytes, archive.db says {committed}"
            self._say("file", self._name(path), f"{said}; {_RESTORE}.")

    @property
    def _interrupted(self) -> bool:
        """Whether the last run did not come to its end, which is no damage."""
        return self.paths.manifest.exists() and not self.manifest.sealed and not self.manifest.damage

    def _is_sealed(self, path: Path) -> bool:
        """Whether the file is as the manifest says."""
        return path.exists() and self.manifest.digests.get(path.name) == digest_of(path)

    def _sealed_files(self) -> None:
        for name, digest in self.manifest.digests.items():
            path = self.paths.root / name
            if not path.is_file():
                self._say("file", name, f"the file is missing; {_RESTORE}.")
            elif (self._digests.get(name) or digest_of(path)) != digest:
                severity = Severity.WARNING if name in REMADE else Severity.ERROR
                said = f"a byte of the file is not what it was when {self.paths.manifest.name} was written"
                self._say("manifest", name, f"{said}; {_RESTORE}.", severity)
        if self.manifest.sealed:
            for name in self._digests.keys() - self.manifest.digests.keys():
                said = f"{self.paths.manifest.name} does not list the file; the next run of the crawl enters it."
                self._say("manifest", name, said, Severity.WARNING)

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.paths.root))

    def _say(self, check: str, file: str, message: str, severity: Severity = Severity.ERROR) -> None:
        self.findings.add(check, file, message, severity=severity)

"""The done-file of a long extraction: which blogs are in the output already, and how long it was then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from blogarchive.bulk.blogs import BlogUnit
from blogarchive.bulk.sources import Source
from blogarchive.errors import StorageError

__all__ = ["Journal", "job_of"]


def job_of(sources: Iterable[Source], units: Iterable[BlogUnit], options: str) -> str:
    """What tells whether a done-file belongs to the same job: files with their lengths, blogs, options and version."""
    text = json.dumps([[s.name, s.parts()] for s in sources]) + json.dumps([[u.name, u.captures] for u in units]) + options
    return hashlib.sha256(text.encode()).hexdigest()


class Journal:
    """Appends blogs to the output in their order. What stands behind the last blog that was noted is cut off at the start."""

    def __init__(self, output: Path, versions: Path, job: str) -> None:
        """Go on with the output when its done-file is of the same *job*, else begin anew. Raises `StorageError`."""
        self.output, self.versions = output, versions
        self.path = output.with_name(f"{output.name}.done")
        self.finished = 0
        """How many blogs are in the output."""
        lengths = [0, 0]
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
            if lines and lines[0] == job and output.exists():
                for line in lines[1:]:
                    lengths = [int(number) for number in line.split()]
                    self.finished += 1
            else:
                self.path.write_text(f"{job}\n", encoding="utf-8")
            for path, length in zip((output, versions), lengths, strict=True):
                _cut(path, length)
        except (OSError, ValueError) as exc:
            raise StorageError(f"Cannot write {output}: {getattr(exc, 'strerror', None) or exc}.") from exc

    def append(self, rows: Path, versions: Path) -> None:
        """Add the lines of one blog from two files, which are removed. Raises `StorageError`."""
        try:
            lengths = [_append(self.output, rows), _append(self.versions, versions)]
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{lengths[0]} {lengths[1]}\n")
        except OSError as exc:
            raise StorageError(f"Cannot write {self.output}: {exc.strerror}. Make space; the same command goes on.") from exc

    def end(self) -> None:
        """The job is done: remove the done-file, and the file of versions when there are none."""
        self.path.unlink(missing_ok=True)
        if self.versions.exists() and not self.versions.stat().st_size:
            self.versions.unlink()


def _cut(path: Path, length: int) -> None:
    with path.open("ab") as file:
        file.truncate(length)


def _append(path: Path, part: Path) -> int:
    with path.open("ab") as file:
        if part.stat().st_size:
            with part.open("rb") as lines:
                while piece := lines.read(1 << 20):
                    file.write(piece)
        file.flush()
        length = file.tell()
    part.unlink()
    return length

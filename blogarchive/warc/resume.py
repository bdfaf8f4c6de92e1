"""Going on with a WARC file that an earlier process left behind."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from blogarchive.errors import ArchiveDamagedError, StorageError
from blogarchive.warc.outfile import OPEN_SUFFIX

__all__ = ["OpenWarc", "cut_to_length", "warcinfo_id_of"]

_SERIAL = re.compile(r"-\d{17}-(\d+)-[^-]*[^/]*\.warc\.gz$")
_RECORD_ID = re.compile(rb"^WARC-Record-ID:[ \t]*<([^>\r\n]+)>", re.IGNORECASE | re.MULTILINE)
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class OpenWarc:
    """The file that was being written, as far as it was committed."""

    name: str
    """Final name, without `.open`."""
    length: int
    """Bytes that are committed; what follows is torn or was never accounted for."""
    serial: int
    """Serial number in its name."""

    @classmethod
    def at(cls, name: str, length: int) -> OpenWarc:
        """The file *name*, committed up to *length*, with the serial its name shows (0 when it shows none)."""
        match = _SERIAL.search(name)
        return cls(name, length, int(match[1]) if match else 0)


def cut_to_length(folder: Path, warc: OpenWarc) -> None:
    """Leave exactly the committed bytes of *warc* under its `.open` name.

    What is cut off is kept as `torn/<name>.<offset>` beside *folder*. The file may have lost its `.open` suffix
    already, when the process died between closing it and committing that.
    """
    path = folder / (warc.name + OPEN_SUFFIX)
    try:
        if not path.exists() and (folder / warc.name).exists():
            (folder / warc.name).rename(path)
        size = path.stat().st_size if path.exists() else 0
        if size < warc.length:
            raise ArchiveDamagedError(f"{path} has {size} bytes, but {warc.length} were committed; restore it from a copy")
        if size > warc.length:
            _keep_tail(path, warc)
            with path.open("r+b") as file:
                file.truncate(warc.length)
        if not warc.length:
            path.unlink(missing_ok=True)
    except OSError as exc:
        raise StorageError(f"cannot cut {path} to {warc.length} bytes: {exc.strerror or exc}") from exc


def warcinfo_id_of(path: Path) -> str | None:
    """Record id of the first record of the gzipped WARC file *path*, without brackets."""
    with path.open("rb") as file:
        start = file.read(64 * 1024)
    try:
        header = zlib.decompressobj(31).decompress(start, 64 * 1024)
    except zlib.error as exc:
        raise ArchiveDamagedError(f"{path} does not begin with a gzipped record: {exc}") from exc
    match = _RECORD_ID.search(header)
    return match[1].decode("latin-1") if match else None


def _keep_tail(path: Path, warc: OpenWarc) -> None:
    torn = path.parent.parent / "torn"
    torn.mkdir(exist_ok=True)
    with path.open("rb") as source, (torn / f"{warc.name}.{warc.length}").open("wb") as target:
        source.seek(warc.length)
        while piece := source.read(_PIECE):
            target.write(piece)

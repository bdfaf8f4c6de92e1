"""The file that is being written: append-only, whole members only, `.open` until it is finished."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from isal import isal_zlib

from blogarchive.errors import StorageError
from blogarchive.warc.record import Record

__all__ = ["OPEN_SUFFIX", "OutFile", "gzip_member", "sync_folder"]

OPEN_SUFFIX = ".open"
_LEVEL = 2
_GZIP = 31
_FLUSH_BYTES = 1024 * 1024


def gzip_member(record: Record) -> Iterator[bytes]:
    """*record* as one gzip member, in pieces."""
    compressor = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _GZIP)
    for piece in record.pieces():
        if compressed := compressor.compress(piece):
            yield compressed
    yield compressor.flush()


class OutFile:
    """One new WARC file under its `.open` name."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.end = 0
        self._sha256: hashlib._Hash | None = hashlib.sha256()
        self._final = folder / name
        self._path = folder / (name + OPEN_SUFFIX)
        self._fd = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_CREAT | os.O_EXCL, 0o666)
        sync_folder(folder)

    def append(self, records: list[Record]) -> list[int]:
        """Write *records* one after the other and return the offset of each.

        What fits into memory goes out with one write; after a failure none of them is left in the file.
        """
        offsets = []
        at = self.end
        pending = bytearray()
        try:
            for record in records:
                offsets.append(at)
                for piece in gzip_member(record):
                    pending += piece
                    at += len(piece)
                    if len(pending) > _FLUSH_BYTES:
                        self._write(pending)
                        pending.clear()
            self._write(pending)
        except OSError as exc:
            self._cut_back()
            raise _storage_error(self._path, exc) from exc
        except ValueError:
            self._cut_back()
            raise
        self.end = at
        return offsets

    def sync(self) -> None:
        """Return when everything written is on disk."""
        try:
            os.fdatasync(self._fd)
        except OSError as exc:
            raise _storage_error(self._path, exc) from exc

    def finish(self) -> str | None:
        """Sync, close, and take off the `.open` suffix; a file without any record is removed.

        SHA-256 of the file in hex; None when it is not known, as after a write that failed.
        """
        try:
            os.fdatasync(self._fd)
            os.close(self._fd)
            if not self.end:
                self._path.unlink()
                return None
            self._path.rename(self._final)
            sync_folder(self._final.parent)
        except OSError as exc:
            raise _storage_error(self._path, exc) from exc
        return self._sha256.hexdigest() if self._sha256 else None

    def _write(self, data: bytearray) -> None:
        with memoryview(data) as view:
            done = 0
            while done < len(view):
                done += os.write(self._fd, view[done:])
            if self._sha256:
                self._sha256.update(view)

    def _cut_back(self) -> None:
        self._sha256 = None
        # When even this fails, the next start cuts the file to the committed length.
        with suppress(OSError):
            os.ftruncate(self._fd, self.end)


def sync_folder(folder: Path) -> None:
    """Make a new name in *folder* survive a power cut."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _storage_error(path: Path, exc: OSError) -> StorageError:
    return StorageError(f"cannot write {path}: {exc.strerror or exc}; free some space or choose another folder")

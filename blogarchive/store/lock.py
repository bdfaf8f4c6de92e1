"""One writer per archive folder."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from blogarchive.errors import ArchiveInUseError, StorageError

__all__ = ["FolderLock"]


class FolderLock:
    """An ``flock`` on the archive's ``.lock``. The system drops it when the process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        """Take the lock at once, or raise `ArchiveInUseError` naming the holder's pid and start time."""
        self._path = path
        try:
            self._file: TextIO = path.open("a+", encoding="utf-8")
        except OSError as exc:
            raise StorageError(f"Cannot write {path}: {exc.strerror}. Choose another folder with --output.") from exc
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            self._file.seek(0)
            holder = self._file.read().strip() or "another process"
            self._file.close()
            raise ArchiveInUseError(
                f"The archive {path.parent} is in use by {holder}; wait for it to end or choose another --output."
            ) from exc
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"process {os.getpid()}, started {datetime.now(UTC).isoformat(timespec='seconds')}\n")
        self._file.flush()

    def release(self) -> None:
        """Give the lock back. The file stays, empty: removing it would let two processes lock two files of one name."""
        if not self._file.closed:
            self._file.truncate(0)
            self._file.close()

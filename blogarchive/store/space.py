"""How much space is left where the archive lies."""

from __future__ import annotations

import os
import time
from pathlib import Path

from blogarchive.errors import StorageError

__all__ = ["DEFAULT_MIN_FREE", "WAIT_SECONDS", "SpaceWatch", "free_bytes"]

DEFAULT_MIN_FREE = 500_000_000
WAIT_SECONDS = 60.0
BUFFERS = 2 * 1024 * 1024
"""What the writer may hold in memory before it finds out that the disk is full, twice."""


def free_bytes(folder: Path) -> int:
    """Bytes that this user can still write on the file system of *folder*."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


class SpaceWatch:
    """Says whether there is room to go on. A wait for more is measured by the monotonic clock."""

    def __init__(self, folder: Path, min_free: int, *, wait: float = WAIT_SECONDS) -> None:
        """*min_free* bytes must stay free; 0 turns the watch off. Short space lasts at most *wait* seconds."""
        self._folder = folder
        self._wanted = max(min_free, BUFFERS) if min_free else 0
        self._wait = wait
        self._short_since: float | None = None

    @property
    def is_short(self) -> bool:
        """Whether the last look found too little."""
        return self._short_since is not None

    def look(self) -> str | None:
        """A sentence when the state has changed since the last look. Raises `StorageError` when no space came in time."""
        free = free_bytes(self._folder) if self._wanted else 0
        if free >= self._wanted:
            was_short, self._short_since = self.is_short, None
            return f"There is space again in {self._folder}: the crawl goes on." if was_short else None
        now = time.monotonic()
        if self._short_since is None:
            self._short_since = now
            return f"{self._said(free)}: the crawl waits {self._wait:.0f} seconds for space."
        if now - self._short_since >= self._wait:
            raise self._error(free)
        return None

    def require(self) -> None:
        """Raise `StorageError` when there is too little to begin."""
        free = free_bytes(self._folder) if self._wanted else 0
        if free < self._wanted:
            raise self._error(free)

    def _said(self, free: int) -> str:
        return f"Only {free // 1_000_000} MB are free in {self._folder}, {self._wanted // 1_000_000} MB must stay (--min-free)"

    def _error(self, free: int) -> StorageError:
        return StorageError(f"{self._said(free)}. Make space and run the same command.")

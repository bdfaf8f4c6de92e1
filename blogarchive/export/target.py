"""Where an export goes: written under a temporary name and put in its place in one step, never over something unasked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from blogarchive.errors import StorageError, UsageError

__all__ = ["Target", "storage_errors"]


class Target:
    """A file or folder that is being made."""

    def __init__(self, final: Path, *, force: bool = False) -> None:
        """Nothing is made yet; raises `UsageError` when *final* is there already and *force* is not given."""
        self.final = final
        self.temporary = final.with_name(f".{final.name}.tmp")
        self._force = force
        if not force and (final.exists() or final.is_symlink()):
            raise UsageError(f"{final} is there already; choose another -o, or replace it with --force.")

    def prepare(self) -> None:
        """Make the folder it lies in, and remove what an export that was killed has left."""
        with storage_errors(self.final):
            self.final.parent.mkdir(parents=True, exist_ok=True)
            _remove(self.temporary)

    def put_in_place(self) -> None:
        """Let what was written be *final*. Of a folder that is replaced, there is no moment with half of each."""
        with storage_errors(self.final):
            if self.final.exists() and not self._force:  # made by somebody meanwhile
                raise UsageError(f"{self.final} is there already; choose another -o, or replace it with --force.")
            if self.final.is_dir():
                old = self.final.with_name(f".{self.final.name}.old")
                _remove(old)
                self.final.rename(old)
                self.temporary.rename(self.final)
                _remove(old)
            else:
                self.temporary.replace(self.final)

    def give_up(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):
            _remove(self.temporary)


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turns what the disk refuses into a `StorageError` that names *path*."""
    try:
        yield
    except OSError as exc:
        raise StorageError(f"Cannot write {path}: {exc.strerror or exc}. Make space or choose another -o.") from exc


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

"""Small files that a reader finds whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from blogarchive.errors import StorageError

__all__ = ["write_whole"]


def write_whole(path: Path, text: str) -> None:
    """Put *text* into the file *path* in one step; a file that holds it already is left alone. Raises `StorageError`."""
    data = text.encode("utf-8", "replace")
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        if path.exists() and path.read_bytes() == data:
            return
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as exc:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StorageError(f"Cannot write {path}: {exc.strerror}. Make space and run the same command.") from exc

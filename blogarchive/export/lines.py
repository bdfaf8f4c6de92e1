"""JSON Lines, plain or compressed."""

from __future__ import annotations

import gzip
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from blogarchive.errors import UsageError
from blogarchive.export.source import Row
from blogarchive.export.writing import RowWriter
from blogarchive.store.articles import dump_row

__all__ = ["LinesWriter", "PipeWriter"]


class LinesWriter(RowWriter):
    """One row a line, UTF-8, as in articles.jsonl; `.gz` and `.zst` at the end of *kind* compress it."""

    def __init__(self, path: Path, kind: str) -> None:
        self._raw = path.open("wb")
        try:
            self._out = _compressed(self._raw, kind)
        except BaseException:
            self._raw.close()
            raise

    def add(self, row: Row) -> None:
        """Write one line."""
        self._out.write(dump_row(row).encode() + b"\n")

    def finish(self) -> None:
        """Write the end of the compressed stream."""
        if self._out is not self._raw:
            self._out.close()
        self._raw.close()

    def abandon(self) -> None:
        """Close whatever is open; a full disk says so a second time."""
        for file in (self._out, self._raw):
            with suppress(OSError, ValueError):
                file.close()


class PipeWriter(RowWriter):
    """JSON Lines on standard output."""

    def add(self, row: Row) -> None:
        """Write one line."""
        sys.stdout.buffer.write(dump_row(row).encode() + b"\n")

    def finish(self) -> None:
        """Let the reader have everything."""
        sys.stdout.buffer.flush()

    def abandon(self) -> None:
        """Nothing to close."""


def _compressed(raw: IO[bytes], kind: str) -> Any:
    if kind.endswith(".gz"):
        # No name and no time in the head, so that the same rows give the same bytes.
        return gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6)
    if kind.endswith(".zst"):
        return _zstd(raw)
    return raw


def _zstd(raw: IO[bytes]) -> Any:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as exc:
        raise UsageError('jsonl.zst needs a library: pip install "blogarchive[zstd]".') from exc
    return zstd.ZstdFile(raw, "wb", level=9)

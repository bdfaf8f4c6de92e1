"""Sorting more lines than memory should hold."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO

__all__ = ["sorted_lines"]

IN_MEMORY = 50_000


def sorted_lines(lines: Iterable[bytes], scratch: Path, *, in_memory: int = IN_MEMORY) -> Iterator[bytes]:
    """*lines* in the order of their bytes, each once; they end in a line feed. Temporary files are made in *scratch*."""
    feed = iter(lines)
    with ExitStack() as stack:
        runs: list[IO[bytes]] = []
        while batch := sorted(islice(feed, in_memory)):
            if len(batch) < in_memory and not runs:
                yield from _once(batch)
                return
            run: IO[bytes] = stack.enter_context(tempfile.TemporaryFile(dir=scratch))
            run.writelines(batch)
            run.seek(0)
            runs.append(run)
        yield from _once(heapq.merge(*runs))


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = b""
    for line in lines:
        if line != last:
            yield line
        last = line

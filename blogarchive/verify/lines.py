"""Files of lines against the table they were written from."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from blogarchive.verify.finding import Findings

__all__ = ["check_lines"]

_MEND = "the next run of the crawl, or `blogarchive rebuild`, writes the file anew"


def check_lines(path: Path, name: str, expected: Iterable[str], findings: Findings) -> None:
    """Add what is wrong with the file at *path*, which is to hold the lines *expected*, in any order."""
    wanted = Counter(_identity(line.encode("utf-8", "replace") + b"\n") for line in expected)
    if not path.exists():
        findings.add("lines", name, f"the file is missing; {_MEND}.")
        return
    offset = number = 0
    with path.open("rb") as file:
        for line in file:
            number += 1
            identity = _identity(line)
            if wanted[identity]:
                wanted[identity] -= 1
            else:
                said = f"line {number} is none that archive.db would write: it was changed, torn or written twice"
                findings.add("lines", name, f"{said}; {_MEND}.", offset=offset)
            offset += len(line)
    missing = sum(wanted.values())
    if missing:
        findings.add("lines", name, f"{missing} lines that archive.db would write are missing; {_MEND}.")


def _identity(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=16).digest()

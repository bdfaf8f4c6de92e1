"""ZipNum: a CDXJ index in gzip members, and a small index of the members, so that a browser fetches only what it needs."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO

__all__ = ["MEMBER_LINES", "write_zipnum"]

MEMBER_LINES = 300


def write_zipnum(lines: Iterable[bytes], out: IO[bytes], name: str) -> bytes:
    """The small index of the sorted *lines*, which go to *out* compressed; *name* is what the file is called."""
    head = json.dumps({"format": "cdxj-gzip-1.0", "filename": name})
    index = [f"!meta 0 {head}\n".encode()]
    offset = 0
    for member in _members(lines):
        data = gzip.compress(b"".join(member), compresslevel=9, mtime=0)
        place = json.dumps({"offset": offset, "length": len(data), "digest": f"sha256:{hashlib.sha256(data).hexdigest()}"})
        key, _, _ = member[0].partition(b"{")
        index.append(key.strip() + f" {place}\n".encode())
        out.write(data)
        offset += len(data)
    return b"".join(index)


def _members(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    feed = iter(lines)
    while member := list(islice(feed, MEMBER_LINES)):
        yield member

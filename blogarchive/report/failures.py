"""failures.jsonl: one line for every address that was wanted and is not in the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from blogarchive.store.archive import Archive, ArchiveTables

__all__ = ["failures", "write_failures"]

# Truncated answers are kept, but what is missing of them is wanted.
_QUERY = """
SELECT u.url, u.reason, u.status, u.tries, u.role, u.source, n.url, c.truncated, u.state
FROM url u LEFT JOIN url n ON n.id = u.named_by LEFT JOIN capture c ON c.id = u.capture
WHERE (u.state = 'failed' OR (u.state = 'done' AND c.truncated IS NOT NULL)) AND u.role <> 'probe'
ORDER BY u.id
"""


def failures(archive: ArchiveTables) -> Iterator[dict[str, Any]]:
    """The failed addresses in the order they were heard of: url, reason, status, tries, role, source, named_by."""
    for url, reason, status, tries, role, source, named_by, truncated, state in archive.db.execute(_QUERY):
        yield {
            "url": url,
            "reason": reason if state == "failed" else f"cut off ({truncated})",
            "status": status,
            "tries": tries,
            "role": role,
            "source": source,
            "named_by": named_by,
        }


def write_failures(archive: Archive, path: Path) -> int:
    """How many lines were written; the file is replaced in one step."""
    temporary = path.with_suffix(".jsonl.tmp")
    count = 0
    with temporary.open("w", encoding="utf-8", errors="replace") as file:
        for failure in failures(archive):
            file.write(json.dumps(failure, ensure_ascii=False) + "\n")
            count += 1
    temporary.replace(path)
    return count

"""The border every row passes on its way into the archive: no character leaves that cannot be written safely."""

from __future__ import annotations

import re
from typing import Any

from blogarchive.store.articles import dump_row
from blogarchive.text import clean_text

__all__ = ["clean_dump"]

# In the dumped line: C0 controls stand escaped, everything else `clean_text` removes stands as itself. An escaped backslash
# before one of the letters looks the same and only costs the time to look closer.
_ESCAPED = re.compile(r"\\(?:u00[01]|[bfr])")
_UNWANTED = re.compile("[\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean_dump(row: dict[str, Any]) -> str:
    """The line of articles.jsonl for *row*; every string in it, keys included, as `clean_text` leaves it."""
    line = dump_row(row)
    return dump_row(_clean(row)) if _is_suspect(line) else line


def _is_suspect(line: str) -> bool:
    """Whether *line* may hold what `clean_text` removes. Whatever it removes is not printable, and that is asked faster."""
    if _ESCAPED.search(line):
        return True
    if line.isascii():
        return "\x7f" in line
    return not line.isprintable() and _UNWANTED.search(line) is not None


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return value

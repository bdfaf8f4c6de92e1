"""Names of files that every system takes: Linux, macOS, Windows, ZIP files and web servers."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from blogarchive.export.source import Row

__all__ = ["FileNames", "slug_of", "stem_of"]

MAX_BYTES = 80
_UNSAFE = re.compile(r"[^\w.-]+|_+")
_MANY = re.compile(r"-{2,}|\.{2,}")
_INDEX = re.compile(r"(?:index|default)\.\w{2,5}\Z", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)\Z", re.IGNORECASE)
# Windows takes these for devices, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")


class FileNames:
    """Gives each name once; names that differ in case or in Unicode form only count as one, as they do on some systems."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, stem: str) -> str:
        """*stem*, or *stem* with the first number that is free."""
        name, number = stem, 1
        while unicodedata.normalize("NFKC", name).casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(unicodedata.normalize("NFKC", name).casefold())
        return name


def stem_of(row: Row) -> str:
    """Day and slug of a post: ``2024-05-06-a-title``; ``undated-a-title`` when the day is not known."""
    day = (row["date_published"] or "")[:10]
    return f"{day if len(day) == 10 else 'undated'}-{slug_of(row['url']) or slug_of(row['title'] or '') or row['id']}"


def slug_of(text: str) -> str:
    """The last part of an address, or a title, in lower case and without what a file name cannot have; may be empty."""
    path = urlsplit(text).path if "://" in text else text
    parts = [part for part in unquote(path).split("/") if part and not _INDEX.match(part)]
    last = _ENDING.sub("", parts[-1]) if parts else ""
    return safe_name(last)


def safe_name(text: str) -> str:
    """*text* as a part of a file name: letters of any script, digits, dots and hyphens, at most 80 bytes; may be empty."""
    name = _MANY.sub("-", _UNSAFE.sub("-", unicodedata.normalize("NFC", text).lower())).strip("-.")
    name = name.encode()[:MAX_BYTES].decode(errors="ignore").rstrip("-.")
    return f"{name}-" if _DEVICES.match(name) else name

"""The forms in which a page's head states the post's title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from blogarchive.text import fold

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["main_forms", "stated_titles"]

MAX_TITLE = 600
META_TITLES = frozenset(("og:title", "twitter:title"))
_SITE_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/~]+\s+|\s*[|｜»«]\s*")


MAIN = 0.4


def main_forms(titles: Iterable[str]) -> frozenset[str]:
    """Those of the folded *titles* that hold most of the longest: parts of a title are also names of sites and of sections."""
    forms = frozenset(titles)
    enough = MAIN * max(map(len, forms), default=0)
    return frozenset(form for form in forms if len(form) >= enough)


def stated_titles(page: Page) -> tuple[set[str], list[tuple[str, str]]]:
    """The whole ``title``, its parts between separators, and the titles in ``meta``, all folded; then doubtful ones.

    Doubtful is what stands behind a colon, as it may be a subtitle: each with what stands before it. "Site: Title" of Movable
    Type and TypePad is to be believed when another place says that the first is the site.
    """
    known = page.memory.get("stated titles")
    if isinstance(known, tuple):
        return known
    found: set[str] = set()
    parts: set[str] = set()
    pieces: list[str] = []
    title = next(iter(page.by_tag.get("title", ())), None)
    stated = (title.text or "")[:MAX_TITLE] if title is not None else ""
    if stated:
        pieces = [p for p in _SITE_SEPARATOR.split(stated) if p.strip()]
        parts = {fold(p) for p in pieces}
        found = {fold(stated), *parts}
        if len(pieces) > 2:
            found.update(fold("".join(pieces[:i])) for i in range(1, len(pieces)))
    for meta in page.by_tag.get("meta", ()):
        if meta.get("property") in META_TITLES or meta.get("name") == "twitter:title":
            found.add(fold((meta.get("content") or "")[:MAX_TITLE]))
    found.discard("")
    doubtful = []
    for text in dict.fromkeys((stated, pieces[0] if pieces else "")):
        before, _, after = text.partition(": ")
        if fold(after) and fold(before) not in parts:
            doubtful.append((fold(before), fold(after)))
    found.update(after for before, after in doubtful if before in found)
    page.memory["stated titles"] = (found, doubtful)
    return found, doubtful

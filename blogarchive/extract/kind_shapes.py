"""The shape of an address: what the addresses of a blog's posts have in common, and what other pages' addresses say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from blogarchive.discover.pagers import pager_base
from blogarchive.discover.words import (
    ARCHIVE_SEGMENTS,
    AUTHOR_SEGMENTS,
    LISTING_SEGMENTS,
    PAGE_FOLDERS,
    PAGE_SEGMENTS,
    TOP_PAGE_SEGMENTS,
)

__all__ = ["Shapes", "address_kind", "date_parts", "in_pages_folder", "learn_shapes", "shape_of"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d+")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?")
_ENDING = re.compile(r"\.(?:html?|php|aspx?|md|jsp)$", re.IGNORECASE)
_DATED_SLUG = re.compile(r"(?:19|20)\d\d[-_]?\d\d[-_]?\d\d(?=\D|$)")
_SLUGS = re.compile(r"(?:/\*)+$")
MIN_SHARE = 0.05
MIN_SLUG_DIGITS = 5
"""Digits below a date that are an entry's time or number, not a day or a page."""
MIN_FOR_MISMATCH = 5


@lru_cache(maxsize=65536)
def _parts(url: str) -> tuple[tuple[str, ...], str, str]:
    """Case-folded path segments, the ending of the last one, and the names in the query."""
    parts = urlsplit(url)
    segments = [unquote(s).casefold() for s in parts.path.split("/") if s]
    ending = ""
    if segments:
        match = _ENDING.search(segments[-1])
        if match:
            ending = match[0]
            segments[-1] = segments[-1][: match.start()]
            if segments[-1] in ("index", "default"):
                segments.pop()
                ending = ""
    names = sorted(p.partition("=")[0].lower() for p in parts.query.split("&") if p)
    return tuple(segments), ending, "&".join(names)


def _fold(segment: str) -> str:
    if _YEAR.fullmatch(segment):
        return "<year>"
    if segment.isdigit():
        return "<number>" if len(segment) > 2 else "<day>"
    return "<dated>" if _DATED_SLUG.match(segment) else "*"


def shape_of(url: str, literals: frozenset[str] = frozenset()) -> str:
    """The address with its digits and slugs folded, for example ``/blog/<year>/<day>/*``; *literals* stay readable."""
    segments, ending, query = _parts(url)
    folded: list[str] = []
    for place, segment in enumerate(segments):
        literal = segment in literals and place < len(segments) - 1 and "<year>" not in folded
        folded.append(segment if literal else _fold(segment))
    if ending and folded and folded[-1] == "<year>":
        folded[-1] = "<number>"  # a file with a number like 2044 is no year
    if "<year>" in folded and folded[-1] == "<number>" and len(segments[-1]) >= MIN_SLUG_DIGITS:
        folded[-1] = "*"
    path = "/" + "/".join(folded)
    if "<year>" in folded or "<dated>" in folded:
        path = _SLUGS.sub("/*", path)  # below a date any number of folders may name categories
    return path + ending + ("?" + query if query else "")


def date_parts(url: str) -> int:
    """How much of a date the address holds in front of its slug: 1 a year, 2 a month, 3 a day; 0 none."""
    segments = _parts(url)[0]
    if not segments or (segments[-1].isdigit() and len(segments[-1]) < MIN_SLUG_DIGITS):
        return 0
    if _DATED_SLUG.match(segments[-1]):
        return 3
    for place, segment in enumerate(segments[:-1]):
        if _YEAR.fullmatch(segment):
            small = [s.isdigit() and len(s) <= 2 for s in segments[place + 1 : -1]]
            return 1 + (0 if not small or not small[0] else 2 if len(small) > 1 and small[1] else 1)
    return 0


def in_pages_folder(url: str) -> bool:
    """Whether the address lies in a folder that software or people name after pages: ``/pages/talks/``."""
    return not PAGE_FOLDERS.isdisjoint(_parts(url)[0][:-1])


def address_kind(url: str) -> str | None:
    """What the words of the address say the page is: author, listing, page, date-archive, pager, home, or None.

    Words may be a post's slug: below a dated folder only dates count, and ``page-below`` is the weaker "page" of a
    word that does not stand right below the host.
    """
    segments, _, query = _parts(url)
    if pager_base(url) is not None:
        return "pager"
    if not segments:
        return None if query else "home"
    if all(s.isdigit() for s in segments) and _YEAR.fullmatch(segments[0]) and not query:
        return "date-archive" if len(segments) <= 3 and len(segments[-1]) < MIN_SLUG_DIGITS else None
    years = [i for i, s in enumerate(segments) if _YEAR.fullmatch(s)]
    if years and all(s.isdigit() and len(s) <= 2 for s in segments[years[0] + 1 :]):
        return "date-archive"
    if years or _DATED_SLUG.match(segments[-1]):
        return None
    return _kind_by_words(segments)


def _kind_by_words(segments: tuple[str, ...]) -> str | None:
    last, above = segments[-1], segments[:-1]
    on_top = not above or (len(above) == 1 and _LANGUAGE.fullmatch(above[0]))
    if last in PAGE_SEGMENTS or (on_top and last in TOP_PAGE_SEGMENTS):
        return "page" if on_top else "page-below"
    if any(s in AUTHOR_SEGMENTS for s in above):
        return "author"
    if any(s in LISTING_SEGMENTS for s in above):
        return "listing"
    if last in LISTING_SEGMENTS or last in ARCHIVE_SEGMENTS or last in AUTHOR_SEGMENTS:
        return "listing"
    return None


@dataclass(slots=True)
class Shapes:
    """What the addresses of a blog's posts look like."""

    counts: Counter[str] = field(default_factory=Counter)
    """Shape → posts that have it."""

    others: Counter[str] = field(default_factory=Counter)
    """Shape → pages that are surely no posts and have it."""

    literals: frozenset[str] = frozenset()
    """Folder names that many posts share."""

    total: int = 0
    """Posts learned from."""

    def vote(self, url: str) -> float:
        """How the address speaks for a post: from -2 (unlike all the posts) over 0 (unknown) to 3."""
        if self.total == 0:
            return 0.0
        shape = shape_of(url, self.literals)
        posts, others = self.counts[shape], self.others[shape]
        if posts == 0:
            return -2.0 if self.total >= MIN_FOR_MISMATCH else -0.5
        precision = posts / (posts + others)
        specific = "<" in shape or any(s in self.literals for s in shape.split("/"))
        strength = 3.0 if specific else 1.0
        if posts < max(2, self.total * MIN_SHARE):
            strength = min(strength, 1.0)
        return strength * (2 * precision - 1) if precision < 1 else strength


def learn_shapes(posts: Iterable[str], others: Iterable[str] = ()) -> Shapes:
    """The shapes of the addresses *posts*; *others* are addresses of pages that are surely no posts."""
    urls = list(posts)
    folders: Counter[str] = Counter()
    for url in urls:
        folders.update({s for s in _parts(url)[0][:-1] if not s.isdigit()})
    enough = max(2, len(urls) * MIN_SHARE)
    shapes = Shapes(literals=frozenset(f for f, n in folders.items() if n >= enough), total=len(urls))
    shapes.counts.update(shape_of(u, shapes.literals) for u in urls)
    shapes.others.update(shape_of(u, shapes.literals) for u in others)
    return shapes

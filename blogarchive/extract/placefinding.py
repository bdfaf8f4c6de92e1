"""Where on a page a value stands that is known from elsewhere: a feed, structured data, a clear mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from blogarchive.extract.dateparse import FoundDate, day_of, find_day, parse_machine
from blogarchive.extract.names import split_names
from blogarchive.extract.places import MAX_TEXT, Place, first_at, selectors_of, whole_text
from blogarchive.text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.page import Page

__all__ = ["Known", "Places", "find_places", "is_same_day", "read_day"]

MAX_ELEMENTS = 20_000
MAX_LINE = 160
MAX_PLACES = 40
"""Places that are kept of one page for one field."""

OUTWARD = 3
MAX_BESIDE = 3
"""Steps up from two elements within which both must have a common ancestor to stand beside each other."""

MAX_WORDS_BEFORE = 40
MAX_AFTER = 3
_SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "option", "textarea", "head", "title", "meta", "link"))
_WHOLE = frozenset(("body", "html"))
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d\d?[./-]\d\d?[./-]\d\d(?!\d)|\d{4}\s*[年년]|(?<!\d)25\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d./-])(\d\d?)([./-])(\d\d?)\2(\d\d)(?![\d/-])")
_MACHINE = re.compile(r"\d{4}-\d\d-\d\d|\d{10}(?:\d{3})?\Z")
_AFTER = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a page from elsewhere; empty fields are not looked for."""

    title: str = ""
    published: str = ""
    """ISO 8601."""

    authors: tuple[str, ...] = ()


@dataclass(slots=True)
class Places:
    """Places of a page that hold the known values."""

    title: set[Place] = field(default_factory=set)
    published: set[Place] = field(default_factory=set)
    authors: set[Place] = field(default_factory=set)
    beside: set[Place] = field(default_factory=set)
    """Those of *authors* that stand beside the title or the date."""


def find_places(page: Page, known: Known, language: str | None = None) -> Places:
    """The places of *page* that hold what is *known*; the tree is gone through once."""
    search = _Search(known, language)
    for count, element in enumerate(page.tree.iter()):
        if count > MAX_ELEMENTS:
            break
        tag = element.tag
        if element.tail and not element.tail.isspace():
            search.look(element, element.tail, behind=True)
        if tag in _SKIPPED:
            continue
        if element.text and not element.text.isspace():
            search.look(element, element.text, behind=False)
        if known.published:
            search.look_at_attributes(element)
    return search.found_in(page)


class _Search:
    """What was found so far."""

    def __init__(self, known: Known, language: str | None) -> None:
        self.known = known
        self.language = language
        self.title = fold(known.title)
        self.first = known.title.strip()[:1].casefold()
        self.names = [name.casefold() for name in known.authors if name.strip()]
        self.found: dict[str, list[tuple[HtmlElement, Place]]] = {"title": [], "published": [], "authors": []}

    def look(self, element: HtmlElement, text: str, *, behind: bool) -> None:
        """Note the places that hold a known value because of *text*, a text of *element* or right *behind* it."""
        text = text.strip()
        if not text or len(text) > 4 * MAX_TEXT:
            return
        if self.title and text[:1].casefold() == self.first and self.title.startswith(fold(text[:MAX_TEXT])):
            self._note("title", element, behind, self._is_title)
        if self.known.published and len(text) <= MAX_LINE and _may_date(text):
            self._note("published", element, behind, self._before_day)
        if self.names and len(text) <= MAX_LINE and any(name in text.casefold() for name in self.names):
            self._note("authors", element, behind, self._around_names)

    def look_at_attributes(self, element: HtmlElement) -> None:
        """Note attributes that hold the day."""
        if len(self.found["published"]) >= MAX_PLACES:
            return
        for name, value in element.attrib.items():
            if len(value) < 60 and value[:1].isdigit() and _MACHINE.match(value):
                told = parse_machine(value)
                if told and is_same_day(told, self.known.published):
                    self.found["published"].append((element, Place(selector="", attribute=str(name))))

    def _note(self, field_name: str, element: HtmlElement, behind: bool, fits: _Fits) -> None:
        places = self.found[field_name]
        if len(places) >= MAX_PLACES:
            return
        if behind:
            around = fits(" ".join((element.tail or "").split()))
            if around is not None:
                places.append((element, Place(selector="", behind=True, before=around[0], after=around[1])))
            parent = element.getparent()
            if parent is None:
                return
            element = parent
        glue = "" if field_name == "title" else " "
        for outer in _outward(element):
            text = whole_text(outer, glue)
            if not text:
                return
            around = fits(text)
            if around is not None:
                places.append((outer, Place(selector="", before=around[0], after=around[1])))

    def _is_title(self, text: str) -> tuple[str, str] | None:
        return ("", "") if fold(text) == self.title else None

    def _before_day(self, text: str) -> tuple[str, str] | None:
        """What stands before the known day, where *text* has it; empty where it is the first day in it."""
        if len(text) > MAX_LINE:
            return None
        for order in (None, False, True):
            day = read_day(text, self.language, order)
            if day and is_same_day(day.value, self.known.published):
                return "", ""
        first = read_day(text, self.language, None)
        rest = text[first.end :] if first else ""
        second = read_day(rest, self.language, None) if rest else None
        if second and is_same_day(second.value, self.known.published):
            before = _constant(rest[: second.start])
            return (before, "") if before else None
        return None

    def _around_names(self, text: str) -> tuple[str, str] | None:
        """What stands before and after the known names, where *text* has them all and nobody else between."""
        folded = text.casefold()
        if len(text) > MAX_LINE or len(folded) != len(text):
            return None
        starts = [folded.find(name) for name in self.names]
        if min(starts) < 0:
            return None
        start = min(starts)
        end = max(at + len(name) for at, name in zip(starts, self.names, strict=True))
        if {fold(name) for name in split_names(text[start:end])} != {fold(name) for name in self.known.authors}:
            return None
        if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            return None
        after = _AFTER.match(text, end)
        before = _constant(text[:start]) if start else ""
        if start and not before:
            return None
        rest = text[end:]
        return before, after[0][:MAX_AFTER] if after and rest.strip() else rest.strip()[:MAX_AFTER]

    def found_in(self, page: Page) -> Places:
        """All that was found, each place in every way it can be written down that leads to the same element."""
        places = Places()
        homes = {a for name in ("title", "published") for el, _ in self.found[name] for a in _up(el)}
        for name, entries in self.found.items():
            kept: set[Place] = getattr(places, name)
            for element, place in entries:
                beside = name == "authors" and any(a in homes for a in _up(element))
                for selector in selectors_of(element):
                    if first_at(page.tree, selector) is not element:
                        continue
                    whole = Place(
                        selector=selector,
                        attribute=place.attribute,
                        behind=place.behind,
                        before=place.before,
                        after=place.after,
                    )
                    kept.add(whole)
                    if beside:
                        places.beside.add(whole)
        return places


if TYPE_CHECKING:
    from collections.abc import Callable

    _Fits = Callable[[str], tuple[str, str] | None]


def _outward(element: HtmlElement) -> Iterator[HtmlElement]:
    """*element* and what holds it, as long as that can be a line."""
    current: HtmlElement | None = element
    for _ in range(OUTWARD):
        if current is None or current.tag in _WHOLE:
            return
        yield current
        current = current.getparent()


def _up(element: HtmlElement) -> Iterator[HtmlElement]:
    """*element* and the ancestors that can hold it beside something else."""
    current: HtmlElement | None = element
    for _ in range(MAX_BESIDE):
        if current is None or current.tag in _WHOLE:
            return
        yield current
        current = current.getparent()


def _may_date(text: str) -> bool:
    return _DATED.search(text) is not None or not text.isascii()


def _constant(text: str) -> str:
    """The end of *text* that can stand before the value on every page: from the last figure or sign of a pause on."""
    cut = max((at for at, sign in enumerate(text) if sign.isdigit()), default=-1)
    tail = text[cut + 1 :][-MAX_WORDS_BEFORE:]
    return tail if tail.strip() else ""


def read_day(text: str, language: str | None, month_first: bool | None) -> FoundDate | None:
    """The first day in *text*; years of two figures count too, in figures that the order leaves no doubt about."""
    found = find_day(text, language, month_first=month_first)
    if found:
        return found
    match = _SHORT_YEAR.search(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), 2000 + int(match[4])
    order = second > 12 if max(first, second) > 12 else False if match[2] == "." else month_first
    if order is None:
        return None
    month, day = (first, second) if order else (second, first)
    try:
        value = date(year if year < 2070 else year - 100, month, day).isoformat()
    except ValueError:
        return None
    return FoundDate(value, match.group(), *match.span())


def is_same_day(value: str, known: str) -> bool:
    """Whether two ISO 8601 values name one day: as written, as one instant, or the one the blog's own day of the other's."""
    if value[:10] == known[:10]:
        return True
    one, other = _instant(value), _instant(known)
    if one and other:
        return abs(one - other) < timedelta(minutes=2)
    stated, day = (one, day_of(known)) if one else (other, day_of(value))
    if stated is None or day is None:
        return False
    apart = (day - stated.astimezone(UTC).date()).days
    return (apart == 1 and stated.astimezone(UTC).hour >= 15) or (apart == -1 and stated.astimezone(UTC).hour < 9)


def _instant(value: str) -> datetime | None:
    """The instant a value with zone names."""
    if len(value) < 20:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None

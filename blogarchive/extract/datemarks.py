"""Dates that the page shows: elements marked as dates, and lines of text near the heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from blogarchive.extract.dateparse import find_days, find_days_ago, parse_machine
from blogarchive.extract.datewords import MODIFIED_WORDS, PUBLISHED_WORDS
from blogarchive.extract.zones import text_of
from blogarchive.text import remember_short

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.layout import Layout
    from blogarchive.extract.pagemarks import Marks

__all__ = ["COPYRIGHT", "MODIFIED_TEXT", "PUBLISHED_TEXT", "ShownDate", "dates_in_lines", "marked_dates", "read_marked"]

MAX_MARKED = 60
MAX_BEFORE = 15
MAX_MARKED_TEXT = 200
MANY_DAYS = 3
MAX_REST = 70
SHORT_WORDS = 4  # "on" and the like announce nothing: what stands before them is read too
LABEL_TAGS = frozenset(("span", "b", "strong", "i", "em", "label", "dt"))
MAX_WORDS_BEFORE = 3  # elements that are read before a date, for the words that announce it
MAX_REST_IN_BODY = 25

_PUBLISHED_MARK = re.compile(
    r"dt-published|entry-?date|post-?date|date-?(?:published|posted|created|header)|datepublished|publish|publication-?(?:date|time)|pubdate|posted[-_]?(?:on|at|date)",
    re.I,
)
_MODIFIED_MARK = re.compile(r"dt-updated|updated|modified|last-?mod|datemodified|revis|field\S*changed\b", re.I)
_CHANGED_FIELD = re.compile(r"field\S*changed\b")  # as Drupal names the block around a date of change
_DATE_MARK = re.compile(r"(?:^|[\s_-])(?:date|time|datetime|timestamp|day|published)(?:$|[\s_-])|[a-z]Date(?:$|\s)", re.I)
MODIFIED_TEXT = re.compile(rf"(?:{MODIFIED_WORDS})[^\d]{{0,30}}$", re.I)
PUBLISHED_TEXT = re.compile(rf"(?:{PUBLISHED_WORDS})[^\d]{{0,30}}$", re.I)
COPYRIGHT = re.compile(r"©|\(c\)\s|copyright|all rights", re.I)


@dataclass(slots=True, frozen=True)
class ShownDate:
    """A date on the page, whether it is one of change, and how sure its place makes it."""

    value: str
    raw: str
    selector: str
    modified: bool
    weight: float
    relative: bool = False
    """Counted back from the capture ("3 days ago")."""

    near: bool = False
    """Close to the heading."""


def marked_dates(layout: Layout, marks: Marks, language: str | None, now: datetime, month_first: bool | None) -> list[ShownDate]:
    """Dates in elements that markup or class names mark as dates, surest first; comments, sidebars and teasers are left out."""
    position = next((place for place, e in marks.headings if e is layout.heading), 0)
    early = [entry for entry in marks.dates if entry[0] < position][-MAX_BEFORE:]
    late = [entry for entry in marks.dates if entry[0] >= position][:MAX_MARKED]
    found: list[ShownDate] = []
    late_from = 0
    seen: set[HtmlElement] = set()
    for place, element in early + late:
        if (
            element.tag in ("h1", "h3", "article", "main", "section")
            or (element.tag == "h2" and "date" not in element.get("class", ""))
            or element in seen
        ):
            continue
        if not layout.is_mine(element):
            continue
        near = 1.0 if position <= place < position + 20 else 0.6 if position - 60 <= place < position else 0.0
        for shown in read_marked(element, language, now if near else None, month_first):
            if shown.weight >= 2:
                seen.update(element.iter("time", "span", "abbr"))
            inner = layout.in_text(element) and element.tag != "time" and not near
            weight = shown.weight + near - (2 if inner else 0)
            late_from += place < position
            found.append(replace(shown, weight=weight, near=near > 0))
    return sorted(_without_lists(found, late_from), key=lambda s: -s.weight)


def _without_lists(found: list[ShownDate], late_from: int) -> list[ShownDate]:
    """*found* without the dates of a list of other posts: three days or more in elements of one kind after the heading.

    Those at the heading stay, as one of them may be the post's, behind dates of another kind.
    """
    days: dict[str, set[str]] = {}
    for shown in found[late_from:]:
        days.setdefault(shown.selector, set()).add(shown.value[:10])
    listed = {selector for selector, of in days.items() if len(of) >= MANY_DAYS}
    if not listed:
        return found
    kept = found[:late_from]
    for shown in found[late_from:]:
        if shown.selector not in listed:
            kept.append(shown)
        elif shown.near:
            kept.append(replace(shown, weight=shown.weight - 2))
    return kept


def read_marked(element: HtmlElement, language: str | None, now: datetime | None, month_first: bool | None) -> list[ShownDate]:
    """The dates one marked element gives, in its attributes or its text; days counted back only where *now* is given."""
    names = f"{element.get('class', '')} {element.get('itemprop') or element.get('property', '')} {element.get('id', '')}"
    weight = _mark_weight(element, names)
    selector = _selector(element)
    stated = element.get("datetime") or element.get("content") or (element.get("title") if weight >= 2 else None)
    value = parse_machine(stated) if stated else None
    text = "" if len(element) > 40 else text_of(element, " ")
    if value and stated:
        modified = _is_of_change(names) or _in_changed_field(element)
        if not modified:
            modified = MODIFIED_TEXT.search(_words_before(element, text)) is not None
        return [ShownDate(value, stated, selector, modified, weight)]
    if len(text) > MAX_MARKED_TEXT:
        text = text[: MAX_MARKED_TEXT // 2] if len(text) < 3 * MAX_MARKED_TEXT else ""
    if not text or COPYRIGHT.search(text):
        return []
    if weight < 2 and element.tag not in ("time", "abbr"):
        weight = 1.2
    ago = find_days_ago(text, now) if now else None
    days = [(ago, text[: ago.start])] if ago else find_days(text, language, month_first=month_first)
    marked = _is_of_change(names) or _in_changed_field(element)
    before = _words_before(element, "") if days else ""
    found = []
    for i, (day, words) in enumerate(days):
        told = f"{before if i == 0 else ''} {words}".strip()
        modified = marked or MODIFIED_TEXT.search(told) is not None
        found.append(ShownDate(day.value, day.raw, selector, modified, weight, relative=ago is not None))
    return found


def _mark_weight(element: HtmlElement, names: str) -> float:
    weight = _weight_of_names(names)
    if weight == 3.0 or element.get("pubdate") is not None:
        return 3.0
    if element.tag == "time":
        return 2.5 if element.get("datetime") else 2.0
    return weight


@remember_short
def _weight_of_names(names: str) -> float:
    return 3.0 if _PUBLISHED_MARK.search(names) else 2.0 if _DATE_MARK.search(names) else 1.5


@remember_short
def _is_of_change(names: str) -> bool:
    return _MODIFIED_MARK.search(names) is not None and not _PUBLISHED_MARK.search(names)


def _in_changed_field(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and _CHANGED_FIELD.search(parent.get("class", "")) is not None


def _words_before(element: HtmlElement, text: str) -> str:
    """The words that announce the element's date: its own up to the first figure, else what stands right before it."""
    own = re.match(r"\D*", text)
    if own and own.group().strip():
        return own.group().strip()
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        before = (parent.text or "") if parent is not None else ""
    else:
        before = previous.tail or ""
        for sibling in islice((previous, *previous.itersiblings(preceding=True)), MAX_WORDS_BEFORE):
            if len(before.strip()) > SHORT_WORDS or sibling.tag not in LABEL_TAGS:
                break
            before = f"{text_of(sibling)} {before}"
    return before.strip()[-40:]


def dates_in_lines(layout: Layout, language: str | None, now: datetime, month_first: bool | None) -> list[ShownDate]:
    """Dates in short lines around the heading, nearest first; a sentence that happens to name a day is not a dateline."""
    found = []
    for number, line in enumerate(layout.lines):
        if len(line.text) > MAX_MARKED_TEXT or COPYRIGHT.search(line.text):
            continue
        ago = find_days_ago(line.text, now) if not line.in_body else None
        days = [(ago, line.text[: ago.start])] if ago else find_days(line.text, language, month_first=month_first)
        rest = len(line.text) - sum(len(day.raw) for day, _ in days)
        announced = any(PUBLISHED_TEXT.search(words) or MODIFIED_TEXT.search(words) for _, words in days)
        if rest > (MAX_REST_IN_BODY if line.in_body else MAX_REST) and not announced:
            continue
        for day, words in days:
            modified = bool(MODIFIED_TEXT.search(words)) or _CHANGED_FIELD.search(line.element.get("class", "")) is not None
            found.append(
                ShownDate(day.value, day.raw, "line near the heading", modified, 1.0 - number / 100, relative=ago is not None)
            )
    return found


def _selector(element: HtmlElement) -> str:
    name = element.get("itemprop") or next(iter(element.get("class", "").split()), "")
    return f"{element.tag!s}.{name}" if name else str(element.tag)

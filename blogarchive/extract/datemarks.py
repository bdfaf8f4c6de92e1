"""Dates that the page shows: elements marked as dates, and lines of text near the heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from blogarchive.extract.dateparse import FoundDate, find_days, find_days_ago, find_short_day, parse_machine
from blogarchive.extract.datewords import MODIFIED_WORDS, OTHER_WORDS, PUBLISHED_WORDS
from blogarchive.extract.zones import text_of
from blogarchive.text import remember_short

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.dayorder import DayOrder
    from blogarchive.extract.layout import Layout
    from blogarchive.extract.pagemarks import Marks

__all__ = [
    "COPYRIGHT",
    "ShownDate",
    "dates_in_lines",
    "marked_dates",
    "read_marked",
    "says_changed",
    "says_other",
    "says_published",
]

MAX_MARKED = 60
MAX_BEFORE = 15
MAX_MARKED_TEXT = 200
MANY_DAYS = 3
ANNOUNCED = 2.5  # weight of a date behind a word of publication
MAX_REST = 70
SHORT_WORDS = 4  # "on" and the like announce nothing: what stands before them is read too
# Where scripts that show "3 hours ago" read the moment from; read here where the element has no attribute of the standard.
DATA_ATTRIBUTES = ("data-datetime", "data-time", "data-timestamp", "data-utime", "data-date", "data-published", "data-pubdate")
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
_CHANGED_TEXT = re.compile(rf"(?:{MODIFIED_WORDS})[^\d]{{0,30}}$", re.I)
_OTHER_TEXT = re.compile(rf"(?:{OTHER_WORDS})[^\d]{{0,30}}$", re.I)
_PUBLISHED_TEXT = re.compile(rf"(?:{PUBLISHED_WORDS})[^\d]{{0,30}}$", re.I)
_CHANGED_WORDS, _OTHER_WORDS, _PUBLISHED_WORDS = (
    tuple(words.split("|")) for words in (MODIFIED_WORDS, OTHER_WORDS, PUBLISHED_WORDS)
)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\D{0,12}?(\d{1,2})[:.h](\d\d)(?!\d)(?::\d\d)?(?:\s*([aApP])\.?[mM]\b)?")
COPYRIGHT = re.compile(r"©|\(c\)\s|copyright|all rights", re.I)


def _announce(words: str, announcing: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    lowered = words.lower()  # hardly any text holds such a word, and looking for plain words is the fastest way to know
    return any(word in lowered for word in announcing) and pattern.search(words) is not None


@remember_short
def says_changed(words: str) -> bool:
    """Whether *words* announce the day of a change behind them, in any language."""
    return _announce(words, _CHANGED_WORDS, _CHANGED_TEXT)


@remember_short
def says_published(words: str) -> bool:
    """Whether *words* announce the day of publication behind them."""
    return _announce(words, _PUBLISHED_WORDS, _PUBLISHED_TEXT)


@remember_short
def says_other(words: str) -> bool:
    """Whether *words* announce the day of something else: a member, an event."""
    return _announce(words, _OTHER_WORDS, _OTHER_TEXT)


@dataclass(slots=True)
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

    clock: tuple[int, int] | None = None
    """The hour and minute that stand behind the day."""


def marked_dates(layout: Layout, marks: Marks, language: str | None, now: datetime, order: DayOrder) -> list[ShownDate]:
    """Dates in elements that markup or class names mark as dates, surest first; comments, sidebars and teasers are left out."""
    position = next((place for place, e in marks.headings if e is layout.heading), 0)
    early = [entry for entry in marks.dates if entry[0] < position][-MAX_BEFORE:]
    late = [entry for entry in marks.dates if entry[0] >= position][:MAX_MARKED]
    found: list[ShownDate] = []
    late_from = 0
    seen: set[HtmlElement] = set()
    others: list[str] = []
    for place, element in early + late:
        if (
            element.tag in ("h1", "h3", "article", "main", "section")
            or (element.tag == "h2" and "date" not in element.get("class", ""))
            or element in seen
        ):
            continue
        if not layout.is_mine(element):
            if layout.heading is None and element.tag == "time":
                others.append(_selector(element))
            continue
        near = 1.0 if position <= place < position + 20 else 0.6 if position - 60 <= place < position else 0.0
        for shown in read_marked(element, language, now if near else None, order):
            if shown.weight >= 2:
                seen.update(element.iter("time", "span", "abbr"))
            inner = not near and element.tag != "time" and layout.in_text(element)
            shown.weight += near - (2 if inner else 0)
            shown.near = near > 0
            late_from += place < position
            found.append(shown)
    if len(others) >= MANY_DAYS:  # no heading tells the post from a list of cards, whose first one would then be taken for it
        found = [s for s in found if others.count(s.selector) < MANY_DAYS]
    return sorted(_without_lists(found, late_from), key=lambda s: -s.weight)


def _without_lists(found: list[ShownDate], late_from: int) -> list[ShownDate]:
    """*found* without the dates of lists of other posts: three days or more in elements of one kind, before or after the heading.

    Those at the heading stay, as one of them may be the post's, behind dates of another kind.
    """
    return [*_unlisted(found[:late_from]), *_unlisted(found[late_from:])]


def _unlisted(found: list[ShownDate]) -> list[ShownDate]:
    days: dict[str, set[str]] = {}
    for shown in found:
        days.setdefault(shown.selector, set()).add(shown.value[:10])
    listed = {selector for selector, of in days.items() if len(of) >= MANY_DAYS}
    if not listed:
        return found
    kept = [s for s in found if s.near or s.selector not in listed]
    for shown in kept:
        shown.weight -= 2 if shown.selector in listed else 0
    return kept


def read_marked(element: HtmlElement, language: str | None, now: datetime | None, order: DayOrder) -> list[ShownDate]:
    """The dates one marked element gives, in its attributes or its text; days counted back only where *now* is given."""
    names = f"{element.get('class', '')} {element.get('itemprop') or element.get('property', '')} {element.get('id', '')}"
    weight = _mark_weight(element, names)
    selector = _selector(element)
    stated = element.get("datetime") or element.get("content") or (element.get("title") if weight >= 2 else None)
    if stated is None and len(element.attrib) > 1:
        stated = next((v for v in map(element.get, DATA_ATTRIBUTES) if v), None)
    value = parse_machine(stated) if stated else None
    text = "" if len(element) > 40 else text_of(element, " ")
    if value and stated:
        modified = _is_of_change(names) or _in_changed_field(element)
        if not modified:
            modified = says_changed(_words_before(element, text))
        return [ShownDate(value, stated, selector, modified, weight)]
    if len(text) > MAX_MARKED_TEXT:
        text = text[: MAX_MARKED_TEXT // 2] if len(text) < 3 * MAX_MARKED_TEXT else ""
    if not _DIGIT.search(text) or COPYRIGHT.search(text):
        return []
    if weight < 2 and element.tag not in ("time", "abbr"):
        weight = 1.2
    days, relative = _days_in(text, language, now, order)
    marked = _is_of_change(names) or _in_changed_field(element)
    before = _words_before(element, "") if days else ""
    stated_days = _stated_inside(element) if days else {}
    found = []
    for i, (day, words) in enumerate(days):
        told = f"{before if i == 0 else ''} {words}".strip()
        modified = marked or says_changed(told)
        sure = max(weight, ANNOUNCED) if told and says_published(told) else weight
        value, raw = stated_days.get(day.value[:10], (day.value, day.raw))
        found.append(ShownDate(value, raw, selector, modified, sure, relative=relative, clock=_clock_behind(day, text)))
    return found


def _stated_inside(element: HtmlElement) -> dict[str, tuple[str, str]]:
    """Day → what a ``time`` inside *element* states of it, the moment and as it stands: more than the day that is shown."""
    found: dict[str, tuple[str, str]] = {}
    for time in element.iter("time"):
        raw = time.get("datetime")
        value = parse_machine(raw) if raw else None
        if value and raw:
            found.setdefault(value[:10], (value, raw))
    return found


def _days_in(text: str, language: str | None, now: datetime | None, order: DayOrder) -> tuple[list[tuple[FoundDate, str]], bool]:
    """The days in *text* with the words before each, and whether they are counted back.

    Days that are counted back, or have a short year, are looked for only where *now* is given and no other is there.
    """
    month_first = order.of(text)
    days = find_days(text, language, month_first=month_first)
    if days or now is None:
        return days, False
    ago = find_days_ago(text, now)
    day = ago or find_short_day(text, language, now.date(), month_first=month_first)
    return ([(day, text[: day.start])] if day else []), ago is not None


def _clock_behind(day: FoundDate, text: str) -> tuple[int, int] | None:
    """The hour and minute right behind *day* in *text*."""
    place = text.find(day.raw)
    match = _CLOCK.match(text, place + len(day.raw)) if place >= 0 else None
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % 12 + (12 if match[3] in "pP" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


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


def dates_in_lines(layout: Layout, language: str | None, now: datetime, order: DayOrder) -> list[ShownDate]:
    """Dates in short lines around the heading, nearest first; a sentence that happens to name a day is not a dateline."""
    found = []
    for number, line in enumerate(layout.lines):
        if len(line.text) > MAX_MARKED_TEXT or not _DIGIT.search(line.text) or COPYRIGHT.search(line.text):
            continue
        days, relative = _days_in(line.text, language, None if line.in_body else now, order)
        rest = len(line.text) - sum(len(day.raw) for day, _ in days)
        announced = any(says_published(words) or says_changed(words) for _, words in days)
        if rest > (MAX_REST_IN_BODY if line.in_body else MAX_REST) and not announced:
            continue
        for day, words in days:
            modified = says_changed(words) or _CHANGED_FIELD.search(line.element.get("class", "")) is not None
            weight, clock = 1.0 - number / 100, _clock_behind(day, line.text)
            found.append(ShownDate(day.value, day.raw, "line near the heading", modified, weight, relative=relative, clock=clock))
    return found


def _selector(element: HtmlElement) -> str:
    name = element.get("itemprop") or next(iter(element.get("class", "").split()), "")
    return f"{element.tag!s}.{name}" if name else str(element.tag)

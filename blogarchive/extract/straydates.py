"""Dates in unusual places, for posts that have none in the usual ones: beside the text, in announced lines, in scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogarchive.extract.datemarks import COPYRIGHT, MODIFIED_TEXT, PUBLISHED_TEXT, ShownDate, read_marked
from blogarchive.extract.dateparse import day_of, find_day, find_days, parse_machine
from blogarchive.extract.pagemarks import marks_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.layout import Layout
    from blogarchive.extract.page import Page

__all__ = ["stray_dates"]

NEAR = 60  # marked elements between the heading and a date beside the text
MAX_ELEMENTS = 20_000
MAX_TEXT = 160
MAX_BEFORE = 40
MAX_PIECES = 60
MAX_REST = 14  # characters beside a date in a text that is nothing else: an hour, a dash
MAX_DATELINE = 60
MAX_SCRIPT_DATES = 200
OTHERS = ("comments", "related")
SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "option", "textarea", "head", "title", "meta", "link"})

_PLACE = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w./-]*(?:[ ,/]+|\s*[-–—|(]\s*)){0,5}\(?$")  # capitalised words at most
_AFTER_DAY = re.compile(r"\s*\)?\s*(?:[-–—:.|/)]|\(\w+\)|[„“«\"]|$)")
_CITED = re.compile(r"\bdoi\b|\bISBN\b|\bISSN\b|https?://", re.I)  # another work, in a list of sources
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d?[./-]\d\d?[./-]\d\d(?!\d)")
_DAY_FIRST_ADDRESS = re.compile(r"(?<!\d)([0-3]\d)([-_.]?)([01]\d)\2((?:19|20)\d\d)(?!\d)")
_QUOTE = r"""(?:\\?["']|&quot;)"""
_IN_SCRIPT = re.compile(
    rf"{_QUOTE}(?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|publicationDate|publication_date"
    r"|pubDate|pubdate|datePosted|date_posted|publishedFirst|first[-_]publication(?:[-_]date)?|firstPublished|first_published_at"
    rf"|published_time|article_publication_date|post_date){_QUOTE}\s*:\s*{_QUOTE}([^\"'\\&]{{8,40}}){_QUOTE}"
)


def stray_dates(page: Page, layout: Layout, language: str | None, month_first: bool | None) -> list[ShownDate]:
    """At most one day of publication, from the first of these places that names exactly one."""
    for found in (
        _beside(page, layout, language, month_first),
        _announced(page, layout, language, month_first),
        _in_dateline(layout, language, month_first),
        _in_address(page),
        _in_scripts(page),
    ):
        days = {day_of(shown.value): shown for shown in reversed(found)}
        if len(days) == 1:
            return [next(iter(days.values()))]
    return []


def _beside(page: Page, layout: Layout, language: str | None, month_first: bool | None) -> list[ShownDate]:
    """Marked dates in a side column, bar or footer near the heading; announced ones go before others, the nearest before all."""
    marks = marks_of(page)
    position = next((place for place, e in marks.headings if e is layout.heading), None)
    if position is None:
        return []
    found: list[tuple[int, ShownDate]] = []
    for place, element in marks.dates:
        if abs(place - position) <= NEAR and layout.is_mine(element, beside=True) and not _in_link(element):
            for shown in read_marked(element, language, None, month_first):
                if not shown.modified and shown.weight >= 2:
                    found.append((abs(place - position), shown))
    if not found:
        return []
    nearest = min(found, key=lambda entry: entry[0])
    return [nearest[1]]


def _in_link(element: HtmlElement) -> bool:
    return any(a.tag == "a" for a in islice(element.iterancestors(), 4))


def _announced(page: Page, layout: Layout, language: str | None, month_first: bool | None) -> list[ShownDate]:
    """Days that a text announces as the one of publication, else days that are whole lines of the post's part of the page."""
    announced: list[ShownDate] = []
    alone: list[ShownDate] = []
    for element, previous, text in _texts_with_year(page.tree):
        if COPYRIGHT.search(text) or _CITED.search(text):
            continue
        days = find_days(text, language, month_first=month_first)
        if not days:
            continue
        day, words = days[0]
        before = words.strip() or _words_of(previous)
        if MODIFIED_TEXT.search(before):
            continue
        told = PUBLISHED_TEXT.search(before) is not None
        if not told and len(text) - len(day.raw) > MAX_REST:
            continue
        zone = layout.zones.of(element)
        shown = ShownDate(day.value, day.raw, "announced" if told else "line of its own", False, 0.5)
        if told and zone not in OTHERS and not _in_other_post(element, layout):
            announced.append(shown)
        elif zone is None and not _in_link(element) and layout.is_mine(element):
            alone.append(shown)
    return announced or alone


def _in_other_post(element: HtmlElement, layout: Layout) -> bool:
    nearest = next((a for a in element.iterancestors() if a.tag == "article"), None)
    return nearest is not None and nearest is not layout.article


def _texts_with_year(tree: HtmlElement) -> Iterator[tuple[HtmlElement, HtmlElement | None, str]]:
    """The element a text stands in, what stands right before the text, and the text."""
    for element in islice(tree.iter(), MAX_ELEMENTS):
        if isinstance(element.tag, str) and element.tag not in SKIPPED and element.text and _YEAR.search(element.text):
            text = " ".join(element.text.split())
            if len(text) <= MAX_TEXT:
                yield element, element.getprevious(), text
        parent = element.getparent()
        if element.tail and parent is not None and _YEAR.search(element.tail):
            text = " ".join(element.tail.split())
            if len(text) <= MAX_TEXT:
                yield parent, element, text


def _words_of(previous: HtmlElement | None) -> str:
    return "" if previous is None else " ".join("".join(islice(previous.itertext(), MAX_PIECES)).split())[-MAX_BEFORE:]


def _in_dateline(layout: Layout, language: str | None, month_first: bool | None) -> list[ShownDate]:
    """The day at the start of a press release's first paragraph: "Berlin, 12 May 2021 – The …"."""
    first = next((line.text for line in layout.lines if len(line.text) > MAX_TEXT), "")[:MAX_TEXT]
    day = find_day(first, language, month_first=month_first) if _YEAR.search(first[:MAX_DATELINE]) else None
    if day is None or day.end > MAX_DATELINE or not _PLACE.match(first[: day.start]) or not _AFTER_DAY.match(first[day.end :]):
        return []
    return [ShownDate(day.value, day.raw, "dateline", False, 0.4)]


def _in_address(page: Page) -> list[ShownDate]:
    """A day at the end or start of a part of the address, written day first."""
    match = _DAY_FIRST_ADDRESS.search(unquote(urlsplit(page.url).path))
    if not match:
        return []
    value = f"{match[4]}-{match[3]}-{match[1]}"
    return [ShownDate(value, match.group(), "address", False, 0.4)] if day_of(value) else []


def _in_scripts(page: Page) -> list[ShownDate]:
    """Days of publication in the data a page was built from."""
    found = []
    for match in islice(_IN_SCRIPT.finditer(page.text), MAX_SCRIPT_DATES):
        day = find_day(match[1], "de")
        value = parse_machine(match[1]) or (day.value if day else None)
        if value:
            found.append(ShownDate(value, match[1], "data in a script", False, 0.3))
    return found

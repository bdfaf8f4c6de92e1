"""Dates in unusual places, for posts that have none in the usual ones: beside the text, in announced lines, in scripts."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from blogarchive.extract.addressdates import day_first_in_address, month_in_address
from blogarchive.extract.announceddates import announced_dates, is_in_link
from blogarchive.extract.datemarks import COPYRIGHT, ShownDate, read_marked, says_changed
from blogarchive.extract.dateparse import day_of, find_day
from blogarchive.extract.ownteaser import dates_in_own_teaser
from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.scriptdates import dates_in_scripts
from blogarchive.extract.zones import text_of

if TYPE_CHECKING:
    from blogarchive.extract.dayorder import DayOrder
    from blogarchive.extract.layout import Layout
    from blogarchive.extract.page import Page

__all__ = ["stray_dates"]

NEAR = 60  # marked elements between the heading and a date beside the text
MAX_MARKED = 60
MAX_PIECES = 60
MAX_DAY_TEXT = 40
MAX_PARAGRAPH_START = 160
MAX_DATELINE = 60

_PLACE = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w./-]*(?:[ ,/]+|\s*[-–—|(]\s*)){0,5}\(?$")  # capitalised words at most
_AFTER_DAY = re.compile(r"\s*\)?\s*(?:[-–—:.|/)]|\(\w+\)|[„“«\"]|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"(?<!\d)\d\d?(?!\d)")


def stray_dates(page: Page, layout: Layout, language: str | None, order: DayOrder) -> list[ShownDate]:
    """At most one day of publication, from the first of these places that names exactly one."""
    for place in (_without_year, _beside, announced_dates, dates_in_own_teaser, _in_dateline, _in_address, _in_scripts):
        days = {day_of(shown.value): shown for shown in reversed(place(page, layout, language, order))}
        if len(days) == 1:
            return [next(iter(days.values()))]
    return []


def _without_year(page: Page, layout: Layout, language: str | None, order: DayOrder) -> list[ShownDate]:
    """A day and month shown at the heading, or marked as a date, where the address has the same month with its year."""
    address = month_in_address(page.url)
    if address is None:
        return []
    year, month = address
    near = [line.text for line in layout.lines if not line.in_body]
    marked = [text_of(e, " ") for _, e in islice(marks_of(page).dates, MAX_MARKED) if len(e) < MAX_PIECES and layout.is_mine(e)]
    found = []
    for text in (*near, *marked):
        if len(text) > MAX_DAY_TEXT or not _FIGURE.search(text) or COPYRIGHT.search(text):
            continue
        day = find_day(f"{text} {year}", language)
        if day and day.value.startswith(f"{year}-{month:02}") and not says_changed(text[: day.start]):
            found.append(ShownDate(day.value, text, "month of the address", False, 0.5))
    return found


def _beside(page: Page, layout: Layout, language: str | None, order: DayOrder) -> list[ShownDate]:
    """Marked dates in a side column, bar or footer near the heading; announced ones go before others, the nearest before all."""
    marks = marks_of(page)
    position = next((place for place, e in marks.headings if e is layout.heading), None)
    if position is None:
        return []
    found: list[tuple[int, ShownDate]] = []
    for place, element in marks.dates:
        if abs(place - position) <= NEAR and layout.is_mine(element, beside=True) and not is_in_link(element):
            for shown in read_marked(element, language, None, order):
                if not shown.modified and shown.weight >= 2:
                    found.append((abs(place - position), shown))
    if not found:
        return []
    nearest = min(found, key=lambda entry: entry[0])
    return [nearest[1]]


def _in_dateline(page: Page, layout: Layout, language: str | None, order: DayOrder) -> list[ShownDate]:
    """The day at the start of a press release's paragraph: "Berlin, 12 May 2021 – The …"."""
    found = []
    for line in layout.lines:
        first = line.text[:MAX_PARAGRAPH_START]
        if len(line.text) <= MAX_PARAGRAPH_START or not _YEAR.search(first[:MAX_DATELINE]):
            continue
        day = find_day(first, language, month_first=order.of(first))
        if day and day.end <= MAX_DATELINE and _PLACE.match(first[: day.start]) and _AFTER_DAY.match(first[day.end :]):
            found.append(ShownDate(day.value, day.raw, "dateline", False, 0.4))
    return found


def _in_address(page: Page, layout: Layout, language: str | None, order: DayOrder) -> list[ShownDate]:
    """A day at the end or start of a part of the address, written day first."""
    found = day_first_in_address(page.url)
    return [ShownDate(found[0], found[1], "address", False, 0.4)] if found and day_of(found[0]) else []


def _in_scripts(page: Page, layout: Layout, language: str | None, order: DayOrder) -> list[ShownDate]:
    return dates_in_scripts(page.text)

"""Whether the day or the month comes first in the days that a page writes in figures, such as 03/04/2021."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogarchive.extract.dateparse import day_of
from blogarchive.extract.finding import rejected
from blogarchive.items import Rejected

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["DayOrder"]

DAY_FIRST_DOMAINS = frozenset(
    "uk ie au nz in za de fr es it pt br nl be at ch pl cz ru ua se no dk fi gr ro tr ar mx cl co pe ve".split()
)
MONTH_FIRST_DOMAINS = frozenset({"us", "gov", "mil", "edu", "ph"})
MONTH_FIRST_LANGUAGES = ("en-us", "en-ph")
EITHER = ("en", "en-ca", "zh", "ja", "ko")  # written both ways, or year first
FUTURE = timedelta(days=2)
MAX_ELEMENTS = 20_000
MAX_TEXT = 300
SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "head"})

_TWO_WAYS = re.compile(r"(?<![\d.,/-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")


class DayOrder:
    """Settles a day in figures by what else the page says; asked for one text at a time."""

    def __init__(self, page: Page, language: str | None, known: set[date], losers: list[Rejected]) -> None:
        """*known* are the days that the page states for machines; what cannot be settled goes to *losers*."""
        self._page = page
        self._language = (language or "").lower().replace("_", "-")
        self._known = known
        self._losers = losers
        self._answers: dict[str, bool | None] = {}
        self._habit: bool | None = None
        self._asked = False

    def of(self, text: str) -> bool | None:
        """True where the month comes first in *text*, False where the day does, None where that cannot be told."""
        match = _TWO_WAYS.search(text) if "/" in text or "-" in text else None
        if match is None:
            return self._page.learned.month_first
        figures = match.group()
        if figures not in self._answers:
            self._answers[figures] = order = self._reading(int(match[1]), int(match[3]), match[4])
            if order is None:
                self._losers.append(rejected(figures, "line", "can be read as two days"))
        return self._answers[figures]

    def _reading(self, first: int, second: int, year: str) -> bool | None:
        if first > 12 or second > 12 or first == second:
            return second > 12
        readings = {order: day_of(f"{year}-{a:02}-{b:02}") for order, a, b in ((True, first, second), (False, second, first))}
        fitting = [o for o, day in readings.items() if day and any(abs((day - k).days) <= 1 for k in self._known)]
        if len(fitting) == 1:
            return fitting[0]
        if self._page.learned.month_first is not None:
            return self._page.learned.month_first
        latest = (self._page.captured_at + FUTURE).date()
        past = [o for o, day in readings.items() if day and day <= latest]
        if len(past) == 1:
            return past[0]
        if not self._asked:
            self._habit, self._asked = self._other_days(), True
        return self._region() if self._habit is None else self._habit

    def _other_days(self) -> bool | None:
        """How the page writes days that can be read in one way only, such as those of its comments."""
        seen = {int(m[3]) > 12 for text in self._texts() for m in _TWO_WAYS.finditer(text) if max(int(m[1]), int(m[3])) > 12}
        return seen.pop() if len(seen) == 1 else None

    def _texts(self) -> Iterator[str]:
        for element in islice(self._page.tree.iter(), MAX_ELEMENTS):
            if element.tag not in SKIPPED:
                for text in (element.text, element.tail, element.get("datetime")):
                    if text and len(text) <= MAX_TEXT:
                        yield text

    def _region(self) -> bool | None:
        domain = (urlsplit(self._page.url).hostname or "").rpartition(".")[2]
        if domain in MONTH_FIRST_DOMAINS:
            return True
        if domain in DAY_FIRST_DOMAINS:  # before the language: "en-US" is what many engines say until they are told otherwise
            return False
        if self._language in MONTH_FIRST_LANGUAGES:
            return True
        known = self._language and self._language not in EITHER and self._language.partition("-")[0] not in EITHER[2:]
        return False if known else None

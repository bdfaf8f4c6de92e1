"""Days that a text of the page announces as the one of publication, or that are a text of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from blogarchive.extract.datemarks import COPYRIGHT, ShownDate, says_changed, says_other, says_published
from blogarchive.extract.dateparse import find_days

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.dayorder import DayOrder
    from blogarchive.extract.layout import Layout
    from blogarchive.extract.page import Page

__all__ = ["announced_dates", "is_in_link"]

MAX_ELEMENTS = 20_000
MAX_TEXT = 160
MAX_BEFORE = 40
MAX_PIECES = 60
MAX_REST = 14  # characters beside a date in a text that is nothing else: an hour, a dash
OTHERS = ("comments", "related")
SKIPPED = frozenset("script style noscript template svg option textarea head title meta link".split())

_CITED = re.compile(r"\bdoi\b|\bISBN\b|\bISSN\b|https?://", re.I)  # another work, in a list of sources
_SOURCE = re.compile(r"(?:来源|來源|出处|出處|出典|출처)\s*[:：]\s*\S{1,20}")  # the paper, named after the day


def announced_dates(page: Page, layout: Layout, language: str | None, order: DayOrder) -> list[ShownDate]:
    """Days that a text announces as the one of publication, else days that are whole lines of the post's part of the page."""
    announced: list[ShownDate] = []
    in_text: list[ShownDate] = []
    alone: list[ShownDate] = []
    for element, previous, text in _texts_with_year(page.tree):
        if COPYRIGHT.search(text) or _CITED.search(text):
            continue
        days = find_days(text, language, month_first=order.of(text))
        if not days:
            continue
        day, words = days[0]
        before = words.strip() or _words_of(previous)
        if says_changed(before) or says_other(before):
            continue
        told = says_published(before)
        if not told and len(_SOURCE.sub("", text)) - len(day.raw) > MAX_REST:
            continue
        zone = layout.zones.of(element)
        shown = ShownDate(day.value, day.raw, "announced" if told else "line of its own", False, 0.5)
        if told and zone not in OTHERS and not _in_other_post(element, layout):
            (in_text if layout.in_text(element) else announced).append(shown)
        elif not is_in_link(element) and (
            layout.is_mine(element) if zone is None else zone == "share" and not _in_other_post(element, layout)
        ):
            alone.append(shown)  # a share bar is of one post
    return announced or in_text or alone


def _in_other_post(element: HtmlElement, layout: Layout) -> bool:
    nearest = next((a for a in element.iterancestors() if a.tag == "article"), None)
    return (nearest is not None and nearest is not layout.article) or layout.in_card(element)


def _texts_with_year(tree: HtmlElement) -> Iterator[tuple[HtmlElement, HtmlElement | None, str]]:
    """The element a text stands in, what stands right before the text, and the text."""
    for element in islice(tree.iter(), MAX_ELEMENTS):
        text = element.text
        if text and ("20" in text or "19" in text) and element.tag not in SKIPPED and isinstance(element.tag, str):
            line = " ".join(text.split())
            if len(line) <= MAX_TEXT:
                yield element, element.getprevious(), line
        text = element.tail
        if text and ("20" in text or "19" in text):
            line = " ".join(text.split())
            parent = element.getparent()
            if len(line) <= MAX_TEXT and parent is not None:
                yield parent, element, line


def _words_of(previous: HtmlElement | None) -> str:
    """The end of what stands in and behind *previous*; a line break is passed over."""
    before = previous.getprevious() if previous is not None and previous.tag == "br" else None
    if before is not None:
        return _end("".join(islice(before.itertext(), MAX_PIECES)) + " " + (before.tail or ""))
    return "" if previous is None else _end("".join(islice(previous.itertext(), MAX_PIECES)))


def _end(words: str) -> str:
    return " ".join(words.split())[-MAX_BEFORE:]


def is_in_link(element: HtmlElement) -> bool:
    """Whether *element* stands in a link."""
    return any(a.tag == "a" for a in islice(element.iterancestors(), 4))

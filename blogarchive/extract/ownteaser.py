"""The day a page gives to its own post in a list of the blog's posts, such as the latest ones beside the text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from blogarchive.extract.datemarks import ShownDate, says_changed, says_other
from blogarchive.extract.dateparse import find_days
from blogarchive.extract.zones import text_of
from blogarchive.urls import post_key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.dayorder import DayOrder
    from blogarchive.extract.layout import Layout
    from blogarchive.extract.page import Page

__all__ = ["dates_in_own_teaser"]

MAX_LINKS = 12
MAX_CARD = 400  # characters of a card that shows a post in a list
DEPTH = 5


def dates_in_own_teaser(page: Page, layout: Layout, language: str | None, order: DayOrder) -> list[ShownDate]:
    """The days beside links to the post itself, one for each such link at most; links of comments are left out."""
    name = layout.path.rpartition("/")[2]
    if not name:
        return []
    links = (a for a in page.tree.iter("a") if name in a.get("href", "") and "#" not in a.get("href", ""))
    mine = [a for a in islice(links, MAX_LINKS) if _leads_here(a, page) and layout.zones.of(a) != "comments"]
    return [shown for link in mine for shown in _of_card(link, page, language, order)]


def _of_card(link: HtmlElement, page: Page, language: str | None, order: DayOrder) -> list[ShownDate]:
    """The day in *link*, or in the smallest block around it that has one and leads nowhere else."""
    for block in islice((link, *link.iterancestors()), DEPTH):
        text = text_of(block, " ")
        if len(text) > MAX_CARD or not all(_leads_here(a, page) for a in islice(block.iter("a"), MAX_LINKS)):
            return []
        days = find_days(text, language, month_first=order.of(text))
        if days:
            (day, words), *others = days
            changed = says_changed(words) or says_other(words)
            return [] if others or changed else [ShownDate(day.value, day.raw, "own teaser", False, 0.4)]
    return []


def _leads_here(link: HtmlElement, page: Page) -> bool:
    address = page.absolute(link.get("href", ""))
    return address is not None and post_key(address) == post_key(page.url)

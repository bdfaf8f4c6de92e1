"""Title, date and authors from the places that the blog's templates use, for pages that alone give nothing, or something weak.

A page whose own value is well founded keeps it; where the place has another, that one is noted among the rejected.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from blogarchive.extract.dateparse import day_of, parse_machine
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.names import split_names
from blogarchive.extract.placefinding import is_same_day, read_day
from blogarchive.extract.places import text_at, whole_text
from blogarchive.extract.posting import site_names_of
from blogarchive.items import Author
from blogarchive.text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.learnedfields import LearnedPlace
    from blogarchive.extract.page import Page

__all__ = ["learned_authors", "learned_date", "learned_title"]

T = TypeVar("T")

CONFIDENCE = 0.75
FUTURE = timedelta(days=2)
MAX_AUTHORS = 8
OUTDONE = "weaker than the place that the blog's posts agree on"
AGAINST = "the page states another value than the place that the blog's posts agree on"


def learned_title(
    page: Page, names: set[str], finding: Finding[str] | None
) -> tuple[Finding[str] | None, HtmlElement | None] | None:
    """The title from the learned place, with its element; None where *finding* stands. *names* are the site's, folded."""
    learned = page.learned.place_of("title")
    found = text_at(page.tree, learned.place, "") if learned else None
    if learned is None or found is None:
        return None
    text, element = found
    folded = fold(text)
    if not folded or folded in names:
        return None
    if finding is not None and fold(finding.value) == folded:
        return (finding, element) if learned.holds and not learned.place.attribute else None
    return _decided(learned, text, text, finding, finding.value if finding else ""), element


def learned_date(page: Page, language: str | None, finding: Finding[str] | None) -> Finding[str] | None:
    """The day of publication: *finding*, or the one from the learned place of a page in *language*."""
    learned = page.learned.place_of("published")
    found = text_at(page.tree, learned.place) if learned else None
    if learned is None or found is None:
        return finding
    text = found[0]
    day = read_day(text, language, page.learned.month_first)
    value, raw = (day.value, day.raw) if day else (parse_machine(text), text)
    told = day_of(value) if value else None
    if value is None or told is None or told > (page.captured_at + FUTURE).date():
        return finding
    if finding is not None and is_same_day(finding.value, value):
        return finding
    return _decided(learned, value, raw, finding, finding.value if finding else "")


def learned_authors(page: Page, knowledge: SiteKnowledge, finding: Finding[list[Author]] | None) -> Finding[list[Author]] | None:
    """The authors: *finding*, or those that the learned place names."""
    learned = page.learned.place_of("authors")
    found = text_at(page.tree, learned.place) if learned else None
    if learned is None or found is None:
        return finding
    text, element = found
    names = split_names(text)[:MAX_AUTHORS]
    sites = {fold(name) for name in (*knowledge.site_names, knowledge.name or "", *site_names_of(page))}
    if not names or any(read_day(name, None, None) for name in names) or {fold(name) for name in names} <= sites:
        return finding
    own = [author.name for author in finding.value] if finding else []
    if {fold(name) for name in names} == {fold(name) for name in own}:
        return finding
    address = _address(page, element, names[0]) if len(names) == 1 else None
    return _decided(learned, [Author(name=name, url=address) for name in names], text, finding, ", ".join(own))


def _address(page: Page, element: HtmlElement, name: str) -> str | None:
    """The page that the *name* in *element* leads to."""
    links = (link for link in element.iter("a") if fold(name) in fold(whole_text(link)))
    return page.absolute(next((link.get("href") for link in links), None))


def _decided(learned: LearnedPlace, value: T, raw: str, finding: Finding[T] | None, own: str) -> Finding[T] | None:
    """The learned *value*, where the place holds, with what the page itself gave among the rejected; else *finding* with that."""
    selector = str(learned.place)
    if not learned.holds and finding is not None:
        finding.rejected = [rejected(raw, f"learned {selector}", AGAINST), *finding.rejected]
        return finding
    losers = [rejected(own, f"{finding.source} {finding.selector or ''}".strip(), OUTDONE), *finding.rejected] if finding else []
    return Finding(value=value, source="learned", selector=selector, confidence=CONFIDENCE, raw=raw, rejected=losers)

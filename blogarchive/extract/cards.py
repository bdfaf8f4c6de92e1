"""Lists of other pages' cards: blocks made alike, each with a linked title and little else."""

from __future__ import annotations

from collections import Counter

from lxml import etree
from lxml.html import HtmlElement

from blogarchive.extract.classmarks import HEADING_TAGS

__all__ = ["LISTING", "MIN_CARDS", "is_card_list"]

LISTING = frozenset(("div", "section", "aside", "ul", "ol"))
"""Elements that hold such lists."""

MIN_CARDS = 3
MOST = 0.6
"""Share of a list's elements that have to be made alike, and share of those that have to be cards."""

MIN_TITLE, MAX_TITLE = 12, 200
MAX_CARD = 700
PROSE = 350
"""Characters of a card, and of what it says beside its title; more is a section of a text."""

CARD_TAGS = frozenset(("div", "article", "section", "li", "a", "dl", "tr", "figure"))
FILES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".pdf", ".mp3", ".mp4", ".zip")
_LENGTH = etree.XPath("string-length(normalize-space())")
_PICTURED = (*HEADING_TAGS, "img", "picture", "time", "amp-img")


def is_card_list(el: HtmlElement, host: str) -> bool:
    """Whether *el* holds at least three blocks made alike that each show the linked title of another page on *host*.

    Each needs a picture, a heading or a date besides: a plain list of links may be the author's.
    """
    if len(el) < MIN_CARDS or (el[-1].tag not in CARD_TAGS and el[0].tag not in CARD_TAGS):
        return False
    shapes = Counter(_shape(child) for child in el if child.tag in CARD_TAGS)
    if not shapes:
        return False
    shape, number = shapes.most_common(1)[0]
    if number < MIN_CARDS or number < MOST * len(el):
        return False
    seen: set[str] = set()
    cards = 0
    for child in el:
        if child.tag in CARD_TAGS and _shape(child) == shape:
            address = _address(child, host)
            if address:
                cards += 1
                seen.add(address)
    return cards >= MIN_CARDS and cards >= MOST * number and len(seen) >= MOST * cards


def _shape(el: HtmlElement) -> tuple[str, str]:
    """Tag and first class: the first and the last of a list often have a class more."""
    return str(el.tag), (el.get("class") or "").partition(" ")[0]


def _address(card: HtmlElement, host: str) -> str | None:
    """Where the linked title of *card* leads; None when it is no card."""
    size = int(_LENGTH(card))
    if not MIN_TITLE <= size <= MAX_CARD or next(card.iter(*_PICTURED), None) is None:
        return None
    linked = 0
    found: str | None = None
    for a in (card,) if card.tag == "a" else card.iter("a"):
        length = int(_LENGTH(a))
        if length < MIN_TITLE:
            continue
        href = a.get("href") or ""
        if not href or href.startswith("#") or href.lower().endswith(FILES) or not _stays(href, host):
            return None
        linked += length
        found = found or href
    return found if found and size - linked <= PROSE else None


def _stays(href: str, host: str) -> bool:
    if "//" not in href:
        return ":" not in href.partition("/")[0]
    there = href.partition("//")[2].partition("/")[0].partition(":")[0].lower().removeprefix("www.")
    return there == host or there.endswith("." + host) or host.endswith("." + there)

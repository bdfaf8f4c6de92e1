"""One walk over the page for all fields: elements whose tag, class or attributes make them interesting to a field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blogarchive.text import remember_short

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.page import Page

__all__ = ["AUTHOR_PATH", "Marks", "marks_of"]

HEADING, DATE, AUTHOR, TAG, TITLED, FOOTER = 1, 2, 4, 8, 16, 32
MAX_ELEMENTS = 20_000
MAX_REMEMBERED = 20_000

# A class (or itemprop, or rel) that holds one of these words is worth a closer look by the field.
WORDS = {
    DATE: ("date", "Date", "time", "publish", "posted", "meta", "byline", "updated", "modified", "info", "submitted"),
    AUTHOR: ("author", "Author", "byline", "vcard", "h-card", "writer", "ljuser"),
    FOOTER: (
        *("post-footer", "entry-footer", "article-footer", "postmeta", "post-info", "posted", "entry-meta", "post-meta"),
        "submitted",
    ),
    TAG: ("tag", "p-category", "keyword"),
    TITLED: ("post-title", "entry-title", "article-title", "p-name", "headline"),
}
AUTHOR_PATH = re.compile(
    r"/(?:authors?|auteurs?|autor(?:es|en|i)?|contributors?|writers?|staff|people|profiles?|columnists?|journalists?|reporters?|bloggers?"
    r"|redakteure?|redacteurs?|redaktion|newsteam|by)/[^/?#]+/?(?:index\.html?)?(?:[?#].*)?$",
    re.I,
)
"""The address of a page about one author."""
TERM_PATHS = (
    "tag",
    "categor",
    "kategor",
    "label",
    "topic",
    "cat=",
    "/cat/",
    "etiquet",
    "section",
    "rubri",
    "schlagw",
    "keyword",
    "mot",
    "/taxonomy/term/",
)
_WORDS = {flag: re.compile("|".join(map(re.escape, words))) for flag, words in WORDS.items()}
_WORDS[AUTHOR] = re.compile(_WORDS[AUTHOR].pattern + r"|(?:^|\s)fn(?:$|\s)")  # as a part of a word it is in every built name
_TERM_PATH = re.compile("|".join(map(re.escape, TERM_PATHS)))
_NEVER = frozenset(("link", "script", "html", "body", "meta", "style", "option", "path", "head"))
_ALWAYS = frozenset(("a", "h1", "h2", "h3", "time"))
_CODE = ("code", "pre")


@dataclass(slots=True)
class Marks:
    """Elements by field, each with its place in page order."""

    headings: list[tuple[int, HtmlElement]] = field(default_factory=list)
    """h1 to h3, and other elements with a title's class."""

    dates: list[tuple[int, HtmlElement]] = field(default_factory=list)
    """``time`` and elements whose class, id or itemprop speaks of a date or of data about the post."""

    authors: list[tuple[int, HtmlElement]] = field(default_factory=list)
    """Elements whose class, rel or itemprop speaks of an author, and links to author pages."""

    terms: list[HtmlElement] = field(default_factory=list)
    """Links that may lead to a tag's or category's page."""

    footers: list[HtmlElement] = field(default_factory=list)
    """Elements whose class speaks of the line under or over a post."""

    tagged: list[HtmlElement] = field(default_factory=list)
    """Elements that are no links and have a tag's class."""


_flags: dict[str, int] = {}


def marks_of(page: Page) -> Marks:
    """The page's marks; made once per page."""
    marks = page.memory.get("marks")
    if not isinstance(marks, Marks):
        marks = page.memory["marks"] = _scan(page.tree, b"itemprop" in page.body or b"property=" in page.body)
    return marks


def _scan(tree: HtmlElement, has_properties: bool) -> Marks:
    """One loop over the tree, in Python: lxml's XPath takes three times as long to choose the same elements."""
    marks = Marks()
    has_code = next(tree.iter(*_CODE), None) is not None
    known = _flags
    place = -1
    for element in tree.iter():
        tag = element.tag
        if tag in _NEVER:
            continue
        names = element.get("class")
        properties = element.get("itemprop") or element.get("property") if has_properties else None
        if names is None and properties is None and tag not in _ALWAYS and element.get("rel") is None:
            continue
        if has_code and _is_in_code(element):
            continue
        place += 1
        if place >= MAX_ELEMENTS:
            break
        flags = 0
        for value in (names, element.get("id"), properties):
            if value:
                seen = known.get(value)
                flags |= _flags_of(value) if seen is None else seen
        if tag == "a":
            relation = element.get("rel")
            if relation:
                flags |= _flags_of(relation)
            address = element.get("href")
            if address:
                flags |= _flags_of_address(address)
        if flags or tag in _ALWAYS:
            _note(marks, place, element, str(tag), flags)
    return marks


def _is_in_code(element: HtmlElement) -> bool:
    parent = element.getparent()
    if parent is None or parent.tag in _CODE:
        return parent is not None
    outer = parent.getparent()
    return outer is not None and outer.tag in _CODE


def _note(marks: Marks, place: int, element: HtmlElement, tag: str, flags: int) -> None:
    if tag in ("h1", "h2", "h3") or (flags & TITLED and tag != "a"):
        marks.headings.append((place, element))
    if flags & DATE or tag == "time":
        marks.dates.append((place, element))
    if flags & AUTHOR:
        marks.authors.append((place, element))
    if flags & FOOTER and tag != "a":
        marks.footers.append(element)
    if flags & TAG:
        (marks.terms if tag == "a" else marks.tagged).append(element)


def _flags_of(value: str) -> int:
    seen = _flags.get(value)
    if seen is not None:
        return seen
    if len(_flags) > MAX_REMEMBERED:
        _flags.clear()
    flags = 0
    for flag, words in _WORDS.items():
        if words.search(value):
            flags |= flag
    _flags[value] = flags
    return flags


@remember_short
def _flags_of_address(href: str) -> int:
    lowered = href.lower()
    flags = AUTHOR if AUTHOR_PATH.search(href) else 0
    return flags | TAG if _TERM_PATH.search(lowered) else flags

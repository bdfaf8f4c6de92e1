"""One walk over the page for all fields: elements whose tag, class or attributes make them interesting to a field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from blogarchive.text import remember_short

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.page import Page

__all__ = ["Marks", "marks_of"]

HEADING, DATE, AUTHOR, TAG, TITLED, FOOTER = 1, 2, 4, 8, 16, 32
MAX_ELEMENTS = 20_000
MAX_REMEMBERED = 20_000

# A class (or itemprop, or rel) that holds one of these words is worth a closer look by the field.
WORDS = {
    DATE: ("date", "Date", "time", "publish", "posted", "meta", "byline", "updated", "modified", "info"),
    AUTHOR: ("author", "Author", "byline", "vcard", "h-card", "writer", "fn", "ljuser"),
    FOOTER: ("post-footer", "entry-footer", "article-footer", "postmeta", "post-info", "posted", "entry-meta", "post-meta"),
    TAG: ("tag", "p-category", "keyword"),
    TITLED: ("post-title", "entry-title", "article-title", "p-name", "headline"),
}
AUTHOR_PATHS = ("/author/", "/authors/", "/auteur/", "/autor/", "/profile/", "/people/")
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
_AUTHOR_PATH = re.compile("|".join(map(re.escape, AUTHOR_PATHS)))
_TERM_PATH = re.compile("|".join(map(re.escape, TERM_PATHS)))
_MARKED = (
    "descendant-or-self::*[(@class or @itemprop or @rel or self::a or self::h1 or self::h2 or self::h3 or self::time)"
    " and not(self::link or self::script or self::html or self::body)]"
)
_INTERESTING = etree.XPath(_MARKED)
_INTERESTING_OUTSIDE_CODE = etree.XPath(_MARKED + "[not(parent::code or parent::pre or ../parent::code or ../parent::pre)]")


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
        marks = page.memory["marks"] = _scan(page.tree)
    return marks


def _scan(tree: HtmlElement) -> Marks:
    marks = Marks()
    has_code = next(tree.iter("code", "pre"), None) is not None
    elements = (_INTERESTING_OUTSIDE_CODE if has_code else _INTERESTING)(tree)
    for place, element in enumerate(elements[:MAX_ELEMENTS]):
        tag = element.tag
        flags = 0
        for name, value in element.items():
            if name in ("class", "itemprop", "rel", "id"):
                known = _flags.get(value)
                flags |= _flags_of(value) if known is None else known
            elif name == "href" and tag == "a":
                flags |= _flags_of_address(value)
        if tag in ("h1", "h2", "h3") or (flags & TITLED and tag not in ("a", "meta")):
            marks.headings.append((place, element))
        if (flags & DATE or tag == "time") and tag != "meta":
            marks.dates.append((place, element))
        if flags & AUTHOR and tag != "meta":
            marks.authors.append((place, element))
        if flags & FOOTER and tag != "a":
            marks.footers.append(element)
        if flags & TAG:
            (marks.terms if tag == "a" else marks.tagged).append(element)
    return marks


def _flags_of(value: str) -> int:
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
    flags = AUTHOR if _AUTHOR_PATH.search(lowered) else 0
    return flags | TAG if _TERM_PATH.search(lowered) else flags

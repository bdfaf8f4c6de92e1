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

HEADING, DATE, AUTHOR, TAG, TITLED, FOOTER, LICENSE = 1, 2, 4, 8, 16, 32, 64
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
    LICENSE: ("license", "License", "LICENSE"),
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
    *("/thema", "/tema", "/argoment", "/aihe", "/sujet", "/onderwerp", "/emne", "/amne"),
)
_WORDS = {flag: re.compile("|".join(map(re.escape, words))) for flag, words in WORDS.items()}
_WORDS[AUTHOR] = re.compile(_WORDS[AUTHOR].pattern + r"|(?:^|\s)fn(?:$|\s)")  # as a part of a word it is in every built name
_TERM_PATH = re.compile("|".join(map(re.escape, TERM_PATHS)))
_NEVER = frozenset(("link", "script", "html", "body", "meta", "style", "option", "path", "head"))
_ALWAYS = frozenset(("a", "h1", "h2", "h3", "time"))
_CODE = frozenset(("code", "pre"))


_flags: dict[str, int] = {}


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

    licenses: list[HtmlElement] = field(default_factory=list)
    """Links whose rel, class or address speaks of a licence."""


def marks_of(page: Page) -> Marks:
    """The page's marks; made once per page."""
    marks = page.memory.get("marks")
    if not isinstance(marks, Marks):
        marks = page.memory["marks"] = _scan(page)
    return marks


def _scan(page: Page) -> Marks:
    """One loop over the elements, in Python: lxml's XPath takes three times as long to choose the same ones."""
    marks = Marks()
    attributes = _property_attributes(page)
    in_code: set[HtmlElement] = set()
    known = _flags.get
    place = -1
    for element, tag, names, ident in page.elements:
        if tag in _CODE:
            _hold(element, in_code)
        if tag in _NEVER:
            continue
        properties = _properties(element, attributes) if attributes else None
        if (names is None and properties is None and tag not in _ALWAYS) or (in_code and element in in_code):
            continue
        place += 1
        if place >= MAX_ELEMENTS:
            break
        flags = known(names) if names else 0
        if flags is None:
            flags = _flags_of(names or "")
        if ident or properties or tag == "a":
            flags |= _further_flags(element, tag, ident, properties)
        if flags or tag in _ALWAYS:
            _note(marks, place, element, tag, flags)
    return marks


def _property_attributes(page: Page) -> list[str]:
    """The attributes that name properties in the page's body. Nearly every page has "property" in its head, few elsewhere."""
    in_meta = sum(element.get("property") is not None for element in page.by_tag.get("meta", ()))
    found = ["itemprop"] if page.mentions(b"itemprop=") else []
    return [*found, "property"] if page.body.count(b"property=") > in_meta else found


def _properties(element: HtmlElement, attributes: list[str]) -> str | None:
    return next((value for name in attributes if (value := element.get(name))), None)


def _further_flags(element: HtmlElement, tag: str, ident: str | None, properties: str | None) -> int:
    """What says more of *element* than its class."""
    flags = _flags_of(ident) if ident else 0
    if properties:
        flags |= _flags_of(properties)
    if tag == "a":
        relation = element.get("rel")
        if relation:
            flags |= _flags_of(relation)
        address = element.get("href")
        if address:
            flags |= _flags_of_address(address)
    return flags


def _hold(code: HtmlElement, in_code: set[HtmlElement]) -> None:
    """Add the children of a listing, and theirs, to *in_code*: highlighters give each word a class."""
    for child in code:
        in_code.add(child)
        in_code.update(child)


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
    if flags & LICENSE and tag == "a":
        marks.licenses.append(element)


def _flags_of(value: str) -> int:
    known = _flags.get(value)
    if known is not None:
        return known
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
    if "creativecommons.org/" in lowered or "gnu.org/" in lowered:
        flags |= LICENSE
    return flags | TAG if _TERM_PATH.search(lowered) else flags

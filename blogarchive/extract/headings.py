"""Headings of a page that may be the post's title, and how much each looks like it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.zones import Zones, text_of
from blogarchive.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.page import Page

__all__ = ["Heading", "find_headings"]

MAX_HEADINGS = 60
MAX_LENGTH = 500
TAG_WEIGHT = {"h1": 1.5, "h2": 0.8, "h3": 0.2}
TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|page|single|story|content|blog|blogpost|headline|news)[-_]*(?:title|heading|header|headline)(?:$|[\s_-])"
    r"|(?:^|\s)(?:p-name|headline|title|posttitle|entrytitle|articletitle)(?:$|\s)",
    re.I,
)
SITE_CLASS = re.compile(
    r"(?:site|blog|brand|logo|header|navbar|masthead)[-_]?(?:title|name|logo|text|brand)|\blogo\b|\bbrand\b|custom-header", re.I
)
PERMALINK_CLASS = re.compile(r"header-?link|anchor|hash-?link|permalink|heading-link|edit-link|post-edit|toc", re.I)
PERMALINK_TEXTS = frozenset(("", "#", "¶", "§", "🔗", "∞", "link", "permalink", "edit"))
BESIDE_TITLE = re.compile(
    r"subtitle|sub-title|deck|tagline|date|meta|badge|label|screen-reader|sr-only|visually-hidden|reading", re.I
)


@dataclass(slots=True, frozen=True)
class Heading:
    """A heading: its element, its text, where it stands, and its weight before anything is compared."""

    element: HtmlElement
    text: str
    selector: str
    weight: float


def find_headings(page: Page) -> list[Heading]:
    """The page's headings in page order, the text's own among them, without permalink signs and subtitles."""
    zones = Zones(next(page.tree.iter("article"), None))
    home = {page.absolute("/"), page.absolute(".")} if urlsplit(page.base_url).path in ("", "/") else {page.absolute("/")}
    found = []
    for _, element in marks_of(page).headings[:MAX_HEADINGS]:
        text = heading_text(element)
        if text and len(text) <= MAX_LENGTH and any(c.isalnum() for c in text):
            found.append(Heading(element, text, _selector(element), _weight(page, element, zones, home)))
    return found


def _weight(page: Page, element: HtmlElement, zones: Zones, home: set[str | None]) -> float:
    weight = TAG_WEIGHT.get(str(element.tag), 0.0)
    name = f"{element.get('class', '')} {element.get('itemprop', '')}"
    if TITLE_CLASS.search(name) and not SITE_CLASS.search(name):
        weight += 1.5
    links = [a.get("href") for a in element.iter("a")] if len(element) else []
    parent = element.getparent()
    if parent is not None and parent.tag == "a":
        links.append(parent.get("href"))
    if any(link in ("/", ".", "./") or page.absolute(link) in home for link in links if link and not link.startswith("#")):
        weight -= 5
    if SITE_CLASS.search(f"{name} {element.get('id', '')}") or (
        parent is not None and SITE_CLASS.search(parent.get("class", ""))
    ):
        weight -= 3
    if zones.of(element):
        weight -= 4
    elif any(a.tag in ("article", "main") for a in element.iterancestors()):
        weight += 1
    return weight


def heading_text(element: HtmlElement) -> str:
    """The heading's words on one line, without permalink signs, edit links, dates and subtitles inside it."""
    if not len(element):
        return _trimmed(element.text or "")
    parts = [element.text or ""]
    _walk(element, parts, 0)
    return _trimmed("".join(parts)) or _trimmed(text_of(element))


def _walk(element: HtmlElement, parts: list[str], depth: int) -> None:
    for child in element:
        tag = child.tag
        if tag == "br":
            parts.append(" ")
        elif isinstance(tag, str) and depth < 20 and not _is_beside(child, tag):
            parts.append(child.text or "")
            _walk(child, parts, depth + 1)
        parts.append(child.tail or "")


def _is_beside(child: HtmlElement, tag: str) -> bool:
    if tag in ("script", "style", "svg", "time", "button", "small", "noscript"):
        return True
    name = child.get("class", "")
    if tag == "a":
        words = text_of(child).strip("\u200b ").lower()
        return words in PERMALINK_TEXTS or (bool(PERMALINK_CLASS.search(name)) and len(words) < 3)
    return bool(name) and bool(BESIDE_TITLE.search(name))


def _trimmed(text: str) -> str:
    text = one_line(text).strip("\u200b\u200c\ufeff\u00ad ")
    return text.removesuffix("¶").rstrip()


def _selector(element: HtmlElement) -> str:
    name = element.get("class", "").split()
    return f"{element.tag!s}.{name[0]}" if name else str(element.tag)

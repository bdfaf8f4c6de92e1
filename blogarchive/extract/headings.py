"""Headings of a page that may be the post's title, and how much each looks like it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.zones import Zones, text_of
from blogarchive.text import one_line, remember_short

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
    r"(?:site|blog|brand|logo|header|navbar|masthead)[-_]{0,2}(?:title|name|logo|text|brand)|\blogo\b|\bbrand\b|custom-header",
    re.I,
)
# What themes call the head of a post, and not of the site.
POSTS_HEAD = re.compile(r"(?:^|[\s_-])(?:post|entry|article|single|detail|story)[-_]", re.I)
PERMALINK_CLASS = re.compile(r"header-?link|anchor|hash-?link|permalink|heading-link|edit-link|post-edit|toc", re.I)
PERMALINK_TEXTS = frozenset(("", "#", "¶", "§", "🔗", "∞", "link", "permalink", "edit"))
# What newspapers print above a headline.
ABOVE_WORDS = (
    r"kicker|overline|roofline|strapline|top-?(?:line|title)|eyebrow|super-?(?:title|headline)|pre-?(?:title|headline)|title-?header"
    r"|spitzmarke|dachzeile|volanta|antet[ií]tulo|sur-?titre|entry-section|catchline"
)
ABOVE_TITLE = re.compile(ABOVE_WORDS, re.I)
BESIDE_TITLE = re.compile(
    r"subtitle|sub-title|deck|tagline|date|meta|badge|label|screen-?reader|sr-only|visually-?hidden|reading"
    r"|" + ABOVE_WORDS,
    re.I,
)


@dataclass(slots=True, frozen=True)
class Heading:
    """A heading: its element, its text, where it stands, and its weight before anything is compared."""

    element: HtmlElement
    text: str
    selector: str
    weight: float
    lead: str = ""
    """The text of a part that stands first in it, a subject printed before the title; only a guess, see `without_lead`."""

    @property
    def without_lead(self) -> str:
        """The text without its first part; empty where it has none."""
        return self.text[len(self.lead) :].lstrip(" :|/–—-").lstrip() if self.lead else ""


def find_headings(page: Page) -> list[Heading]:
    """The page's headings in page order, the text's own among them, without permalink signs and subtitles."""
    zones = Zones(next(iter(page.by_tag.get("article", ())), None))
    found = []
    for _, element in marks_of(page).headings[:MAX_HEADINGS]:
        text = heading_text(element)
        if text and len(text) <= MAX_LENGTH and (text[0].isalnum() or any(map(str.isalnum, text))):
            lead = _lead(element, text) if len(element) else ""
            found.append(Heading(element, text, _selector(element), _weight(page, element, zones), lead))
    return found


def _leads_home(page: Page, link: str) -> bool:
    """Whether *link* leads to the blog's first page."""
    if link in ("/", ".", "./"):
        return True
    address = None if link.startswith("#") else page.absolute(link)
    if address is None:
        return False
    return address == page.absolute("/") or (address == page.absolute(".") and urlsplit(page.base_url).path in ("", "/"))


def _lead(element: HtmlElement, text: str) -> str:
    """What the first part of a heading says where other text follows it."""
    first = next((c for c in element if isinstance(c.tag, str) and c.tag not in ("style", "script")), None)
    if first is None or (element.text or "").strip():
        return ""
    while len(first) == 1 and not (first.text or "").strip() and not (first[0].tail or "").strip():
        first = first[0]
    lead = _trimmed(text_of(first))
    return lead if lead and len(lead) < len(text) and text.startswith(lead) else ""


def _weight(page: Page, element: HtmlElement, zones: Zones) -> float:
    weight = TAG_WEIGHT.get(str(element.tag), 0.0)
    name = f"{element.get('class', '')} {element.get('itemprop', '')}"
    weight += _weight_of_class(name)
    links = [a.get("href") for a in element.iter("a")] if len(element) else []
    parent = element.getparent()
    if parent is not None and parent.tag == "a":
        links.append(parent.get("href"))
    if any(_leads_home(page, link) for link in links if link):
        weight -= 5
    ident = element.get("id")
    if _is_sites(f"{name} {ident}" if ident else name) or (parent is not None and _is_sites(parent.get("class", ""))):
        weight -= 3
    if zones.of(element):
        weight -= 4
    elif next(element.iterancestors("article", "main"), None) is not None:
        weight += 1
    return weight


@remember_short
def _weight_of_class(name: str) -> float:
    weight = 1.5 if TITLE_CLASS.search(name) and not SITE_CLASS.search(name) else 0.0
    return weight - 2 if ABOVE_TITLE.search(name) else weight


@remember_short
def _is_sites(name: str) -> bool:
    return SITE_CLASS.search(name) is not None and not POSTS_HEAD.search(name)


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
    return bool(name) and _is_named_beside(name) and text_of(child) != ":"


@remember_short
def _is_named_beside(name: str) -> bool:
    return BESIDE_TITLE.search(name) is not None


def _trimmed(text: str) -> str:
    text = one_line(text).strip("\u200b\u200c\ufeff\u00ad ")
    return text.removesuffix("¶").rstrip()


def _selector(element: HtmlElement) -> str:
    name = element.get("class", "").split()
    return f"{element.tag!s}.{name[0]}" if name else str(element.tag)

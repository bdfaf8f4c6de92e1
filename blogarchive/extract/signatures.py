"""Authors of posts without a byline: boxes about the author, "Written by" under the text, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from blogarchive.extract.classmarks import short_text
from blogarchive.extract.namelines import AuthorGroup, selector_of
from blogarchive.extract.names import clean_name, is_full_name, split_names
from blogarchive.extract.namewords import ANNOUNCED_WHOLE, EDITORS_IN_CHARGE, LISTED_POSTS, SITES_OF, TOLD_WORDS
from blogarchive.extract.pagemarks import AUTHOR_PATH, marks_of
from blogarchive.extract.posting import site_names_of
from blogarchive.extract.zones import text_of
from blogarchive.items import Author
from blogarchive.text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.layout import Layout
    from blogarchive.extract.page import Page

__all__ = ["signed_authors", "unmarked_authors"]

AUTHOR_BOX = re.compile(
    r"author[-_]*(?:bio|box|info|card|desc|description|about|section|wrap|wrapper|container|details|profile|content|intro)"
    r"|about[-_]*(?:the[-_]*)?author|(?:^|\s)the-author|post-?author",
    re.I,
)
NAME_TAGS = ("h2", "h3", "h4", "h5", "h6", "strong", "b", "a", "p", "span", "div")
TOLD_TAGS = frozenset(("p", "div", "span", "a", "li", "h2", "h3", "h4", "h5", "h6", "small", "strong", "em"))
NOT_TOLD_IN = ("comments", "related", "nav", "sidebar")
EMPHASIS = frozenset(("strong", "b", "em", "i"))
MAX_BOXES = 200
MAX_PARTS = 25
MAX_TEXT = 160
MAX_NAME_TEXT = 60
MAX_PORTRAIT_LINES = 16
MAX_TOLD = 4_000
MAX_START = 40
_WRITTEN_BY = re.compile(r"(?:written|posted|published) by ([A-Z][^\s,.|]+(?: [A-Z][^\s,|]*){1,3}?)(?=[,.|]| [a-z(]|$)")
_TOLD = re.compile(rf"^\W*(?:{ANNOUNCED_WHOLE}|{LISTED_POSTS})\s*[:：]?\s*(?P<name>\S.*)$", re.I)
_TOLD_START = re.compile(rf"^\W*(?:{ANNOUNCED_WHOLE}|{LISTED_POSTS})(?!\w)", re.I)
_HAN = "[\u4e00-\u9fff]{2,4}"
_IN_CHARGE = re.compile(rf"(?:{EDITORS_IN_CHARGE})\s*[:：]\s*(?P<names>{_HAN}(?:[、，, ]+{_HAN})*)(?![\w：:])")
_OWNER = re.compile(
    rf"^(?:(?P<titled>(?:Dr|Prof)\.? \S.*)|(?P<possessor>\S.*?)['’]s? (?:{SITES_OF})"
    rf"|(?:{SITES_OF}) (?:of|by|von|de|di|van) (?P<named>\S.*))$",
    re.I,
)
_TITLE = re.compile(r"^(?:Dr|Prof)\.?\s+", re.I)
_NAMES_ALONE = re.compile(r"[^\W\d_][^\d_:;#!?…|()]*[^\W\d_.]")


def unmarked_authors(layout: Layout, page: Page, knowledge: SiteKnowledge) -> AuthorGroup | None:
    """Whom the page names without any byline, most trusted place first: for posts that name nobody else."""
    return (
        _boxed(layout, page)
        or _beside_portrait(layout)
        or _linked(layout, page)
        or signed_authors(layout, page)
        or _in_charge(page)
        or _owner(page, knowledge)
    )


def signed_authors(layout: Layout, page: Page) -> AuthorGroup | None:
    """Who is said to have written the post somewhere on the page, or has signed it."""
    return _told(layout, page) or _signed(page)


def _boxed(layout: Layout, page: Page) -> AuthorGroup | None:
    """Whom a box about the author names."""
    for _, element in marks_of(page).authors[:MAX_BOXES]:
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if AUTHOR_BOX.search(names) and layout.zones.of(element) not in ("comments", "related", "nav"):
            name = _name_in_box(element)
            if name:
                return AuthorGroup([Author(name=name)], "byline", selector_of(element), text_of(element, " ")[:200])
    return None


def _name_in_box(element: HtmlElement) -> str | None:
    """The first part of a box that is nothing but a full name."""
    for part in islice(element.iter(*NAME_TAGS), MAX_PARTS):
        text = text_of(part)
        if text and len(text) <= MAX_NAME_TEXT and sum(bool(text_of(c)) for c in part) <= (0 if (part.text or "").strip() else 1):
            names = split_names(text)
            if len(names) == 1 and is_full_name(names[0]):
                return names[0]
    told = _WRITTEN_BY.search(text_of(element, " ")[:MAX_TEXT])
    return told[1] if told and is_full_name(told[1]) else None


def _beside_portrait(layout: Layout) -> AuthorGroup | None:
    """A line near the heading that is a full name and stands beside a picture with the same name as its description."""
    for line in layout.lines[:MAX_PORTRAIT_LINES]:
        if len(line.text) > MAX_NAME_TEXT or not is_full_name(line.text):
            continue
        folded = fold(line.text)
        for block in islice((line.element, *line.element.iterancestors()), 4):
            if any(folded == fold(clean_name(image.get("alt", "")) or "") for image in islice(block.iter("img"), 4)):
                return AuthorGroup([Author(name=line.text)], "line", "line near the heading", line.text)
    return None


def _linked(layout: Layout, page: Page) -> AuthorGroup | None:
    """The only author page the post links to."""
    marks = marks_of(page).authors[:MAX_BOXES]
    links = [e for _, e in marks if e.tag == "a" and AUTHOR_PATH.search(e.get("href", "")) and layout.is_mine(e) and text_of(e)]
    if not links or len({page.absolute(e.get("href")) for e in links}) != 1 or layout.in_text(links[0]):
        return None
    found = [n for n in split_names(text_of(links[0])) if is_full_name(n)]
    address = page.absolute(links[0].get("href")) if len(found) == 1 else None
    authors = [Author(name=n, url=address) for n in found]
    return AuthorGroup(authors, "byline", selector_of(links[0]), text_of(links[0])[:200]) if authors else None


def _told(layout: Layout, page: Page) -> AuthorGroup | None:
    """The one person of whom a line anywhere on the page says "Written by", or of whom it offers "All posts by"."""
    found: dict[str, HtmlElement] = {}
    for element in islice((e for e, tag, _, _ in page.elements if tag in TOLD_TAGS), MAX_TOLD):
        words = (element.text or "")[:MAX_START].split(None, 1)
        if not words or words[0].strip("—–-•|:").lower() not in TOLD_WORDS:
            continue
        if not _TOLD_START.match(element.text or "") or layout.zones.of(element) in NOT_TOLD_IN:
            continue
        match = _TOLD.match(short_text(element, MAX_NAME_TEXT + 40))
        names = split_names(match["name"]) if match else []
        if len(names) == 1 and is_full_name(names[0]) and not layout.in_text(element):
            found.setdefault(names[0], element)
    if len(found) != 1:
        return None
    name, element = next(iter(found.items()))
    return AuthorGroup([Author(name=name)], "line", selector_of(element), short_text(element))


def _signed(page: Page) -> AuthorGroup | None:
    """The last paragraph of the text, when it is nothing but a full name in bold, in italics or at the right."""
    paragraphs = [p for p in page.container.element.iter("p") if text_of(p)]
    if not any(len(text_of(p)) >= MAX_NAME_TEXT for p in paragraphs[-4:-1]):
        return None
    last = paragraphs[-1]
    text = short_text(last, MAX_NAME_TEXT)
    names = split_names(text) if _NAMES_ALONE.fullmatch(text.rstrip(".")) and _is_set_apart(last) else []
    if not names or not all(is_full_name(name) for name in names):
        return None
    return AuthorGroup([Author(name=name) for name in names], "line", selector_of(last), text)


def _is_set_apart(paragraph: HtmlElement) -> bool:
    if any(text_of(sibling) for sibling in islice(paragraph.itersiblings(), 3)):
        return False
    if "right" in paragraph.get("style", ""):
        return True
    only = next(iter(paragraph), None)
    return only is not None and only.tag in EMPHASIS and text_of(only) == text_of(paragraph)


def _in_charge(page: Page) -> AuthorGroup | None:
    """The editor whom Chinese newspapers name under an article that nobody signed."""
    if not any("\u4e00" <= c <= "\u9fff" for c in (page.tree.findtext(".//title") or "")):
        return None
    for text in _texts_about_editors(page.tree):
        match = _IN_CHARGE.search(text)
        names = split_names(match["names"]) if match else []
        if match and names:
            return AuthorGroup([Author(name=name) for name in names], "line", "line under the text", match.group())
    return None


def _texts_about_editors(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("p", "div", "span", "td"):
        for text in (element.text, element.tail):
            if text and ("编" in text or "編" in text):
                yield " ".join(text.split())


def _owner(page: Page, knowledge: SiteKnowledge) -> AuthorGroup | None:
    """Whose site it is, where its name says so: "Dr. Ann Lee", "Ann Lee's blog", "Blog von Ann Lee"."""
    for name in (*knowledge.site_names, *site_names_of(page)):
        match = _OWNER.match(name.strip()[:MAX_TEXT])
        owner = match and clean_name(match["titled"] or match["possessor"] or match["named"])
        if owner and is_full_name(_TITLE.sub("", owner)):
            return AuthorGroup([Author(name=_TITLE.sub("", owner))], "line", "name of the site", name)
    return None

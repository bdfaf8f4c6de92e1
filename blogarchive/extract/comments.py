"""Readers' comments that stand on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import named_elements
from blogarchive.extract.clean import clean_tree
from blogarchive.extract.finding import Finding
from blogarchive.extract.render import to_text
from blogarchive.extract.teasers import iso_date
from blogarchive.items import Comment
from blogarchive.text import clean_text, one_line, remember_short

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["find_comments"]

MAX_COMMENTS = 5000
ITEM_TAGS = frozenset(("li", "article", "div", "section"))
# One class token or id each; a comment's parts have other names (comment-body, comment-content …).
_ITEM = re.compile(
    r"^(?:comment|pingback|trackback|comment-?item|comment-?entry|u-comment|h-cite|comment-?wrap(?:per)?|"
    r"single-?comment|media-comment|commentlist-item|webmention|comment-block)$",
    re.I,
)
_ITEM_ID = re.compile(r"^(?:li-|div-)?comment[-_]?\d+$", re.I)
_AUTHOR = re.compile(
    r"(?:^|\s)(?:fn|p-author|comment-?author-?name|comment-?author|comment__author(?:-name)?|commenter|"
    r"comment-?name|comment-?user|comment_author|author-?name|username|c_name|author)(?:\s|$)",
    re.I,
)
_TEXT = re.compile(
    r"(?:^|\s)(?:comment-?content|comment-?text|comment_text|comment__(?:content|text|body)|"
    r"comment-?message|comment-?desc(?:ription)?|e-content|p-content|comment-?body-?text|comment_content|"
    r"c_text)(?:\s|$)",
    re.I,
)
_BODY = re.compile(r"(?:^|\s)(?:comment-?body|comment-?inner|comment_body|media-body)(?:\s|$)", re.I)
_DATE = re.compile(r"date|time|meta|published", re.I)
_FURNITURE = re.compile(r"meta|reply|author|date|awaiting|moderation|action", re.I)
_ROLES = (("author", _AUTHOR), ("text", _TEXT), ("body", _BODY), ("date", _DATE), ("furniture", _FURNITURE))
_SAYS = re.compile(r"\s*(?:says?|said|wrote|sagt|schrieb|a dit|dice|disse|пишет|говорит|より)?\s*:?\s*$", re.I)


def find_comments(page: Page, knowledge: SiteKnowledge) -> Finding[list[Comment]] | None:
    """Comments in page order; None when the page shows none. Text in them is plain, blocks separated by one empty line."""
    if b"omment" not in page.body and b"h-cite" not in page.body:
        return None
    items = _items(page)
    if not items:
        return None
    index = {el: i for i, el in enumerate(items)}
    found: list[Comment] = []
    places: dict[int, int] = {}
    for i, item in enumerate(items):
        comment = _comment(item, index, page)
        if comment is None:
            continue
        parent = next((index[a] for a in item.iterancestors() if a in index), None)
        comment.parent = places.get(parent) if parent is not None else None
        places[i] = len(found)
        found.append(comment)
    if not found:
        return None
    return Finding(
        value=found,
        source="structure",
        selector=f"{items[0].tag!s}.{(items[0].get('class') or 'comment').split()[0]}",
        confidence=0.85,
    )


def _items(page: Page) -> list[HtmlElement]:
    """Elements that hold one comment each (and its answers), in page order."""
    found: list[HtmlElement] = []
    known: set[HtmlElement] = set()
    properties = b"itemprop" in page.body
    for el, names, ident, _ in named_elements(page):
        if not _is_item(el, names, ident, properties) or el.tag not in ITEM_TAGS:
            continue
        parent = el.getparent()
        # Themes name a comment twice: <li class=comment><div id=comment-7>, the outer one counts.
        if parent in known and not (el.tag == parent.tag and el.tag == "li") and _first_child(parent) is el:
            continue
        found.append(el)
        known.add(el)
        if len(found) >= MAX_COMMENTS:
            break
    return found


def _is_item(el: HtmlElement, names: str, ident: str, properties: bool) -> bool:
    if properties and el.get("itemprop") == "comment":
        return True
    roles = _roles(names)
    if "body" in roles and el.tag == "div":
        return False
    return "item" in roles or (bool(ident) and _ITEM_ID.match(ident) is not None)


@remember_short
def _roles(names: str) -> frozenset[str]:
    """What the classes *names* say an element of a comment section is."""
    found = {role for role, pattern in _ROLES if pattern.search(names)}
    if any(_ITEM.match(name) for name in names.split()):
        found.add("item")
    return frozenset(found)


def _first_child(el: HtmlElement) -> HtmlElement | None:
    return next((c for c in el if isinstance(c.tag, str)), None)


def _own(item: HtmlElement, index: dict[HtmlElement, int]) -> list[HtmlElement]:
    """The elements of *item* without those of the comments nested in it."""
    own: list[HtmlElement] = []
    stack = list(reversed(item))
    while stack:
        el = stack.pop()
        if el in index or not isinstance(el.tag, str):
            continue
        own.append(el)
        stack.extend(reversed(el))
    return own


def _comment(item: HtmlElement, index: dict[HtmlElement, int], page: Page) -> Comment | None:
    own = _own(item, index)
    text = _text(own, item, index, page)
    if not text:
        return None
    return Comment(author=_author(own), date=_date(own), text=text)


def _author(own: list[HtmlElement]) -> str | None:
    for test in (
        lambda el: el.get("itemprop") in ("author", "creator"),
        lambda el: "author" in _roles(el.get("class") or ""),
        lambda el: el.tag == "cite",
    ):
        matches = [el for el in own if test(el)]
        if matches:
            # The innermost of nested author elements has the name alone.
            inner = next((el for el in reversed(matches) if any(m in el.iterancestors() for m in matches[:1])), matches[0])
            name = _SAYS.sub("", one_line("".join(inner.itertext())))
            if 0 < len(name) <= 120:
                return name
    return None


def _date(own: list[HtmlElement]) -> str | None:
    for el in own:
        if el.tag == "time" or el.get("datetime") or el.get("itemprop") in ("datePublished", "dateCreated"):
            found = iso_date(el.get("datetime") or el.get("content") or one_line("".join(el.itertext())))
            if found:
                return found
    for el in own:
        if "date" in _roles(el.get("class") or ""):
            found = iso_date(el.get("title") or one_line("".join(el.itertext())))
            if found:
                return found
    return None


def _text(own: list[HtmlElement], item: HtmlElement, index: dict[HtmlElement, int], page: Page) -> str:
    place = next((el for el in own if _is_text(el)), None)
    if place is not None:
        return clean_text(to_text(clean_tree(place, page, lambda el: el in index).root))
    paragraphs = [el for el in own if el.tag in ("p", "blockquote", "pre", "ul", "ol") and el.getparent() not in own[:0]]
    inside = set(paragraphs)
    paragraphs = [p for p in paragraphs if not any(a in inside for a in p.iterancestors()) and not _is_furniture(p)]
    return clean_text("\n\n".join(filter(None, (one_line("".join(p.itertext())) for p in paragraphs))))


def _is_text(el: HtmlElement) -> bool:
    return "text" in _roles(el.get("class") or "") or el.get("itemprop") in ("text", "commentText")


def _is_furniture(el: HtmlElement) -> bool:
    """Reply links, dates and names set in paragraphs."""
    return "furniture" in _roles(el.get("class") or "")

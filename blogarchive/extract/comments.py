"""Readers' comments that stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import named_elements
from blogarchive.extract.clean import clean_tree
from blogarchive.extract.dateparse import find_day
from blogarchive.extract.declared import declared_language
from blogarchive.extract.finding import Finding
from blogarchive.extract.render import BREAK, collapse, to_text
from blogarchive.extract.teasers import iso_date
from blogarchive.extract.threads import find_parents
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
    r"single-?comment|isso-comment|p-comment|serendipity_comment|media-comment|commentlist-item|webmention|comment-block)$",
    re.I,
)
_WRAP = re.compile(r"(?:^|\s)comment-?wrap(?:per)?(?:\s|$)", re.I)
_ITEM_WORDS = ("pingback", "trackback", "h-cite", "webmention")
_ITEM_ID = re.compile(r"^(?:li-|div-)?comment[-_]?\d+$", re.I)
_AUTHOR = re.compile(
    r"(?:^|\s)(?:fn|p-author|(?:wp-block-)?comment-?author-?name|comment-?author|comment__author(?:-name)?|commenter|"
    r"comment-?name|comment-?user|comment_author|comment_source_author|isso-author|ljuser|author-?name|username|c_name|author)(?:\s|$)",
    re.I,
)
_TEXT = re.compile(
    r"(?:^|\s)(?:comment-?content|comment-?text|comment_text|comment__(?:content|text|body)|"
    r"serendipity_commentbody|isso-text|field-+name-comment-body|comment-?message|comment-?desc(?:ription)?|e-content|p-content|comment-?body-?text|comment_content|"
    r"c_text)(?:\s|$)",
    re.I,
)
_BODY = re.compile(r"(?:^|\s)(?:comment-?body|comment-?inner|comment_body|media-body)(?:\s|$)", re.I)
_DATE = re.compile(r"date|time|meta|published|submitted|comment-?(?:info|header)", re.I)
_FURNITURE = re.compile(r"meta|reply|author|date|awaiting|moderation|action", re.I)
_ROLES = (("author", _AUTHOR), ("text", _TEXT), ("body", _BODY), ("date", _DATE), ("furniture", _FURNITURE))
_NO_ROLES: frozenset[str] = frozenset()
_DT_ID = re.compile(r"^c(?:omment)?[-_]?\d+$", re.I)
_BY = re.compile(r"(?:^|\s)(?:by|par|von|por|door)\s+([^\d|,•·]{1,60}?)\s*(?:$|[|,•·:]|\s(?:on|at|le|am|el|em|op)\s)", re.I)
_DATE_PROPERTY = re.compile(r"(?:^|[\s:])(?:created|date|dateCreated|datePublished)(?:\s|$)")
MAX_DATE = 120
_SAYS = re.compile(r"\s*(?:says?|said|wrote|sagt|schrieb|a dit|dice|disse|пишет|говорит|より)?\s*:?\s*$", re.I)


def find_comments(page: Page, knowledge: SiteKnowledge) -> Finding[list[Comment]] | None:
    """Comments in page order; None when the page shows none. Text in them is plain, blocks separated by one empty line."""
    if b"omment" not in page.body and b"h-cite" not in page.body:
        return None
    items = _items(page)
    if not items:
        return None
    index = {el: i for i, el in enumerate(items)}
    answered = {items[index[a]] for item in items for a in item.iterancestors() if a in index}
    reader = _Reader(page, index, answered, declared_language(page) or knowledge.language)
    owned = [reader.parts(item) for item in items]
    parents = find_parents(items, lambda i: reader.outside(items[i], owned[i]))
    found: list[Comment] = []
    places: dict[int, int] = {}
    for i, item in enumerate(items):
        comment = reader.comment(item, owned[i])
        if comment is None:
            continue
        parent = parents[i]
        if parent is not None and parent not in places and item.getparent() is items[parent]:
            places[parent] = len(found)  # a comment named twice: the block inside has its words, answers stand beside that block
            parent = parents[parent]
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
    properties = page.mentions(b"itemprop")
    for el, names, ident, _ in named_elements(page):
        if el.tag not in ITEM_TAGS or not _is_item(el, names, ident, properties):
            continue
        parent = el.getparent()
        # Themes name a comment twice: <li class=comment><div id=comment-7>, the outer one counts.
        if parent in known and not (el.tag == parent.tag and el.tag == "li") and _first_child(parent) is el:
            continue
        found.append(el)
        known.add(el)
        if len(found) >= MAX_COMMENTS:
            break
    return found or _terms(page)


def _terms(page: Page) -> list[HtmlElement]:
    """The heads of comments that are a definition list, as Dotclear's: who and when in ``dt``, the words in ``dd``."""
    found = [el for el in page.tree.iter("dt") if _DT_ID.match(el.get("id") or "")]
    return [el for el in found if (after := el.getnext()) is not None and after.tag == "dd"][:MAX_COMMENTS]


def _is_item(el: HtmlElement, names: str, ident: str, properties: bool) -> bool:
    if properties and el.get("itemprop") == "comment":
        return True
    numbered = bool(ident) and _ITEM_ID.match(ident) is not None
    if not numbered and not _may_be_item(names):
        return False
    roles = _roles(names)
    if "wrap" in roles and (ident.lower().startswith("comments") or next(el.iter("textarea"), None) is not None):
        return False  # around all of them and the form, as in Drupal 7
    return (numbered or "item" in roles) and not ("body" in roles and el.tag == "div")


@remember_short
def _may_be_item(names: str) -> bool:
    lowered = names.lower()
    return "comment" in lowered or any(word in lowered for word in _ITEM_WORDS)


@remember_short
def _roles(names: str) -> frozenset[str]:
    """What the classes *names* say an element of a comment section is."""
    found = {role for role, pattern in _ROLES if pattern.search(names)}
    if any(_ITEM.match(name) for name in names.split()):
        found.add("item")
    if _WRAP.search(names):
        found.add("wrap")
    return frozenset(found)


def _first_child(el: HtmlElement) -> HtmlElement | None:
    return next((c for c in el if isinstance(c.tag, str)), None)


Part = tuple[HtmlElement, frozenset[str]]
"""An element of a comment, and what its classes say it is."""


class _Reader:
    """Reads the comments of one page."""

    def __init__(self, page: Page, index: dict[HtmlElement, int], answered: set[HtmlElement], language: str | None) -> None:
        """*index* has the elements of all comments, *answered* are those that others stand in, *language* that of their dates."""
        self.language = language
        self.page = page
        self.index = index
        self.answered = answered
        self.has_properties = page.mentions(b"itemprop")

    def parts(self, item: HtmlElement) -> list[Part]:
        return [(el, _roles(names) if (names := el.get("class")) else _NO_ROLES) for el in self.elements(item)]

    def comment(self, item: HtmlElement, own: list[Part]) -> Comment | None:
        place = item.getnext() if item.tag == "dt" else self.place(item, own)
        text = self.text(item, own, place)
        return Comment(author=self.author(own), date=self.date(own, place), text=text) if text else None

    def outside(self, item: HtmlElement, own: list[Part]) -> list[HtmlElement]:
        """The elements of a comment that are not in its text."""
        place = self.place(item, own)
        if place is None:
            return [
                el for el, _ in own if el.tag != "dd" and not any(a.tag in ("p", "dd") for a in islice(el.iterancestors(), 3))
            ]
        inside = set(place.iter())
        return [el for el, _ in own if el not in inside]

    def place(self, item: HtmlElement, own: list[Part]) -> HtmlElement | None:
        """The element that holds the text, by its name: the innermost of those that stand in each other."""
        stated = self.named(own, "text", "commentText")
        if item.get("typeof"):  # RDFa, as in Drupal
            stated += [el for el, _ in own if el.get("property") in ("schema:text", "content:encoded")]
        if stated:
            return stated[0]
        place: HtmlElement | None = None
        for el, roles in own:
            if place is None:
                place = el if "text" in roles else None
            elif ("text" in roles or "body" in roles) and any(a is place for a in el.iterancestors()):
                place = el
        return place

    @cached_property
    def lists_of_answers(self) -> set[HtmlElement]:
        """The elements between a comment and those nested in it."""
        return {a for item in self.index for a in takewhile(lambda a: a not in self.index, item.iterancestors())}

    def elements(self, item: HtmlElement) -> Iterator[HtmlElement]:
        """The elements of *item* without those of the comments nested in it."""
        if item.tag == "dt":
            yield item
            yield from item.iterdescendants()
            for block in takewhile(lambda el: el.tag == "dd", item.itersiblings()):
                yield from block.iter()
            return
        if item not in self.answered:
            yield from item.iterdescendants()
            return
        stack = list(reversed(item))
        while stack:
            el = stack.pop()
            if el not in self.index:
                yield el
                stack.extend(reversed(el))

    def named(self, own: list[Part], *properties: str) -> list[HtmlElement]:
        """Those of *own* that have one of *properties* as their ``itemprop``."""
        return [el for el, _ in own if el.get("itemprop") in properties] if self.has_properties else []

    def author(self, own: list[Part]) -> str | None:
        for matches in (
            self.named(own, "author", "creator"),
            [el for el, roles in own if "author" in roles],
            [el for el, _ in own if el.tag == "cite"],
        ):
            if matches:
                # The innermost of nested author elements has the name alone.
                first = matches[0]
                inner = next((el for el in reversed(matches[1:]) if first in el.iterancestors()), first)
                name = _SAYS.sub("", one_line("".join(inner.itertext())))
                if 0 < len(name) <= 120:
                    return name
        for el, roles in own:
            match = _BY.search(self.date_words(el)) if "date" in roles or el.tag == "dt" else None
            if match:
                return match[1]
        return None

    @staticmethod
    def date_words(el: HtmlElement) -> str:
        """The words of an element that may tell a date; empty when they are too many."""
        words = one_line("".join(el.itertext()))
        return words if len(words) <= MAX_DATE else ""

    def date(self, own: list[Part], place: HtmlElement | None) -> str | None:
        """When the comment was written; *place* holds its text, in which other dates may stand."""
        stated = set(self.named(own, "datePublished", "dateCreated"))
        for el, _ in own:
            if el.tag == "time" or el.get("datetime") or el in stated:
                found = iso_date(el.get("datetime") or el.get("content") or one_line("".join(el.itertext())))
                if found:
                    return found
        for el, roles in own:
            if "date" in roles:
                found = iso_date(el.get("title") or el.get("content") or one_line("".join(el.itertext())))
                if found:
                    return found
        for el, _ in own:
            if _DATE_PROPERTY.search(el.get("property") or ""):  # RDFa, as in Drupal 7
                found = iso_date(el.get("content") or "")
                if found:
                    return found
        return self.date_in_words(own, place)

    def date_in_words(self, own: list[Part], place: HtmlElement | None) -> str | None:
        """The day in an element that is named after dates, outside the comment's text; None where it has two readings."""
        inside = set() if place is None else set(place.iter())
        for el, roles in own:
            if (el.tag in ("time", "dt") or "date" in roles) and el not in inside:
                day = find_day(self.date_words(el), self.language)
                if day:
                    return day.value
        return None

    def text(self, item: HtmlElement, own: list[Part], place: HtmlElement | None) -> str:
        if place is not None:
            plain = _plain_text(place)
            if plain is not None:
                return clean_text(plain)
            nested = self.index.__contains__ if item in self.answered else None
            return clean_text(to_text(clean_tree(place, self.page, nested).root))
        answers = self.lists_of_answers if item in self.answered else ()
        paragraphs = {el: roles for el, roles in own if el.tag in ("p", "blockquote", "pre", "ul", "ol") and el not in answers}
        outer = [
            el
            for el, roles in paragraphs.items()
            if "furniture" not in roles and not any(a in paragraphs for a in el.iterancestors())
        ]
        return clean_text("\n\n".join(filter(None, (one_line("".join(el.itertext())) for el in outer))))


def _plain_text(place: HtmlElement) -> str | None:
    """The text of a comment of bare paragraphs, as nearly all are; None for any other, which has to be cleaned first."""
    if place.text and not place.text.isspace():
        return None if len(place) else collapse(place.text)
    blocks = []
    for p in place:
        if p.tag != "p" or p.keys() or (p.tail and not p.tail.isspace()):
            return None
        words = [p.text or ""]
        for child in p:
            if child.tag != "br":
                return None
            words += (BREAK, child.tail or "")
        blocks.append(collapse("".join(words)))
    return "\n\n".join(filter(None, blocks))

"""Authors that the page shows: marked elements, links to author pages, and lines that begin with "By"."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogarchive.extract.classmarks import short_text
from blogarchive.extract.dateparse import find_day
from blogarchive.extract.layout import BLOCKS
from blogarchive.extract.namelines import (
    CUT_NAMES,
    LABELLED,
    MAX_LINE_IN_BODY,
    MAX_TEXT,
    AuthorGroup,
    footer_authors,
    line_authors,
    selector_of,
)
from blogarchive.extract.names import clean_name, has_role, is_full_name, split_names, strip_by
from blogarchive.extract.pagemarks import AUTHOR_PATH, marks_of
from blogarchive.extract.zones import text_of
from blogarchive.items import Author
from blogarchive.text import fold, remember_short

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.layout import Layout
    from blogarchive.extract.page import Page

__all__ = ["shown_authors"]

MAX_MARKED = 60
BEFORE_HEADING = 40  # marked elements a byline may stand before the heading
TOGETHER = 12  # marked elements between co-authors
FAR = 25  # marked elements between the heading and a plain link to an author page
FAR_BESIDE = 100  # … and a byline in the footer or the side column of the post's own article

RDFA_AUTHOR = ("author", "schema:author", "dc:creator", "dcterms:creator")
NEVER_NAMES = frozenset({"img", "button", "svg", "input", "form", "picture", "figure", "select", "label"})

# The best marks first: what is made to hold a name, then links to author pages, then classes that only speak of an author.
_STRONG = re.compile(
    r"(?:^|\s)(?:p-author|fn|author-?name|(?:post|entry|article)[-_]+author(?:[-_]+name)?|p-name|byline[-_]+(?:name|author))(?:$|\s)|author(?:(?:-(?:info|meta|data|byline|tooltip))?__|[-_]+)name|authorName|byline_?Name",
    re.I,
)
_NOT_NAME = re.compile(
    r"author[-_]*(?:bio|box|desc|description|info|about|image|img|avatar|photo|thumb|social|links|posts|archive|title|role|job|meta|url|website|details|card|section|wrap|container|list)"
    r"|about[-_]*(?:the[-_]*)?author|avatar|authority|gravatar|comment|byline[-_]*(?:date|time|position)|category|(?:has|with|no|without|show|hide|is)[-_]+author|review|co-?authors?-plus",
    re.I,
)
MAX_ROWS = 6
MAX_WORDS = 5  # of a name with something beside it
_OTHER_PART = re.compile(
    r"(?:review(?:ed)?|edited|data analysis|fact[- ]?check(?:ed)?|verified|approved|translated|illustrated|illustrations?|"
    r"photo(?:s|graph(?:s|ed|y))?"
    r"|übersetzt|geprüft|lektorat|fotos?|traduit|relu|traducido|revisado)(?:\s+(?:by|von|par|por))?\s*:?\s*$",
    re.I,
)
_TALK = re.compile(
    r"\s(?:im gespräch mit|im interview mit|in conversation with|en conversation avec|en conversación con)\s", re.I
)


def shown_authors(layout: Layout, page: Page) -> list[AuthorGroup]:
    """What the page's bylines say, best place first; bios, comments, sidebars and other posts' cards are left out."""
    groups = []
    marked = _marked(layout, page) or _marked(layout, page, beside=True)
    if marked:
        groups.append(marked)
    line = line_authors(layout) or footer_authors(layout, page)
    if line:
        groups.append(line)
    return groups


def _marked(layout: Layout, page: Page, *, beside: bool = False) -> AuthorGroup | None:
    marks = marks_of(page)
    position = next((place for place, e in marks.headings if e is layout.heading), 0)
    found: list[tuple[int, int, HtmlElement, list[Author]]] = []
    covered: set[HtmlElement] = set()
    article = page.container.element
    around = {article, *article.iterancestors(), *(layout.heading.iterancestors() if layout.heading is not None else ())}
    for place, element in reversed(marks.authors[:MAX_MARKED]):  # inner elements come before what holds them
        if element.tag in NEVER_NAMES:
            continue
        rank = _rank(element, f"{element.get('class', '')} {element.get('itemprop', '')}")
        if (
            rank is None
            or (abs(place - position) > FAR and (rank == 1 or beside) and not _is_told_beside(element, place - position))
            or not layout.is_mine(element, beside=beside)
        ):
            continue
        if element in around:  # "entry-author-ben" and the like on the whole post
            continue
        if layout.in_text(element):  # names marked in the text are people it speaks of, more often than not
            if rank > 0 and not _says_by(element):
                continue
            rank = 4
        if rank > 1 and element in covered and any(child.tag in BLOCKS for child in element):
            continue
        authors = [a for a in _authors_in(element, page, rank) if not _is_announced_as_other(element, a.name)]
        if authors:
            covered.update(element.iterancestors())
            found.append((place, rank, element, authors))
    found.reverse()
    groups = [group for rank in range(5) if (group := _cluster([f for f in found if f[1] == rank], position))]
    if not groups:
        return None
    names = {fold(a.name) for a in groups[0].authors}
    fuller = (g for g in groups[1:] if names < {fold(a.name) for a in g.authors} and len(g.raw or "") <= MAX_TEXT)
    return next(fuller, groups[0])


def _is_announced_as_other(element: HtmlElement, name: str) -> bool:
    """Whether the words right before *name* make its bearer a reviewer, an editor or a photographer of the post."""
    for block in islice((element, *element.iterancestors()), 4):
        text = short_text(block, 2 * MAX_TEXT)
        if not text and len(block):
            return False
        before, found, _ = text.partition(name)
        if found and before.strip():
            return _OTHER_PART.search(before) is not None
    return False


def _cluster(found: list[tuple[int, int, HtmlElement, list[Author]]], position: int) -> AuthorGroup | None:
    """The authors that stand together, nearest to the heading; later clusters belong to teasers of other posts."""
    if not found:
        return None
    first = next((f for f in found if f[0] >= position - BEFORE_HEADING), found[-1])
    group = AuthorGroup([], "byline", selector_of(first[2]), text_of(first[2])[:200])
    last = first[0]
    for place, _, _, authors in found:
        if place < first[0] or place - last > TOGETHER:
            continue
        last = place
        for author in authors:
            known = next((a for a in group.authors if fold(a.name) == fold(author.name)), None)
            if known is None:
                group.authors.append(author)
            else:
                known.url = known.url or author.url
                known.image = known.image or author.image
    return group


def _rank(element: HtmlElement, names: str) -> int | None:
    rel = element.get("rel", "")
    if element.get("itemprop") == "author" or "author" in rel.split() or element.get("property") in RDFA_AUTHOR:
        href = element.get("href")
        is_home = href is not None and not urlsplit(href).path.strip("/.")
        return None if element.tag == "link" or is_home else 0
    rank, never = _rank_of_names(names)
    if rank is not None and rank < 2:
        return rank
    if element.tag == "a" and AUTHOR_PATH.search(element.get("href", "")):
        return 1
    return None if never else rank


@remember_short
def _rank_of_names(names: str) -> tuple[int | None, bool]:
    """How good a mark a class is, and whether it says that the element holds no name."""
    lowered = names.lower()
    if _STRONG.search(names):
        return 0 if "author" in lowered or "byline" in lowered or "fn" in names.split() else 1, False
    worded = any(word in lowered for word in ("author", "byline", "writer", "ljuser"))
    return 2 if worded else 3 if "card" in lowered else None, _NOT_NAME.search(names) is not None


def _authors_in(element: HtmlElement, page: Page, rank: int) -> list[Author]:
    """The people one marked element names: its h-cards or author links one by one, else its text."""
    links = [
        a for a in element.iter("a") if a is element or AUTHOR_PATH.search(a.get("href", "")) or "author" in a.get("rel", "")
    ]
    cards = [e for e in element.iter() if e is not element and "fn" in e.get("class", "").split()] or [
        e for e in element.iter() if e is not element and e.get("itemprop") == "name"
    ]
    parts = [a for a in links if text_of(a)] or cards or _names_in_a_row(element) or [element]
    authors: list[Author] = []
    for part in parts:
        text = _without_role(part, _first_line(part)) or _alternative(part)
        if not text or len(text) > MAX_TEXT:
            continue
        found = find_day(text)
        if found and (rank < 2 or found.start):
            text = text[: found.start]
        if rank >= 2 and (not _looks_like_byline(text) or not split_names(text)):
            if labelled := _labelled_names(part):
                return [Author(name=name) for name in labelled]
            continue
        names = split_names(CUT_NAMES.split(strip_by(text))[0] if rank and not _TALK.search(text) else text)
        link = part if part.tag == "a" else next(iter(part.iter("a")), None)
        address = page.absolute(link.get("href")) if link is not None and len(names) == 1 else None
        authors.extend(Author(name=name, url=address, image=_portrait(element, page, names)) for name in names)
    return authors


def _labelled_names(element: HtmlElement) -> list[str]:
    """The full names behind "Author:" in a block that states several things about the post."""
    match = LABELLED.search(text_of(element, " ")[: 2 * MAX_TEXT])
    names = split_names(match["names"]) if match else []
    return names if all(is_full_name(name) for name in names) else []


def _names_in_a_row(element: HtmlElement) -> list[HtmlElement]:
    """Elements of one kind side by side that are all full names: co-authors, printed without anything between them."""
    for block in islice((element, *element.iterdescendants("div", "span", "p", "ul")), MAX_ROWS):
        row = list(block)
        alike = 2 <= len(row) <= MAX_MARKED and len({(e.tag, e.get("class")) for e in row}) == 1
        if alike and all(not len(e) and is_full_name(text_of(e)) for e in row):
            return row
    return []


def _without_role(element: HtmlElement, text: str) -> str:
    """*text*, or its first part where that is a full name and a role follows in a part of its own."""
    if not len(element) or not has_role(text):
        return text
    first = next((name for piece in element.itertext() if (name := clean_name(piece))), "")
    return first if is_full_name(first) else text


def _first_line(element: HtmlElement) -> str:
    """The element's text, or of a block with several lines those up to the first that can be a name."""
    if element.tag in ("a", "span") or not any(child.tag in BLOCKS for child in element):
        return text_of(element)
    texts = [text_of(child) for child in element.iter() if isinstance(child.tag, str) and not len(child)]
    return next((t for t in texts if clean_name(t)), text_of(element, " "))


def _alternative(element: HtmlElement) -> str:
    """The portrait's alternative text, where an author is shown by picture alone."""
    return next((i.get("alt", "") for i in element.iter("img")), "")


def _looks_like_byline(text: str) -> bool:
    stripped = strip_by(text)
    if stripped != text.strip() or len(stripped.split()) <= MAX_WORDS:
        return True
    return _TALK.search(text) is not None and all(is_full_name(name) for name in split_names(text))


def _is_told_beside(element: HtmlElement, distance: int) -> bool:
    """Whether a part of the page that is no text of the post says "By" and a name, not too far from the heading."""
    text = short_text(element, MAX_LINE_IN_BODY) if abs(distance) <= FAR_BESIDE else ""
    return strip_by(text) != text


def _says_by(element: HtmlElement) -> bool:
    """Whether *element* says "By" and a full name, and nothing else."""
    text = short_text(element, MAX_LINE_IN_BODY)
    name = strip_by(text)
    return name != text and is_full_name(name)


def _portrait(element: HtmlElement, page: Page, names: list[str]) -> str | None:
    image = next(iter(element.iter("img")), None)
    if image is None or len(names) != 1:
        return None
    source = image.get("data-src") or image.get("src") or ""
    return None if source.startswith("data:") else page.absolute(source)

"""Authors that the page shows: marked elements, links to author pages, and lines that begin with "By"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogarchive.extract.dateparse import find_day
from blogarchive.extract.layout import BLOCKS, in_body
from blogarchive.extract.names import BY_WORDS, clean_name, split_names, strip_by
from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.zones import text_of
from blogarchive.items import Author
from blogarchive.text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.layout import Layout
    from blogarchive.extract.page import Page

__all__ = ["AuthorGroup", "shown_authors"]

MAX_MARKED = 60
MAX_TEXT = 160
BEFORE_HEADING = 40  # marked elements a byline may stand before the heading
TOGETHER = 12  # marked elements between co-authors
MAX_FOOTERS = 30
FAR = 25  # marked elements between the heading and a plain link to an author page

# The best marks first: what is made to hold a name, then links to author pages, then classes that only speak of an author.
_STRONG = re.compile(
    r"(?:^|\s)(?:p-author|fn|author-?name|(?:post|entry|article)[-_]+author(?:[-_]+name)?|p-name|byline[-_]+(?:name|author))(?:$|\s)|author(?:[-_]+|__)name|authorName",
    re.I,
)
_NOT_NAME = re.compile(
    r"author[-_]*(?:bio|box|desc|description|info|about|image|img|avatar|photo|thumb|social|links?|posts|archive|title|role|job|meta|url|website|details|card|section|wrap|container|list)"
    r"|about[-_]*(?:the[-_]*)?author|avatar|authority|gravatar|comment|byline[-_]*(?:date|time)|co-?authors?-plus",
    re.I,
)
_AUTHOR_PATH = re.compile(r"/(?:authors?|auteurs?|autor(?:es)?|contributors?|writers?)/[^/?#]+/?(?:index\.html?)?$", re.I)
_BY_LINE = re.compile(rf"(?:^|[|•·–—,]\s*)(?P<by>(?:{BY_WORDS})(?:\s*[:：]\s*|\s+|(?<=[\u0e00-\u9fff])))(?P<names>.+)$", re.I)
# Words that announce an author only in a line of its own and with a colon: in running text they are prepositions.
_WEAK_BY = frozenset("de di da od от af av en author authors autor auteur od por par von van a e 文 글".split())
_CUT_NAMES = re.compile(
    r"\s*(?:[|•·]|\s[–—-]\s|\s+(?:on|am|le|el|em|il|op|den|at|in|im|à|vom|published|posted|updated)\s+.*$|\d{1,4}.*$)", re.I
)
_ROLE_LINE = re.compile(
    r"^\W*(?:photo|image|illustration|picture|credit|foto|filed|category|tags?|translated|edited|reviewed|sponsored|powered|built|hosted)",
    re.I,
)


@dataclass(slots=True)
class AuthorGroup:
    """The authors one place names, in its order."""

    authors: list[Author]
    source: str
    selector: str
    raw: str | None = None


def shown_authors(layout: Layout, page: Page) -> list[AuthorGroup]:
    """What the page's bylines say, best place first; bios, comments, sidebars and other posts' cards are left out."""
    groups = []
    marked = _marked(layout, page)
    if marked:
        groups.append(marked)
    line = _in_lines(layout) or _in_footer(layout, page)
    if line:
        groups.append(line)
    return groups


def _marked(layout: Layout, page: Page) -> AuthorGroup | None:
    marks = marks_of(page)
    position = next((place for place, e in marks.headings if e is layout.heading), 0)
    found: list[tuple[int, int, HtmlElement, list[Author]]] = []
    covered: set[HtmlElement] = set()
    article = page.container.element
    around = {article, *article.iterancestors(), *(layout.heading.iterancestors() if layout.heading is not None else ())}
    for place, element in reversed(marks.authors[:MAX_MARKED]):  # inner elements come before what holds them
        rank = _rank(element, f"{element.get('class', '')} {element.get('itemprop', '')}")
        if rank is None or (rank == 1 and abs(place - position) > FAR) or not layout.is_mine(element):
            continue
        if element in around:  # "entry-author-ben" and the like on the whole post
            continue
        if in_body(element):  # names marked in the text are people it speaks of, more often than not
            if rank > 0:
                continue
            rank = 4
        if rank > 1 and element in covered and any(child.tag in BLOCKS for child in element):
            continue
        authors = _authors_in(element, page, rank)
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


def _cluster(found: list[tuple[int, int, HtmlElement, list[Author]]], position: int) -> AuthorGroup | None:
    """The authors that stand together, nearest to the heading; later clusters belong to teasers of other posts."""
    if not found:
        return None
    first = next((f for f in found if f[0] >= position - BEFORE_HEADING), found[-1])
    group = AuthorGroup([], "byline", _selector(first[2]), text_of(first[2])[:200])
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
    if element.get("itemprop") == "author" or "author" in rel.split():
        href = element.get("href")
        is_home = href is not None and not urlsplit(href).path.strip("/.")
        return None if element.tag == "link" or is_home else 0
    if _STRONG.search(names):
        return 0 if "author" in names.lower() or "byline" in names.lower() or "fn" in names.split() else 1
    if element.tag == "a" and _AUTHOR_PATH.search(element.get("href", "")):
        return 1
    if _NOT_NAME.search(names):
        return None
    lowered = names.lower()
    return 2 if any(word in lowered for word in ("author", "byline", "writer", "ljuser")) else 3 if "card" in lowered else None


def _authors_in(element: HtmlElement, page: Page, rank: int) -> list[Author]:
    """The people one marked element names: its h-cards or author links one by one, else its text."""
    links = [
        a for a in element.iter("a") if a is element or _AUTHOR_PATH.search(a.get("href", "")) or "author" in a.get("rel", "")
    ]
    cards = [e for e in element.iter() if e is not element and "fn" in e.get("class", "").split()] or [
        e for e in element.iter() if e is not element and e.get("itemprop") == "name"
    ]
    parts = [a for a in links if text_of(a)] or cards or [element]
    authors: list[Author] = []
    for part in parts:
        text = _first_line(part) or _alternative(part)
        if not text or len(text) > MAX_TEXT:
            continue
        found = find_day(text)
        if found:
            text = text[: found.start]
        if rank >= 2 and not _looks_like_byline(text):
            continue
        names = split_names(_CUT_NAMES.split(strip_by(text))[0] if rank else text)
        link = part if part.tag == "a" else next(iter(part.iter("a")), None)
        address = page.absolute(link.get("href")) if link is not None and len(names) == 1 else None
        authors.extend(Author(name=name, url=address, image=_portrait(element, page, names)) for name in names)
    return authors


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
    return stripped != text.strip() or len(stripped.split()) <= 5


def _portrait(element: HtmlElement, page: Page, names: list[str]) -> str | None:
    image = next(iter(element.iter("img")), None)
    if image is None or len(names) != 1:
        return None
    source = image.get("data-src") or image.get("src") or ""
    return None if source.startswith("data:") else page.absolute(source)


def _in_lines(layout: Layout) -> AuthorGroup | None:
    for line in layout.lines:
        if len(line.text) > MAX_TEXT or _ROLE_LINE.match(line.text):
            continue
        match = _BY_LINE.search(line.text)
        if match is None:
            continue
        by = match["by"].strip(" :：").lower()
        colon = ":" in match["by"] or "：" in match["by"]
        if by in _WEAK_BY and not colon and (match.start("by") > 0 or not _capitalised(match["names"])):
            continue
        if line.in_body and (len(line.text) > 60 or by in _WEAK_BY):
            continue
        text = _CUT_NAMES.split(match["names"])[0]
        names = [n for n in split_names(text) if _is_name_like(n)]
        if names:
            return AuthorGroup([Author(name=n) for n in names], "line", "line near the heading", line.text)
    return None


def _in_footer(layout: Layout, page: Page) -> AuthorGroup | None:
    """The line under the text that begins with "Posted by", in a block named after its purpose."""
    for element in marks_of(page).footers[:MAX_FOOTERS]:
        text = text_of(element)
        if len(text) > MAX_TEXT or not layout.is_mine(element) or in_body(element):
            continue
        match = _BY_LINE.match(text)
        if match is None or " " not in match["by"].strip():  # words of one word are too many things
            continue
        names = [n for n in split_names(_CUT_NAMES.split(match["names"])[0]) if _is_name_like(n)]
        if names:
            return AuthorGroup([Author(name=n) for n in names], "line", _selector(element), text)
    return None


def _capitalised(text: str) -> bool:
    words = text.split()[:2]
    return bool(words) and all(not w[:1].islower() for w in words)


def _is_name_like(name: str) -> bool:
    """At most five words, and in scripts with capitals no word but a particle in small letters."""
    words = name.split()
    small = [
        w
        for w in words
        if w[:1].islower()
        and w
        not in ("de", "da", "di", "von", "van", "der", "den", "la", "le", "del", "dos", "du", "bin", "al", "el", "y", "ter", "zu")
    ]
    if name.lower() in ("in", "innen"):  # "Autor:in", "Autor:innen"
        return False
    return len(words) <= 5 and clean_name(name) is not None and (not small or len(words) == 1)


def _selector(element: HtmlElement) -> str:
    name = element.get("itemprop") or element.get("rel") or next(iter(element.get("class", "").split()), "")
    return f"{element.tag!s}.{name}" if name else str(element.tag)

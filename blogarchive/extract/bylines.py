"""Authors that the page shows: marked elements, links to author pages, and lines that begin with "By"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogarchive.extract.classmarks import short_text
from blogarchive.extract.dateparse import find_day
from blogarchive.extract.layout import BLOCKS
from blogarchive.extract.names import BY_WORDS, clean_name, has_role, is_role, split_names, strip_by
from blogarchive.extract.pagemarks import AUTHOR_PATH, marks_of
from blogarchive.extract.zones import text_of
from blogarchive.items import Author
from blogarchive.text import fold, remember_short

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.layout import Layout, Line
    from blogarchive.extract.page import Page

__all__ = ["AuthorGroup", "boxed_authors", "is_full_name", "shown_authors"]

MAX_MARKED = 60
MAX_TEXT = 160
BEFORE_HEADING = 40  # marked elements a byline may stand before the heading
TOGETHER = 12  # marked elements between co-authors
MAX_FOOTERS = 30
FAR = 25  # marked elements between the heading and a plain link to an author page

RDFA_AUTHOR = ("author", "schema:author", "dc:creator", "dcterms:creator")
NEVER_NAMES = frozenset({"img", "button", "svg", "input", "form", "picture", "figure", "select", "label"})

# The best marks first: what is made to hold a name, then links to author pages, then classes that only speak of an author.
_STRONG = re.compile(
    r"(?:^|\s)(?:p-author|fn|author-?name|(?:post|entry|article)[-_]+author(?:[-_]+name)?|p-name|byline[-_]+(?:name|author))(?:$|\s)|author(?:[-_]+|__)name|authorName",
    re.I,
)
_NOT_NAME = re.compile(
    r"author[-_]*(?:bio|box|desc|description|info|about|image|img|avatar|photo|thumb|social|links|posts|archive|title|role|job|meta|url|website|details|card|section|wrap|container|list)"
    r"|about[-_]*(?:the[-_]*)?author|avatar|authority|gravatar|comment|byline[-_]*(?:date|time)|(?:has|with|no|without|show|hide|is)[-_]+author|review|co-?authors?-plus",
    re.I,
)
_BY_LINE = re.compile(rf"(?:^|[|•·–—,]\s*)(?P<by>(?:{BY_WORDS})(?:\s*[:：]\s*|\s+|(?<=[\u0e00-\u9fff])))(?P<names>.+)$", re.I)
AUTHOR_BOX = re.compile(
    r"author[-_]*(?:bio|box|info|card|desc|description|about|section|wrap|wrapper|container|details|profile|content|intro)"
    r"|about[-_]*(?:the[-_]*)?author|(?:^|\s)the-author|post-?author",
    re.I,
)
NAME_TAGS = ("h2", "h3", "h4", "h5", "h6", "strong", "b", "a", "p", "span", "div")
MAX_BOXES = 200
MAX_PORTRAIT_LINES = 16
_WRITTEN_BY = re.compile(r"(?:written|posted|published) by ([A-Z][^\s,.|]+(?: [A-Z][^\s,|]*){1,3}?)(?=[,.|]| [a-z(]|$)")
MAX_PARTS = 25
MAX_ROWS = 6
MAX_NAME_TEXT = 60
MAX_LINE_IN_BODY = 60
_ONLY_BY = re.compile(rf"^(?:{BY_WORDS})\s*[:：]?$", re.I)
_OTHER_PART = re.compile(
    r"(?:review(?:ed)?|edited|fact[- ]?check(?:ed)?|verified|approved|translated|illustrated|illustrations?|"
    r"photo(?:s|graph(?:s|ed|y))?"
    r"|übersetzt|geprüft|lektorat|fotos?|traduit|relu|traducido|revisado)(?:\s+(?:by|von|par|por))?\s*:?\s*$",
    re.I,
)
_GLUED_BY = re.compile(r"^(By|Von|Par|Por|Door|Autor:|Text:)(?=[A-ZÀ-Þ][a-zà-ÿ]+ [A-ZÀ-Þ])")
_LABELLED = re.compile(
    r"(?:^|\s)(?P<by>(?:autor(?:in)?|redaktion|authors?|auteure?|autore|författare|forfatter|автор)\s*:\s*)(?P<names>\S.*?)(?=\s+[^\W\d]+\s*:|$)",
    re.I,
)
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
    marked = _marked(layout, page) or _marked(layout, page, beside=True)
    if marked:
        groups.append(marked)
    line = _in_lines(layout) or _in_footer(layout, page)
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
        if rank is None or (abs(place - position) > FAR and (rank == 1 or beside)) or not layout.is_mine(element, beside=beside):
            continue
        if element in around:  # "entry-author-ben" and the like on the whole post
            continue
        if layout.in_text(element):  # names marked in the text are people it speaks of, more often than not
            if rank > 0:
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
        if found:
            text = text[: found.start]
        if rank >= 2 and not _looks_like_byline(text):
            continue
        names = split_names(_CUT_NAMES.split(strip_by(text))[0] if rank else text)
        link = part if part.tag == "a" else next(iter(part.iter("a")), None)
        address = page.absolute(link.get("href")) if link is not None and len(names) == 1 else None
        authors.extend(Author(name=name, url=address, image=_portrait(element, page, names)) for name in names)
    return authors


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
    first = next((t for piece in element.itertext() if (t := strip_by(" ".join(piece.split())))), "")
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
    return stripped != text.strip() or len(stripped.split()) <= 5


def _portrait(element: HtmlElement, page: Page, names: list[str]) -> str | None:
    image = next(iter(element.iter("img")), None)
    if image is None or len(names) != 1:
        return None
    source = image.get("data-src") or image.get("src") or ""
    return None if source.startswith("data:") else page.absolute(source)


def _in_lines(layout: Layout) -> AuthorGroup | None:
    announced = False  # the line before was nothing but "Written by"
    for line in layout.lines:
        if announced and len(line.text) <= MAX_TEXT:
            names = [n for n in split_names(_CUT_NAMES.split(line.text)[0]) if _is_name_like(n)]
            if names and all(_capitalised(n) for n in names):
                return AuthorGroup([Author(name=n) for n in names], "line", "line near the heading", line.text)
        announced = not line.in_body and _ONLY_BY.match(line.text) is not None
        if len(line.text) > MAX_TEXT or _ROLE_LINE.match(line.text):
            continue
        group = _in_line(line)
        if group:
            return group
    return None


def _in_line(line: Line) -> AuthorGroup | None:
    text = _GLUED_BY.sub(r"\1 ", line.text)
    match = _BY_LINE.search(text) or (_LABELLED.search(text) if ":" in text else None)
    if match is None:
        return None
    by = match["by"].strip(" :：").lower()
    colon = ":" in match["by"] or "：" in match["by"]
    if by in _WEAK_BY and not colon and (match.start("by") > 0 or not _capitalised(match["names"])):
        return None
    names = [n for n in split_names(_CUT_NAMES.split(match["names"])[0]) if _is_name_like(n)]
    dated = names and all(is_full_name(n) for n in names) and match.start("by") == 0 and find_day(text) is not None
    if line.in_body and (len(line.text) > MAX_LINE_IN_BODY or (by in _WEAK_BY and not dated)):
        return None
    return AuthorGroup([Author(name=n) for n in names], "line", "line near the heading", line.text) if names else None


def boxed_authors(layout: Layout, page: Page) -> AuthorGroup | None:
    """Whom a box about the author names, or the only author page the post links to: for posts without any byline."""
    marks = marks_of(page).authors[:MAX_BOXES]
    for _, element in marks:
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if AUTHOR_BOX.search(names) and layout.zones.of(element) not in ("comments", "related", "nav"):
            name = _name_in_box(element)
            if name:
                return AuthorGroup([Author(name=name)], "byline", _selector(element), text_of(element, " ")[:200])
    if portrait := _beside_portrait(layout):
        return portrait
    links = [e for _, e in marks if e.tag == "a" and AUTHOR_PATH.search(e.get("href", "")) and layout.is_mine(e) and text_of(e)]
    if links and len({page.absolute(e.get("href")) for e in links}) == 1 and not layout.in_text(links[0]):
        found = [n for n in split_names(text_of(links[0])) if is_full_name(n)]
        address = page.absolute(links[0].get("href")) if len(found) == 1 else None
        if found:
            return AuthorGroup(
                [Author(name=n, url=address) for n in found], "byline", _selector(links[0]), text_of(links[0])[:200]
            )
    return None


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


def is_full_name(name: str) -> bool:
    """Two to four words that all begin with a capital, but for particles; scripts without capitals are not judged here."""
    words = name.split()
    return 2 <= len(words) <= 4 and _is_name_like(name) and not is_role(name) and name[:1].isupper()


def _in_footer(layout: Layout, page: Page) -> AuthorGroup | None:
    """The line under the text that begins with "Posted by", in a block named after its purpose."""
    for element in marks_of(page).footers[:MAX_FOOTERS]:
        text = text_of(element)
        if len(text) > MAX_TEXT or not layout.is_mine(element) or layout.in_text(element):
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

"""Authors in plain lines near the heading or under the text: "By Ann Lee", "4 May 2022 | Ann Lee"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogarchive.extract.dateparse import find_day
from blogarchive.extract.names import BY_WORDS, clean_name, is_full_name, is_name_like, split_names, strip_by
from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.zones import text_of
from blogarchive.items import Author

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.layout import Layout, Line
    from blogarchive.extract.page import Page

__all__ = [
    "CUT_NAMES",
    "LABELLED",
    "MAX_LINE_IN_BODY",
    "MAX_TEXT",
    "AuthorGroup",
    "footer_authors",
    "line_authors",
    "selector_of",
]

MAX_TEXT = 160
MAX_FOOTERS = 30
MAX_DATED = 90
MAX_LINE_IN_BODY = 60
_BY_LINE = re.compile(rf"(?:^|[|•·–—,]\s*)(?P<by>(?:{BY_WORDS})(?:\s*[:：]\s*|\s+|(?<=[\u0e00-\u9fff])))(?P<names>.+)$", re.I)
_ONLY_BY = re.compile(rf"^(?:{BY_WORDS})\s*[:：]?$", re.I)
_GLUED_BY = re.compile(r"^(By|Von|Par|Por|Door|Autor:|Text:)(?=[A-ZÀ-Þ][a-zà-ÿ]+ [A-ZÀ-Þ])")
LABELLED = re.compile(
    r"(?:^|\s)(?P<by>(?:autor(?:in)?|redaktion|authors?|auteure?|autore|författare|forfatter|автор)\s*:\s*)(?P<names>\S.*?)(?=\s+[^\W\d]+\s*:|$)",
    re.I,
)
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*(?:Uhr|[ap]\.?m\.?|h)\b)?|\bUhr\b", re.I)
_BAR = re.compile(r"[|•·]")
_BARS = " |•·,–—-\t"
# Words that announce an author only in a line of its own and with a colon: in running text they are prepositions.
_WEAK_BY = frozenset("de di da od от af av en author authors autor auteur od por par von van a e 文 글".split())
CUT_NAMES = re.compile(
    r"\s*(?:[|•·]|\s[–—-]\s|\s+(?:on|am|le|el|em|il|op|den|at|in|im|à|vom|published|posted|updated)\s+.*$|(?<!\b[^\W\d])(?<!\b[^\W\d]{2})(?<!\d)\d{1,4}.*$)",
    re.I,
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
    organisation: bool = False
    """Whether the place says that these are no persons."""


def line_authors(layout: Layout) -> AuthorGroup | None:
    """Whom the first line near the heading that announces an author names."""
    announced = False  # the line before was nothing but "Written by"
    for line in layout.lines:
        if announced and len(line.text) <= MAX_TEXT:
            names = [n for n in split_names(CUT_NAMES.split(line.text)[0]) if is_name_like(n)]
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
    if not line.in_body and (dated := _beside_date(text)):
        return AuthorGroup([Author(name=dated)], "line", "line near the heading", line.text)
    match = _BY_LINE.search(text) or (LABELLED.search(text) if ":" in text else None)
    if match is None:
        return None
    by = match["by"].strip(" :：").lower()
    colon = ":" in match["by"] or "：" in match["by"]
    if by in _WEAK_BY and not colon and (match.start("by") > 0 or not _capitalised(match["names"])):
        return None
    day = find_day(text)
    said = CUT_NAMES.split(match["names"])[0]
    if day and match.start("names") < day.start:
        said = min(said, text[match.start("names") : day.start], key=len)
    names = [n for n in split_names(said) if is_name_like(n)]
    whole = names and all(is_full_name(n) for n in names) and match.start("by") == 0
    if line.in_body and (len(line.text) > MAX_LINE_IN_BODY or (by in _WEAK_BY and not (whole and (day or _is_all(said, names))))):
        return None
    return AuthorGroup([Author(name=n) for n in names], "line", "line near the heading", line.text) if names else None


def _beside_date(text: str) -> str | None:
    """The name in a line of a date and a name only: "4 May 2022 | 13:10 | Ann Lee", "04.05.2022 13:30 von Ann"."""
    if len(text) > MAX_DATED or not any(map(str.isdigit, text)):
        return None
    day = find_day(text)
    if day is None:
        return None
    rest = f"{text[: day.start]} {_TIME.sub(' ', text[day.end :])}".strip(_BARS)
    name = clean_name(rest)
    if name is None or ":" in name or any(map(str.isdigit, name)):
        return None
    if strip_by(rest) == rest and not (is_full_name(rest) and _BAR.search(text)):
        return None
    return name if is_name_like(name) and _capitalised(name) else None


def _is_all(text: str, names: list[str]) -> bool:
    """Whether *text* says nothing but *names*, with a word between two of them."""
    return len(text.split()) <= sum(len(name.split()) + 1 for name in names) - 1


def footer_authors(layout: Layout, page: Page) -> AuthorGroup | None:
    """The line under the text that begins with "Posted by", in a block named after its purpose."""
    for element in marks_of(page).footers[:MAX_FOOTERS]:
        text = text_of(element)
        if len(text) > MAX_TEXT or not layout.is_mine(element) or layout.in_text(element):
            continue
        match = _BY_LINE.match(text)
        if match is None or " " not in match["by"].strip():  # words of one word are too many things
            continue
        names = [n for n in split_names(CUT_NAMES.split(match["names"])[0]) if is_name_like(n)]
        if names:
            return AuthorGroup([Author(name=n) for n in names], "line", selector_of(element), text)
    return None


def _capitalised(text: str) -> bool:
    words = text.split()[:2]
    return bool(words) and all(not w[:1].islower() for w in words)


def selector_of(element: HtmlElement) -> str:
    """*element* by tag and the name that marks it, for provenance."""
    name = element.get("itemprop") or element.get("rel") or next(iter(element.get("class", "").split()), "")
    return f"{element.tag!s}.{name}" if name else str(element.tag)

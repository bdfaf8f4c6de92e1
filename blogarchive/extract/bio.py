"""What the page says about its authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement

from blogarchive.extract.bioboxes import MAX_BIO, MIN_LETTERS, MIN_TOLD, find_boxes, is_in_comment
from blogarchive.extract.classmarks import short_text
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.names import is_full_name
from blogarchive.items import Author, Rejected
from blogarchive.text import clean_text, fold, one_line

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["find_bios"]

MAX_TOLD = 1500
LAST_PARAGRAPHS = 4
# What follows the name in a text about the person.
SAYS = (
    r",?\s+(?:is\s+(?:an?|the|currently|one)|was\s+(?:an?|the|born)|has\s+been|works|writes|covers|lives"
    r"|ist|arbeitet|schreibt|est|es|è)\s"
)


def find_bios(page: Page, knowledge: SiteKnowledge, authors: list[Author]) -> Finding[dict[str, str]] | None:
    """Author name → bio, for those of *authors* about whom the page has a text; None when there is none.

    A text counts when it stands in a box about the author, names the author or is alone with the only author; a box that names
    somebody else is left alone. Authors who share a box get their parts of it, or the whole where it says "we". Under the text
    and beside it, a paragraph counts that begins with the author's name and says who that is. *authors* without a portrait get
    the one that such a box shows.
    """
    if not authors:
        return None
    bios: dict[str, str] = {}
    sources: dict[str, str] = {}
    lost: list[Rejected] = []
    found = (*_closing(page, authors), *find_boxes(page, authors, lost), *_structured(page, authors))
    for name, text, source in (*found, *_told(page, [a for a in authors if all(a.name != name for name, _, _ in found)])):
        if name not in bios:
            bios[name] = text
            sources[name] = source
        elif fold(text) != fold(bios[name]):
            lost.append(rejected(text, source, "another text was found first"))
    if not bios:
        return None
    source, _, selector = next(iter(sources.values())).partition(" ")
    return Finding(
        value=bios,
        source=source.replace("_", " "),
        selector=selector or None,
        confidence=0.9 if source != "box" else 0.8,
        rejected=lost,
    )


def _closing(page: Page, authors: list[Author]) -> Iterator[tuple[str, str, str]]:
    """The last line of the article, when it is about one of *authors*."""
    line = page.trimmed.closing
    if line:
        for author in authors:
            if _same_person(author.name, line.name):
                yield author.name, clean_text(line.text), "closing_line last paragraph"


def _told(page: Page, authors: list[Author]) -> Iterator[tuple[str, str, str]]:
    """Paragraphs under the text or beside it that begin with an author's full name and say who that is."""
    for author in authors:
        says = re.compile(rf"{re.escape(author.name)}(?:</\w+>)?{SAYS}") if is_full_name(author.name) else None
        if says is None or not says.search(page.text):
            continue
        last = set(list(page.container.element.iter("p"))[-LAST_PARAGRAPHS:])
        for element in page.tree.iter("p", "div", "span"):
            start = element.text or (element[0].text if len(element) else None)
            if not start or not start.lstrip().startswith(author.name):
                continue
            text = short_text(element, MAX_TOLD)
            if len(text) >= MIN_TOLD and says.match(text) and _is_outside_text(element, page, last):
                yield author.name, text, "line paragraph about the author"
                break


def _is_outside_text(element: HtmlElement, page: Page, last: set[HtmlElement]) -> bool:
    """Whether *element* stands in no comment, and in the article only at its end."""
    around = [element, *element.iterancestors()]
    return (page.container.element not in around or not last.isdisjoint(around)) and not is_in_comment(element)


def _same_person(a: str, b: str) -> bool:
    """Equal names, or one spelt with more of them than the other ("Ann Lee", "Ann B. Lee")."""
    x, y = fold(a), fold(b)
    if x == y:
        return bool(x)
    first, second = a.split(), b.split()
    return len(first) > 1 < len(second) and fold(first[0]) == fold(second[0]) and fold(first[-1]) == fold(second[-1])


def _structured(page: Page, authors: list[Author]) -> Iterator[tuple[str, str, str]]:
    """Descriptions of persons in JSON-LD and microdata, when the person has an author's name."""
    for source, items in (("json-ld", page.structured.nodes), ("microdata", page.structured.microdata)):
        for person in _persons(items):
            text = _plain(_first(person.get("description")))
            name = _first(person.get("name"))
            for author in authors:
                if len(text) >= MIN_LETTERS and fold(name) == fold(author.name) and fold(text) != fold(name):
                    yield author.name, text[:MAX_BIO], f"{source} author.description"


def _persons(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        kind = item.get("@type")
        if kind == "Person" or (isinstance(kind, list) and "Person" in kind):
            yield item
        for field in ("author", "creator", "contributor"):
            value = item.get(field)
            for entry in value if isinstance(value, list) else [value]:
                if isinstance(entry, dict):
                    yield entry


def _first(value: Any) -> str:
    while isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """*text* without markup and escapes: plugins put HTML into JSON-LD, where no parser of HTML undoes it."""
    text = unescape(text) if "&" in text else text
    return one_line(re.sub(r"<[^>]{0,500}>", " ", text) if "<" in text else text)

"""Places on a page that a template always uses for the same thing, written so that a person can read and change them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

__all__ = ["MAX_TEXT", "Place", "first_at", "is_selector", "selectors_of", "text_at", "whole_text"]

MAX_TEXT = 300
MAX_PARTS = 60
MAX_NAMES = 3
MAX_PATH = 12
MAX_UP = 4
"""Ancestors among which one with a name is looked for, before the whole path from ``body`` is written down."""

_NAME = re.compile(r"-?[A-Za-z_][\w-]{0,60}\Z", re.ASCII)
_NUMBERED = re.compile(r"\d{3}|[-_]\d+\Z")
"""Names such as ``post-123`` belong to one page, not to a template."""


_CHILD = re.compile(r"/([a-z][a-z0-9]*)\[count\(preceding-sibling::\1\) = (\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where a template puts a value."""

    selector: str
    """CSS selector; the first element on the page that it fits counts."""

    attribute: str = ""
    """The attribute that holds the value; empty where the text does."""

    behind: bool = False
    """Whether the value is the text right behind the element, not in it."""

    before: str = ""
    """What stands before the value in the same text."""

    after: str = ""
    """What stands right after the value."""

    def __str__(self) -> str:
        parts = [self.selector + (f"[{self.attribute}]" if self.attribute else ""), "text behind it" if self.behind else ""]
        parts += [f"after “{self.before.strip()}”"] if self.before.strip() else []
        return ", ".join(part for part in parts if part)


def is_selector(text: str) -> bool:
    """Whether *text* is a CSS selector that can be looked for."""
    try:
        _compiled(text)
    except SelectorError:
        return False
    return True


def first_at(tree: HtmlElement, selector: str) -> HtmlElement | None:
    """The first element that *selector* fits."""
    found = _compiled(selector)(tree)
    return found[0] if isinstance(found, list) and found and isinstance(found[0], HtmlElement) else None


@lru_cache(4096)
def _compiled(selector: str) -> etree.XPath:
    """As XPath for the first match; a child's number is asked for in a way that is not quadratic in the number of children."""
    path = HTMLTranslator().css_to_xpath(selector)
    return etree.XPath(f"({_CHILD.sub(lambda match: f'/{match[1]}[{int(match[2]) + 1}]', path)})[1]")


def text_at(tree: HtmlElement, place: Place, glue: str = " ") -> tuple[str, HtmlElement] | None:
    """What stands at *place*, on one line, and its element; None where the page has no such place or nothing in it.

    *glue* joins the texts of elements inside.
    """
    element = first_at(tree, place.selector)
    if element is None:
        return None
    if place.attribute:
        text = element.get(place.attribute, "")
    else:
        text = (element.tail or "")[: 2 * MAX_TEXT] if place.behind else whole_text(element, glue)
    text = " ".join(text.split())
    if place.before:
        _, found, text = text.partition(place.before)
        if not found:
            return None
    if place.after:
        text = text.partition(place.after)[0]
    text = text.strip()
    return (text, element) if text and len(text) <= MAX_TEXT else None


def whole_text(element: HtmlElement, glue: str = " ") -> str:
    """The text of *element* on one line; empty when it is longer than a line of a template can be."""
    if not len(element):
        text = element.text or ""
        return " ".join(text.split()) if len(text) <= 4 * MAX_TEXT else ""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(part)
        size += len(part)
        if size > 4 * MAX_TEXT or len(parts) > MAX_PARTS:
            return ""
    text = " ".join(glue.join(parts).split())
    return text if len(text) <= MAX_TEXT else ""


def selectors_of(element: HtmlElement) -> Iterator[str]:
    """Ways to write down where *element* stands, by its own names, by its parent's, and by its path from a named element."""
    own = _names(element)
    yield from own
    parent = element.getparent()
    if parent is None or parent.tag == "html":
        return
    outer = _names(parent)
    if own and outer:
        yield f"{outer[0]} > {own[0]}"
    yield from _path(element)


def _path(element: HtmlElement) -> Iterator[str]:
    """The path from the nearest named ancestor, or where none is near, from ``body``."""
    steps = [_step(element)]
    for count, ancestor in enumerate(element.iterancestors()):
        names = _names(ancestor) if count < MAX_UP else []
        if names or ancestor.tag == "body":
            yield " > ".join([names[0] if names else "body", *reversed(steps)])
            return
        if len(steps) == MAX_PATH or ancestor.tag == "html":
            return
        steps.append(_step(ancestor))


def _step(element: HtmlElement) -> str:
    """Tag and number among the siblings of that tag."""
    tag = str(element.tag)
    return f"{tag}:nth-of-type({1 + sum(1 for _ in element.itersiblings(tag, preceding=True))})"


def _names(element: HtmlElement) -> list[str]:
    """The element with each name that a template may have given it."""
    tag = str(element.tag)
    if not _NAME.match(tag):
        return []
    classes = [c for c in (element.get("class") or "").split()[:8] if _NAME.match(c) and not _NUMBERED.search(c)]
    found = [f"{tag}.{c}" for c in classes[:MAX_NAMES]]
    ident = element.get("id") or ""
    if _NAME.match(ident) and not _NUMBERED.search(ident):
        found.append(f"{tag}#{ident}")
    prop = element.get("itemprop") or ""
    if _NAME.match(prop):
        found.append(f"{tag}[itemprop={prop}]")
    return found

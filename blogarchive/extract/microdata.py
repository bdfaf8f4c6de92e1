"""Microdata: ``itemscope`` and ``itemprop`` as nested items."""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml.html import HtmlElement

__all__ = ["read_microdata"]

MAX_PROPERTIES = 3000
MAX_TEXT = 2000

_ADDRESS = {"a": "href", "link": "href", "area": "href", "img": "src", "iframe": "src", "source": "src"}
_PROPERTIES = etree.XPath("descendant-or-self::*[@itemprop]")
_SCOPES = etree.XPath("descendant-or-self::*[@itemscope]")


def read_microdata(tree: HtmlElement) -> list[dict[str, Any]]:
    """All items in page order, nested ones also on their own; empty when the page has none.

    Each is ``@type`` (last part of ``itemtype``) and property → list of strings or items. The text of a long property, such as
    ``articleBody``, is left out: it is the body's business.
    """
    scopes: list[HtmlElement] = _SCOPES(tree)
    if not scopes:
        return []
    items: dict[HtmlElement, dict[str, Any]] = {}
    for element in scopes[:MAX_PROPERTIES]:
        kind = element.get("itemtype", "").split()
        items[element] = {"@type": kind[0].rstrip("/").rpartition("/")[2].rpartition("#")[2]} if kind else {}
    for element in _PROPERTIES(tree)[:MAX_PROPERTIES]:
        owner = _owner(element, items)
        if owner is None:
            continue
        value = items.get(element) or _value(element)
        if value:
            for name in element.get("itemprop", "").split():
                owner.setdefault(name, []).append(value)
    return list(items.values())


def _owner(element: HtmlElement, items: dict[HtmlElement, dict[str, Any]]) -> dict[str, Any] | None:
    for ancestor in element.iterancestors():
        if ancestor in items:
            return items[ancestor]
    return None


def _value(element: HtmlElement) -> str:
    tag = str(element.tag)
    if tag == "time" and element.get("datetime"):
        return str(element.get("datetime"))
    content = element.get("content")
    if content is not None:
        return str(content).strip()
    names = element.get("itemprop", "")
    # A linked headline or author is meant as text, whatever the specification says of its value.
    is_address = tag in _ADDRESS and (tag not in ("a", "area") or names in ("url", "sameAs", "mainEntityOfPage"))
    if is_address and element.get(_ADDRESS[tag]):
        return str(element.get(_ADDRESS[tag])).strip()
    if "articleBody" in names:
        return ""
    if "keywords" in names and (items := element.findall(".//a")):
        return ", ".join(" ".join("".join(item.itertext()).split()) for item in items)[:MAX_TEXT]
    return " ".join("".join(element.itertext()).split())[:MAX_TEXT]

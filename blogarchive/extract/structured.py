"""What a page says about itself in machine-readable form: JSON-LD, microdata, meta tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from blogarchive.extract.jsonld import flatten, load_json
from blogarchive.extract.microdata import read_microdata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.page import Page

__all__ = ["StructuredData", "read_structured"]

MAX_META = 500
MAX_SCRIPTS = 50


@dataclass(slots=True, kw_only=True)
class StructuredData:
    """Flat views; nothing is judged here."""

    nodes: list[dict[str, Any]] = field(default_factory=list)
    """Every JSON-LD object that has an ``@type``, ``@graph`` and nesting flattened, in page order; ``@id`` references resolved
    where possible."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    """Lower-case name, property or http-equiv of ``meta`` → contents, in page order, empty ones left out; also ``itemprop``
    where it stands in no item."""

    microdata: list[dict[str, Any]] = field(default_factory=list)
    """Microdata items: ``@type`` (last part of itemtype) and property name → list of strings or nested items."""

    def types(self) -> set[str]:
        """All ``@type`` names on the page (JSON-LD and microdata)."""
        found: set[str] = set()
        for node in (*self.nodes, *self.microdata):
            kind = node.get("@type")
            found.update(str(k) for k in (kind if isinstance(kind, list) else [kind]) if k)
        return found


def read_structured(page: Page) -> StructuredData:
    """All machine-readable statements of the page. Broken JSON is repaired where that is harmless, else left out."""
    has_items = page.mentions(b"itemscope") or page.mentions(b"itemScope")
    items = read_microdata(page.tree) if has_items else []
    nodes = _json_ld(page.by_tag.get("script", [])) if page.mentions(b"ld+json") else []
    return StructuredData(nodes=nodes, meta=_meta(page.by_tag.get("meta", [])), microdata=items)


def _json_ld(elements: list[HtmlElement]) -> list[dict[str, Any]]:
    values: list[Any] = []
    scripts = [s for s in elements if (kind := s.get("type")) and "ld+json" in kind.lower()]
    for script in scripts[:MAX_SCRIPTS]:
        text = script.text
        if text:
            values.extend(load_json(text))
    return flatten(values) if values else []


def _meta(elements: list[HtmlElement]) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for element in elements[:MAX_META]:
        content = (element.get("content") or element.get("value") or "").strip()  # "value" is a mistake that is meant well
        if content:
            for attribute in ("name", "property", "http-equiv"):
                name = element.get(attribute)
                if name:
                    meta.setdefault(name.strip().lower(), []).append(content)
            name = element.get("itemprop")
            if name and not any("itemscope" in ancestor.attrib for ancestor in element.iterancestors()):
                meta.setdefault(name.strip().lower(), []).append(content)
    return meta

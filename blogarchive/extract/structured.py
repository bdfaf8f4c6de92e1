"""What a page says about itself in machine-readable form: JSON-LD, microdata, meta tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from blogarchive.extract.jsonld import flatten, load_json
from blogarchive.extract.microdata import read_microdata

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


def read_structured(tree: HtmlElement, body: bytes) -> StructuredData:
    """All machine-readable statements of the page. Broken JSON is repaired where that is harmless, else left out.

    *body* is the page the tree was read from: what does not occur in it at all is not looked for.
    """
    items = read_microdata(tree) if b"itemscope" in body or b"itemScope" in body else []
    return StructuredData(nodes=_json_ld(tree) if b"ld+json" in body else [], meta=_meta(tree), microdata=items)


def _json_ld(tree: HtmlElement) -> list[dict[str, Any]]:
    values: list[Any] = []
    scripts = [s for s in tree.iter("script") if (kind := s.get("type")) and "ld+json" in kind.lower()]
    for script in scripts[:MAX_SCRIPTS]:
        text = script.text
        if text:
            values.extend(load_json(text))
    return flatten(values) if values else []


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for count, element in enumerate(tree.iter("meta")):
        if count >= MAX_META:
            break
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

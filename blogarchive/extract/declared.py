"""The language a page declares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogarchive.extract.jsonld import texts
from blogarchive.extract.posting import json_postings

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["declared_language", "declared_tags"]

META = ("content-language", "og:locale", "language", "dc.language", "dcterms.language")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*$", re.I)


def declared_language(page: Page) -> str | None:
    """The first language the page declares, BCP 47, unchecked."""
    declared = declared_tags(page)
    return declared[0][0] if declared else None


def declared_tags(page: Page) -> list[tuple[str, str, str]]:
    """Every language the page declares, each with the kind of place and its key, best first."""
    known = page.memory.get("languages")
    if isinstance(known, list):
        return known
    meta = page.structured.meta
    found = [(page.tree.get("lang") or page.tree.get("xml:lang") or "", "structure", "html lang")]
    for node in json_postings(page)[:1]:
        found.extend((t, "json-ld", "inLanguage") for t in texts(node.get("inLanguage"))[:1])
    for key in META:
        found.extend((t, "meta", key) for t in meta.get(key, ())[:1])
    tidy = [(tag, source, key) for text, source, key in found if (tag := _tidy(text))]
    page.memory["languages"] = tidy
    return tidy


def _tidy(text: str) -> str | None:
    tag = re.split(r"[,;\s]", text.strip().replace("_", "-"))[0]
    if not _TAG.match(tag):
        return None
    language, *rest = tag.split("-")
    return "-".join([language.lower(), *(p.upper() if len(p) == 2 else p.title() if len(p) == 4 else p.lower() for p in rest)])

"""The page's own summary."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.jsonld import texts
from blogarchive.extract.posting import SITE_TYPES, item_types, json_postings, microdata_postings
from blogarchive.items import Rejected
from blogarchive.text import fold, one_line

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["find_excerpt"]

META = (
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
    "dcterms.description",
    "dcterms.abstract",
    "sailthru.description",
)
CONFIDENCE = {"json-ld": 0.9, "microdata": 0.85, "meta": 0.8}
MIN_LENGTH = 3


def find_excerpt(page: Page, knowledge: SiteKnowledge) -> Finding[str] | None:
    """The summary as the page states it (meta description and the like), or None.

    What only repeats the title, the site's name or the site's own description is no summary of the post.
    """
    losers: list[Rejected] = []
    general = _site_descriptions(page) | {f for n in (*knowledge.site_names, knowledge.name or "") if (f := fold(n))}
    for text, source, key in _stated(page):
        if len(text) < MIN_LENGTH:
            continue
        if fold(text) in general:
            losers.append(rejected(text, f"{source} {key}", "describes the site"))
            continue
        return Finding(value=text, source=source, selector=key, confidence=CONFIDENCE[source], rejected=losers)
    return None


def _stated(page: Page) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    meta = page.structured.meta
    for key in META[:2]:
        found.extend((one_line(html.unescape(t)), "meta", key) for t in meta.get(key, ())[:1])
    for source, items in (("json-ld", json_postings(page)), ("microdata", microdata_postings(page))):
        for item in items[:1]:
            found.extend((one_line(t), source, "description") for t in texts(item.get("description"))[:1])
    for key in META[2:]:
        found.extend((one_line(html.unescape(t)), "meta", key) for t in meta.get(key, ())[:1])
    return found


def _site_descriptions(page: Page) -> set[str]:
    structured = page.structured
    return {
        folded
        for item in (*structured.nodes, *structured.microdata)
        if item_types(item) & (SITE_TYPES | {"Organization", "Person"})
        for text in (*texts(item.get("description")), *texts(item.get("name")), *texts(item.get("slogan")))
        if (folded := fold(text))
    }

"""The licence the page states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogarchive.extract.finding import Finding
from blogarchive.extract.jsonld import texts
from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.posting import json_postings, microdata_postings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["find_license"]

# Addresses that are licences by themselves; a blog links them for its texts or for one picture.
OPEN_LICENSE = re.compile(
    r"^https?://(?:www\.)?(?:creativecommons\.org/(?:licenses|publicdomain)/[a-z]|gnu\.org/(?:licenses|copyleft)/fdl)", re.I
)
META = ("dc.rights.license", "dcterms.license", "license", "citation_license", "og:license", "dc.license")
PICTURE_TAGS = frozenset(("figure", "figcaption", "blockquote", "pre", "code"))
MAX_NAME = 200


def find_license(page: Page, knowledge: SiteKnowledge) -> Finding[str] | None:
    """Address or short name of the licence, or None.

    ``rel=license`` and structured data first; then a single Creative Commons link outside figures, which on blogs stands
    under the post or in the page's footer.
    """
    for source, items in (("json-ld", json_postings(page)), ("microdata", microdata_postings(page))):
        for item in items[:1]:
            for text in _addresses(item.get("license")):
                return Finding(value=page.absolute(text) or text, source=source, selector="license", confidence=0.95)
    anchors = marks_of(page).licenses
    for element in (*page.by_tag.get("link", ()), *anchors):
        if "license" not in element.get("rel", "").lower().split() or not element.get("href"):
            continue
        if not _beside_picture(element) and (address := page.absolute(element.get("href"))):
            return Finding(value=address, source="structure", selector=f"{element.tag!s}[rel=license]", confidence=0.9)
    for key in META:
        for text in page.structured.meta.get(key, ()):
            return Finding(value=text[:MAX_NAME], source="meta", selector=key, confidence=0.85)
    found = [e.get("href", "") for e in anchors if OPEN_LICENSE.match(e.get("href", "")) and not _beside_picture(e)]
    if len({re.sub(r"^https?:|deed.*$|/$", "", f) for f in found}) == 1 and (address := page.absolute(found[0])):
        return Finding(value=address, source="structure", selector="a", confidence=0.7)
    return None


def _addresses(value: object) -> list[str]:
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("name")
    return [t[:MAX_NAME] for t in texts(value)][:1]


def _beside_picture(element: HtmlElement) -> bool:
    return any(a.tag in PICTURE_TAGS or "caption" in a.get("class", "") for a in element.iterancestors())

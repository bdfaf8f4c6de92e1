"""Atom 1.0 (RFC 4287) and 0.3."""

from __future__ import annotations

from contextlib import suppress
from html import unescape

from lxml import etree

from blogarchive.discover.feed import Feed, FeedEntry
from blogarchive.discover.feedparts import (
    XML_BASE,
    children,
    core_namespace,
    date_of,
    first_text,
    has_entities,
    join,
    names,
    next_urls,
    number,
    plain,
    tags,
)
from blogarchive.discover.xml import text_of
from blogarchive.text import one_line
from blogarchive.urls import absolute_url

__all__ = ["parse_atom"]

MAX_ENTRIES = 20_000


def parse_atom(root: etree._Element, url: str) -> Feed:
    core = core_namespace(root)
    parts = children(root, core)
    base = join(url, root.get(XML_BASE) or "")
    feed = Feed(
        title=_atom_text(parts.get("title")),
        home_url=_alternate(parts.get("link", []), base),
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        generator=first_text(parts, "generator"),
        authors=names(parts, "author"),
        total=number(first_text(parts, "opensearch:totalresults")),
        next_urls=next_urls(parts.get("link", []), base),
    )
    for element in parts.get("entry", [])[:MAX_ENTRIES]:
        with suppress(ValueError):  # a broken entry must not cost the others
            entry = _atom_entry(element, core, base)
            if entry is not None:
                feed.entries.append(entry)
    return feed


def _atom_entry(element: etree._Element, core: str | None, base: str) -> FeedEntry | None:
    parts = children(element, core)
    base = join(base, element.get(XML_BASE) or "")
    guid = first_text(parts, "id")
    origin = first_text(parts, "feedburner:origlink")
    url = (absolute_url(origin, base) if origin else None) or _alternate(parts.get("link", []), base)
    url = url or (absolute_url(guid) if guid else None)
    if url is None:
        return None
    return FeedEntry(
        url=url,
        title=_atom_text(parts.get("title")),
        published=date_of(parts, "published", "issued", "created", "dc:date"),
        modified=date_of(parts, "updated", "modified"),
        authors=names(parts, "author", "dc:creator"),
        tags=tags([*parts.get("category", []), *parts.get("dc:subject", [])]),
        summary_html=_atom_html(parts.get("summary")),
        content_html=_atom_html(parts.get("content")),
        guid=guid,
    )


def _alternate(links: list[etree._Element], base: str) -> str | None:
    """The page an entry or feed stands for: its alternate link, HTML before other types."""
    best: str | None = None
    for link in links:
        if (link.get("rel") or "alternate").lower() not in (
            "alternate",
            "http://www.iana.org/assignments/relation/alternate",
        ):
            continue
        target = absolute_url(link.get("href") or "", join(base, link.get(XML_BASE) or ""))
        if target and "html" in (link.get("type") or "html"):
            return target
        best = best or target
    return best


def _atom_text(elements: list[etree._Element] | None) -> str | None:
    if not elements:
        return None
    element = elements[0]
    if (element.get("type") or "text") in ("text", "text/plain"):
        # Many writers escape twice and say nothing: `&amp;amp;` in a plain title is no title's meaning.
        text = text_of(element)
        return one_line(unescape(text) if has_entities(text) else text) or None
    return plain(text_of(element))


def _atom_html(elements: list[etree._Element] | None) -> str | None:
    if not elements:
        return None
    element = elements[0]
    if (element.get("type") or "") in ("xhtml", "application/xhtml+xml") or (len(element) and not (element.text or "").strip()):
        return "".join(etree.tostring(c, encoding="unicode", method="html") for c in element).strip() or None
    return text_of(element) or None

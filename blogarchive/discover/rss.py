"""RSS 0.9x, 1.0 and 2.0."""

from __future__ import annotations

from contextlib import suppress

from lxml import etree

from blogarchive.discover.feed import Feed, FeedEntry
from blogarchive.discover.feedparts import (
    XML_BASE,
    children,
    core_namespace,
    date_of,
    first_attribute,
    first_text,
    join,
    names,
    next_urls,
    number,
    plain,
    tags,
)
from blogarchive.discover.xml import attribute, local_name, text_of
from blogarchive.urls import absolute_url

__all__ = ["parse_rss"]

MAX_ENTRIES = 20_000


def parse_rss(root: etree._Element, url: str) -> Feed | None:
    core = None if local_name(root) == "rdf" else core_namespace(root)
    name = local_name(root)
    channel = root if name == "channel" else next((c for c in root if local_name(c) == "channel"), None)
    if channel is None:
        if not any(local_name(c) == "item" for c in root):
            return None
        channel = root
    parts = children(channel, core)
    base = channel.get(XML_BASE) or root.get(XML_BASE)
    base = join(url, base)
    # Anywhere: in RSS 1.0 items stand beside the channel, and after an unclosed tag they lie inside one another.
    items = [element for element in root.iter() if local_name(element) == "item"]
    home = next((h for h in (absolute_url(text_of(e), base) for e in parts.get("link", ())) if h), None)
    feed = Feed(
        title=plain(first_text(parts, "title", "dc:title")),
        home_url=home,
        language=first_text(parts, "language", "dc:language"),
        generator=first_text(parts, "generator") or first_attribute(parts.get("admin:generatoragent"), "resource"),
        authors=names(parts, "dc:creator", "managingeditor", "itunes:author"),
        total=number(first_text(parts, "opensearch:totalresults")),
    )
    feed.next_urls = next_urls(parts.get("atom:link", []), base)
    for item in items[:MAX_ENTRIES]:
        with suppress(ValueError):  # a broken item must not cost the others
            entry = _rss_entry(item, core, home or base)
            if entry is not None:
                feed.entries.append(entry)
    return feed


def _rss_entry(item: etree._Element, core: str | None, base: str) -> FeedEntry | None:
    parts = children(item, core)
    guid_element = parts["guid"][0] if "guid" in parts else None
    guid = text_of(guid_element) or None
    item_base = item.get(XML_BASE)
    base = join(base, item_base)
    is_address = guid_element is not None and (attribute(guid_element, "ispermalink") or "true").lower() != "false"
    candidates = [
        first_text(parts, "feedburner:origlink"),
        *(text_of(e) or attribute(e, "href") for e in parts.get("link", ())),
        *(e.get("href") for e in parts.get("atom:link", ()) if (e.get("rel") or "alternate") == "alternate"),
        guid if is_address else None,
        attribute(item, "about"),
    ]
    url = next((u for u in (absolute_url(c, base) for c in candidates if c) if u), None)
    if url is None:
        return None
    content = first_text(parts, "content:encoded", "xhtml:body", "atom:content", "content")
    return FeedEntry(
        url=url,
        title=plain(first_text(parts, "title", "dc:title")),
        published=date_of(parts, "pubdate", "dc:date", "dcterms:created", "dcterms:issued", "atom:published", "date"),
        modified=date_of(parts, "atom:updated", "dcterms:modified", "lastmod", "updated"),
        authors=names(parts, "dc:creator", "author", "atom:author"),
        tags=tags([*parts.get("category", ()), *parts.get("dc:subject", ())]),
        summary_html=first_text(parts, "description", "atom:summary"),
        content_html=content,
        guid=guid,
    )

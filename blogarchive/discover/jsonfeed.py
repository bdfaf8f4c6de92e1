"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from typing import Any

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feed import Feed, FeedEntry
from blogarchive.discover.feedparts import author, plain
from blogarchive.discover.xml import decode, gunzip
from blogarchive.urls import absolute_url

__all__ = ["parse_json_feed"]

MAX_ENTRIES = 20_000
MAX_NAMES = 100


def parse_json_feed(body: bytes, url: str) -> Feed | None:
    try:
        data = json.loads(decode(gunzip(body)))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None
    if "jsonfeed.org" not in str(data.get("version", "")) and not {"home_page_url", "feed_url"} & data.keys():
        return None
    following = absolute_url(_text(data.get("next_url")) or "", url)
    feed = Feed(
        title=plain(_text(data.get("title"))),
        home_url=absolute_url(_text(data.get("home_page_url")) or "", url) if data.get("home_page_url") else None,
        language=_text(data.get("language")),
        generator=_text(data.get("generator")),
        authors=_json_authors(data),
        next_urls=[following] if following and data.get("next_url") else [],
    )
    for item in data["items"][:MAX_ENTRIES]:
        entry = _json_entry(item, feed.home_url or url) if isinstance(item, dict) else None
        if entry is not None:
            feed.entries.append(entry)
    return feed


def _json_entry(item: dict[str, Any], base: str) -> FeedEntry | None:
    guid = _text(item.get("id"))
    url = absolute_url(_text(item.get("url")) or "", base) if item.get("url") else None
    url = url or (absolute_url(guid) if guid else None)
    if url is None:
        return None
    tags = item.get("tags")
    return FeedEntry(
        url=url,
        title=plain(_text(item.get("title"))),
        published=iso_date(_text(item.get("date_published"))),
        modified=iso_date(_text(item.get("date_modified"))),
        authors=_json_authors(item),
        tags=[t for t in (_text(t) for t in (tags if isinstance(tags, list) else [])[:MAX_NAMES]) if t],
        summary_html=_text(item.get("summary")),
        content_html=_text(item.get("content_html")) or _text(item.get("content_text")),
        guid=guid,
    )


def _json_authors(node: dict[str, Any]) -> list[str]:
    listed = node.get("authors")
    people = listed if isinstance(listed, list) else [node.get("author")]
    names = [author(_text(p.get("name")) or "") if isinstance(p, dict) else None for p in people[:MAX_NAMES]]
    return [n for n in names if n]


def _text(value: object) -> str | None:
    return (str(value).strip() or None) if isinstance(value, str | int) and not isinstance(value, bool) else None

"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

from typing import Any

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feed import Feed, FeedEntry
from blogarchive.discover.feedparts import author, plain
from blogarchive.discover.jsondata import as_text, read_json
from blogarchive.urls import absolute_url

__all__ = ["parse_json_feed"]

MAX_ENTRIES = 20_000
MAX_NAMES = 100


def parse_json_feed(body: bytes, url: str) -> Feed | None:
    data = read_json(body)
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None
    if "jsonfeed.org" not in str(data.get("version", "")) and not {"home_page_url", "feed_url"} & data.keys():
        return None
    following = absolute_url(as_text(data.get("next_url")) or "", url)
    feed = Feed(
        title=plain(as_text(data.get("title"))),
        home_url=absolute_url(as_text(data.get("home_page_url")) or "", url) if data.get("home_page_url") else None,
        language=as_text(data.get("language")),
        generator=as_text(data.get("generator")),
        authors=_json_authors(data),
        next_urls=[following] if following and data.get("next_url") else [],
    )
    for item in data["items"][:MAX_ENTRIES]:
        entry = _json_entry(item, feed.home_url or url) if isinstance(item, dict) else None
        if entry is not None:
            feed.entries.append(entry)
    return feed


def _json_entry(item: dict[str, Any], base: str) -> FeedEntry | None:
    guid = as_text(item.get("id"))
    url = absolute_url(as_text(item.get("url")) or "", base) if item.get("url") else None
    url = url or (absolute_url(guid) if guid else None)
    if url is None:
        return None
    tags = item.get("tags")
    return FeedEntry(
        url=url,
        title=plain(as_text(item.get("title"))),
        published=iso_date(as_text(item.get("date_published"))),
        modified=iso_date(as_text(item.get("date_modified"))),
        authors=_json_authors(item),
        tags=[t for t in (as_text(t) for t in (tags if isinstance(tags, list) else [])[:MAX_NAMES]) if t],
        summary_html=as_text(item.get("summary")),
        content_html=as_text(item.get("content_html")) or as_text(item.get("content_text")),
        guid=guid,
    )


def _json_authors(node: dict[str, Any]) -> list[str]:
    listed = node.get("authors")
    people = listed if isinstance(listed, list) else [node.get("author")]
    names = [author(as_text(p.get("name")) or "") if isinstance(p, dict) else None for p in people[:MAX_NAMES]]
    return [n for n in names if n]

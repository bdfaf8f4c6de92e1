"""Squarespace: any page of a collection as data, ``?format=json``.

https://developers.squarespace.com/view-json-data; its robots.txt forbids these addresses by default, and the crawl obeys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blogarchive.discover.dates import iso_milliseconds
from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.feedparts import author, plain
from blogarchive.discover.jsondata import as_address, as_record, as_records, as_text, as_total, read_json
from blogarchive.discover.listing import Listing
from blogarchive.discover.query import parameter, with_parameters

__all__ = ["list_of", "parse", "places"]

MAX_TAGS = 100
PUBLISHED = 1
"""The state of an item that visitors see."""


def places(home_url: str) -> list[str]:
    """Where the list begins; the start page itself must be the blog's collection."""
    return [with_parameters(home_url, {"format": "json"})]


def list_of(url: str) -> str | None:
    """``posts`` when *url* asks for a page as data."""
    return "posts" if (parameter(url, "format") or "").lower() in ("json", "json-pretty") else None


def parse(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The items of the collection in *body*; products, events and pictures are ``other``."""
    data = as_record(read_json(body))
    collection = as_record(data.get("collection"))
    if not collection or "website" not in data or not isinstance(data.get("items"), list):
        return None
    kind = "posts" if (as_text(collection.get("typeName")) or "").startswith("blog") else "other"
    listing = Listing(platform="squarespace", kind=kind, total=as_total(collection.get("itemCount")))
    listing.entries = [entry for entry in (_entry(item, url) for item in as_records(data["items"])) if entry]
    pagination = as_record(data.get("pagination"))
    target = as_address(pagination.get("nextPageUrl"), url) if pagination.get("nextPage") else None
    listing.next_urls = [with_parameters(target, {"format": parameter(url, "format") or "json"})] if target else []
    listing.ended = not listing.next_urls
    return listing


def _entry(item: dict[str, Any], base: str) -> FeedEntry | None:
    url = as_address(item.get("fullUrl"), base)
    if url is None or item.get("workflowState", PUBLISHED) != PUBLISHED:
        return None
    name = author(as_text(as_record(item.get("author")).get("displayName")) or "")
    labels = [v for group in (item.get("categories"), item.get("tags")) if isinstance(group, list) for v in group[:MAX_TAGS]]
    return FeedEntry(
        url=url,
        title=plain(as_text(item.get("title"))),
        published=iso_milliseconds(item.get("publishOn")),
        modified=iso_milliseconds(item.get("updatedOn")),
        authors=[name] if name else [],
        tags=list(dict.fromkeys(t for t in (as_text(v) for v in labels) if t)),
        summary_html=as_text(item.get("excerpt")),
        content_html=as_text(item.get("body")),
        guid=as_text(item.get("id")),
    )

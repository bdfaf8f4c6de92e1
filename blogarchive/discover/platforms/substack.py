"""Substack: the list behind its archive page, the newest first. It is not documented, and changes may come unannounced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.feedparts import author, plain
from blogarchive.discover.jsondata import as_address, as_records, as_text, as_total, read_json
from blogarchive.discover.listing import Listing
from blogarchive.discover.query import parameter, with_parameters

__all__ = ["list_of", "parse", "places"]

LIMIT = 50
"""Posts of one answer: the most it gives."""


def places(home_url: str) -> list[str]:
    """Where the list of all posts begins."""
    return [with_parameters(urljoin(home_url, "/api/v1/archive"), {"sort": "new", "offset": 0, "limit": LIMIT})]


def list_of(url: str) -> str | None:
    """``posts`` when *url* is an address of the archive list."""
    return "posts" if urlsplit(url).path.rstrip("/") == "/api/v1/archive" else None


def parse(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The posts in *body*. An empty answer ends the list; a short one does not, since the site may give less than was asked."""
    data = read_json(body)
    items = [item for item in as_records(data) if "canonical_url" in item or "slug" in item]
    if not isinstance(data, list) or (data and not items):
        return None
    listing = Listing(platform="substack", entries=[entry for entry in (_entry(item, url) for item in items) if entry])
    listing.ended = not data
    if data:
        offset = (as_total(parameter(url, "offset")) or 0) + len(data)
        listing.next_urls = [with_parameters(url, {"offset": offset})]
    return listing


def _entry(item: dict[str, Any], base: str) -> FeedEntry | None:
    slug = as_text(item.get("slug"))
    url = as_address(item.get("canonical_url"), base) or as_address(f"/p/{slug}" if slug else None, base)
    if url is None:
        return None
    people = (author(as_text(person.get("name")) or "") for person in as_records(item.get("publishedBylines")))
    return FeedEntry(
        url=url,
        title=plain(as_text(item.get("title"))),
        published=iso_date(as_text(item.get("post_date"))),
        modified=iso_date(as_text(item.get("updated_at"))),
        authors=[name for name in people if name],
        tags=[name for tag in as_records(item.get("postTags")) if (name := plain(as_text(tag.get("name"))))],
        summary_html=as_text(item.get("subtitle")) or as_text(item.get("description")),
        content_html=as_text(item.get("body_html")),
        guid=as_text(item.get("id")),
    )

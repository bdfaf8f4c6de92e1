"""Tumblr: the first API, a script that every blog serves at ``/api/read/json``. https://www.tumblr.com/docs/en/api/v1"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.feedparts import plain
from blogarchive.discover.jsondata import as_address, as_record, as_records, as_text, as_total, read_json
from blogarchive.discover.listing import Listing
from blogarchive.discover.query import parameter, with_parameters
from blogarchive.discover.xml import gunzip

__all__ = ["list_of", "parse", "places"]

NUMBER = 50
"""Posts of one answer: the most it gives."""

MAX_TAGS = 100
_ASSIGNMENT = re.compile(rb"\A\s*var\s+\w{1,40}\s*=\s*")
# The texts of a post's kinds: text, quote, link, conversation, photo, video, audio, answer.
TITLES = ("regular-title", "link-text", "conversation-title", "question")
TEXTS = (
    *("regular-body", "quote-text", "link-description", "conversation-text"),
    *("photo-caption", "video-caption", "audio-caption", "answer"),
)


def places(home_url: str) -> list[str]:
    """Where the list of all posts begins."""
    return [with_parameters(urljoin(home_url, "/api/read/json"), {"start": 0, "num": NUMBER})]


def list_of(url: str) -> str | None:
    """``posts`` when *url* is an address of the list."""
    return "posts" if urlsplit(url).path.rstrip("/") == "/api/read/json" else None


def parse(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The posts in *body*, which assigns them to a variable."""
    body = gunzip(body)
    data = as_record(read_json(_ASSIGNMENT.sub(b"", body, count=1).rstrip(b"; \t\r\n")))
    if not isinstance(data.get("posts"), list):
        return None
    items = as_records(data["posts"])
    listing = Listing(platform="tumblr", total=as_total(data.get("posts-total")))
    listing.entries = [entry for entry in (_entry(item, url) for item in items) if entry]
    start = as_total(data.get("posts-start")) or as_total(parameter(url, "start")) or 0
    following = start + len(items)
    if items and (listing.total is None or following < listing.total):
        listing.next_urls = [with_parameters(url, {"start": following})]
    listing.ended = not listing.next_urls
    return listing


def _entry(item: dict[str, Any], base: str) -> FeedEntry | None:
    url = as_address(item.get("url-with-slug"), base) or as_address(item.get("url"), base)
    if url is None:
        return None
    tags = item.get("tags")
    return FeedEntry(
        url=url,
        title=plain(next((t for t in (as_text(item.get(name)) for name in TITLES) if t), None)),
        published=iso_date(as_text(item.get("date-gmt"))),
        tags=[t for t in (as_text(t) for t in (tags if isinstance(tags, list) else [])[:MAX_TAGS]) if t],
        content_html=next((t for t in (as_text(item.get(name)) for name in TEXTS) if t), None),
        guid=as_text(item.get("id")),
    )

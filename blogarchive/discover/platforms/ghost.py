"""Ghost: the Content API, where a page holds its public key.

Themes with search or member cards carry the key in ``data-key`` beside the API's address: it is meant for every visitor's
browser and reads published posts only. https://docs.ghost.org/content-api/pagination
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.feedparts import author, plain
from blogarchive.discover.jsondata import as_address, as_record, as_records, as_text, as_total, read_json
from blogarchive.discover.listing import Listing
from blogarchive.discover.markup import Markup
from blogarchive.discover.query import with_parameters
from blogarchive.urls import absolute_url

__all__ = ["list_of", "named", "parse"]

MAX_ANSWERS = 1000
LIMIT = 100
"""Posts of one answer: the most since Ghost 6."""

_LIST = re.compile(r"/ghost/api/(?:v[\d.]+/|canary/)?content/(posts|pages)/?\Z")
_KEY = re.compile(r"[0-9a-f]{20,40}\Z")
# Where themes and Ghost's own scripts keep the API's address beside its key; without one the API lies below the blog.
_ADDRESSES = ("data-api", "data-sodo-search", "data-api-url", "data-ghost", "data-admin")
_IN_SCRIPT = re.compile(r"/ghost/api/content/(?:posts|pages)?/?\?(?:[^\"'\s<>]{0,300}&)?key=([0-9a-f]{20,40})\b")


def list_of(url: str) -> str | None:
    """``posts`` or ``pages`` when *url* is an address of the Content API."""
    match = _LIST.search(urlsplit(url).path)
    return match[1] if match else None


def named(markup: Markup, url: str) -> list[str]:
    """Where the lists begin that the page's own scripts have the key for; empty when it holds none."""
    for node in markup.css("[data-key]")[:20]:
        attributes = node.attributes
        key = attributes.get("data-key") or ""
        addresses = [a for a in (attributes.get(name) for name in _ADDRESSES) if a]
        if _KEY.match(key) and (addresses or "ghost" in (attributes.get("src") or "").lower()):
            return _places(addresses[0] if addresses else "", url, key)
    match = _IN_SCRIPT.search(markup.html or "")
    return _places("", url, match[1]) if match else []


def _places(address: str, url: str, key: str) -> list[str]:
    root = absolute_url(address.partition("/ghost/")[0] or "/", url)
    if root is None:
        return []
    root = root if root.endswith("/") else root + "/"
    wanted: dict[str, str | int] = {"key": key, "limit": LIMIT, "include": "authors,tags", "page": 1}
    return [with_parameters(urljoin(root, f"ghost/api/content/{kind}/"), wanted) for kind in ("posts", "pages")]


def parse(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The posts or pages in *body*."""
    kind = list_of(url)
    data = as_record(read_json(body)) if kind else {}
    if kind is None or not isinstance(data.get(kind), list):
        return None
    listing = Listing(platform="ghost", kind=kind)
    listing.entries = [entry for entry in (_entry(item, url) for item in as_records(data[kind])) if entry]
    pagination = as_record(as_record(data.get("meta")).get("pagination"))
    listing.total = as_total(pagination.get("total"))
    page, pages = as_total(pagination.get("page")) or 1, as_total(pagination.get("pages")) or 1
    if data[kind]:
        listing.next_urls = [with_parameters(url, {"page": n}) for n in range(page + 1, min(pages, page + MAX_ANSWERS) + 1)]
    listing.ended = not listing.next_urls
    return listing


def _entry(item: dict[str, Any], base: str) -> FeedEntry | None:
    url = as_address(item.get("url"), base)
    if url is None or item.get("status", "published") != "published":
        return None
    tags = as_records(item.get("tags"))
    people = (author(as_text(person.get("name")) or "") for person in as_records(item.get("authors")))
    # Posts for members come without their text, or with its beginning.
    whole = item.get("access") is not False
    return FeedEntry(
        url=url,
        title=plain(as_text(item.get("title"))),
        published=iso_date(as_text(item.get("published_at"))),
        modified=iso_date(as_text(item.get("updated_at"))),
        authors=[name for name in people if name],
        # Tags that begin with # are the author's own marks and are shown nowhere.
        tags=[name for tag in tags if tag.get("visibility") != "internal" and (name := plain(as_text(tag.get("name"))))],
        summary_html=as_text(item.get("custom_excerpt")) or as_text(item.get("excerpt")),
        content_html=as_text(item.get("html")) if whole else None,
        guid=as_text(item.get("uuid")) or as_text(item.get("id")),
    )

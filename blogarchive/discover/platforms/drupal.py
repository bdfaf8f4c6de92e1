"""Drupal: the JSON:API module of core, where a site has switched it on. https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module"""

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
from blogarchive.urls import absolute_url

__all__ = ["list_of", "parse", "places"]

_LIST = re.compile(r"/jsonapi/node/([a-z0-9_]{1,60})/?\Z")
POSTS = frozenset(("article", "blog", "blog_post", "blog_entry", "post", "news", "story"))
PAGES = frozenset(("page", "basic_page", "landing_page"))


def places(home_url: str) -> list[str]:
    """Where the lists of the types begin that Drupal's install profiles and blog modules make."""
    return [urljoin(home_url, f"/jsonapi/node/{name}?sort=-created") for name in ("article", "blog", "blog_post")]


def list_of(url: str) -> str | None:
    """The type of content that *url* lists."""
    match = _LIST.search(urlsplit(url).path)
    return match[1] if match else None


def parse(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The nodes in *body*."""
    name = list_of(url)
    data = as_record(read_json(body)) if name else {}
    if name is None or "jsonapi" not in data or not isinstance(data.get("data"), list):
        return None
    listing = Listing(platform="drupal", kind="posts" if name in POSTS else "pages" if name in PAGES else "other")
    listing.entries = [entry for entry in (_entry(item, url) for item in as_records(data["data"])) if entry]
    listing.total = as_total(as_record(data.get("meta")).get("count"))
    following = as_record(data.get("links")).get("next")
    target = as_address(following.get("href") if isinstance(following, dict) else following, url) if data["data"] else None
    listing.next_urls = [target] if target else []
    listing.ended = not listing.next_urls
    return listing


def _entry(item: dict[str, Any], base: str) -> FeedEntry | None:
    values = as_record(item.get("attributes"))
    alias = as_text(as_record(values.get("path")).get("alias"))
    number = as_text(values.get("drupal_internal__nid"))
    address = alias or (f"/node/{number}" if number else None)
    root = base.partition("/jsonapi/")[0]
    url = absolute_url(root + address) if address and address.startswith("/") else None
    if url is None or values.get("status") is False:
        return None
    body = as_record(values.get("body"))
    return FeedEntry(
        url=url,
        title=plain(as_text(values.get("title"))),
        published=iso_date(as_text(values.get("created"))),
        modified=iso_date(as_text(values.get("changed"))),
        summary_html=as_text(body.get("summary")),
        content_html=as_text(body.get("processed")),
        guid=as_text(item.get("id")),
    )

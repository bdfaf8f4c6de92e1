"""Platforms whose whole list is a feed: Blogger pages its Atom feed to the end, Micro.blog has all posts in one JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from blogarchive.discover.feeds import Feed, parse_feed
from blogarchive.discover.listing import Listing
from blogarchive.discover.query import parameter, with_parameters

__all__ = ["blogger_list", "blogger_places", "microblog_list", "microblog_places", "parse_blogger", "parse_microblog"]

MAX_RESULTS = 150
"""Posts of one answer of Blogger: with their texts it gives no more, whatever is asked for."""

_BLOGGER = re.compile(r"(?:/feeds(?:/\d+)?|\A/\d+)/(posts|pages)/(?:default|full|summary)/?\Z")


def blogger_places(home_url: str) -> list[str]:
    """Where Blogger's lists begin; without ``redirect=false`` many blogs send the asker to a feed service that holds a part."""
    wanted: dict[str, str | int] = {"redirect": "false", "start-index": 1, "max-results": MAX_RESULTS}
    return [with_parameters(urljoin(home_url, f"/feeds/{kind}/default"), wanted) for kind in ("posts", "pages")]


def blogger_list(url: str) -> str | None:
    """``posts`` or ``pages`` when *url* is one of Blogger's feeds of a whole blog."""
    match = _BLOGGER.search(urlsplit(url).path)
    return match[1] if match else None


def parse_blogger(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The entries in *body*, with the number that exist."""
    feed = parse_feed(body, url)
    if feed is None or feed.kind != "posts":
        return None
    listing = _listing("blogger", blogger_list(url) or "posts", feed)
    start = int(index) if (index := parameter(url, "start-index")) and index.isascii() and index.isdigit() else 1
    following = start + len(feed.entries)
    if not listing.next_urls and feed.entries and feed.total is not None and following <= feed.total:
        listing.next_urls = [with_parameters(url, {"start-index": following})]
    if not feed.entries:
        listing.next_urls = []
    listing.ended = not listing.next_urls
    return listing


def microblog_places(home_url: str) -> list[str]:
    """Where Micro.blog keeps the list of all posts, and the feed of the newest with their texts."""
    return [urljoin(home_url, "archive/index.json"), urljoin(home_url, "feed.json")]


def microblog_list(url: str) -> str | None:
    """``posts`` when *url* is the archive as data."""
    return "posts" if urlsplit(url).path.endswith("/archive/index.json") else None


def parse_microblog(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """All the posts of the blog, the texts only as their beginnings."""
    feed = parse_feed(body, url)
    if feed is None:
        return None
    for entry in feed.entries:
        entry.summary_html, entry.content_html = entry.summary_html or entry.content_html, None
    listing = _listing("microblog", "posts", feed)
    listing.ended = not listing.next_urls
    return listing


def _listing(platform: str, kind: str, feed: Feed) -> Listing:
    return Listing(platform=platform, kind=kind, entries=feed.entries, next_urls=list(feed.next_urls), total=feed.total)

"""Tumblr's first API."""

from __future__ import annotations

import json

import pytest

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import parse_listing

URL = "https://x.example/api/read/json?start=0&num=50"
TEXT = {
    "id": "123",
    "url": "https://x.example/post/123",
    "url-with-slug": "https://x.example/post/123/salt",
    "type": "regular",
    "date-gmt": "2011-05-01 10:00:00 GMT",
    "regular-title": "Salt",
    "regular-body": "<p>Text</p>",
    "tags": ["maps", "salt"],
}
PHOTO = {"id": "124", "url": "https://x.example/post/124", "type": "photo", "photo-caption": "<p>A harbour</p>"}


def read(posts: list[object], start: int = 0, total: object = 3, url: str = URL) -> Listing:
    data = {"tumblelog": {}, "posts-start": start, "posts-total": total, "posts": posts}
    listing = parse_listing(b"var tumblr_api_read = " + json.dumps(data).encode() + b";\n", url, {})
    assert listing is not None
    return listing


def test_posts_of_every_kind_are_read() -> None:
    text, photo = read([TEXT, PHOTO]).entries
    assert text == FeedEntry(
        url="https://x.example/post/123/salt",
        title="Salt",
        published="2011-05-01T10:00:00+00:00",
        tags=["maps", "salt"],
        content_html="<p>Text</p>",
        guid="123",
    )
    assert (photo.url, photo.title, photo.content_html) == ("https://x.example/post/124", None, "<p>A harbour</p>")


@pytest.mark.parametrize(
    ("posts", "start", "total", "following"),
    [
        ([TEXT, PHOTO], 0, "3", ["https://x.example/api/read/json?num=50&start=2"]),
        ([TEXT], 2, "3", []),
        ([], 0, "3", []),
        ([TEXT], 0, False, ["https://x.example/api/read/json?num=50&start=1"]),
    ],
    ids=["first", "last", "empty", "no total"],
)
def test_where_the_list_goes_on(posts: list[object], start: int, total: object, following: list[str]) -> None:
    listing = read(posts, start, total)
    assert (listing.next_urls, listing.ended) == (following, not following)

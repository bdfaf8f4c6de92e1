"""Substack's archive list."""

from __future__ import annotations

import json

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.listings import parse_listing

URL = "https://x.example/api/v1/archive?sort=new&offset=50&limit=50"
POST = {
    "id": 12,
    "slug": "salt",
    "title": "Salt",
    "subtitle": "About salt",
    "post_date": "2024-05-01T10:00:00.123Z",
    "canonical_url": "https://x.example/p/salt",
    "publishedBylines": [{"name": "Ann"}],
    "postTags": [{"name": "maps"}],
}


def test_posts_and_where_the_list_goes_on() -> None:
    listing = parse_listing(json.dumps([POST, {"slug": "stone"}]).encode(), URL, {})
    assert listing is not None
    assert listing.entries[0] == FeedEntry(
        url="https://x.example/p/salt",
        title="Salt",
        published="2024-05-01T10:00:00+00:00",
        authors=["Ann"],
        tags=["maps"],
        summary_html="About salt",
        guid="12",
    )
    assert listing.entries[1].url == "https://x.example/p/stone"
    assert listing.next_urls == ["https://x.example/api/v1/archive?sort=new&limit=50&offset=52"]
    assert not listing.ended


def test_only_an_empty_answer_ends_the_list() -> None:
    listing = parse_listing(b"[]", URL, {})
    assert listing is not None
    assert (listing.ended, listing.next_urls) == (True, [])

"""Ghost's Content API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import parse_listing

URL = "https://x.example/ghost/api/content/posts/?key=0123456789abcdef01234567&limit=2"
POST: dict[str, Any] = {
    "uuid": "u-1",
    "title": "Salt",
    "url": "https://x.example/salt/",
    "html": "<p>Text</p>",
    "published_at": "2024-05-01T10:00:00.000+02:00",
    "updated_at": "2024-05-02T10:00:00.000+02:00",
    "custom_excerpt": "Short",
    "authors": [{"name": "Ann"}, {"name": "Bo"}],
    "tags": [{"name": "maps", "visibility": "public"}, {"name": "#internal", "visibility": "internal"}],
}


def read(posts: list[Any], pagination: dict[str, Any], url: str = URL, name: str = "posts") -> Listing:
    listing = parse_listing(json.dumps({name: posts, "meta": {"pagination": pagination}}).encode(), url, {})
    assert listing is not None
    return listing


def test_post_is_read_whole() -> None:
    assert read([POST], {}).entries == [
        FeedEntry(
            url="https://x.example/salt/",
            title="Salt",
            published="2024-05-01T10:00:00+02:00",
            modified="2024-05-02T10:00:00+02:00",
            authors=["Ann", "Bo"],
            tags=["maps"],
            summary_html="Short",
            content_html="<p>Text</p>",
            guid="u-1",
        )
    ]


def test_a_post_for_members_is_listed_without_its_beginning() -> None:
    assert read([POST | {"access": False}], {}).entries[0].content_html is None


@pytest.mark.parametrize(
    ("pagination", "following"),
    [
        ({"page": 1, "pages": 3, "total": 5, "next": 2}, [URL + "&page=2", URL + "&page=3"]),
        ({"page": 3, "pages": 3, "total": 5, "next": None}, []),
        ({}, []),
    ],
    ids=["first", "last", "nothing said"],
)
def test_where_the_list_goes_on(pagination: dict[str, Any], following: list[str]) -> None:
    listing = read([POST, POST], pagination)
    assert (listing.next_urls, listing.ended, listing.total) == (following, not following, pagination.get("total"))


def test_pages_are_a_list_of_their_own() -> None:
    assert read([POST], {}, URL.replace("/posts/", "/pages/"), "pages").kind == "pages"


def test_an_error_is_no_list() -> None:
    assert parse_listing(b'{"errors": [{"message": "Unknown Content API Key"}]}', URL, {}) is None

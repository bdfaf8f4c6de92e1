"""Medium's streams."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import parse_listing

URL = "https://medium.com/@ann/latest?format=json&limit=100"
POST: dict[str, Any] = {
    "id": "abc123",
    "title": "Salt",
    "uniqueSlug": "salt-abc123",
    "creatorId": "u1",
    "homeCollectionId": "",
    "firstPublishedAt": 1714557600123,
    "latestPublishedAt": 1714644000000,
    "virtuals": {"subtitle": "About salt", "tags": [{"name": "Maps"}]},
}
USERS = {"u1": {"name": "Ann", "username": "ann"}}
COLLECTIONS = {"c1": {"slug": "paper", "domain": "paper.example"}, "c2": {"slug": "other-paper"}}


def read(posts: list[dict[str, Any]], paging: dict[str, Any] | None = None) -> Listing:
    references = {"Post": {str(n): p for n, p in enumerate(posts)}, "User": USERS, "Collection": COLLECTIONS}
    data = {"success": True, "payload": {"references": references, "paging": paging or {}}}
    listing = parse_listing(b"])}while(1);</x>" + json.dumps(data).encode(), URL, {})
    assert listing is not None
    return listing


def test_post_is_read() -> None:
    assert read([POST]).entries == [
        FeedEntry(
            url="https://medium.com/@ann/salt-abc123",
            title="Salt",
            published="2024-05-01T10:00:00+00:00",
            modified="2024-05-02T10:00:00+00:00",
            authors=["Ann"],
            tags=["Maps"],
            summary_html="About salt",
            guid="abc123",
        )
    ]


@pytest.mark.parametrize(
    ("more", "url"),
    [
        ({"homeCollectionId": "c1"}, "https://paper.example/salt-abc123"),
        ({"homeCollectionId": "c2"}, "https://medium.com/other-paper/salt-abc123"),
        ({"mediumUrl": "https://ann.medium.com/salt-abc123"}, "https://ann.medium.com/salt-abc123"),
        ({"creatorId": "unknown"}, "https://medium.com/salt-abc123"),
    ],
)
def test_address_of_a_post(more: dict[str, Any], url: str) -> None:
    assert read([POST | more]).entries[0].url == url


@pytest.mark.parametrize("more", [{"inResponseToPostId": "x"}, {"firstPublishedAt": 0}], ids=["answer to a post", "draft"])
def test_what_is_no_published_post_is_left_out(more: dict[str, Any]) -> None:
    assert read([POST | more]).entries == []


def test_where_the_stream_goes_on() -> None:
    paging = {
        "path": "https://medium.com/_/api/users/u1/profile/stream",
        "next": {"limit": 100, "to": "17", "page": 2, "ignoredIds": ["a", "b"]},
    }
    listing = read([POST], paging)
    assert listing.next_urls == [f"{paging['path']}?format=json&limit=100&to=17&page=2&ignoredIds=a,b"]
    assert not listing.ended


def test_the_last_answer_ends_the_stream() -> None:
    assert read([POST], {"path": "https://medium.com/_/api/users/u1/profile/stream"}).ended


def test_without_the_guard_it_is_no_stream() -> None:
    assert parse_listing(b'{"payload": {"references": {"Post": {}}}}', URL, {}) is None

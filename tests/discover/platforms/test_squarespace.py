"""Squarespace's collections as data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import parse_listing

URL = "https://x.example/journal?format=json"
ITEM: dict[str, Any] = {
    "id": "i1",
    "fullUrl": "/journal/salt",
    "title": "Salt",
    "publishOn": 1714557600123,
    "updatedOn": 1714644000000,
    "workflowState": 1,
    "author": {"displayName": "Ann"},
    "categories": ["Maps"],
    "tags": ["salt", "Maps"],
    "excerpt": "<p>Short</p>",
    "body": "<p>Text</p>",
}


def read(items: list[Any], pagination: dict[str, Any] | None = None, kind: str = "blog-basic-grid") -> Listing:
    data = {"website": {}, "collection": {"typeName": kind, "itemCount": 41}, "items": items, "pagination": pagination}
    listing = parse_listing(json.dumps(data).encode(), URL, {})
    assert listing is not None
    return listing


def test_post_is_read_whole() -> None:
    listing = read([ITEM])
    assert (listing.total, listing.ended) == (41, True)
    assert listing.entries == [
        FeedEntry(
            url="https://x.example/journal/salt",
            title="Salt",
            published="2024-05-01T10:00:00+00:00",
            modified="2024-05-02T10:00:00+00:00",
            authors=["Ann"],
            tags=["Maps", "salt"],
            summary_html="<p>Short</p>",
            content_html="<p>Text</p>",
            guid="i1",
        )
    ]


def test_the_next_answer_is_asked_for_as_data_too() -> None:
    listing = read([ITEM], {"nextPage": True, "nextPageUrl": "/journal?offset=1714557600123"})
    assert listing.next_urls == ["https://x.example/journal?offset=1714557600123&format=json"]


def test_drafts_are_left_out() -> None:
    assert read([ITEM | {"workflowState": 2}]).entries == []


@pytest.mark.parametrize(
    ("name", "kind"), [("blog", "posts"), ("blog-side-by-side", "posts"), ("products", "other"), ("events-stacked", "other")]
)
def test_kind_of_a_collection(name: str, kind: str) -> None:
    assert read([ITEM], kind=name).kind == kind


@pytest.mark.parametrize("value", [None, "soon", -5, 10**18, True, float("nan")])
def test_a_broken_date_costs_the_date_alone(value: object) -> None:
    assert read([ITEM | {"publishOn": value}]).entries[0].published is None

"""Drupal's JSON:API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import parse_listing

URL = "https://x.example/drupal/jsonapi/node/article?sort=-created"
NODE: dict[str, Any] = {
    "id": "uuid-1",
    "attributes": {
        "drupal_internal__nid": 5,
        "status": True,
        "title": "Salt",
        "created": "2024-05-01T10:00:00+00:00",
        "changed": "2024-05-02T10:00:00+00:00",
        "path": {"alias": "/blog/salt"},
        "body": {"processed": "<p>Text</p>", "summary": "Short"},
    },
}


def read(nodes: list[Any], links: dict[str, Any] | None = None, url: str = URL) -> Listing:
    listing = parse_listing(json.dumps({"jsonapi": {"version": "1.0"}, "data": nodes, "links": links or {}}).encode(), url, {})
    assert listing is not None
    return listing


def test_node_is_read_whole() -> None:
    assert read([NODE]).entries == [
        FeedEntry(
            url="https://x.example/drupal/blog/salt",
            title="Salt",
            published="2024-05-01T10:00:00+00:00",
            modified="2024-05-02T10:00:00+00:00",
            summary_html="Short",
            content_html="<p>Text</p>",
            guid="uuid-1",
        )
    ]


def test_a_node_without_alias_has_its_number() -> None:
    node = {"attributes": NODE["attributes"] | {"path": {"alias": None}}}
    assert read([node]).entries[0].url == "https://x.example/drupal/node/5"


def test_unpublished_nodes_are_left_out() -> None:
    assert read([{"attributes": NODE["attributes"] | {"status": False}}]).entries == []


@pytest.mark.parametrize(
    "link", [{"href": "https://x.example/n?page[offset]=50"}, "https://x.example/n?page[offset]=50"], ids=["object", "text"]
)
def test_where_the_list_goes_on(link: object) -> None:
    assert read([NODE], {"next": link}).next_urls == ["https://x.example/n?page%5Boffset%5D=50"]


def test_without_a_next_link_the_list_ends() -> None:
    assert read([NODE]).ended


@pytest.mark.parametrize(("name", "kind"), [("article", "posts"), ("blog_post", "posts"), ("page", "pages"), ("recipe", "other")])
def test_kind_by_the_type_of_content(name: str, kind: str) -> None:
    assert read([NODE], url=f"https://x.example/jsonapi/node/{name}").kind == kind

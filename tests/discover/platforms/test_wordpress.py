"""WordPress's REST API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import parse_listing
from blogarchive.discover.platforms.wordpress import rest_root_of_header

URL = "https://x.example/wp-json/wp/v2/posts?per_page=2"
PLAIN = "https://x.example/?rest_route=/wp/v2/posts&per_page=2"
POST: dict[str, Any] = {
    "id": 7,
    "link": "https://x.example/a/",
    "type": "post",
    "status": "publish",
    "date": "2024-07-01T10:00:00",
    "date_gmt": "2024-07-01T08:00:00",
    "modified": "2024-07-02T10:00:00",
    "title": {"rendered": "Salt &#038; <em>stone</em>"},
    "content": {"rendered": "<p>Text</p>", "protected": False},
    "excerpt": {"rendered": "<p>Short</p>"},
    "_embedded": {
        "author": [{"name": "Ann"}],
        "wp:term": [
            [{"name": "Maps", "taxonomy": "category"}],
            [{"name": "salt", "taxonomy": "post_tag"}, {"name": "x", "taxonomy": "nav"}],
        ],
    },
}


def read(data: object, url: str = URL, headers: dict[str, str] | None = None) -> Listing:
    listing = parse_listing(json.dumps(data).encode(), url, headers or {})
    assert listing is not None
    return listing


def test_post_is_read_whole() -> None:
    listing = read([POST])
    assert (listing.platform, listing.kind) == ("wordpress", "posts")
    assert listing.entries == [
        FeedEntry(
            url="https://x.example/a/",
            title="Salt & stone",
            published="2024-07-01T10:00:00+02:00",
            modified="2024-07-02T10:00:00",
            authors=["Ann"],
            tags=["Maps", "salt"],
            summary_html="<p>Short</p>",
            content_html="<p>Text</p>",
            guid="7",
        )
    ]


@pytest.mark.parametrize(
    ("local", "utc", "date"),
    [
        ("2024-07-01T10:00:00", "2024-07-01T08:00:00", "2024-07-01T10:00:00+02:00"),
        ("2024-07-01T02:00:00", "2024-07-01T05:30:00", "2024-07-01T02:00:00-03:30"),
        ("2024-07-01T10:00:00", "2024-07-01T10:00:00", "2024-07-01T10:00:00+00:00"),
        ("2024-07-01T10:00:00", "0000-00-00T00:00:00", "2024-07-01T10:00:00"),
        ("2024-07-01T10:00:00", "2020-01-01T00:00:00", "2024-07-01T10:00:00"),
        ("2024-07-01T10:00:00", None, "2024-07-01T10:00:00"),
        (None, "2024-07-01T10:00:00", None),
    ],
)
def test_zone_follows_from_local_and_universal_time(local: str | None, utc: str | None, date: str | None) -> None:
    assert read([POST | {"date": local, "date_gmt": utc}]).entries[0].published == date


@pytest.mark.parametrize("status", ["draft", "private", "future", "pending"])
def test_what_is_not_public_is_left_out(status: str) -> None:
    assert read([POST | {"status": status}]).entries == []


def test_a_protected_post_is_listed_without_its_text() -> None:
    entry = read([POST | {"content": {"rendered": "<form>", "protected": True}}]).entries[0]
    assert (entry.url, entry.content_html, entry.summary_html) == ("https://x.example/a/", None, None)


@pytest.mark.parametrize("url", [URL, PLAIN], ids=["pretty", "plain"])
def test_headers_promise_the_number_of_posts_and_answers(url: str) -> None:
    listing = read([POST, POST], url, {"x-wp-total": "5", "x-wp-totalpages": "3"})
    assert listing.total == 5
    assert listing.next_urls == [f"{url}&page=2", f"{url}&page=3"]
    assert not listing.ended


def test_later_answers_name_only_those_after_them() -> None:
    listing = read([POST], URL + "&page=2", {"x-wp-totalpages": "3"})
    assert listing.next_urls == [URL + "&page=3"]


@pytest.mark.parametrize(
    ("data", "headers", "following"),
    [
        ([POST, POST], {}, [URL + "&page=2"]),
        ([POST], {}, []),
        ([], {"x-wp-totalpages": "9"}, []),
        ([POST], {"link": '<https://x.example/wp-json/wp/v2/posts?per_page=2&page=2>; rel="next"'}, [URL + "&page=2"]),
        ([POST], {"x-wp-totalpages": "1"}, []),
    ],
    ids=["full answer", "short answer", "empty answer", "link header", "one answer"],
)
def test_where_the_list_goes_on(data: list[Any], headers: dict[str, str], following: list[str]) -> None:
    listing = read(data, headers=headers)
    assert (listing.next_urls, listing.ended) == (following, not following)


def test_the_answer_behind_the_last_ends_the_list() -> None:
    listing = read({"code": "rest_post_invalid_page_number", "message": "…", "data": {"status": 400}})
    assert (listing.entries, listing.ended) == ([], True)


@pytest.mark.parametrize("code", ["rest_no_route", "rest_not_logged_in", "rest_disabled", "rest_forbidden"])
def test_a_refusal_is_no_list(code: str) -> None:
    assert parse_listing(json.dumps({"code": code, "data": {"status": 401}}).encode(), URL, {}) is None


def test_a_lying_number_of_answers_is_bounded() -> None:
    assert len(read([POST], headers={"x-wp-totalpages": "9999999"}).next_urls) == 1000


@pytest.mark.parametrize(("base", "kind"), [("posts", "posts"), ("pages", "pages"), ("recipes", "other"), ("media", "other")])
def test_kind_of_a_list(base: str, kind: str) -> None:
    assert read([POST], f"https://x.example/wp-json/wp/v2/{base}").kind == kind


TYPES = {
    "post": {"slug": "post", "rest_base": "posts", "rest_namespace": "wp/v2"},
    "page": {"slug": "page", "rest_base": "pages", "rest_namespace": "wp/v2"},
    "attachment": {"slug": "attachment", "rest_base": "media"},
    "wp_block": {"slug": "wp_block", "rest_base": "blocks"},
    "recipe": {"slug": "recipe", "rest_base": "recipes", "rest_namespace": "wp/v2"},
    "odd": {"slug": "odd", "rest_base": "odd", "rest_namespace": "other/v1"},
}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/wp-json/wp/v2/types", "https://x.example/wp-json/wp/v2/recipes?per_page=100&"),
        ("https://x.example/?rest_route=/wp/v2/types", "https://x.example/?rest_route=/wp/v2/recipes&per_page=100&"),
    ],
    ids=["pretty", "plain"],
)
def test_types_of_the_authors_own_have_lists_of_their_own(url: str, expected: str) -> None:
    listing = read(TYPES, url)
    assert listing.kind == "other"
    assert len(listing.next_urls) == 1
    assert listing.next_urls[0].startswith(expected)


@pytest.mark.parametrize(
    ("header", "root"),
    [
        ('<https://x.example/wp-json/>; rel="https://api.w.org/"', "https://x.example/wp-json/"),
        (
            '<https://x.example/?p=1>; rel=shortlink, </?rest_route=/>; rel="https://api.w.org/"',
            "https://x.example/?rest_route=/",
        ),
        ("<https://x.example/>; rel=shortlink", None),
        ("", None),
    ],
)
def test_root_of_the_interface_in_a_header(header: str, root: str | None) -> None:
    assert rest_root_of_header(header, "https://x.example/a/") == root

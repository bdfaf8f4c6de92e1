"""Lists that platforms keep of their posts: what is common to all of them."""

from __future__ import annotations

import gzip
import json

import pytest

from blogarchive.discover.listings import LISTS, list_name, listing_places, listings_named, parse_listing

ADDRESSES = {
    "wordpress": "https://x.example/wp-json/wp/v2/posts?per_page=100",
    "ghost": "https://x.example/ghost/api/content/posts/?key=0123456789abcdef01234567",
    "blogger": "https://x.example/feeds/posts/default?start-index=1",
    "substack": "https://x.example/api/v1/archive?sort=new&offset=0",
    "tumblr": "https://x.example/api/read/json?start=0",
    "medium": "https://medium.com/@ann/latest?format=json",
    "microblog": "https://x.example/archive/index.json",
    "drupal": "https://x.example/jsonapi/node/article",
    "squarespace": "https://x.example/blog?format=json",
}


def test_every_platform_has_an_address_here() -> None:
    assert {lists.platform for lists in LISTS} == set(ADDRESSES)


@pytest.mark.parametrize(("platform", "url"), ADDRESSES.items(), ids=list(ADDRESSES))
def test_a_list_is_known_by_its_address(platform: str, url: str) -> None:
    assert (list_name(url) or "").partition(":")[0] == platform


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/",
        "https://x.example/archive/",
        "https://x.example/2024/05/wp/v2/",
        "https://x.example/feeds/posts/",
        "https://x.example/blog?format=rss",
        "https://x.example/posts.json",
    ],
)
def test_other_addresses_are_no_lists(url: str) -> None:
    assert list_name(url) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>404</title>",
        b"[" * 100_000,
        b"{}" * 100,
        b"null",
        b"[1, 2, null]",
        b'{"posts": 7, "items": [], "data": {}}',
        b'{"posts": [[], 3, {"url": 5}], "collection": [], "jsonapi": 1, "data": [1]}',
        b'[{"link": [], "type": {}}, {"canonical_url": {}}]',
        b"\x1f\x8b\x08broken",
        b'])}while(1);</x>{"payload": {"references": {"Post": [1]}}}',
        b"\xff\xfe\x00\x00",
        json.dumps([{"link": "javascript:alert(1)", "type": "post"}]).encode(),
    ],
    ids=range(13),
)
@pytest.mark.parametrize("url", ADDRESSES.values(), ids=list(ADDRESSES))
def test_nothing_is_read_from_what_is_no_list(url: str, body: bytes) -> None:
    listing = parse_listing(body, url, {"x-wp-total": "many", "x-wp-totalpages": "-1", "link": "<<<"})
    assert listing is None or not listing.entries


def test_an_answer_that_would_fill_the_memory_is_not_read() -> None:
    assert parse_listing(b"[" + b"{}," * 1_000_000 + b"{}]", ADDRESSES["wordpress"], {}) is None


def test_a_packed_answer_is_read() -> None:
    body = gzip.compress(b'[{"canonical_url": "https://x.example/p/one", "title": "One"}]')
    listing = parse_listing(body, ADDRESSES["substack"], {})
    assert listing is not None
    assert [entry.url for entry in listing.entries] == ["https://x.example/p/one"]


def test_a_list_never_leads_to_itself() -> None:
    data = b'[{"attributes": {"path": {"alias": "/a"}}}]'
    body = b'{"jsonapi": {}, "data": %s, "links": {"next": {"href": "/jsonapi/node/article"}}}' % data
    listing = parse_listing(body, ADDRESSES["drupal"], {})
    assert listing is not None
    assert listing.next_urls == []


@pytest.mark.parametrize(
    ("home", "engine", "first"),
    [
        ("https://x.example/blog", "wordpress", "https://x.example/blog/?rest_route=/wp/v2/posts&per_page=100"),
        (
            "https://ann.wordpress.com/",
            "wordpress",
            "https://public-api.wordpress.com/wp/v2/sites/ann.wordpress.com/posts?per_page",
        ),
        ("https://x.example/", "blogger", "https://x.example/feeds/posts/default?redirect=false&start-index=1&max-results=150"),
        ("https://x.example/archive", "substack", "https://x.example/api/v1/archive?sort=new&offset=0&limit=50"),
        ("https://x.example/", "tumblr", "https://x.example/api/read/json?start=0&num=50"),
        ("https://medium.com/@ann", "medium", "https://medium.com/@ann/latest?format=json&limit=100"),
        ("https://medium.com/some-paper", "medium", "https://medium.com/some-paper/archive?format=json&limit=100"),
        ("https://ann.medium.com/", "medium", "https://ann.medium.com/latest?format=json&limit=100"),
        ("https://x.example/", "microblog", "https://x.example/archive/index.json"),
        ("https://x.example/", "drupal", "https://x.example/jsonapi/node/article?sort=-created"),
        ("https://x.example/blog/", "squarespace", "https://x.example/blog/?format=json"),
    ],
)
def test_where_the_lists_of_a_platform_begin(home: str, engine: str, first: str) -> None:
    places = listing_places(home, [engine], None)
    assert places[0].startswith(first)
    assert list_name(places[0])


@pytest.mark.parametrize(
    ("root", "posts"),
    [
        ("https://x.example/wp-json/", "https://x.example/wp-json/wp/v2/posts?"),
        ("https://x.example/api/", "https://x.example/api/wp/v2/posts?"),
        ("https://x.example/index.php?rest_route=/", "https://x.example/index.php?rest_route=/wp/v2/posts&"),
    ],
)
def test_lists_lie_below_the_root_that_the_site_names(root: str, posts: str) -> None:
    places = listing_places("https://x.example/", [], root)
    assert places[0].startswith(posts)
    assert [list_name(place) for place in places] == ["wordpress:posts", "wordpress:pages", "wordpress:types"]


def test_an_unknown_engine_has_no_lists() -> None:
    assert listing_places("https://x.example/", ["jekyll"], None) == []


KEY = "0123456789abcdef0123456789"


@pytest.mark.parametrize(
    "html",
    [
        f'<script defer src="https://cdn.example/ghost/sodo-search.min.js" data-key="{KEY}" data-sodo-search="https://x.example/"></script>',
        f'<script src="/portal.min.js" data-ghost="https://x.example/" data-key="{KEY}" data-api="https://x.example/ghost/api/content/"></script>',
        f'<script>fetch("/ghost/api/content/posts/?limit=3&key={KEY}")</script>',
    ],
    ids=["search", "portal", "theme"],
)
def test_ghosts_lists_are_named_by_the_key_in_the_page(html: str) -> None:
    posts, pages = listings_named(html, "https://x.example/about/")
    assert posts == f"https://x.example/ghost/api/content/posts/?key={KEY}&limit=100&include=authors,tags&page=1"
    assert list_name(pages) == "ghost:pages"


@pytest.mark.parametrize(
    "html", [b"", '<div data-key="abc">', f'<div data-key="{KEY}">'], ids=["empty", "short", "other software"]
)
def test_other_keys_name_no_list(html: bytes | str) -> None:
    assert listings_named(html, "https://x.example/") == []

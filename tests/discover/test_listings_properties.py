"""What must hold of a platform's list whatever a server sends: no error, clean addresses, no step back to itself."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_listings import ADDRESSES

from blogarchive.discover.hfeed import parse_hfeed
from blogarchive.discover.listings import engine_of, listings_named, parse_listing
from blogarchive.discover.unlinked import find_unlinked, fragment_of
from blogarchive.urls import absolute_url

some = settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))

KEYS = """
    link type status date date_gmt title rendered content protected excerpt _embedded author wp:term name taxonomy
    code slug rest_base rest_namespace posts pages meta pagination total page next url html published_at authors
    tags access items id version next_url canonical_url post_date publishedBylines posts-total posts-start url-
    with-slug date-gmt website collection typeName itemCount nextPage nextPageUrl fullUrl publishOn payload
    references Post User Collection paging path jsonapi data attributes links href body uniqueSlug creatorId
    homeCollectionId domain username firstPublishedAt virtuals categories alias processed feed
""".split()
TEXTS = [
    "/a",
    "https://x.example/b/",
    "https://[broken",
    "javascript:x",
    "2024-05-01T10:00:00",
    "publish",
    "1714557600123",
    "",
    "\ud800",
    "%zz",
]
leaves = st.one_of(st.sampled_from(TEXTS), st.integers(-5, 10**20), st.booleans(), st.none(), st.floats(), st.text(max_size=8))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=8)),
    max_leaves=40,
)


@pytest.mark.parametrize("platform", ADDRESSES)
@some
@given(value=values, number=st.sampled_from(["", "3", "-1", "9" * 30, "x"]))
def test_any_json_is_survived(platform: str, value: Any, number: str) -> None:
    url = ADDRESSES[platform]
    guard = {"medium": b"])}while(1);</x>", "tumblr": b"var tumblr_api_read = "}.get(platform, b"")
    headers = {"x-wp-total": number, "x-wp-totalpages": number, "link": f'<{number}>; rel="next"'}
    listing = parse_listing(guard + json.dumps(value).encode(), url, headers)
    if listing is None:
        return
    assert url not in listing.next_urls
    for address in [entry.url for entry in listing.entries] + listing.next_urls:
        assert absolute_url(address) == address


ATTRIBUTES = [
    "class",
    "data-next-url",
    "data-url",
    "href",
    "rel",
    "data-infinite-scroll",
    "onclick",
    "data-key",
    "data-api",
    "datetime",
    "value",
]
CLASSES = [
    "h-entry",
    "h-feed",
    "hentry",
    "u-url",
    "p-name",
    "dt-published",
    "e-content",
    "p-author h-card",
    "load-more",
    "entry-title",
]
TAGS = ["a", "div", "article", "time", "button", "script", "select", "option", "form", "span"]
attribute = st.tuples(st.sampled_from(ATTRIBUTES), st.one_of(st.sampled_from(TEXTS + CLASSES), st.text(max_size=10)))
element = st.tuples(st.sampled_from(TAGS), st.lists(attribute, max_size=4), st.booleans(), st.text(max_size=10))


@some
@given(elements=st.lists(element, max_size=25))
def test_any_page_is_survived(elements: list[tuple[str, list[tuple[str, str]], bool, str]]) -> None:
    html = ""
    for tag, attributes, closed, text in elements:
        html += (
            f"<{tag} "
            + " ".join(f'{name}="{escape(value)}"' for name, value in attributes)
            + f">{text}"
            + (f"</{tag}>" if closed else "")
        )
    feed = parse_hfeed(html, "https://x.example/")
    urls = [link.url for link in find_unlinked(html, "https://x.example/")] + listings_named(html, "https://x.example/")
    for address in urls + [entry.url for entry in (feed.entries if feed else ())]:
        assert absolute_url(address) == address
    engine_of(html=html)
    fragment_of(html.encode("utf-8", "replace"))

"""Lists that are feeds: Blogger and Micro.blog."""

from __future__ import annotations

import json

import pytest

from blogarchive.discover.listings import list_name, parse_listing

URL = "https://x.example/feeds/posts/default?redirect=false&start-index=1&max-results=2"


def blogger(entries: int, total: int | None = 5, link: str = "") -> bytes:
    count = f"<os:totalResults>{total}</os:totalResults>" if total is not None else ""
    posts = "".join(
        f'<entry><title>P{n}</title><link rel="alternate" type="text/html" href="https://x.example/2024/05/p{n}.html"/></entry>'
        for n in range(entries)
    )
    head = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:os="http://a9.com/-/spec/opensearchrss/1.0/">'
    return f"{head}<generator>Blogger</generator>{count}{link}{posts}</feed>".encode()


def test_blogger_says_how_many_posts_there_are() -> None:
    listing = parse_listing(blogger(2), URL, {})
    assert listing is not None
    assert (listing.platform, listing.kind, listing.total) == ("blogger", "posts", 5)
    assert [entry.url for entry in listing.entries] == ["https://x.example/2024/05/p0.html", "https://x.example/2024/05/p1.html"]


@pytest.mark.parametrize(
    ("body", "following"),
    [
        (blogger(2), ["https://x.example/feeds/posts/default?redirect=false&max-results=2&start-index=3"]),
        (
            blogger(2, link='<link rel="next" href="https://x.example/feeds/posts/default?start-index=9"/>'),
            ["https://x.example/feeds/posts/default?start-index=9"],
        ),
        (blogger(2, total=2), []),
        (blogger(0, link='<link rel="next" href="https://x.example/feeds/posts/default?start-index=9"/>'), []),
        (blogger(2, total=None), []),
    ],
    ids=["by the total", "by its link", "all", "empty", "no total"],
)
def test_where_bloggers_list_goes_on(body: bytes, following: list[str]) -> None:
    listing = parse_listing(body, URL, {})
    assert listing is not None
    assert (listing.next_urls, listing.ended) == (following, not following)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/feeds/posts/default", "blogger:posts"),
        ("/feeds/posts/summary", "blogger:posts"),
        ("/feeds/posts/default/-/maps", None),
        ("/feeds/pages/default", "blogger:pages"),
        ("/feeds/comments/default", None),
        ("/feeds/1234567/posts/default", "blogger:posts"),
        ("/feeds/1234567/comments/default", None),
    ],
)
def test_addresses_of_blogger(path: str, name: str | None) -> None:
    assert list_name("https://x.example" + path) == name


def test_microblogs_archive_holds_all_posts_at_once() -> None:
    items = [{"id": f"https://x.example/{n}", "url": f"https://x.example/{n}", "content_text": "The begin…"} for n in range(3)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode()
    listing = parse_listing(body, "https://x.example/archive/index.json", {})
    assert listing is not None
    assert (listing.platform, len(listing.entries), listing.ended) == ("microblog", 3, True)
    assert {(entry.summary_html, entry.content_html) for entry in listing.entries} == {("The begin…", None)}

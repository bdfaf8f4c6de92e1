"""The next page of a feed."""

from __future__ import annotations

import pytest

from blogarchive.discover.feedpages import next_feed_page

TEN = range(10)
WORDPRESS = "https://wordpress.org/?v=6.5"


@pytest.mark.parametrize(
    ("url", "generator", "following"),
    [
        ("https://x.example/feed/", WORDPRESS, "https://x.example/feed/?paged=2"),
        ("https://x.example/feed/?paged=2", WORDPRESS, "https://x.example/feed/?paged=3"),
        ("https://x.example/?feed=rss2", "WordPress 4.9", "https://x.example/?feed=rss2&paged=2"),
        ("https://x.example/?feed=rss2&paged=9", "ClassicPress", "https://x.example/?feed=rss2&paged=10"),
        ("https://x.example/rss.xml", "Drupal 10", "https://x.example/rss.xml?page=1"),
        ("https://x.example/rss.xml?page=1", "Drupal 10", "https://x.example/rss.xml?page=2"),
        ("https://x.example/feeds/posts/default", "Blogger", "https://x.example/feeds/posts/default?start-index=11"),
        (
            "https://x.example/feeds/posts/default?start-index=11",
            "Blogger",
            "https://x.example/feeds/posts/default?start-index=21",
        ),
        ("https://x.example/feed/?paged=two", WORDPRESS, "https://x.example/feed/?paged=2"),
    ],
)
def test_each_page_gives_the_next_one(url: str, generator: str, following: str) -> None:
    assert next_feed_page(url, generator, TEN) == following


@pytest.mark.parametrize("generator", ["Ghost 5", "Tumblr (3.0; @ann)", "Hugo -- gohugo.io", "", None])
def test_software_that_does_not_page_its_feeds(generator: str | None) -> None:
    assert next_feed_page("https://x.example/feed/", generator, TEN) is None


def test_an_empty_page_is_the_last() -> None:
    assert next_feed_page("https://x.example/feed/?paged=4", WORDPRESS, []) is None

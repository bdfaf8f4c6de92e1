"""Usual places."""

from __future__ import annotations

import pytest

from blogarchive.discover.places import usual_feeds, usual_sitemaps


@pytest.mark.parametrize("home", ["https://x.example/blog/", "https://x.example/blog", "https://x.example/blog/index.html"])
def test_feeds_are_looked_for_in_the_blogs_own_folder(home: str) -> None:
    found = usual_feeds(home)
    assert found[0] == "https://x.example/blog/feed/"
    assert "https://x.example/blog/atom.xml" in found


def test_sitemaps_are_looked_for_at_the_root_and_in_the_folder() -> None:
    found = usual_sitemaps("https://x.example/blog/")
    assert found[0] == "https://x.example/sitemap.xml"
    assert "https://x.example/blog/sitemap.xml" in found


@pytest.mark.parametrize(
    ("home", "engine", "first"),
    [
        ("https://x.example/", "ghost", "https://x.example/rss/"),
        ("https://x.example/blog/", "hugo", "https://x.example/blog/index.xml"),
        ("https://x.example/", "wix", "https://x.example/blog-feed.xml"),
        ("https://medium.com/@ann", "medium", "https://medium.com/feed/@ann"),
        ("https://ann.medium.com/", "medium", "https://ann.medium.com/feed"),
        ("https://x.example/", "no such software", "https://x.example/feed/"),
    ],
)
def test_feeds_of_a_known_software_come_first(home: str, engine: str, first: str) -> None:
    assert usual_feeds(home, engine)[0] == first


@pytest.mark.parametrize(
    ("home", "engine", "first"),
    [
        ("https://x.example/blog/", "ghost", "https://x.example/blog/sitemap-posts.xml"),
        ("https://x.example/", "wix", "https://x.example/blog-posts-sitemap.xml"),
        ("https://x.example/", "wordpress", "https://x.example/wp-sitemap.xml"),
        ("https://x.example/", None, "https://x.example/sitemap.xml"),
    ],
)
def test_sitemaps_of_a_known_software_come_first(home: str, engine: str | None, first: str) -> None:
    found = usual_sitemaps(home, engine)
    assert found[0] == first
    assert len(found) == len(set(found))

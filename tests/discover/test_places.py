"""Usual places."""

from __future__ import annotations

import pytest

from blogarchive.discover.places import feed_pages, usual_feeds, usual_sitemaps


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
    ("generator", "pages"),
    [
        ("https://wordpress.org/?v=6.5", ["https://x.example/feed/?paged=2", "https://x.example/feed/?paged=3"]),
        ("Ghost 5", []),
        (None, []),
    ],
)
def test_only_some_software_pages_its_feeds(generator: str | None, pages: list[str]) -> None:
    assert feed_pages("https://x.example/feed/", 3, generator) == pages

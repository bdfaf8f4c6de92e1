"""The table of blogging software."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from blogarchive.discover.platforms.table import PLATFORMS, Platform, engine_of, platform_named


@pytest.mark.parametrize(
    ("said", "engine"),
    [
        ({"html": '<meta name="generator" content="WordPress 6.5">'}, "wordpress"),
        ({"html": '<META content="Ghost 5.80" NAME="Generator">'}, "ghost"),
        ({"generator": "https://wordpress.org/?v=6.5"}, "wordpress"),
        ({"generator": "Blogger"}, "blogger"),
        ({"generator": "Hugo -- gohugo.io"}, "hugo"),
        ({"generator": "Drupal 10 (https://www.drupal.org)"}, "drupal"),
        ({"generator": "Wix.com Website Builder"}, "wix"),
        ({"generator": "Site-Server v6.0 (http://www.squarespace.com)"}, "squarespace"),
        ({"url": "https://ann.blogspot.com/2020/"}, "blogger"),
        ({"url": "https://medium.com/@ann"}, "medium"),
        ({"url": "https://notmedium.com/"}, None),
        ({"html": '<link href="/wp-content/themes/a/style.css">'}, "wordpress"),
        ({"html": b'<img src="https://substackcdn.com/x.png">'}, "substack"),
        ({"html": '<meta name="generator" content="Home-made"><p>about WordPress', "url": "https://x.example/"}, None),
        ({"html": '<meta name="generator" content="Hugo 0.1"><img src="/wp-content/uploads/a.png">'}, "hugo"),
        ({}, None),
    ],
)
def test_software_of_a_blog(said: dict[str, str], engine: str | None) -> None:
    assert engine_of(**said) == engine


def test_names_are_unique() -> None:
    assert len({platform.name for platform in PLATFORMS}) == len(PLATFORMS)
    assert all(platform_named(platform.name) is platform for platform in PLATFORMS)


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_places_lie_below_the_blog(platform: Platform) -> None:
    home = "https://x.example/blog/"
    assert all(urljoin(home, place).startswith(home) for place in (*platform.feeds, *platform.sitemaps))

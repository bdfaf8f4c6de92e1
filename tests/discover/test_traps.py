"""Addresses that never lead to posts."""

from __future__ import annotations

import pytest

from blogarchive.discover.traps import TRAPS, trap_reason


@pytest.mark.parametrize(
    "path",
    [
        "/a/?share=facebook",
        "/a/?replytocom=12",
        "/a/comment-page-2/",
        "/wp-json/wp/v2/posts",
        "/wp-login.php?redirect_to=x",
        "/xmlrpc.php",
        "/?s=word",
        "/search?q=word",
        "/search/",
        "/de/login",
        "/cart/",
        "/shop/?add-to-cart=3",
        "/list?sort=asc",
        "/list?orderby=date",
        "/comments/feed/",
        "/events.ics",
        "/a?PHPSESSID=123",
        "/a;jsessionid=AB",
        "/?preview=true",
        "/a/a/a/a/",
        "/x" * 21,
        "/" + "a" * 2100,
    ],
)
def test_trap(path: str) -> None:
    assert trap_reason("https://x.example" + path) is not None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/2024/05/how-to-share-a-secret/",
        "/blog/search-engines/",
        "/blog/login/",
        "/2020/print/",
        "/search/label/maps",
        "/search?updated-max=2019-01-01T00:00:00Z&max-results=7",
        "/?p=123",
        "/page/2/",
        "/feed/?paged=2",
        "/shopping-cart-design/",
        "/calendar/",
        "/a/amp-and-you/",
        "/2011/11/11/11/",
        "/story.php?sid=123",
        "/blog/print/",
        "/posts/embed/",
        "/?share-of-mind",
        "/javascript-tips/",
    ],
)
def test_posts_and_listings_are_no_traps(path: str) -> None:
    assert trap_reason("https://x.example" + path) is None


def test_every_trap_says_why() -> None:
    assert all(reason for _, reason in TRAPS)

"""Addresses that never lead to posts."""

from __future__ import annotations

import pytest

from blogarchive.discover.traps import TRAP_NAMES, TRAPS, Trap, trap_reason


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
        "/a/trackback/",
        "/wp-admin/admin-ajax.php?action=like",
        "/index.php?title=A&oldid=prev",
        "/files/?C=N;O=D",
        "/events/week/",
        "/calendar/2031-01/",
        "/comment/reply/12",
        "/index.php?option=com_mailto&tmpl=component",
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
        "/events/2024-05/a-walk/",
        "/blog/trackbacks/",
        "/comment/reply/",
        "/share/",
        "/?m=201405",
        "/filter-coffee/?page=2",
        "/wp-admin/admin-ajax.php?action=load_more_posts&page=2",
    ],
)
def test_posts_and_listings_are_no_traps(path: str) -> None:
    assert trap_reason("https://x.example" + path) is None


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_every_row_of_the_table_finds_its_example(trap: Trap) -> None:
    others = frozenset(other.name for other in TRAPS if other is not trap)
    assert trap_reason("https://x.example" + trap.example, others) == trap.reason
    assert trap_reason("https://x.example" + trap.example, TRAP_NAMES) is None


def test_names_are_unique() -> None:
    assert len(TRAP_NAMES) == len(TRAPS)


def test_a_trap_can_be_switched_off_by_its_name() -> None:
    url = "https://x.example/list?sort=asc"
    assert trap_reason(url) == "sort order"
    assert trap_reason(url, frozenset(("sort",))) is None
    assert trap_reason(url + "&print=1", frozenset(("sort",))) == "print version"


def test_a_trap_that_counts_can_be_switched_off_too() -> None:
    assert trap_reason("https://x.example/a/b/a/b/a/b/", frozenset(("repeated",))) is None
    assert trap_reason("https://x.example/a/b/a/b/a/b/?s=x", frozenset(("repeated",))) == "search"

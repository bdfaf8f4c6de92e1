"""Links that a page may repeat without telling anything new."""

from __future__ import annotations

import pytest

from blogarchive.discover.links import find_links
from blogarchive.discover.pagers import find_pagers, may_page
from blogarchive.settle.plainlinks import PlainLinks

POST = "https://blog.example/2020/a-post/"
WORDS = ("2", "3", "next", "Older posts", "« newer", "Previous page", "weiter", "a post")
TARGETS = (
    "https://blog.example/2020/another-post/",
    "https://blog.example/2020/",
    "https://blog.example/2020/3/",
    "https://blog.example/2020/a-post/3/",
    "https://blog.example/2020/a-post/3.html",
    "https://blog.example/2020/a-post/?page=3",
    "https://blog.example/2020/a-post/?older",
    "https://blog.example/page/3/",
    "https://blog.example/index-3.html",
    "https://blog.example/search/label/walks",
    "https://elsewhere.example/3/",
)


@pytest.mark.parametrize("target", TARGETS)
def test_no_link_that_is_passed_over_could_be_a_pager(target: str) -> None:
    """Whatever its words and its relation are."""
    passed = PlainLinks({target})
    for words in WORDS:
        for relation in ("", ' rel="next"', ' rel="prev"'):
            html = f'<main><p><a href="{target}"{relation}>{words}</a></p></main>'
            links = find_links(html, POST, passed)
            if links.passed:
                assert not find_pagers(find_links(html, POST), POST)


def test_address_not_heard_of_is_read() -> None:
    assert "https://blog.example/new/" not in PlainLinks({"https://blog.example/old/"})
    assert "https://blog.example/old/" in PlainLinks({"https://blog.example/old/"})


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        pytest.param("https://blog.example/2020/05/a-post/", False, id="post"),
        pytest.param("https://blog.example/about.html", False, id="page"),
        pytest.param("https://blog.example/a-post/2/", True, id="number"),
        pytest.param("https://blog.example/page/2/", True, id="page of a list"),
        pytest.param("https://blog.example/?p=12", True, id="query"),
        pytest.param("https://blog.example/search/label/a", True, id="search"),
    ],
)
def test_addresses_that_may_be_paged(url: str, answer: bool) -> None:
    assert may_page(url) is answer

"""Links to further pages of a listing."""

from __future__ import annotations

import pytest

from blogarchive.discover.links import find_links
from blogarchive.discover.pagers import find_pagers, page_number, pager_base

HOME = "https://blog.example/"


def pagers(html: str, url: str = HOME) -> list[str]:
    return [link.url.removeprefix("https://blog.example") for link in find_pagers(find_links(html, url), url)]


@pytest.mark.parametrize(
    "href",
    [
        "/page/2/",
        "/blog/page/2",
        "/page2/",
        "/?paged=3",
        "/blog?page=2",
        "/?offset=20",
        "/seite/2/",
        "/page-2.html",
        "/index-3.html",
        "/blog/index2.html",
        "/category/a/page/4/",
        "/search?updated-max=2019-01-01T00:00:00Z&max-results=7",
    ],
)
def test_addresses_of_further_pages(href: str) -> None:
    assert pagers(f'<a href="{href}">x</a>') == [href]


@pytest.mark.parametrize(
    "href",
    [
        "/2018/",
        "/2018/02/",
        "/2018/02/03/",
        "/top-10/",
        "/a-post-2/",
        "/?p=123",
        "/post/2024",
        "https://other.example/page/2/",
    ],
)
def test_other_addresses_are_no_pagers(href: str) -> None:
    assert pagers(f'<a href="{href}">x</a>') == []


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        (HOME, "<a href=/2/>2</a> <a href=/3/>3</a>", ["/2/", "/3/"]),
        (HOME + "3/", "<a href=/2/>2</a> <a href=/4/>4</a>", ["/2/", "/4/"]),
        (HOME, "<a href=/2/>Two things</a>", []),
        (HOME, "<a href=/2018/>2018</a>", []),
        (HOME + "2018/", "<a href=/2018/02/>02</a>", []),
        (HOME + "slug/", "<a href=/slug/2/>2</a>", ["/slug/2/"]),
    ],
)
def test_numbered_links(url: str, html: str, expected: list[str]) -> None:
    assert pagers(html, url) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Older posts",
        "« Older Entries",
        "Ältere Beiträge →",
        "Articles plus anciens",
        "Entradas antiguas",
        "次のページ",
        "下一页",
        "Следующая",
        "Starsze posty",
        "이전 글",
        "Eski yazılar",
        "التالي",
        "Oudere berichten",
        "Vanhemmat artikkelit",
    ],
)
def test_words_lead_on_when_the_address_is_of_the_same_list(text: str) -> None:
    assert pagers(f'<a href="/?cursor=abc">{text}</a>') == ["/?cursor=abc"]


def test_neighbours_of_a_post_are_no_pagers() -> None:
    html = '<link rel="next" href="/other-post/"><a rel="prev" href="/third/">Previous</a><a href="/fourth/">Next</a>'
    assert pagers(html, HOME + "post/") == []


def test_rel_next_to_a_further_page_is_taken() -> None:
    assert pagers('<link rel="next" href="/page/2/">') == ["/page/2/"]


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://x.example/blog/page/3/", "/blog/"),
        ("https://x.example/blog/?page=3&lang=de", "/blog/?lang=de"),
        ("https://x.example/index-3.html", "/"),
        ("https://x.example/page/3/", "/"),
        ("https://x.example/?p=3", None),
        ("https://x.example/slug/2/", None),
        ("https://x.example/top10/", None),
        ("https://x.example/pages/about/", None),
    ],
)
def test_first_page_of_a_list(url: str, base: str | None) -> None:
    assert pager_base(url) == base


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://x.example/", 1),
        ("https://x.example/2014/05/", 1),
        ("https://x.example/blog/page/3/", 3),
        ("https://x.example/pages/blog?page=4&lang=de", 4),
        ("https://x.example/2014/page-5.html", 5),
        ("https://x.example/?offset=20", 1),
    ],
)
def test_number_of_a_page(url: str, number: int) -> None:
    assert page_number(url) == number

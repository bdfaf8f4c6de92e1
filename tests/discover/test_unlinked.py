"""Lists that a page leads to by scripts, forms and drop-downs."""

from __future__ import annotations

import json

import pytest

from blogarchive.discover.link import Source
from blogarchive.discover.unlinked import find_unlinked, fragment_of

URL = "https://x.example/blog/"
HOST = "https://x.example"


def found(html: str, url: str = URL) -> list[tuple[str, str]]:
    return [(link.url.removeprefix(HOST), link.source) for link in find_unlinked(html, url)]


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ('<button data-next-url="/blog/?page=2">x</button>', "/blog/?page=2"),
        ('<div data-next-page="/blog/page/2/"></div>', "/blog/page/2/"),
        ('<button class="load-more" data-url="?offset=20">x</button>', "/blog/?offset=20"),
        ('<button data-href="?cursor=abc">Older posts</button>', "/blog/?cursor=abc"),
        ('<button data-href="?cursor=abc" aria-label="Mehr laden">+</button>', "/blog/?cursor=abc"),
        ('<div hx-get="/blog/?page=2" hx-trigger="revealed"></div>', "/blog/?page=2"),
        ('<turbo-frame src="/blog?page=2" loading="lazy"></turbo-frame>', "/blog?page=2"),
        ("<button onclick=\"location.href='/blog/page/2/'\">Next</button>", "/blog/page/2/"),
        ('<div data-infinite-scroll=\'{"path": "/blog/page/{{#}}/", "append": ".post"}\'></div>', "/blog/page/2/"),
        (
            '<script>var p = {"startPage":"1","maxPages":"9","nextLink":"https:\\/\\/x.example\\/blog\\/page\\/2\\/"};</script>',
            "/blog/page/2/",
        ),
        ('<script type="application/json">{"next_page_url": "/blog?page=2\\u0026per=10"}</script>', "/blog?page=2&per=10"),
        ('<script>infiniteScroll = {"settings":{"history":{"path":"\\/blog\\/page\\/%d\\/"}}};</script>', "/blog/page/2/"),
        ('<form action="/blog/"><input type="hidden" name="page" value="2"><button>Older</button></form>', "/blog/?page=2"),
        ('<select><option value="">Page</option><option value="/blog/page/7/">7</option></select>', "/blog/page/7/"),
    ],
)
def test_further_pieces_of_the_list(html: str, path: str) -> None:
    assert found(html) == [(path, Source.PAGER)]


@pytest.mark.parametrize(
    "html",
    [
        '<button data-url="/wp-content/a.png">x</button>',
        '<a data-url="https://x.example/a-post/" class="card">A post</a>',
        '<button data-next="true" data-next-page="2">x</button>',
        '<button class="load-more" data-url="https://other.example/?page=2">x</button>',
        '<form action="/search"><input type="hidden" name="page" value="2"><input type="text" name="q"></form>',
        '<form method="post" action="/blog/"><input type="hidden" name="page" value="2"></form>',
        '<script>{"nextPage": "true", "path": "/blog/"}</script>',
        '<script>{"next_url": "broken \\x"}</script>',
        '<div data-infinite-scroll=\'{"path": ".next"}\'></div>',
        "<select><option value=de>Deutsch</option></select>",
        "<script>max_pages = 12</script>",
    ],
)
def test_other_attributes_and_scripts_name_no_list(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://x.example/", "/page/2/"),
        ("https://x.example/category/maps/", "/category/maps/page/2/"),
        ("https://x.example/page/8/", "/page/9/"),
        ("https://x.example/?cat=5", "/?cat=5&paged=2"),
    ],
)
def test_a_list_of_wordpress_has_addresses_though_its_button_posts_a_form(url: str, path: str) -> None:
    html = '<script>var loadmore = {"ajaxurl":"/wp-admin/admin-ajax.php","current_page":"1","max_page":"12"};</script>'
    assert found(html, url) == [(path, Source.PAGER)]


def test_the_last_page_leads_no_further() -> None:
    html = '<script>var loadmore = {"ajaxurl":"/wp-admin/admin-ajax.php","max_page":"12"};</script>'
    assert found(html, "https://x.example/page/12/") == []


def test_drop_down_archives_are_lists() -> None:
    html = """<select name="archive-dropdown"><option value="">Month</option><option value="https://x.example/2014/05/">May</option></select>
    <select name="cat"><option value="-1">Category</option><option value="5">Maps</option></select>"""
    assert found(html) == [("/2014/05/", Source.ARCHIVE), ("/?cat=5", Source.ARCHIVE)]


def test_the_next_post_is_a_link_and_no_pager() -> None:
    assert found('<article data-next-url="/blog/another-post/"></article>') == [("/blog/another-post/", Source.LINK)]


@pytest.mark.parametrize("html", [b"", b"\x00\xff", "<" * 10_000], ids=["empty", "bytes", "angles"])
def test_nonsense_names_nothing(html: bytes | str) -> None:
    assert find_unlinked(html, URL) == []


@pytest.mark.parametrize(
    ("data", "html"),
    [
        ({"success": True, "html": '<article><a href="/a">A</a></article>'}, '<article><a href="/a">A</a></article>'),
        ({"data": {"content": '<a href="/a">A</a>'}}, '<a href="/a">A</a>'),
        ({"posts": ['<a href="/a">A</a>', '<a href="/b">B</a>', "text"]}, '<a href="/a">A</a>\n<a href="/b">B</a>'),
        ({"html": "no links"}, None),
        ({"other": '<a href="/a">A</a>'}, None),
        (7, None),
    ],
)
def test_a_piece_of_a_page_in_an_answer_to_a_script(data: object, html: str | None) -> None:
    assert fragment_of(json.dumps(data).encode()) == html

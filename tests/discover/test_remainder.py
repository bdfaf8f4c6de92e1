"""What is left of a page beside the tags that earlier pages held: nothing that names something new may get lost."""

from __future__ import annotations

import pytest

from blogarchive.discover.links import find_links
from blogarchive.discover.remainder import KnownTags
from blogarchive.discover.requisites import find_requisites

HERE = "https://x.example/2026/one/"
NEXT = "https://x.example/2027/two/"
FRAME = '<nav><a class="m" href="/about/">About</a></nav><script>if (a<b) go("<a href=/no/>")</script><img src="/logo.png">'


def links_of(tags: KnownTags, html: str, url: str, heard: set[str]) -> tuple[list[str], list[str]]:
    """Addresses of new links, and those that were passed over."""
    rest = tags.beside(html, url, heard)
    assert rest is not None
    found = find_links(rest.html, url, heard)
    return [link.url for link in found.anchors], [*rest.passed, *found.passed]


def test_second_page_with_the_same_frame_leaves_what_is_its_own() -> None:
    tags, heard = KnownTags(), {"https://x.example/about/"}
    tags.beside(FRAME, HERE, heard)
    rest = tags.beside(FRAME + '<p><a href="/new/">New</a></p>', NEXT, heard)
    assert rest is not None
    assert (rest.html, rest.passed) == ('<a href="/new/">New</a>', ["https://x.example/about/"])


def test_known_tag_whose_address_was_not_heard_of_is_kept() -> None:
    tags = KnownTags()
    tags.beside(FRAME, HERE, set())
    assert links_of(tags, FRAME, NEXT, set()) == (["https://x.example/about/"], [])


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ('<a href="more/">', "https://x.example/2027/two/more/"),
        ("<a href=?page=2>", "https://x.example/2027/two/?page=2"),
        ('<A HREF="more/">', "https://x.example/2027/two/more/"),
    ],
    ids=["relative", "query", "capitals"],
)
def test_same_words_that_mean_another_address_on_another_page_are_read_again(tag: str, address: str) -> None:
    tags = KnownTags()
    links_of(tags, tag, HERE, set())
    assert links_of(tags, tag, NEXT, {"https://x.example/2026/one/more/"}) == ([address], [])


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<img src="a.png">', ["https://x.example/2027/two/a.png"]),
        ('<img srcset="/a.png 1x, b.png 2x">', ["https://x.example/a.png", "https://x.example/2027/two/b.png"]),
        ('<p style="background:url(b.png)">', ["https://x.example/2027/two/b.png"]),
        ("<table background=t.gif>", ["https://x.example/2027/two/t.gif"]),
        ('<svg><image xlink:href="i.png"/></svg>', ["https://x.example/2027/two/i.png"]),
        ("<style>p { background: url(c.png) }</style>", ["https://x.example/2027/two/c.png"]),
        ('<video poster="p.jpg" src="v.mp4"></video>', ["https://x.example/2027/two/v.mp4", "https://x.example/2027/two/p.jpg"]),
        ('<meta property="og:image" content="o.png">', ["https://x.example/2027/two/o.png"]),
    ],
    ids=["img", "srcset", "style", "table", "svg", "sheet", "video", "meta"],
)
def test_relative_requisites_are_found_on_every_page(tag: str, found: list[str]) -> None:
    tags = KnownTags()
    tags.beside(tag, HERE, set())
    rest = tags.beside(tag, NEXT, set())
    assert rest is not None
    assert find_requisites(rest.html, NEXT) == found


@pytest.mark.parametrize(
    "hidden",
    [
        '<script>x = "<a href=/no/>"</script>',
        "<!-- <a href=/no/> -->",
        "<textarea><a href=/no/></textarea>",
        "<title><a href=/no/></title>",
    ],
    ids=["script", "comment", "textarea", "title"],
)
def test_what_is_no_element_is_no_link(hidden: str) -> None:
    assert links_of(KnownTags(), hidden + '<a href="/yes/">', HERE, set()) == (["https://x.example/yes/"], [])


def test_link_that_stands_hidden_and_in_sight_is_found() -> None:
    html = '<script>"<a href="/x/">"</script><a href="/x/">x</a>'
    assert links_of(KnownTags(), html, HERE, set())[0] == ["https://x.example/x/"]


def test_words_of_a_new_link_are_kept() -> None:
    rest = KnownTags().beside('<a class="next" href="/page/2/"><span>Older posts</span></a>', HERE, set())
    assert rest is not None
    assert [link.text for link in find_links(rest.html, HERE).anchors] == ["Older posts"]


def test_feed_of_the_site_is_named_on_every_page() -> None:
    """Without it the feed of one post's comments would pass for a feed of posts."""
    tags, site = KnownTags(), '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    tags.beside(site, HERE, set())
    rest = tags.beside(site + '<link rel="alternate" type="application/rss+xml" href="/2027/two/feed/">', NEXT, set())
    assert rest is not None
    assert [feed.kind for feed in find_links(rest.html, NEXT).feeds] == ["posts", "page"]


@pytest.mark.parametrize(
    "html",
    [
        '<base href="/elsewhere/"><a href="x/">',
        '<a href="/a/" "b>c</a>',
        "<a href=\"/a/\"title='b'>",
        '<a href="/a/" title="b < c>',
    ],
    ids=["base", "stray quote", "no blank", "open quote"],
)
def test_page_whose_markup_is_not_plain_is_left_to_the_parser(html: str) -> None:
    assert KnownTags().beside(html, HERE, set()) is None


@pytest.mark.parametrize("html", ['<a title="a > b" href="/a/">', '<div data-x="a > b" style="background:url(/b.png)">'])
def test_angle_bracket_inside_an_attribute_leaves_the_page_to_the_parser(html: str) -> None:
    assert KnownTags().beside(html, HERE, set()) is None

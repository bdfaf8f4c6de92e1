"""Teasers of other posts."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, article, page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.items import Teaser

PAIR = f"<p>{LONG}</p><p>{MORE}</p>"
CARDS = "".join(
    f"<div class='card'><a href='/2024/p{i}/'><img src='/p{i}.jpg'><h3>Post {i}</h3></a><p>Excerpt of the "
    f"post with number {i}.</p>"
    f"<time datetime='2024-01-0{i}'>January {i}</time></div>"
    for i in (1, 2, 3)
)


def related(after: str = "", inner: str = PAIR, head: str = "") -> list[Teaser]:
    finding = page_of(article(inner, after=after, head=f"<title>Harbour</title>{head}")).find_related(SiteKnowledge())
    return finding.value if finding else []


def test_a_teaser_has_everything_its_card_shows() -> None:
    first = related(f"<section><h2>Related posts</h2>{CARDS}</section>")[0]
    assert first == Teaser(
        title="Post 1",
        url="https://blog.example.org/2024/p1/",
        excerpt="Excerpt of the post with number 1.",
        image="https://blog.example.org/p1.jpg",
        date_published="2024-01-01",
        kind="related",
    )


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("You may also like", "related"),
        ("Das könnte dich auch interessieren", "related"),
        ("あわせて読みたい", "related"),
        ("相关文章", "related"),
        ("مقالات ذات صلة", "related"),
        ("Latest Blogs", "latest"),
        ("Свежие записи", "latest"),
        ("Beliebte Beiträge", "popular"),
    ],
)
def test_the_heading_says_the_kind(heading: str, kind: str) -> None:
    teasers = related(f"<section><h2>{heading}</h2>{CARDS}</section>")
    assert [(t.title, t.kind) for t in teasers] == [("Post 1", kind), ("Post 2", kind), ("Post 3", kind)]


def test_the_post_itself_is_never_its_own_teaser() -> None:
    own = "<div class='card'><a href='https://www.blog.example.org/2024/harbour'><h3>Harbour ledgers</h3></a></div>"
    assert [t.title for t in related(f"<section><h2>Latest posts</h2>{CARDS}{own}</section>")] == ["Post 1", "Post 2", "Post 3"]


@pytest.mark.parametrize(
    "href",
    [
        "/tag/sea/",
        "/category/sea/",
        "/author/ann/",
        "/page/2/",
        "https://elsewhere.example.com/p/",
        "/feed/",
        "#top",
        "mailto:a@example.org",
        "/",
    ],
)
def test_links_that_lead_to_no_post_are_no_teasers(href: str) -> None:
    assert [t.title for t in related(f"<section><h2>Related posts</h2>{CARDS}<a href='{href}'>Something else</a></section>")] == [
        "Post 1",
        "Post 2",
        "Post 3",
    ]


def test_a_list_marked_as_related_needs_no_heading() -> None:
    items = "<ul class='related-posts'><li><a href='/a/'>First</a></li><li><a href='/b/'>Second</a></li></ul>"
    assert [t.title for t in related(inner=PAIR + items)] == ["First", "Second"]


def test_navigation_and_plain_links_are_no_teasers() -> None:
    assert related("<div><a href='/a/'>A page</a><a href='/b/'>B page</a></div>") == []


def test_read_more_is_nobodys_title() -> None:
    card = "<li><h4>The real title</h4><a href='/a/'>Read more</a></li><li><h4>Another title</h4><a href='/b/'>Read more</a></li>"
    assert [t.title for t in related(f"<h2>Related posts</h2><ul>{card}</ul>")] == ["The real title", "Another title"]


@pytest.mark.parametrize(
    "markup",
    [
        "<nav><a rel='prev' href='/old/'>« Old post</a><a rel='next' href='/new/'>New post »</a></nav>",
        "<p>Previous: <a href='/old/'>Old post</a></p><p>Next: <a href='/new/'>New post</a></p>",
        "<div class='nav-previous'><a href='/old/'>Old post</a></div><div class='nav-next'><a href='/new/'>New post</a></div>",
        "<footer><a href='/old/'>← Old post</a> <a href='/new/'>New post →</a></footer>",
        "<a href='/old/'><b>上一篇</b><span>Old post</span></a><a href='/new/'><b>下一篇</b><span>New post</span></a>",
        "<a href='/old/' title='Previous Post: Old post'>«</a><a href='/new/' title='Next Post: New post'>»</a>",
    ],
    ids="rel words class arrows chinese title-attribute".split(),
)
def test_previous_and_next_are_found(markup: str) -> None:
    assert [(t.kind, t.title, t.url[-5:]) for t in related(markup)] == [
        ("previous", "Old post", "/old/"),
        ("next", "New post", "/new/"),
    ]


def test_the_next_part_of_the_same_post_is_no_other_post() -> None:
    assert related("<a rel='next' href='/2024/harbour/2/'>Next page</a>") == []

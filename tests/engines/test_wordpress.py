"""WordPress: every published post is a row, and nothing that visitors must not see is."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.listings import listing_places, parse_listing
from blogarchive.discover.platforms.wordpress import rest_root_of_header
from blogarchive.urls import post_key
from tests.engines.crawled import Crawled, crawl
from tests.engines.wordpress_site import WordPress, missing_tools, wordpress

pytestmark = pytest.mark.engines

POSTS = 250
PRETTY = "/%year%/%monthnum%/%postname%/"
CLASSIC, BLOCKS = "twentytwentyone", "twentytwentythree"


class Variant(NamedTuple):
    """How a blog answers: form of its addresses, theme, and what its owner switched off."""

    permalinks: str
    theme: str
    off: tuple[str, ...] = ()


VARIANTS = {
    "all": Variant(PRETTY, CLASSIC),
    "plain-no-sitemap": Variant("", CLASSIC, ("sitemap",)),
    "names-no-rest": Variant("/%postname%/", BLOCKS, ("rest",)),
    "feed-only": Variant(PRETTY, BLOCKS, ("rest", "sitemap", "generator")),
    "pages-only": Variant("/archives/%post_id%", CLASSIC, ("rest", "sitemap", "feed", "generator")),
}
"""The feed never names more than ten posts."""


class Archived(NamedTuple):
    """What the blog holds, and what of it was archived."""

    posts: list[dict[str, Any]]
    crawled: Crawled
    rows: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    missing = missing_tools()
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}; see tests/engines/README.md")
    with wordpress(tmp_path_factory.mktemp("wordpress"), POSTS) as site:
        yield site


@pytest.fixture(scope="module", params=VARIANTS.values(), ids=list(VARIANTS))
def archived(request: pytest.FixtureRequest, blog: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Archived:
    variant: Variant = request.param
    posts = blog.change(variant.permalinks, variant.theme, variant.off)
    crawled = crawl(blog.url, tmp_path_factory.mktemp("archive") / "blog")
    return Archived(posts, crawled, crawled.rows())


def is_public(post: dict[str, Any]) -> bool:
    return post["type"] == "post" and post["status"] == "publish" and not post["password"]


def test_every_published_post_is_a_row(archived: Archived) -> None:
    missing = [post["url"] for post in archived.posts if is_public(post) and post_key(post["url"]) not in archived.rows]
    assert missing == []


def test_nothing_else_is_a_row(archived: Archived) -> None:
    known = {post_key(post["url"]) for post in archived.posts if is_public(post)}
    assert [row["url"] for key, row in archived.rows.items() if key not in known] == []


def test_no_row_tells_what_visitors_must_not_see(archived: Archived) -> None:
    hidden = ("Hiddendraft", "Hiddenpending", "Hiddenprivate", "Hiddenscheduled", "Hiddenpassword", "Hiddendeleted")
    assert [row["url"] for row in archived.rows.values() if any(word in (row["body_text"] or "") for word in hidden)] == []


def test_posts_with_a_password_are_kept_as_pages(archived: Archived) -> None:
    protected = {post_key(post["url"]) for post in archived.posts if post["password"]}
    assert len(protected) == 6
    assert protected <= archived.crawled.done()


def test_the_form_for_a_password_is_no_article(archived: Archived) -> None:
    assert [row["url"] for row in archived.rows.values() if "password protected" in (row["body_text"] or "")] == []


def test_all_parts_of_a_paged_post_are_in_its_row(archived: Archived) -> None:
    paged = [archived.rows[post_key(post["url"])] for post in archived.posts if post["kind"] == "paged"]
    assert len(paged) == 4
    assert [row["url"] for row in paged if "Secondpart" not in row["body_text"] or "Thirdpart" not in row["body_text"]] == []


@pytest.mark.parametrize("field", ["title", "date_published", "authors"])
def test_fields_are_as_the_blog_has_them(archived: Archived, field: str) -> None:
    wrong = []
    for post in filter(is_public, archived.posts):
        row = archived.rows.get(post_key(post["url"]), {})
        value = row.get(field)
        said = {
            "title": lambda v: v == post["title"],  # noqa: B023 - called at once
            "date_published": lambda v: (v or "").startswith(post["day"]),  # noqa: B023
            "authors": lambda v: [a["name"] for a in v or ()] == [post["author"]],  # noqa: B023
        }[field]
        if not said(value):
            wrong.append((post["url"], value))
    assert wrong == []


@pytest.mark.parametrize("permalinks", [PRETTY, ""], ids=["pretty", "plain"])
def test_its_own_list_gives_every_value(blog: WordPress, permalinks: str) -> None:
    posts = {post_key(post["url"]): post for post in blog.change(permalinks, CLASSIC, ()) if is_listed(post)}
    with urllib.request.urlopen(blog.url) as answer:
        root = rest_root_of_header(", ".join(answer.headers.get_all("Link")), blog.url)
    entries, total = read_list(listing_places(blog.url, (), root)[0])
    assert {post_key(entry.url) for entry in entries} == posts.keys()
    assert total == len(posts)
    for entry in entries:
        post = posts[post_key(entry.url)]
        assert (entry.authors, (entry.published or "")[:10]) == ([post["author"]], post["day"])
        assert (entry.published or "")[19:] in ("+01:00", "+02:00"), "the blog is in Oslo"
        assert (entry.content_html is None) == post["password"]


def is_listed(post: dict[str, Any]) -> bool:
    return post["type"] == "post" and post["status"] == "publish"


def read_list(first: str) -> tuple[list[FeedEntry], int | None]:
    """All entries of the list that begins at *first*, and the number it promises."""
    urls, entries, total = [first], [], None
    for url in urls:
        with urllib.request.urlopen(url) as answer:
            listing = parse_listing(answer.read(), url, {name.lower(): value for name, value in answer.headers.items()})
        assert listing is not None
        entries += listing.entries
        total = listing.total
        urls += [following for following in listing.next_urls if following not in urls]
    return entries, total

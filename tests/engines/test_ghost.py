"""Ghost: every published post is a row, and nothing that visitors must not see is."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from blogarchive.discover.listings import listings_named, parse_listing
from blogarchive.urls import post_key
from tests.engines.crawled import Crawled, crawl
from tests.engines.ghost_site import Ghost, ghost, why_not

pytestmark = pytest.mark.engines

POSTS = 250
HIDDEN = ("Hiddendraft", "Hiddenscheduled", "Hiddenmembers", "Hiddendeleted")
VARIANTS = {"all": (), "no-sitemap": ("--no-sitemap",), "pages-only": ("--no-sitemap", "--no-feeds", "--no-rest")}


class Archived(NamedTuple):
    """What the blog holds, and what of it was archived."""

    posts: list[dict[str, Any]]
    crawled: Crawled
    rows: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ghost]:
    reason = why_not()
    if reason:
        pytest.skip(f"{reason}; see tests/engines/README.md")
    with ghost(tmp_path_factory.mktemp("ghost"), POSTS) as site:
        yield site


@pytest.fixture(scope="module", params=VARIANTS.values(), ids=list(VARIANTS))
def archived(request: pytest.FixtureRequest, blog: Ghost, tmp_path_factory: pytest.TempPathFactory) -> Archived:
    crawled = crawl(blog.url, tmp_path_factory.mktemp("archive") / "blog", *request.param)
    return Archived(blog.posts, crawled, crawled.rows())


def is_public(post: dict[str, Any]) -> bool:
    return post["kind"] not in ("draft", "scheduled", "members", "deleted")


def test_every_public_post_is_a_row(archived: Archived) -> None:
    assert [p["url"] for p in archived.posts if is_public(p) and post_key(p["url"]) not in archived.rows] == []


def test_nothing_but_posts_is_a_row(archived: Archived) -> None:
    known = {post_key(p["url"]) for p in archived.posts if is_public(p) or p["kind"] == "members"}
    # Ghost itself writes one post, "Coming soon".
    assert [row["url"] for key, row in archived.rows.items() if key not in known and not key.endswith("/coming-soon")] == []


def test_no_row_tells_what_visitors_must_not_see(archived: Archived) -> None:
    assert [row["url"] for row in archived.rows.values() if any(word in (row["body_text"] or "") for word in HIDDEN)] == []


def test_posts_for_members_are_kept_as_pages(archived: Archived) -> None:
    members = {post_key(p["url"]) for p in archived.posts if p["kind"] == "members"}
    assert len(members) == 6
    assert members <= archived.crawled.done()


@pytest.mark.parametrize("field", ["title", "day", "author"])
def test_fields_are_as_the_blog_has_them(archived: Archived, field: str) -> None:
    wrong = []
    for post in filter(is_public, archived.posts):
        row = archived.rows.get(post_key(post["url"]), {})
        said = {
            "title": row.get("title"),
            "day": (row.get("date_published") or "")[:10],
            "author": ", ".join(a["name"] for a in row.get("authors") or ()),
        }
        if said[field] != post[field]:
            wrong.append((post["url"], said[field]))
    assert wrong == []


def test_its_own_list_can_be_read_with_the_key_that_stands_in_its_pages(blog: Ghost) -> None:
    """A crawl does not ask for it: Ghost's robots.txt forbids it."""
    with urllib.request.urlopen(blog.url) as answer:
        urls = listings_named(answer.read(), blog.url)[:1]
    found = set()
    for url in urls:
        with urllib.request.urlopen(url) as answer:
            listing = parse_listing(answer.read(), url, {})
        assert listing is not None
        found |= {post_key(entry.url) for entry in listing.entries}
        urls += [u for u in listing.next_urls if u not in urls]
    assert {post_key(p["url"]) for p in blog.posts if is_public(p) or p["kind"] == "members"} <= found
    assert listing.total == len(found)

"""Blogs whose posts no link leads to: lists of the software, and lists that a script would load."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from server.command import Archived, crawl
from server.site import Site, blog_post, listing

NUMBERS = [1, 2, 3, 4]
JSON = "application/json"
KEY = "0123456789abcdef0123456789"


def kept(folder: Path) -> list[int]:
    return sorted(int(title.rpartition(" ")[2]) for title in Archived(folder).titles)


def blog(site: Site, home: str, head: str = "") -> None:
    site.page("/", home, head=head)
    site.on("/robots.txt", body="User-agent: *\nDisallow:\n", content_type="text/plain")
    for number in NUMBERS:
        site.page(f"/post-{number}/", blog_post(number), title=f"Post number {number} | A small blog")


def answers(site: Site, first: str, second: str, make: Callable[[list[int], str], Any], guard: str = "") -> None:
    """Two answers of a list at the paths *first* and *second*, the first of which leads to the second."""
    for path, numbers, following in ((first, NUMBERS[:2], second), (second, NUMBERS[2:], "")):
        site.on(path, body=guard + json.dumps(make(numbers, following)), content_type="text/javascript" if guard else JSON)


def substack(site: Site) -> str:
    path = "/api/v1/archive?sort=new&limit=50&offset={}"
    first = path.replace("limit=50&offset={}", "offset=0&limit=50")
    answers(site, first, path.format(2), lambda ns, _: [{"canonical_url": f"{site.base}/post-{n}/"} for n in ns])
    site.on(path.format(4), body="[]", content_type=JSON)
    return "Substack"


def tumblr(site: Site) -> str:
    def make(numbers: list[int], following: str) -> dict[str, Any]:
        return {
            "posts-start": 0 if following else 2,
            "posts-total": 4,
            "posts": [{"url": f"{site.base}/post-{n}/"} for n in numbers],
        }

    answers(site, "/api/read/json?start=0&num=50", "/api/read/json?num=50&start=2", make, "var tumblr_api_read = ")
    return "Tumblr"


def squarespace(site: Site) -> str:
    def make(numbers: list[int], following: str) -> dict[str, Any]:
        pagination = {"nextPage": True, "nextPageUrl": "/?offset=7"} if following else {}
        items = [{"fullUrl": f"/post-{n}/", "title": f"Post number {n}"} for n in numbers]
        return {"website": {}, "collection": {"typeName": "blog"}, "items": items, "pagination": pagination}

    answers(site, "/?format=json", "/?offset=7&format=json", make)
    return "Squarespace"


def medium(site: Site) -> str:
    def make(numbers: list[int], following: str) -> dict[str, Any]:
        posts = {
            str(n): {"mediumUrl": f"{site.base}/post-{n}/", "id": str(n), "firstPublishedAt": 1714557600000 + n} for n in numbers
        }
        paging = {"path": f"{site.base}/_/api/collections/c/stream", "next": {"to": 7}} if following else {}
        return {"payload": {"references": {"Post": posts}, "paging": paging}}

    answers(site, "/archive?format=json&limit=100", "/_/api/collections/c/stream?format=json&to=7", make, "])}while(1);</x>")
    return "Medium"


def drupal(site: Site) -> str:
    def make(numbers: list[int], following: str) -> dict[str, Any]:
        nodes = [{"attributes": {"path": {"alias": f"/post-{n}/"}, "status": True}} for n in numbers]
        links = {"next": {"href": site.base + following}} if following else {}
        return {"jsonapi": {}, "data": nodes, "links": links}

    answers(site, "/jsonapi/node/article?sort=-created", "/jsonapi/node/article?page=2", make)
    return "Drupal 10"


def microblog(site: Site) -> str:
    items = [{"id": str(n), "url": f"{site.base}/post-{n}/"} for n in NUMBERS]
    body = {"version": "https://jsonfeed.org/version/1", "items": items}
    site.on("/archive/index.json", body=json.dumps(body), content_type=JSON)
    return "Micro.blog"


def blogger(site: Site) -> str:
    def feed(numbers: list[int], link: str) -> str:
        entries = "".join(f'<entry><title>x</title><link rel="alternate" href="{site.base}/post-{n}/"/></entry>' for n in numbers)
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><generator>Blogger</generator>{link}{entries}</feed>'

    first, second = "/feeds/posts/default?redirect=false&start-index=1&max-results=150", "/feeds/posts/default?start-index=3"
    site.on(first, body=feed(NUMBERS[:2], f'<link rel="next" href="{site.base}{second}"/>'), content_type="application/atom+xml")
    site.on(second, body=feed(NUMBERS[2:], ""), content_type="application/atom+xml")
    return "Blogger"


@pytest.mark.parametrize("software", [substack, tumblr, squarespace, medium, drupal, microblog, blogger])
def test_the_list_of_a_software_brings_every_post(software: Callable[[Site], str], tmp_path: Path) -> None:
    with Site() as site:
        generator = software(site)
        blog(site, "<main><h1>A small blog</h1></main>", f'<meta name="generator" content="{generator}">')
        crawl(site.url(), tmp_path / "a")
    assert kept(tmp_path / "a") == NUMBERS


def test_ghosts_list_is_read_with_the_key_in_the_page(tmp_path: Path) -> None:
    with Site() as site:
        blog(
            site,
            f'<main><h1>A small blog</h1></main><script data-key="{KEY}" data-api="{site.base}/ghost/api/content/"></script>',
        )
        for page in (1, 2):
            posts = [{"url": f"{site.base}/post-{n}/"} for n in NUMBERS[page * 2 - 2 : page * 2]]
            body = {"posts": posts, "meta": {"pagination": {"page": page, "pages": 2, "total": 4}}}
            path = f"/ghost/api/content/posts/?key={KEY}&limit=100&include=authors,tags&page={page}"
            site.on(path, body=json.dumps(body), content_type=JSON)
        crawl(site.url(), tmp_path / "a")
    assert kept(tmp_path / "a") == NUMBERS


MORE = {
    "button": '<button class="load-more" data-next-url="/?page=2">Load more</button>',
    "frame": '<turbo-frame src="/?page=2" loading="lazy"></turbo-frame>',
    "scrolling": '<script>infiniteScroll = {"settings":{"history":{"path":"\\/page\\/%d\\/"}}};</script>',
    "data": '<script type="application/json">{"props":{"nextPageUrl":"/?page=2"}}</script>',
}


@pytest.mark.parametrize("more", MORE.values(), ids=list(MORE))
def test_what_a_script_would_load_is_read(more: str, tmp_path: Path) -> None:
    with Site() as site:
        blog(site, listing(NUMBERS[:2], more))
        for path in ("/?page=2", "/page/2/"):
            site.page(path, listing(NUMBERS[2:], ""))
        crawl(site.url(), tmp_path / "a")
    assert kept(tmp_path / "a") == NUMBERS


def test_a_piece_of_a_list_inside_json_is_read(tmp_path: Path) -> None:
    with Site() as site:
        blog(site, listing(NUMBERS[:2], '<button data-next-url="/posts?page=2">More posts</button>'))
        site.on("/posts?page=2", body=json.dumps({"html": listing(NUMBERS[2:], ""), "more": False}), content_type=JSON)
        crawl(site.url(), tmp_path / "a")
    assert kept(tmp_path / "a") == NUMBERS


def test_notes_without_titles_are_found_by_their_markup(tmp_path: Path) -> None:
    link = '<a class="u-url" href="/post-{}/"><time class="dt-published">2024</time></a>'
    notes = "".join(f'<div class="h-entry"><p class="e-content">A note</p>{link.format(n)}</div>' for n in NUMBERS)
    with Site() as site:
        blog(site, f'<main class="h-feed">{notes}</main>')
        crawl(site.url(), tmp_path / "a")
    assert kept(tmp_path / "a") == NUMBERS

"""Lists are followed to their end, and their documents are kept together."""

from __future__ import annotations

import json

import pytest
from server.site import blog_post, feed_of, listing, sitemap_of

from blogarchive.report.coverage import read_coverage
from blogarchive.settle.choice import SourceChoice
from blogarchive.store.sources import Source, Sources
from blogarchive.store.states import State
from settle.test_blog import BASE, Crawling, html

RSS, XML, JSON = "application/rss+xml", "application/xml", "application/json"
POSTS = {f"/post-{n}/": html(blog_post(n)) for n in range(1, 10)}
HEAD = '<meta name="generator" content="WordPress 6.5"><link rel="https://api.w.org/" href="/wp-json/">'
FEEDS = "".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in ("/feed/", "/feed/rdf/"))
GENERATOR = "<generator>https://wordpress.org/?v=6.5</generator>"
QUERY = (
    "per_page=100&orderby=date&order=desc&_embed=author,wp:term"
    "&_fields=id,date,date_gmt,modified,modified_gmt,link,status,type,title,content,excerpt,_links,_embedded"
)


def paged_feed(numbers: list[int]) -> tuple[str, str]:
    return RSS, feed_of(numbers).replace("</title>", f"</title>{GENERATOR}", 1)


def rest_list(numbers: list[int], kind: str = "post") -> tuple[str, str]:
    posts = [
        {"id": n, "link": f"{BASE}/post-{n}/", "status": "publish", "type": kind, "date": f"2024-03-{n:02d}T08:00:00"}
        for n in numbers
    ]
    return JSON, json.dumps(posts)


def sources_of(crawling: Crawling) -> dict[str, Source]:
    return {source.kind: source for source in Sources(crawling.tables.db)}


def test_one_feed_of_the_blog_is_paged_and_not_its_twin() -> None:
    pages = {
        "/": html(listing([9, 8]), HEAD + FEEDS),
        "/feed/": paged_feed([9, 8, 7]),
        "/feed/?paged=2": paged_feed([6, 5]),
        "/feed/rdf/": paged_feed([9, 8, 7]),
        **POSTS,
    }
    asked = Crawling("/", pages).run()
    assert [path for path in asked if "paged" in path] == ["/feed/?paged=2", "/feed/?paged=3"]


def test_files_of_a_sitemap_belong_together_by_what_they_hold() -> None:
    names = ("wp-sitemap-posts-post-1.xml", "wp-sitemap-posts-post-2.xml", "wp-sitemap-posts-page-1.xml")
    index = "".join(f"<sitemap><loc>{BASE}/{name}</loc></sitemap>" for name in names)
    pages = {
        "/": html(listing([9]), '<link rel="sitemap" href="/wp-sitemap.xml">'),
        "/wp-sitemap.xml": (XML, f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>'),
        f"/{names[0]}": (XML, sitemap_of(["/post-9/", "/post-8/"])),
        f"/{names[1]}": (XML, sitemap_of(["/post-7/"])),
        f"/{names[2]}": (XML, sitemap_of(["/about/"])),
        **POSTS,
    }
    crawling = Crawling("/", pages)
    crawling.run()
    found = sources_of(crawling)
    assert {kind: [document.entries for document in source.documents] for kind, source in found.items()} == {
        "sitemap:post": [2, 1],
        "sitemap:page": [1],
    }


def test_list_of_pages_vouches_for_pages_and_the_list_of_posts_for_posts() -> None:
    pages = {
        "/": html(listing([9]), HEAD),
        f"/wp-json/wp/v2/posts?{QUERY}": rest_list([9, 8]),
        f"/wp-json/wp/v2/pages?{QUERY}": rest_list([1], "page"),
        **POSTS,
    }
    crawling = Crawling("/", pages)
    crawling.run()
    assert {kind: source.platform for kind, source in sources_of(crawling).items()} == {
        "rest": "wordpress",
        "rest:page": "wordpress",
    }
    assert crawling.kinds["/post-8/"] == "post"
    assert crawling.asked.index("/post-8/") < crawling.asked.index("/post-1/")


@pytest.mark.parametrize("name", ["feeds", "sitemap", "rest"])
def test_switched_off_source_is_not_even_looked_for(name: str) -> None:
    words = {"feeds": ("feed", "rss", "atom"), "sitemap": ("sitemap",), "rest": ("wp-json", "rest_route")}[name]
    pages = {"/": html(listing([9]), HEAD), **POSTS}
    crawling = Crawling("/", pages, choice=SourceChoice(**{name: False}))
    assert [path for path in crawling.run() if any(word in path for word in words)] == []


def test_feed_that_is_switched_off_is_in_the_ledger_with_the_reason() -> None:
    crawling = Crawling("/", {"/": html(listing([9]), FEEDS), **POSTS}, choice=SourceChoice(feeds=False))
    crawling.run()
    assert crawling.state("/feed/") == (State.SKIPPED, "off:feeds", "feed-link")


def test_endless_feed_is_a_warning() -> None:
    def page(number: int) -> tuple[str, str]:
        link = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="/feed/{number + 1}/"/>'
        return RSS, feed_of([9, 8]).replace("</title>", f"</title>{link}", 1)

    pages = {"/": html(listing([9]), FEEDS), "/feed/": page(0), **{f"/feed/{n}/": page(n) for n in range(1, 20)}, **POSTS}
    crawling = Crawling("/", pages)
    crawling.run()
    warnings = read_coverage(crawling.tables.db).warnings
    assert any(one.startswith(f"feed {BASE}/feed/: ") and "a limit was reached" in one for one in warnings)

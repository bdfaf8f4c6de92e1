"""Where a blog starts, when the user named a single post, a feed or a sitemap of it."""

from __future__ import annotations

from blogarchive.discover.scope import blog_root
from blogarchive.extract.kind import Hints, judge_one, read_evidence
from blogarchive.settle.answer import Reading

__all__ = ["root_candidates"]


def root_candidates(reading: Reading) -> list[str]:
    """Addresses where the blog may start, likeliest first; empty when the answer itself is the start."""
    url = reading.answer.url
    if reading.feed is not None:
        posts = [entry.url for entry in reading.feed.entries]
        home = [reading.feed.home_url] if reading.feed.home_url else []
        # A feed says where its blog is; only a home on another host is doubted.
        return list(dict.fromkeys([*home, *blog_root(url, feed_home=reading.feed.home_url, known_posts=posts)]))
    if reading.sitemap is not None:
        return blog_root(url, known_posts=[entry.url for entry in reading.sitemap.pages])
    if reading.kind != "html":
        return blog_root(url)
    if judge_one(url, read_evidence(reading.page), Hints(is_start=True)).kind != "post" or _is_host_root(url):
        return []
    links = reading.links
    posts = [u for u in (links.prev, links.next) if u]
    posts += [link.url for link in links.anchors if link.heading and link.region == "main"]
    return blog_root(url, feed_home=links.home, known_posts=posts)


def _is_host_root(url: str) -> bool:
    return url.count("/") == 3 and url.endswith("/")

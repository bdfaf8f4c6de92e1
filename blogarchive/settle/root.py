"""Where a blog starts, when the user named a single post, a feed or a sitemap of it."""

from __future__ import annotations

from os.path import commonprefix

from blogarchive.discover.scope import blog_root
from blogarchive.extract.kind import Hints, judge_one
from blogarchive.extract.kind_shapes import date_parts
from blogarchive.settle.answer import Reading
from blogarchive.urls import host_of

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
        pages = [entry.url for entry in reading.sitemap.pages]
        return list(dict.fromkeys([*blog_root(url, known_posts=pages), *_common_folder(url, pages)]))
    if reading.kind != "html":
        return blog_root(url)
    if _is_host_root(url) or not _is_post(url, reading):
        return []
    links = reading.links
    posts = [u for u in (links.prev, links.next) if u]
    posts += [link.url for link in links.anchors if link.heading and link.region == "main"]
    return blog_root(url, feed_home=links.home, known_posts=posts, linked=[link.url for link in links.anchors])


def _common_folder(url: str, pages: list[str]) -> list[str]:
    """The deepest folder that holds all the *pages* on the host of *url*; empty when there are none."""
    own = [page for page in pages if host_of(page) == host_of(url)]
    folder = commonprefix(own).rpartition("/")[0] + "/" if own else ""  # noqa: RUF071 -- cut back to a whole folder
    return [folder] if folder.count("/") > 2 else []


def _is_post(url: str, reading: Reading) -> bool:
    """Whether the page is a post by itself; one with a date in its address is, if it is no list."""
    kind = judge_one(url, reading.evidence, Hints(is_start=True)).kind
    return kind == "post" or (kind == "page" and date_parts(url) > 1)


def _is_host_root(url: str) -> bool:
    return url.count("/") == 3 and url.endswith("/")

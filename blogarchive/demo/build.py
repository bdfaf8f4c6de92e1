"""Renders the whole demo blog to memory: every address it answers, with the bytes it answers."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Literal

from blogarchive.demo.content import BLOG_DESCRIPTION, BLOG_NAME, FOLDER, WRITERS, Post, load_posts, slugify
from blogarchive.demo.theme import author_box, list_page, post_page, post_path, text_page

__all__ = ["Response", "render_site"]

_PER_PAGE = 5
_IN_FEED = 6
_TEASERS = 3
_MOVED = {"/2024/03/old-light/": "/the-light-that-was-moved/"}
_HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"

_ABOUT = """<p>The Harbour Ledger is written by two people who share a reading room, a kettle and one good chair.</p>
<p>We started with a single account book. Our <a href="/2024/03/old-light/">very first post</a> has moved since,
like the tower it is about. Robots may not read what is
<a href="/drafts/the-cat-of-the-reading-room/">not ready yet</a>.</p>
"""
_DRAFT = "<p>She arrived in March, was entered under <i>Returned books</i>, and nobody has dared to correct the entry.</p>"
_MISSING = '<p>There is nothing at this address. There may have been once; <a href="/">start again from the top</a>.</p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What the server answers at one address."""

    body: bytes
    content_type: str = _HTML
    status: Literal[200, 301, 404] = 200
    last_modified: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)


def render_site(base_url: str) -> dict[str, Response]:
    """Every address (path, percent-encoded) of the blog to its answer; *base_url* has no slash at its end.

    The answer to any other address stands under ``/404``.
    """
    posts = load_posts()
    site: dict[str, Response] = {}
    for pages in (_static(), _index(base_url, posts), _posts(base_url, posts), _groups(base_url, posts)):
        site.update(pages)
    site["/about/"] = _page(text_page(base_url, "/about/", "About this blog", _ABOUT + _boxes()))
    draft = "/drafts/the-cat-of-the-reading-room/"
    site[draft] = _page(text_page(base_url, draft, "The cat of the reading room", _DRAFT))
    site["/404"] = Response(status=404, body=text_page(base_url, "/404", "Not found", _MISSING).encode())
    for old, new in _MOVED.items():
        site[old] = Response(status=301, body=b"", headers={"Location": base_url + new})
    robots = f"User-agent: *\nDisallow: /drafts/\n\nSitemap: {base_url}/sitemap.xml\n"
    site["/robots.txt"] = Response(content_type="text/plain; charset=utf-8", body=robots.encode())
    site["/feed.xml"] = _feed(base_url, posts[:_IN_FEED])
    site["/sitemap.xml"] = _sitemap(base_url, posts)
    return site


def _page(text: str, last_modified: datetime | None = None) -> Response:
    return Response(body=text.encode(), last_modified=last_modified)


def _boxes() -> str:
    return "".join(author_box(writer) for writer in WRITERS.values())


def _static() -> Iterator[tuple[str, Response]]:
    folder = FOLDER / "static"
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        yield f"/{file.relative_to(folder).as_posix()}", Response(content_type=kind, body=file.read_bytes())


def _index(base_url: str, posts: list[Post]) -> Iterator[tuple[str, Response]]:
    last = -(-len(posts) // _PER_PAGE)
    for number in range(1, last + 1):
        path = _index_path(number)
        newer = f'<a class="prev" href="{_index_path(number - 1)}">Newer posts</a>' if number > 1 else ""
        older = f'<a class="next" href="{_index_path(number + 1)}">Older posts</a>' if number < last else ""
        shown = posts[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        pager = f'<nav class="pagination">{newer}<span>Page {number} of {last}</span>{older}</nav>\n</main>'
        html = list_page(base_url, path, "", shown).replace("</main>", pager)
        yield path, _page(html, max(post.date for post in shown))


def _index_path(number: int) -> str:
    return "/" if number == 1 else f"/page/{number}/"


def _posts(base_url: str, posts: list[Post]) -> Iterator[tuple[str, Response]]:
    for at, post in enumerate(posts):
        newer = posts[at - 1] if at else None
        older = posts[at + 1] if at + 1 < len(posts) else None
        for part in range(1, len(post.parts) + 1):
            path = post_path(post) if part == 1 else f"{post_path(post)}{part}/"
            html = post_page(base_url, post, part, _related(post, posts), older, newer)
            yield path, _page(html, post.modified or post.date)


def _related(post: Post, posts: list[Post]) -> list[Post]:
    """The posts that share most tags and categories with *post*, nearest in time first among equals."""

    def rank(other: Post) -> tuple[int, float]:
        common = {*post.tags, *post.categories} & {*other.tags, *other.categories}
        return -len(common), abs((post.date - other.date).total_seconds())

    return sorted((other for other in posts if other is not post), key=rank)[:_TEASERS]


def _groups(base_url: str, posts: list[Post]) -> Iterator[tuple[str, Response]]:
    for tag in sorted({tag for post in posts for tag in post.tags}):
        path = f"/tags/{slugify(tag)}/"
        yield path, _page(list_page(base_url, path, f"Tag: {tag}", [post for post in posts if tag in post.tags]))
    for name in sorted({name for post in posts for name in post.categories}):
        path = f"/categories/{slugify(name)}/"
        yield path, _page(list_page(base_url, path, name, [post for post in posts if name in post.categories]))
    for writer in WRITERS.values():
        path = f"/authors/{writer.slug}/"
        own = [post for post in posts if writer in post.writers]
        yield path, _page(list_page(base_url, path, f"Posts by {writer.name}", own, author_box(writer)))


def _feed(base_url: str, posts: list[Post]) -> Response:
    """RSS 2.0 with the whole text of each post, as most blog engines send it."""
    items = "".join(_feed_item(base_url, post) for post in posts)
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{BLOG_NAME}</title>
<link>{base_url}/</link>
<atom:link href="{base_url}/feed.xml" rel="self" type="application/rss+xml"/>
<description>{BLOG_DESCRIPTION}</description>
<language>en</language>
<lastBuildDate>{format_datetime(posts[0].date)}</lastBuildDate>
{items}</channel>
</rss>
"""
    return Response(content_type="application/rss+xml; charset=utf-8", body=text.encode(), last_modified=posts[0].date)


def _feed_item(base_url: str, post: Post) -> str:
    address = base_url + post_path(post)
    writers = "".join(f"<dc:creator>{escape(writer.name)}</dc:creator>" for writer in post.writers)
    labels = "".join(f"<category>{escape(label)}</category>" for label in (*post.categories, *post.tags))
    return f"""<item>
<title>{escape(post.title)}</title>
<link>{address}</link>
<guid isPermaLink="true">{address}</guid>
<pubDate>{format_datetime(post.date)}</pubDate>
{writers}{labels}
<description>{escape(post.summary)}</description>
<content:encoded><![CDATA[{"".join(post.parts)}]]></content:encoded>
</item>
"""


def _sitemap(base_url: str, posts: list[Post]) -> Response:
    entries = [(post_path(post), post.modified or post.date) for post in posts]
    entries += [(path, posts[0].date) for path in ("/", "/about/", *(f"/authors/{w.slug}/" for w in WRITERS.values()))]
    urls = "".join(
        f"<url><loc>{base_url}{path}</loc><lastmod>{date.astimezone(UTC):%Y-%m-%d}</lastmod></url>\n" for path, date in entries
    )
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{urls}</urlset>
"""
    return Response(content_type=_XML, body=text.encode())

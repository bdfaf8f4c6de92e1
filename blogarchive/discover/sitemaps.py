"""Sitemaps (sitemaps.org 0.9 and what passes for it) and the sitemaps a robots.txt names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feeds import parse_feed
from blogarchive.discover.xml import MAX_BYTES, decode, gunzip, local_name, parse_xml, text_of
from blogarchive.text import one_line
from blogarchive.urls import absolute_url

__all__ = ["Sitemap", "SitemapEntry", "parse_sitemap", "robots_sitemaps", "sitemap_kind"]

MAX_PAGES = 100_000
"""Twice what the protocol allows in one file."""

MAX_CHILDREN = 50_000
MAX_IMAGES = 1000
MAX_ROBOTS_BYTES = 512 * 1024
_ROOTS = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:urlset|sitemapindex)[\s>/]", re.IGNORECASE)
_ENTRY = re.compile(rb"<url[\s>]")
_ROBOTS_LINE = re.compile(r"^[ \t]*site-?map[ \t]*[:=]?[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True, kw_only=True)
class SitemapEntry:
    """One page a sitemap names."""

    url: str
    lastmod: str | None = None
    """ISO 8601 as given; when the page changed, never when it was published."""

    images: list[str] = field(default_factory=list)
    """Pictures the sitemap says the page shows, absolute."""

    title: str | None = None
    """A news sitemap's or feed's title of the page."""

    published: str | None = None
    """A news sitemap's or feed's publication date, ISO 8601."""


@dataclass(slots=True, kw_only=True)
class Sitemap:
    """A sitemap: pages, further sitemaps, or both."""

    pages: list[SitemapEntry] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    truncated: bool = False
    """Whether it named more than the limit."""


def parse_sitemap(body: bytes, url: str, limit: int = MAX_PAGES) -> Sitemap | None:
    """The sitemap in *body* (XML, gzip, plain list or feed), fetched from *url*, or None when it is none.

    Entries after *limit* are left out and ``truncated`` is set.
    """
    body = gunzip(body)
    part = _first_entries(body, limit)
    root = parse_xml(part, _ROOTS)
    if root is not None:
        found = _from_xml(root, url, limit)
        found.truncated = found.truncated or len(part) < len(body) or len(body) >= MAX_BYTES
        return found
    feed = parse_feed(body, url)
    if feed is not None:
        pages = [SitemapEntry(url=e.url, lastmod=e.modified, title=e.title, published=e.published) for e in feed.entries]
        return Sitemap(pages=pages[:limit], truncated=len(pages) > limit)
    return _from_lines(body, url, limit)


def _first_entries(body: bytes, limit: int) -> bytes:
    """*body* up to the entry after *limit*: a tree of millions of elements would take gigabytes."""
    entries = islice(_ENTRY.finditer(body), limit, None) if body.count(b"<url") > limit else iter(())
    beyond = next(entries, None)
    return body[: beyond.start()] if beyond else body


def _from_xml(root: etree._Element, url: str, limit: int) -> Sitemap:
    found = Sitemap()
    for element in root.iter():
        kind = local_name(element)
        if kind == "url" and len(element):
            if len(found.pages) >= limit:
                found.truncated = True
                break
            entry = _entry(element, url)
            if entry is not None:
                found.pages.append(entry)
        elif kind == "sitemap":
            location = next((c for c in element if local_name(c) == "loc"), None)
            child = absolute_url(text_of(location), url) if location is not None else None
            if child and len(found.children) < MAX_CHILDREN and child != url:
                found.children.append(child)
    found.children = list(dict.fromkeys(found.children))
    return found


def _entry(element: etree._Element, base: str) -> SitemapEntry | None:
    address = ""
    entry = SitemapEntry(url="")
    for child in element:
        name = local_name(child)
        if name == "loc" and not address:
            address = text_of(child)
        elif name == "lastmod":
            entry.lastmod = iso_date(child.text)
        elif name == "image" and len(entry.images) < MAX_IMAGES:
            place = next((c for c in child if local_name(c) == "loc"), None)
            image = absolute_url(text_of(place), base) if place is not None else None
            if image:
                entry.images.append(image)
        elif name == "news":
            _read_news(child, entry)
    target = absolute_url(address, base) if address else None
    if target is None:
        return None
    entry.url = target
    return entry


def _read_news(element: etree._Element, entry: SitemapEntry) -> None:
    for child in element:
        name = local_name(child)
        if name == "title":
            entry.title = one_line(text_of(child)) or None
        elif name == "publication_date":
            entry.published = iso_date(child.text)


def _from_lines(body: bytes, url: str, limit: int) -> Sitemap | None:
    """A text sitemap: one address a line and nothing else; a page of prose or HTML is none."""
    lines = [line.strip() for line in decode(body).splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not lines or "<" in lines[0]:
        return None
    targets = [absolute_url(line) for line in lines[: limit + 1]]
    good = list(dict.fromkeys(t for t in targets if t))
    if len(good) * 10 < len(targets) * 9:
        return None
    return Sitemap(pages=[SitemapEntry(url=t) for t in good[:limit]], truncated=len(lines) > limit)


def robots_sitemaps(body: bytes, url: str) -> list[str]:
    """The sitemaps that the robots.txt *body* at *url* names, absolute, in its order. Misspellings are understood."""
    text = decode(body[:MAX_ROBOTS_BYTES])
    if "<html" in text[:1000].lower():
        return []
    found = (absolute_url(m, url) for m in _ROBOTS_LINE.findall(text))
    return list(dict.fromkeys(u for u in found if u))[:1000]


# How the sitemap writers of WordPress, Yoast, Rank Math, Ghost and Squarespace name the files of one kind of page.
_SITEMAP_KINDS: tuple[tuple[str, str], ...] = (
    (r"wp-sitemap-posts-page|(?:^|[-_])pages?[-_]?sitemap|sitemap[-_]?pages?(?:[-_.]|$)", "page"),
    (r"wp-sitemap-users|(?:^|[-_])authors?[-_]?sitemap|sitemap[-_]?(?:authors?|users?)(?:[-_.]|$)", "author"),
    (r"wp-sitemap-taxonomies|(?:^|[-_])(?:tags?|post_tag|categor(?:y|ies)|taxonom(?:y|ies))[-_]?sitemap", "listing"),
    (r"sitemap[-_]?(?:tags?|categor(?:y|ies)|taxonom(?:y|ies)|archives?)(?:[-_.]|$)", "listing"),
    (r"wp-sitemap-posts-(?:post|blog|article|news)|^(?:posts?|blog(?:-posts?)?|articles?|news)[-_]?sitemap", "post"),
    (r"sitemap[-_]?(?:posts?|blog|articles?|news)(?:[-_.]|$)", "post"),
)


def sitemap_kind(url: str) -> str | None:
    """What the sitemap at *url* holds by its file name: post, page, listing, author, or None."""
    name = urlsplit(url).path.rpartition("/")[2].lower()
    return next((kind for pattern, kind in _SITEMAP_KINDS if re.search(pattern, name)), None)

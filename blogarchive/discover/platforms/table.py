"""Blogging software: how it is known, and where it keeps its feeds and sitemaps.

A name here is also what `Listing.platform`, the reports and the rules of ``sites.engines`` say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from blogarchive.discover.markup import Markup

__all__ = ["PLATFORMS", "Platform", "engine_of", "platform_named"]

MARKS_WITHIN = 60_000


@dataclass(kw_only=True, frozen=True)
class Platform:
    """One blogging software or service."""

    name: str
    generators: str = ""
    """Regular expression for what it writes as generator, into pages (``<meta name=generator>``) and feeds."""

    hosts: tuple[str, ...] = ()
    """Ends of the host names it gives to blogs."""

    marks: str = ""
    """Regular expression for what stands in its pages whatever their theme."""

    feeds: tuple[str, ...] = ()
    """Its feeds, relative to the blog's folder."""

    sitemaps: tuple[str, ...] = ()
    """Its sitemaps, relative to the blog's folder; those of posts before the index."""

    @cached_property
    def generator_pattern(self) -> re.Pattern[str] | None:
        return re.compile(self.generators, re.IGNORECASE) if self.generators else None

    @cached_property
    def mark_pattern(self) -> re.Pattern[str] | None:
        return re.compile(self.marks, re.IGNORECASE) if self.marks else None


PLATFORMS: tuple[Platform, ...] = (
    Platform(
        name="wordpress",
        generators=r"\bwordpress|classicpress",
        hosts=(".wordpress.com",),
        marks=r"/wp-content/(?:themes|plugins|uploads)/|/wp-includes/|https://api\.w\.org/",
        feeds=("feed/", "?feed=rss2"),
        sitemaps=("wp-sitemap.xml", "sitemap_index.xml", "sitemap.xml", "?sitemap=index"),
    ),
    Platform(
        name="ghost",
        generators=r"^ghost\b",
        hosts=(".ghost.io",),
        marks=r"/ghost/api/content/|@tryghost/|/public/cards\.min\.(?:css|js)",
        feeds=("rss/",),
        sitemaps=("sitemap-posts.xml", "sitemap-pages.xml", "sitemap.xml"),
    ),
    Platform(
        name="blogger",
        generators=r"\bblogger\b",
        hosts=(".blogspot.com",),
        marks=r"www\.blogger\.com/(?:static|dyn-css|feeds)/|\.blogblog\.com/",
        feeds=("feeds/posts/default",),
        sitemaps=("sitemap.xml", "sitemap-pages.xml", "atom.xml?redirect=false&start-index=1&max-results=500"),
    ),
    Platform(
        name="substack",
        generators=r"^substack\b",
        hosts=(".substack.com",),
        marks=r"\bsubstackcdn\.com/|substack-post-media\.s3",
        feeds=("feed",),
        sitemaps=("sitemap.xml",),
    ),
    Platform(
        name="tumblr",
        generators=r"^tumblr\b",
        hosts=(".tumblr.com",),
        marks=r"assets\.tumblr\.com/|<!-- BEGIN TUMBLR",
        feeds=("rss",),
        sitemaps=("sitemap.xml", "sitemap1.xml"),
    ),
    Platform(
        name="medium",
        generators=r"^medium\b",
        hosts=(".medium.com", "medium.com"),
        marks=r"<meta property=\"al:android:package\" content=\"com\.medium\.reader\"|cdn-client\.medium\.com/",
        sitemaps=("sitemap/sitemap.xml",),
    ),
    Platform(
        name="squarespace",
        generators=r"site-server|squarespace",
        hosts=(".squarespace.com",),
        marks=r"static1?\.squarespace\.com/|<!-- This is Squarespace\. -->",
        feeds=("?format=rss", "blog?format=rss"),
        sitemaps=("sitemap.xml",),
    ),
    Platform(
        name="wix",
        generators=r"^wix\.com",
        hosts=(".wixsite.com",),
        marks=r"static\.(?:wixstatic|parastorage)\.com/",
        feeds=("blog-feed.xml", "feed.xml"),
        sitemaps=("blog-posts-sitemap.xml", "sitemap.xml"),
    ),
    Platform(
        name="microblog",
        generators=r"^micro\.blog\b",
        hosts=(".micro.blog",),
        marks=r"https://micro\.blog/(?:micropub|webmention)\b",
        feeds=("feed.xml", "feed.json"),
        sitemaps=("sitemap.xml",),
    ),
    Platform(
        name="drupal",
        generators=r"^drupal\b",
        marks=r"data-drupal-selector=|Drupal\.settings|/sites/(?:default|all)/(?:files|modules|themes)/",
        feeds=("rss.xml", "blog/feed", "blog.xml"),
        sitemaps=("sitemap.xml",),
    ),
    Platform(name="typepad", generators=r"typepad", hosts=(".typepad.com",), feeds=("atom.xml", "rss.xml", "index.rdf")),
    Platform(name="movabletype", generators=r"^movable type", feeds=("atom.xml", "index.xml", "rss.xml")),
    Platform(
        name="livejournal",
        generators=r"livejournal|dreamwidth",
        hosts=(".livejournal.com", ".dreamwidth.org"),
        feeds=("data/rss",),
    ),
    Platform(name="writeas", generators=r"^write\.as|writefreely", hosts=(".write.as", ".writeas.com"), feeds=("feed/",)),
    Platform(name="bearblog", generators=r"^bear ?blog", hosts=(".bearblog.dev",), feeds=("feed/", "feed/?type=rss")),
    Platform(name="hashnode", generators=r"^hashnode", hosts=(".hashnode.dev",), feeds=("rss.xml",), sitemaps=("sitemap.xml",)),
    Platform(name="weebly", generators=r"weebly", hosts=(".weebly.com",), feeds=("1/feed", "blog/feed", "1/feed.xml")),
    Platform(name="joomla", generators=r"^joomla", feeds=("?format=feed&type=rss", "?format=feed&type=atom")),
    Platform(name="typo3", generators=r"^typo3", sitemaps=("?type=1533906435", "sitemap.xml")),
    Platform(name="textpattern", generators=r"textpattern", feeds=("rss/", "atom/", "?rss=1", "?atom=1")),
    Platform(name="serendipity", generators=r"serendipity", feeds=("index.php?/feeds/index.rss2", "feeds/index.rss2", "rss.php")),
    Platform(name="dotclear", generators=r"^dotclear", feeds=("feed/atom", "index.php?feed/atom", "feed/rss2")),
    Platform(name="hugo", generators=r"^hugo\b", feeds=("index.xml", "posts/index.xml", "post/index.xml", "blog/index.xml")),
    Platform(name="jekyll", generators=r"^jekyll\b", feeds=("feed.xml", "atom.xml")),
    Platform(name="hexo", generators=r"^hexo\b", feeds=("atom.xml", "rss2.xml")),
    Platform(name="pelican", generators=r"^pelican\b", feeds=("feeds/all.atom.xml", "feeds/all.rss.xml")),
    Platform(name="nikola", generators=r"^nikola\b", feeds=("rss.xml", "index.atom")),
    Platform(name="eleventy", generators=r"^eleventy\b", feeds=("feed/feed.xml", "feed.xml")),
    Platform(
        name="gatsby", generators=r"^gatsby\b", feeds=("rss.xml",), sitemaps=("sitemap-index.xml", "sitemap/sitemap-index.xml")
    ),
    Platform(name="docusaurus", generators=r"^docusaurus\b", feeds=("blog/rss.xml", "blog/atom.xml")),
    Platform(name="astro", generators=r"^astro\b", feeds=("rss.xml",), sitemaps=("sitemap-index.xml",)),
    Platform(name="zola", generators=r"^zola\b", feeds=("atom.xml", "rss.xml")),
    Platform(name="mkdocs_material", generators=r"^mkdocs", feeds=("feed_rss_created.xml", "feed_json_created.json")),
    Platform(name="quarto", generators=r"^quarto\b", feeds=("index.xml", "blog.xml")),
    Platform(name="publii", generators=r"^publii\b", feeds=("feed.xml", "feed.json")),
    Platform(name="discourse", generators=r"^discourse\b", feeds=("latest.rss",)),
)
"""Looked through in this order."""


def engine_of(*, url: str = "", html: Markup | bytes | str | None = None, generator: str | None = None) -> str | None:
    """The name of the software behind a blog, or None.

    In order of trust: what the page or a feed (*generator*) says made it, the host it lives on, marks in the page *html*.
    """
    markup = Markup(html) if isinstance(html, bytes | str) and html else html if isinstance(html, Markup) else None
    said = [generator] if generator else []
    said += [n.attributes.get("content") or "" for n in markup.css("meta[name=generator i]")[:5]] if markup else []
    for text in said:
        name = _by_generator(text[:300])
        if name:
            return name
    host = (urlsplit(url).hostname or "").lower() if url else ""
    for platform in PLATFORMS:
        if host and any(host.endswith(end) if end.startswith(".") else host == end for end in platform.hosts):
            return platform.name
    start = (markup.html or "")[:MARKS_WITHIN] if markup else ""
    return next((p.name for p in PLATFORMS if start and p.mark_pattern and p.mark_pattern.search(start)), None)


def platform_named(name: str) -> Platform | None:
    """The row of the table with that name."""
    return next((p for p in PLATFORMS if p.name == name), None)


def _by_generator(text: str) -> str | None:
    text = text.strip()
    return next((p.name for p in PLATFORMS if p.generator_pattern and p.generator_pattern.search(text)), None)

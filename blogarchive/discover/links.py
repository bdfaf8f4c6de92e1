"""What an HTML page links to: anchors with their place on the page, feeds, canonical, pager relations, refresh."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from blogarchive.discover.link import Link, Source
from blogarchive.discover.markup import UNREADABLE, Markup, base_of, read_markup
from blogarchive.discover.words import COMMENT_WORDS
from blogarchive.text import one_line, remember_short
from blogarchive.urls import absolute_url

__all__ = ["FeedLink", "PageLinks", "find_links"]

MAX_LINKS = 6000
MAX_FEEDS = 60
MAX_TEXT = 300
MAX_DEPTH = 300

FEED_TYPES = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/json",
        "application/x.atom+xml",
        "application/x-atom+xml",
        "text/rss+xml",
        "text/atom+xml",
    )
)
REGION_TAGS = {
    "nav": "nav",
    "aside": "aside",
    "footer": "footer",
    "header": "header",
    "main": "main",
    "article": "main",
}
REGION_ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "complementary": "aside",
    "contentinfo": "footer",
    "banner": "header",
    "main": "main",
}
# Words in class or id that name a region, whole word parts only ("nav-menu" yes, "unavailable" no).
_REGION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(nav|navbar|navigation|menu|submenu|breadcrumbs?)|(sidebar|aside|widgets?|widget-area|toc)"
    r"|(footer|colophon))(?:$|[\s_-])",
    re.IGNORECASE,
)
_CLASS_REGIONS = ("nav", "aside", "footer")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_REFRESH = re.compile(r"^\s*+[\d.]*+\s*+[;,]\s*+(?:url\s*=\s*)?['\"]?(?P<url>[^'\"]+)", re.IGNORECASE)
_COMMENT_FEED_PATH = re.compile(
    r"/comments?/(?:feed|rss|atom|default)|/feeds?/(?:comments|\d+/comments)|comments?[-_.](?:feed|rss|atom|xml)|[?&]feed=comments",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed a page names."""

    url: str
    title: str = ""
    """The link's title, on one line."""

    type: str = ""
    """The media type the page states."""

    kind: str = "posts"
    """``posts``, ``comments``, or ``page``: a feed that lies below this page while the site has another one. That is
    the comments of a post, the posts of a category or, on the start page of a blog in a folder, the blog's own feed."""


@dataclass(slots=True)
class PageLinks:
    """Everything a page links to, absolute and in page order."""

    url: str
    """The address the page answered under."""

    anchors: list[Link] = field(default_factory=list)
    """One Link per address (its first mention, the text of its longest), at most 6000."""

    passed: list[str] = field(default_factory=list)
    """Addresses of anchors that the caller knew already; they have no Link."""

    feeds: list[FeedLink] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    """``<link rel=sitemap>``."""

    canonical: str | None = None
    next: str | None = None
    """``<link rel=next>`` or the first anchor with that relation."""

    prev: str | None = None
    home: str | None = None
    """``rel=home`` or ``rel=start``/``index`` pointing at another page."""

    rest_root: str | None = None
    """Where the page says WordPress's REST API is (``rel="https://api.w.org/"``)."""

    refresh: str | None = None
    """The target of a meta refresh to another page."""

    noindex: bool = False
    """Whether a robots meta tag asks not to index."""

    truncated: bool = False
    """Whether there were more than 6000 links."""


def find_links(html: bytes | str | Markup, url: str, known: Container[str] = frozenset()) -> PageLinks:
    """The links of the page *html* that answered under *url*; empty when there is nothing to read.

    Anchors that lead to *known* addresses are only passed over: where they stand on the page is not looked for.
    """
    found = PageLinks(url)
    markup = html if isinstance(html, Markup) else read_markup(html)
    if markup is None:
        return found
    try:
        base = base_of(markup, url)
        _read_head(markup, base, found)
        _read_anchors(markup, base, found, known)
    except UNREADABLE:
        return found
    return found


def _read_head(markup: Markup, base: str, found: PageLinks) -> None:
    elements = markup.elements
    for node in elements.links[:MAX_LINKS]:
        attributes = node.attributes
        rels = (attributes.get("rel") or "").lower().split()
        href = attributes.get("href") or ""
        if not href:
            continue
        if "alternate" in rels:
            _add_feed(attributes, base, found)
        elif "sitemap" in rels and len(found.sitemaps) < MAX_FEEDS:
            found.sitemaps += filter(None, [absolute_url(href, base)])
        for rel, name in (("canonical", "canonical"), ("next", "next"), ("prev", "prev"), ("previous", "prev")):
            if rel in rels and getattr(found, name) is None:
                setattr(found, name, absolute_url(href, base))
        if found.rest_root is None and "https://api.w.org/" in rels:
            found.rest_root = absolute_url(href, base)
        if found.home is None and not {"home", "start", "index"}.isdisjoint(rels):
            found.home = absolute_url(href, base)
    for node in elements.metas[:MAX_LINKS]:
        attributes = node.attributes
        content = attributes.get("content") or ""
        if (attributes.get("http-equiv") or "").lower() == "refresh" and found.refresh is None:
            match = _REFRESH.match(content)
            target = absolute_url(match["url"], base) if match else None
            found.refresh = target if target != absolute_url(found.url) else None
        elif (attributes.get("name") or "").lower() in ("robots", "googlebot") and "noindex" in content.lower():
            found.noindex = True
    _settle_page_feeds(found)


def _add_feed(attributes: dict[str, str | None], base: str, found: PageLinks) -> None:
    media = (attributes.get("type") or "").split(";")[0].strip().lower()
    href = attributes.get("href") or ""
    if media not in FEED_TYPES or len(found.feeds) >= MAX_FEEDS:
        return
    # WordPress names its REST and oEmbed answers as JSON alternates; they are no feeds.
    if media == "application/json" and ("wp-json" in href or "rest_route" in href or "oembed" in href.lower()):
        return
    url = absolute_url(href, base)
    if url is None or any(f.url == url for f in found.feeds):
        return
    title = one_line(attributes.get("title") or "")[:MAX_TEXT]
    kind = "comments" if _names_comments(title, url) else "posts"
    found.feeds.append(FeedLink(url, title, media, kind))


def _names_comments(title: str, url: str) -> bool:
    folded = title.casefold()
    return bool(_COMMENT_FEED_PATH.search(url)) or any(word in folded for word in COMMENT_WORDS)


def _settle_page_feeds(found: PageLinks) -> None:
    """Marks feeds that lie below this page while the page names another feed of posts: those are this page's alone."""
    below = [f for f in found.feeds if _lies_below(f.url, found.url)]
    others = [f for f in found.feeds if f not in below and f.kind == "posts"]
    if not others:
        return
    found.feeds = [FeedLink(f.url, f.title, f.type, "page") if f in below and f.kind == "posts" else f for f in found.feeds]


def _lies_below(feed: str, page: str) -> bool:
    """Whether *feed* is the address of *page* with more to it: ``/a/feed/`` of ``/a/``, ``/?feed=rss2&cat=5`` of ``/?cat=5``."""
    there, here = urlsplit(feed), urlsplit(page)
    own = here.path.rstrip("/") + "/"
    if own != "/":
        return there.path.startswith(own)
    asked = set(here.query.split("&")) - {""}
    return bool(asked) and there.path == here.path and asked < set(there.query.split("&"))


@dataclass(slots=True)
class _Surroundings:
    """What is known of the elements around the links of one page, by their memory id."""

    regions: dict[int, str]
    cards: set[int]
    """Links that wrap a heading: the whole teaser is one link, its title a heading inside."""


def _read_anchors(markup: Markup, base: str, found: PageLinks, known: Container[str]) -> None:
    seen: dict[str, int] = {}
    by_url: dict[str, int] = {}
    around: _Surroundings | None = None
    anchors = found.anchors
    for node, href, rel in markup.elements.anchors:
        place = seen.get(href)
        if place is None:
            url = None if href[:1] in ("", "#") else absolute_url(href, base)
            if url is not None and url in known:
                found.passed.append(url)
                url = None
            place = -1 if url is None else by_url.get(url, len(anchors))
            seen[href] = place
            if url is not None and place == len(anchors):
                if place >= MAX_LINKS:
                    found.truncated = True
                    break
                by_url[url] = place
                around = around or _Surroundings({}, _cards(markup))
                anchors.append(_link(node, url, rel, around, found))
                continue
        if place >= 0 and around is not None:
            anchors[place] = _merged(anchors[place], node, around)


def _link(node: LexborNode, url: str, rel: str, around: _Surroundings, found: PageLinks) -> Link:
    if rel:
        rel = rel.lower()
        _note_relation(rel.split(), url, found)
    return Link(url, Source.LINK, _text(node), rel, None, None, _region(node, around.regions), _is_heading(node, around))


def _note_relation(rels: list[str], url: str, found: PageLinks) -> None:
    if "next" in rels and found.next is None:
        found.next = url
    if ("prev" in rels or "previous" in rels) and found.prev is None:
        found.prev = url
    if "home" in rels and found.home is None:
        found.home = url


def _merged(link: Link, node: LexborNode, around: _Surroundings) -> Link:
    """*link* with what a second mention adds: better text, a place in the main part, a heading."""
    if link.heading and link.text:
        return link
    heading = link.heading or _is_heading(node, around)
    text = _text(node)
    region = link.region if link.region == "main" else _region(node, around.regions)
    text = text if len(text) > len(link.text) else link.text
    return Link(link.url, link.source, text, link.rel, None, None, region, heading)


def _text(node: LexborNode) -> str:
    text = node.text(deep=True)
    return " ".join(text[: 4 * MAX_TEXT].split())[:MAX_TEXT] if text else ""


def _is_heading(node: LexborNode, around: _Surroundings) -> bool:
    """Whether the link stands in a heading, right in it or one element deeper, or wraps one."""
    up = node.parent
    if up is None:
        return False
    if up.tag in _HEADINGS:
        return True
    up = up.parent
    return up is not None and (up.tag in _HEADINGS or node.mem_id in around.cards)


def _cards(markup: Markup) -> set[int]:
    """The links around headings. No element is passed twice, so nested headings cost nothing extra."""
    cards: set[int] = set()
    passed: set[int] = set()
    for heading in markup.css("h1, h2, h3, h4, h5, h6"):
        up = heading.parent
        while up is not None and (identity := up.mem_id) not in passed:
            passed.add(identity)
            if up.tag in ("a", "area"):
                cards.add(identity)
            up = up.parent
    return cards


def _region(node: LexborNode, known: dict[int, str]) -> str:
    """The innermost region around *node*; every ancestor walked is remembered, so a page is walked once."""
    path: list[int] = []
    region = "main"
    up: LexborNode | None = node.parent
    while up is not None and len(path) < MAX_DEPTH:
        identity = up.mem_id
        if identity in known:
            region = known[identity]
            break
        path.append(identity)
        own = _own_region(up)
        if own:
            region = own
            break
        up = up.parent
    for identity in path:
        known[identity] = region
    return region


def _own_region(node: LexborNode) -> str | None:
    tag = node.tag
    if tag in ("body", "html"):
        return "main"
    if tag == "header" and _inside_article(node):
        return "main"
    if tag in REGION_TAGS:
        return REGION_TAGS[tag]
    attributes = node.attributes
    if not attributes:
        return None
    role = attributes.get("role")
    if role and role in REGION_ROLES:
        return REGION_ROLES[role]
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return _region_of_names(names) if len(names) > 2 else None


@remember_short
def _region_of_names(names: str) -> str | None:
    match = _REGION_CLASS.search(names)
    return _CLASS_REGIONS[match.lastindex - 1] if match and match.lastindex else None


def _inside_article(node: LexborNode) -> bool:
    """Whether a header belongs to an article or a section of the main part, not to the page."""
    up = node.parent
    for _ in range(12):
        if up is None:
            return False
        if up.tag in ("article", "section", "main", "li"):
            return True
        up = up.parent
    return False

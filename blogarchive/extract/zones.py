"""Which parts of a page are not the article: comments, sidebars, navigation, footers, teasers of other posts."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from blogarchive.text import remember_short

__all__ = ["Zones", "text_of"]

MAX_NAMES = 20_000
ZONE_TAGS = {"nav": "nav", "aside": "sidebar", "footer": "footer", "dialog": "other"}
ZONE_ROLES = {"navigation": "nav", "complementary": "sidebar", "contentinfo": "footer", "search": "nav", "dialog": "other"}

# Words of class names and ids, as themes all over the web use them.
ZONE_WORDS = {
    **dict.fromkeys(
        "comment comments commentlist commentlists respond disqus trackback trackbacks pingback pingbacks pings webmention "
        "webmentions responses reply replies isso utterances giscus".split(),
        "comments",
    ),
    **dict.fromkeys("sidebar sidebars rail widget widgets widgetarea complementary offcanvas drawer".split(), "sidebar"),
    **dict.fromkeys(
        "related relatedposts similar recommended recommendations recommendation recent recents recentposts popular trending "
        "latest teaser teasers youmaylike relposts readnext suggested suggestions morefrom crp promo promos".split(),
        "related",
    ),
    **dict.fromkeys("nav navbar navigation menu menus breadcrumb breadcrumbs pagination pager paging sitenav".split(), "nav"),
    **dict.fromkeys("footer colophon copyright".split(), "footer"),
    **dict.fromkeys("newsletter subscribe cookie cookies modal popup lightbox advert advertisement".split(), "other"),
    **dict.fromkeys("share sharing sharedaddy social addtoany".split(), "share"),
}
# A class that says what else the page has ("has-sidebar", "comments-open"), or what kind of block this is in spite of the word.
NOT_ZONE = re.compile(
    r"^(?:has|with|no|not|without|is|supports|use|tag|category|cat|tax|wp-embed)[-_]|[-_](?:open|closed|wrap|wrapper|visible|hidden|enabled"
    r"|disabled|link|links|count|number|meta|active|left|right|fixed|sticky|image|media|img)$"
    r"|^(?:post|entry|article|asset|single|content|blog|page|hentry)[-_]+(?:footer|nav-off|featured)|sidebar-+post$",
    re.I,
)
# Blocks of a post's own data: what they hold belongs to the post even where a theme lays them out as navigation.
OWN_DATA = re.compile(
    r"(?:^|[\s_-])(?:post|entry|article|asset)[-_]+(?:meta|info|tags?|authors?|date|data|details|byline|categories)(?:$|[\s_-])|(?:^|\s)(?:(?:[a-z]+-)?tags|meta|byline|authors?|blog-?data|article-?date|publish-?date)(?:$|\s)",
    re.I,
)
_OWN, _UNKNOWN = "own", "unknown"
_ENTRY = re.compile(r"(?:^|[\s_-])(?:article|post|entry|news)(?:$|[\s_-])")
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_PAIRS = re.compile(
    r"(?:read|more|also|other|next|prev|previous|keep)[-_]?(?:next|posts?|articles?|stories|from|like|reading)|post[-_]?nav|"
    r"site[-_]?(?:footer|nav|menu)|tag[-_]?cloud|nav[-_]?(?:links?|previous|next)|you[-_]may|jp-relatedposts|comments?-area|sidebar-content",
    re.I,
)
_WHOLE_PAGE = ("html", "body", "main")
_SKIPPED_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "button", "select", "textarea"})


class Zones:
    """Answers, with a memory, which kind of side matter an element stands in."""

    def __init__(self, anchor: HtmlElement | None = None) -> None:
        """What contains *anchor*, the post's heading, is never side matter, whatever its class says."""
        self._memory: dict[HtmlElement | None, str | None] = {}
        self._own_blocks: frozenset[str] = frozenset()
        self._entry: set[HtmlElement] = set()  # blocks right around the heading that are named after a post
        if anchor is not None:
            self._own_blocks = _blocks_of(anchor)
            self._entry = {a for a in islice(anchor.iterancestors("div", "section"), 3) if _ENTRY.search(a.get("class", ""))}
            self._memory[anchor] = None
            for ancestor in anchor.iterancestors():
                self._memory[ancestor] = None

    def of(self, element: HtmlElement) -> str | None:
        """``comments``, ``sidebar``, ``related``, ``nav``, ``footer`` … or None inside the article's own part of the page."""
        memory = self._memory
        zone = memory.get(element, _UNKNOWN)
        if zone is _UNKNOWN:
            chain = []
            current: HtmlElement | None = element
            while zone is _UNKNOWN and current is not None:
                chain.append(current)
                current = current.getparent()
                zone = memory.get(current, _UNKNOWN)
            zone = None if zone is _UNKNOWN else zone
            for current in reversed(chain):
                if (zone is None or zone in (_OWN, "nav")) and not (self._own_blocks and self._is_own_part(current)):
                    zone = self._inside(current, zone)
                memory[current] = zone
        return None if zone == _OWN else zone

    def _is_own_part(self, element: HtmlElement) -> bool:
        """Whether *element* is a part of the block the heading is a part of, whatever that block is called."""
        name = element.get("class", "")
        return "__" in name and any(part.partition("__")[0] in self._own_blocks for part in name.split() if "__" in part)

    def _inside(self, element: HtmlElement, outer: str | None) -> str | None:
        if not element.keys() and element.tag not in ZONE_TAGS:
            return outer  # most paragraphs and links: nothing says what they are
        names = element.get("class")
        if names and _is_own_data(names):
            return _OWN
        zone = outer if outer == "nav" else own_zone(element)
        if zone == "footer" and element.getparent() in self._entry:
            return outer
        return outer if zone is None or (outer == _OWN and zone in ("nav", "sidebar")) else zone


def _blocks_of(anchor: HtmlElement) -> frozenset[str]:
    """Names of blocks, as in ``block__part``, that the heading or a part of it belongs to."""
    names = " ".join(e.get("class", "") for e in (anchor, *islice(anchor.iterdescendants(), 4)) if isinstance(e.tag, str))
    return frozenset(part.partition("__")[0] for part in names.split() if "__" in part)


def own_zone(element: HtmlElement) -> str | None:
    """The kind of side matter that *element* itself declares to be, by tag, role, class or id."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _WHOLE_PAGE:
        return None
    if tag == "article":
        return _article_zone(element)
    role = element.get("role")
    zone = ZONE_TAGS.get(tag) or (ZONE_ROLES.get(role) if role else None)
    if zone == "footer" and _inside_article(element):
        zone = None
    if zone:
        return zone
    names, ident = element.get("class"), element.get("id")
    if ident:
        return _zone_of_names(f"{names} {ident}" if names else ident)
    return _zone_of_names(names) if names else None


@remember_short
def _zone_of_names(text: str) -> str | None:
    """The zone that a class and an id stand for together."""
    names = text.split()[:20]
    for name in names:
        zone = _zone_of_name(name)
        if zone:
            if "Blog" in names:  # Blogger's widget that holds the posts
                return None
            return _OWN if zone == "sidebar" and any(n.endswith("sidebar--post") for n in names) else zone
    return None


def _article_zone(element: HtmlElement) -> str | None:
    """Comments and teasers are often articles themselves."""
    for name in element.get("class", "").split()[:20]:
        zone = _zone_of_name(name)
        if zone in ("comments", "related"):
            return zone
    return None


@lru_cache(MAX_NAMES)
def _is_own_data(name: str) -> bool:
    return OWN_DATA.search(name) is not None


@lru_cache(MAX_NAMES)
def _zone_of_name(name: str) -> str | None:
    """The zone one class name or id stands for; remembered, since a blog has few of them."""
    zone = None
    if name.startswith("elementor"):
        return None  # a page builder that calls every block a widget
    if not NOT_ZONE.search(name):
        zone = next((ZONE_WORDS[w] for part in _NAME_PARTS.findall(name) if (w := part.lower()) in ZONE_WORDS), None)
    if zone is None and (pair := _PAIRS.search(name)):
        zone = "comments" if "comment" in pair.group().lower() else "related"
    return zone


def _inside_article(element: HtmlElement) -> bool:
    return next(element.iterancestors("article", "main"), None) is not None


def text_of(element: HtmlElement, separator: str = "") -> str:
    """The text shown inside *element* on one line; *separator* is put between the texts of its parts."""
    if not len(element):
        return " ".join((element.text or "").split())
    parts: list[str] = []
    _gather(element, parts, 0)
    return " ".join(separator.join(parts).split())


def _gather(element: HtmlElement, parts: list[str], depth: int) -> None:
    if element.text:
        parts.append(element.text)
    for child in element:
        if child.tag == "br":
            parts.append(" ")
        elif child.tag not in _SKIPPED_TEXT and depth < 40:
            _gather(child, parts, depth + 1)
        if child.tail:
            parts.append(child.tail)

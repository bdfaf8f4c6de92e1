"""Pages as feeds: microformats2 ``h-feed`` and ``h-entry``, and the classic ``hfeed`` and ``hentry``.

http://microformats.org/wiki/h-feed, …/h-entry and …/microformats2-parsing#backcompat. Implied properties are not: a name that
is only the text of the whole entry says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feed import Feed, FeedEntry
from blogarchive.discover.feedparts import author
from blogarchive.discover.markup import UNREADABLE, Markup, base_of, read_markup
from blogarchive.text import one_line
from blogarchive.urls import absolute_url

__all__ = ["parse_hfeed"]

MAX_ENTRIES = 1000
MAX_ELEMENTS = 20_000
"""Elements of one entry, or of one feed around its entries, that are looked at."""

MAX_NAMES = 100
MAX_DEPTH = 100
MIN_ENTRIES_WITHOUT_FEED = 2
"""A page that marks up one entry and no feed shows a post, not a list."""

_ROOT = re.compile(r"(?:^|\s)(?:h-[a-z0-9-]+|hfeed|hentry|vcard)(?=\s|$)")
_PROPERTY = re.compile(r"(?:p|u|dt|e)-[a-z0-9-]+\Z")
# Properties of the classic formats by their names in microformats2.
CLASSIC = {
    "entry-title": "p-name",
    "published": "dt-published",
    "updated": "dt-updated",
    "author": "p-author",
    "entry-content": "e-content",
    "entry-summary": "p-summary",
    "fn": "p-name",
    "site-title": "p-name",
}
CLASSIC_RELATIONS = {"bookmark": "u-url", "tag": "p-category"}

Properties = dict[str, list[LexborNode]]


def parse_hfeed(html: Markup | bytes | str, url: str) -> Feed | None:
    """The posts that the page *html* at *url* marks up as entries, or None when it marks up no list of posts.

    Teasers under a post may be marked up the same way: whether the page is the blog's list, others have to judge.
    """
    markup = html if isinstance(html, Markup) else read_markup(html)
    if markup is None:
        return None
    try:
        return _read(markup, base_of(markup, url), url)
    except UNREADABLE:
        return None


def _read(markup: Markup, base: str, url: str) -> Feed | None:
    roots = [node for node in markup.css(".h-entry, .hentry")[: 2 * MAX_ENTRIES] if not _lies_in(node, ("h-entry", "hentry"))]
    declared = markup.css_first(".h-feed")
    if not roots or (declared is None and len(roots) < MIN_ENTRIES_WITHOUT_FEED):
        return None
    feed = Feed(home_url=url)
    if declared is not None:
        own = _properties(declared, classic=False)
        feed.title, feed.authors = _text(own, "p-name"), _names(own)
    for root in roots[:MAX_ENTRIES]:
        entry = _entry(root, base)
        if entry is not None and entry.url != url:
            feed.entries.append(entry)
    following = (absolute_url(n.attributes.get("href") or "", base) for n in markup.css("[rel~=next][href]")[:5])
    feed.next_urls = [target for target in dict.fromkeys(following) if target and target != url]
    return feed if feed.entries else None


def _entry(root: LexborNode, base: str) -> FeedEntry | None:
    found = _properties(root, classic="h-entry" not in _classes(root))
    links = [n.attributes.get("href") for n in found.get("u-url", ())]
    names = found.get("p-name", ())
    # Classic entries often mark their title's link with nothing at all.
    links += [link.attributes.get("href") for name in names if (link := name.css_first("a[href]")) is not None]
    url = next((target for href in links if href and (target := absolute_url(href, base))), None)
    if url is None:
        return None
    content = found.get("e-content", [])
    summary = found.get("p-summary", [])
    tags = (one_line(n.text(deep=True)) for n in found.get("p-category", ())[:MAX_NAMES])
    return FeedEntry(
        url=url,
        title=_text(found, "p-name"),
        published=_date(found, "dt-published"),
        modified=_date(found, "dt-updated"),
        authors=_names(found),
        tags=list(dict.fromkeys(tag for tag in tags if tag)),
        summary_html=(summary[0].inner_html or "").strip() or None if summary else None,
        content_html=(content[0].inner_html or "").strip() or None if content else None,
        guid=next((n.attributes.get("href") for n in found.get("u-uid", ())), None),
    )


def _properties(root: LexborNode, *, classic: bool) -> Properties:
    """The elements with a property of *root*; what lies in another microformat belongs to that one."""
    found: Properties = {}
    for node in _own_elements(root):
        attributes = node.attributes
        names = [c for c in _classes(node) if _PROPERTY.match(c)]
        if classic:
            names = [CLASSIC[c] for c in _classes(node) if c in CLASSIC]
            names += [CLASSIC_RELATIONS[r] for r in (attributes.get("rel") or "").lower().split() if r in CLASSIC_RELATIONS]
        for name in names:
            found.setdefault(name, []).append(node)
    return found


def _own_elements(root: LexborNode) -> Iterator[LexborNode]:
    """The elements below *root*, in page order, without those below another microformat."""
    stack = list(root.iter())[::-1]
    seen = 0
    while stack and seen < MAX_ELEMENTS:
        node = stack.pop()
        seen += 1
        yield node
        if not _ROOT.search(node.attributes.get("class") or ""):
            stack.extend(list(node.iter())[::-1])


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _lies_in(node: LexborNode, names: tuple[str, ...]) -> bool:
    """Whether *node* is below an element with one of the classes *names*: answers to a post are entries as well."""
    up = node.parent
    for _ in range(MAX_DEPTH):
        if up is None or up.tag == "body":
            break
        if any(name in _classes(up) for name in names):
            return True
        up = up.parent
    return False


def _text(found: Properties, name: str) -> str | None:
    nodes = found.get(name, ())
    return next((text for n in nodes if (text := one_line(n.text(deep=True))[:1000])), None)


def _date(found: Properties, name: str) -> str | None:
    for node in found.get(name, ()):
        attributes = node.attributes
        date = iso_date(attributes.get("datetime") or attributes.get("title") or node.text(deep=True))
        if date:
            return date
    return None


def _names(found: Properties) -> list[str]:
    """Author names: the name within the card, or the whole text of the element."""
    names = []
    for node in found.get("p-author", ())[:MAX_NAMES]:
        inner = node.css_first(".p-name, .fn")
        name = author(one_line((inner or node).text(deep=True)))
        if name and name not in names:
            names.append(name)
    return names

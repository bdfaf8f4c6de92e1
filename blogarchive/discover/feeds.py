"""Feeds of any format, read tolerantly into one shape."""

from __future__ import annotations

import re

from lxml import etree

from blogarchive.discover.atom import parse_atom
from blogarchive.discover.feed import Feed, FeedEntry
from blogarchive.discover.jsonfeed import parse_json_feed
from blogarchive.discover.rss import parse_rss
from blogarchive.discover.words import COMMENT_WORDS
from blogarchive.discover.xml import local_name, parse_xml

__all__ = ["Feed", "FeedEntry", "parse_feed"]

_ROOTS = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:rss|feed|RDF|channel)[\s>]")
_COMMENT_ANCHOR = re.compile(r"#(?:comment|c\d|respond|komment)", re.IGNORECASE)


def parse_feed(body: bytes, url: str) -> Feed | None:
    """The feed in *body*, fetched from *url*, or None when it is none. One bad entry never costs the others."""
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"{":
        return parse_json_feed(body, url)
    root = parse_xml(body, _ROOTS)
    if root is None:
        return None
    feed = parse_atom(root, url) if local_name(root) == "feed" else parse_rss(root, url)
    if feed is not None and _is_comments(feed, root):
        feed.kind = "comments"
    return feed


def _is_comments(feed: Feed, root: etree._Element) -> bool:
    """Whether the entries are readers' comments: they answer something, point into pages, or the title says so."""
    if not feed.entries:
        return _has_comment_words(feed.title)
    replies = sum(1 for e in root.iter("{http://purl.org/syndication/thread/1.0}in-reply-to"))
    if replies * 2 > len(feed.entries):
        return True
    anchors = 0
    for element in root.iter():
        if local_name(element) in ("link", "guid", "id"):
            value = (element.text or "") + (element.get("href") or "")
            anchors += bool(_COMMENT_ANCHOR.search(value)) and local_name(element) == "link"
    return anchors * 2 > len(feed.entries) and (_has_comment_words(feed.title) or anchors >= len(feed.entries))


def _has_comment_words(title: str | None) -> bool:
    folded = (title or "").casefold()
    return any(word in folded for word in COMMENT_WORDS)

"""Pages that mark up their posts as a feed."""

from __future__ import annotations

import pytest

from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.hfeed import parse_hfeed

URL = "https://x.example/notes/"

MICROFORMATS2 = """<main class="h-feed"><h1 class="p-name">Notes</h1>
<a class="p-author h-card" href="/"><span class="p-name">Ann</span></a>
<article class="h-entry"><h2 class="p-name"><a class="u-url" href="/notes/salt">Salt &amp; stone</a></h2>
<time class="dt-published" datetime="2024-05-01T10:00:00+02:00">May</time><time class="dt-updated" datetime="2024-05-02">x</time>
<p class="p-author h-card"><img alt=""><b class="p-name">Bo</b></p><p class="p-summary">Short</p>
<div class="e-content"><p>Text</p></div><a class="p-category" href="/t/maps">maps</a>
<div class="u-comment h-cite"><a class="u-url" href="/other">a comment</a><p class="p-name">No title</p></div></article>
<article class="h-entry"><a class="u-url" href="two"><time class="dt-published">2024-04-01</time></a>
<div class="e-content">A note</div><div class="h-entry"><a class="u-url" href="/answer">answer</a></div></article></main>
<a rel="next" href="?page=2">older</a>"""

CLASSIC = """<body class="hfeed"><article class="post hentry"><h2 class="entry-title"><a href="/a/" rel="bookmark">A</a></h2>
<span class="author vcard"><a class="fn" href="/by/ann">Ann</a></span>
<abbr class="published" title="2010-01-02T03:04:05Z">x</abbr>
<div class="entry-content"><p>Text <a rel="tag" href="/t/x">x</a></p></div></article>
<article class="hentry"><h2 class="entry-title"><a href="/b/">B</a></h2></article>"""


def test_entries_are_read_whole() -> None:
    feed = parse_hfeed(MICROFORMATS2, URL)
    assert feed is not None
    assert (feed.title, feed.authors, feed.next_urls) == ("Notes", ["Ann"], ["https://x.example/notes/?page=2"])
    assert feed.entries == [
        FeedEntry(
            url="https://x.example/notes/salt",
            title="Salt & stone",
            published="2024-05-01T10:00:00+02:00",
            modified="2024-05-02",
            authors=["Bo"],
            tags=["maps"],
            summary_html="Short",
            content_html="<p>Text</p>",
        ),
        FeedEntry(url="https://x.example/notes/two", published="2024-04-01", content_html="A note"),
    ]


def test_classic_markup_is_read() -> None:
    feed = parse_hfeed(CLASSIC, URL)
    assert feed is not None
    assert [(e.url, e.title, e.published, e.authors, e.tags) for e in feed.entries] == [
        ("https://x.example/a/", "A", "2010-01-02T03:04:05+00:00", ["Ann"], ["x"]),
        ("https://x.example/b/", "B", None, [], []),
    ]


@pytest.mark.parametrize(
    "html",
    [
        b"",
        "<p>nothing</p>",
        '<article class="hentry"><h1 class="entry-title">A post</h1></article>',
        '<article class="h-entry"><a class="u-url" href="/notes/"></a></article>',
        '<div class="h-feed"><p class="p-name">Empty</p></div>',
        '<div class="h-feed"><div class="h-entry"><a class="u-url" href="javascript:x"></a></div></div>',
    ],
    ids=["nothing", "plain", "one post", "itself", "empty feed", "no address"],
)
def test_other_pages_are_no_feed(html: str | bytes) -> None:
    assert parse_hfeed(html, URL) is None


def test_deep_nesting_is_survived() -> None:
    html = '<div class="h-feed">' + '<div class="h-entry">' * 3000 + '<a class="u-url" href="/a">a</a>'
    parse_hfeed(html, URL)

"""The pages of a made-up blog: about 50 kB each, most of it what real blogs carry around their text."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import accumulate

__all__ = ["PER_LISTING", "SCRIPT", "STYLE", "TAGS", "Post", "Site", "Words"]

PER_LISTING = 10
VOCABULARY = 2500
IN_MENU = 8
TAGS = tuple(
    "archives bridges cartography coastlines dialects drawing forests gardens harbours instruments kitchens letters "
    "libraries maps markets mountains music orchards railways rivers stones textiles towns weather".split()
)
COMMON = (
    "the of and to in a that it is was for on with as by at from this which be have not are but they we had one were all "
    "when there their can more out up into some could them other than then now only its over also after used two how our "
    "work first well way even new want because any these give most day where before through long little own people years"
).split()
RARE = (
    "river bridge paper stone window harbour valley garden letter station orchard weather engine morning market winter "
    "summer village library instrument surface pattern question answer journey traveller kitchen table mountain coast "
    "drawing border cartographer notebook measure distance afternoon evening colour shadow water timber iron railway "
    "passenger forest path field wall roof church tower bell clock street corner neighbour family teacher student school "
    "archive photograph record ledger memory history century language dialect accent song singer violin rhythm silence "
    "texture thread weaver cloth needle pocket button coat shoe mile hill stream ferry island lighthouse keeper storm "
    "careful slow patient narrow distant bright quiet hidden familiar strange ordinary wooden northern southern early late "
    "remember follow carry build measure notice describe discover repair collect borrow return cross climb wander explain"
).split()
STYLE = "".join(
    f".{part}-{name}{{display:flex;margin:{n}px auto;padding:{n + 2}px {n + 4}px;color:#2{n}4{n}5{n % 10};line-height:1.{n}}}\n"
    for n, part in enumerate(("site", "entry", "card", "menu", "widget", "comment", "share"), 3)
    for name in ("header", "title", "body", "meta", "list", "item", "link", "footer", "image", "button", "icon", "wrap")
)
SCRIPT = "".join(
    f"(function(d){{var e=d.querySelectorAll('[data-toggle=\"{name}\"]');for(var i=0;i<e.length;i++){{"
    f"e[i].addEventListener('click',function(v){{v.preventDefault();d.body.classList.toggle('has-{name}');}});}}}})(document);\n"
    for name in ("menu", "search", "share", "comments", "night", "toc", "more", "top")
)
ICON = (
    '<svg class="share-icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2C6.477 2 2 '
    "6.484 2 12.017c0 "
    "4.425 2.865 8.18 6.839 9.504.5.092.682-.217.682-.483 "
    "0-.237-.008-.868-.013-1.703-2.782.605-3.369-1.343-3.369-1.343-.454-1.158"
    '-1.11-1.466-1.11-1.466-.908-.62.069-.608.069-.608 1.003.07 1.531 1.032 1.531 1.032z"/></svg>'
)
SHARES = (
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u="),
    ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url="),
    ("Reddit", "https://www.reddit.com/submit?url="),
)
ELSEWHERE = tuple(f"https://example.org/{word}/" for word in RARE[:40])


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is known of a post before its page is written."""

    title: str
    path: str
    date: datetime
    author: str
    tags: tuple[str, ...]
    excerpt: str
    words: int
    picture: str | None


class Words:
    """Sentences of English and made-up words; not sense, but with the lengths, the repetitions and the variety of prose.

    As in prose a few words are most of a text and most words come seldom. From a small vocabulary, or with sentences that come
    again, pages would pack better than real ones do, and packing would seem cheaper than it is.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        vowels, ends = ("a", "e", "i", "o", "u", "ea", "ou"), ("", "n", "r", "st")
        syllables = [a + b + c for a in "bcdfghlmnprstvw" for b in vowels for c in ends]
        made_up = ("".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(VOCABULARY))
        self._vocabulary = list(dict.fromkeys([*COMMON, *RARE, *made_up]))
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._vocabulary))))

    def title(self) -> str:
        """Three to seven words."""
        return " ".join(self._rng.choices(RARE, k=self._rng.randint(3, 7))).capitalize()

    def paragraph(self, sentences: int) -> str:
        """Some sentences."""
        return " ".join(self._sentence() for _ in range(sentences))

    def _sentence(self) -> str:
        words = self._rng.choices(self._vocabulary, cum_weights=self._weights, k=self._rng.randint(7, 24))
        if len(words) > 12:
            words[len(words) // 2] += ","
        return " ".join(words).capitalize() + "."


class Site:
    """The pages, each as one string."""

    def __init__(self, base: str, posts: Sequence[Post], words: Words, rng: random.Random) -> None:
        self._base = base
        self._posts = posts
        self._words = words
        self._rng = rng
        self._menu = "".join(
            f'<li id="menu-item-{n}" class="menu-item menu-item-type-taxonomy menu-item-{n}"><a class="menu-link" '
            f'href="/tag/{tag}/">'
            f'<span class="menu-body">{tag.capitalize()}</span></a></li>\n'
            for n, tag in enumerate(TAGS[:IN_MENU])
        )
        self._sidebar = "".join(self._widgets())

    def post(self, number: int) -> str:
        """The page of post *number*."""
        post = self._posts[number]
        about = json.dumps(
            {
                "@context": "https://schema.org",
                "@type": "BlogPosting",
                "headline": post.title,
                "datePublished": post.date.isoformat(),
                "author": {"@type": "Person", "name": post.author},
                "mainEntityOfPage": self._base + post.path,
                "description": post.excerpt,
                "keywords": list(post.tags),
                "publisher": {"@type": "Organization", "name": "Maps and Orchards", "url": self._base + "/"},
            }
        )
        head = (
            f'<meta property="og:type" content="article">\n<meta property="article:published_time" '
            f'content="{post.date.isoformat()}">\n'
            f'<meta name="author" content="{post.author}">\n<script type="application/ld+json">{about}</script>\n'
        )
        main = (
            f'<article id="post-{number}" class="post entry-wrap hentry"><header class="entry-header"><h1 class="entry-title">'
            f'{escape(post.title)}</h1>\n<p class="entry-meta">By <a rel="author" href="/about/">{post.author}</a> on '
            f'<time datetime="{post.date.isoformat()}">{_day(post.date)}</time></p></header>\n<div class="entry-content">\n'
            f"{''.join(self._body(post))}</div>\n{self._under(post)}</article>\n"
            f"{self._neighbours(number)}{self._related(number)}{self._comments(number)}"
        )
        return self._page(post.title, post.path, post.excerpt, head, main)

    def listing(self, number: int, last: int) -> str:
        """Page *number* of the start page."""
        shown = self._posts[(number - 1) * PER_LISTING : number * PER_LISTING]
        near = sorted({1, *range(max(1, number - 2), min(last, number + 2) + 1), last})
        numbers = " ".join(f'<a class="page-numbers" href="{_listing(n)}">{n}</a>' for n in near if n != number)
        older = f'<a class="next page-numbers" rel="next" href="{_listing(number + 1)}">Older posts</a>' if number < last else ""
        pager = f'<nav class="pagination"><span class="current">{number}</span> {numbers} {older}</nav>'
        return self._page("Maps and Orchards", _listing(number), "Notes", "", "".join(self._teasers(shown)) + pager)

    def tag(self, tag: str) -> str:
        """The newest posts of one tag."""
        shown = [post for post in self._posts if tag in post.tags][:PER_LISTING]
        heading = f'<header class="archive-header"><h1>Posts about {tag}</h1></header>'
        return self._page(f"Posts about {tag}", f"/tag/{tag}/", f"Posts about {tag}", "", heading + "".join(self._teasers(shown)))

    def about(self) -> str:
        """The page about the blog."""
        text = "".join(f"<p>{self._words.paragraph(4)}</p>\n" for _ in range(6))
        return self._page("About", "/about/", "About this blog", "", f'<div class="page-content"><h1>About</h1>{text}</div>')

    def feed(self) -> str:
        """RSS with the ten newest posts."""
        items = "".join(
            f"<item><title>{escape(p.title)}</title><link>{self._base}{p.path}</link><guid>{self._base}{p.path}</guid><pubDate>"
            f"{p.date:%a, %d %b %Y %H:%M:%S +0000}</pubDate><description>{p.excerpt}</description></item>\n"
            for p in self._posts[:PER_LISTING]
        )
        return (
            f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Maps and Orchards</title>'
            f"<link>{self._base}/</link><description>Notes</description><language>en-GB</language>\n{items}</channel></rss>\n"
        )

    def sitemap(self, listings: int) -> str:
        """All posts with their dates, and the listings."""
        posts = "".join(f"<url><loc>{self._base}{p.path}</loc><lastmod>{p.date.date()}</lastmod></url>\n" for p in self._posts)
        others = "".join(f"<url><loc>{self._base}{_listing(n)}</loc></url>\n" for n in range(1, listings + 1))
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{space}">\n{posts}{others}</urlset>\n'

    # --- parts of a page

    def _page(self, title: str, path: str, summary: str, head: str, main: str) -> str:
        name = "Maps and Orchards"
        return (
            f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)} - {name}</title>\n'
            f'<meta name="viewport" content="width=device-width">\n<meta name="description" content="{summary}">\n'
            f'<link rel="canonical" href="{self._base}{path}">\n<meta property="og:site_name" content="{name}">\n'
            f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/feed.xml">\n'
            f'<link rel="stylesheet" href="/style.css">\n<link rel="icon" href="/images/0.png">\n{head}<style>{STYLE}</style>\n'
            f'<script src="/script.js" defer></script>\n</head>\n<body class="site-wrap">\n<header class="site-header"><a '
            f'class="site-title" href="/">{name}</a><nav class="main-navigation"><ul '
            f'class="menu">{self._menu}</ul></nav></header>\n'
            f'<div class="site-body"><main id="main" class="site-main">\n{main}</main>\n{self._sidebar}</div>\n<footer '
            'class="site-footer">'
            '<p>Made for measuring. <a href="/about/">About</a> <a href="/feed.xml">Feed</a> '
            f'<a href="/sitemap.xml">Sitemap</a></p></footer>\n<script>{SCRIPT * 2}</script>\n</body>\n</html>\n'
        )

    def _widgets(self) -> Iterator[str]:
        recent = "".join(f'<li class="widget-item"><a href="{p.path}">{escape(p.title)}</a></li>\n' for p in self._posts[:6])
        popular = "".join(
            f'<li class="widget-item"><a href="{p.path}">{escape(p.title)}</a> <span '
            f'class="post-date">{_day(p.date)}</span></li>\n'
            for p in self._rng.sample(list(self._posts), min(5, len(self._posts)))
        )
        roll = "".join(f'<li class="widget-item"><a rel="nofollow" href="{url}">{url[20:-1]}</a></li>\n' for url in ELSEWHERE[:6])
        yield '<aside class="sidebar widget-area"><section class="widget widget-search"><form action="/" role="search">'
        yield "<label>Search"
        yield '<input type="search" name="s"></label><button>Go</button></form></section>\n'
        for heading, items in (("Recent posts", recent), ("Popular posts", popular), ("Elsewhere", roll), ("Tags", self._menu)):
            yield f'<section class="widget widget-list"><h2 class="widget-title">{heading}</h2><ul>{items}</ul></section>\n'
        yield '<section class="widget widget-text"><h2 class="widget-title">Hello</h2>'
        yield f"<p>{self._words.paragraph(3)}</p></section></aside>"

    def _body(self, post: Post) -> Iterator[str]:
        words = 0
        block = 0
        while words < post.words:
            block += 1
            if block % 5 == 0:
                yield f"<h2>{self._words.title()}</h2>\n"
            if block % 9 == 0:
                yield "<ul>" + "".join(f"<li>{self._words.paragraph(1)}</li>\n" for _ in range(4)) + "</ul>\n"
            if block % 11 == 0:
                yield f"<blockquote><p>{self._words.paragraph(2)}</p></blockquote>\n"
            if block == 3 and post.picture:
                yield f'<figure><img src="{post.picture}" alt="{self._words.title()}" width="240" height="240" loading="lazy">'
                yield f"<figcaption>{self._words.paragraph(1)}</figcaption></figure>\n"
            text = self._words.paragraph(self._rng.randint(3, 6))
            words += text.count(" ") + 1
            if block % 3 == 0:
                text += f' See <a href="{self._rng.choice(self._posts).path}">{self._words.title().lower()}</a>.'
            if block % 4 == 0:
                text += f' More <a href="{self._rng.choice(ELSEWHERE)}"><em>elsewhere</em></a>.'
            yield f"<p>{text}</p>\n"

    def _under(self, post: Post) -> str:
        tags = ", ".join(f'<a rel="tag" href="/tag/{tag}/">{tag}</a>' for tag in post.tags)
        shares = "".join(
            f'<li class="share-item"><a class="share-link share-button" rel="nofollow noopener" target="_blank" href="{place}'
            f'{self._base}{post.path}" title="Share on {name}">{ICON}<span class="screen-reader-text">{name}</span></a></li>\n'
            for name, place in SHARES
        )
        return (
            f'<footer class="entry-footer"><p class="entry-tags">Tagged {tags}</p><ul class="share-list">{shares}</ul>\n<div '
            f'class="author-box"><h3>About {post.author}</h3><p>{post.author} writes about {post.tags[0]}.</p></div></footer>\n'
        )

    def _neighbours(self, number: int) -> str:
        newer = self._posts[number - 1] if number else None
        older = self._posts[number + 1] if number + 1 < len(self._posts) else None
        links = [(older, "prev"), (newer, "next")]
        return (
            '<nav class="post-navigation">'
            + "".join(
                f'<a rel="{rel}" href="{post.path}"><span class="nav-title">{escape(post.title)}</span></a>'
                for post, rel in links
                if post
            )
            + "</nav>\n"
        )

    def _related(self, number: int) -> str:
        near = [self._posts[(number * 7 + step * 13) % len(self._posts)] for step in range(1, 5)]
        cards = "".join(
            f'<li class="card-item"><h4 class="card-title"><a href="{p.path}">{escape(p.title)}</a></h4><p '
            f'class="card-body">{p.excerpt}'
            f'</p><time class="card-meta" datetime="{p.date.date()}">{_day(p.date)}</time></li>\n'
            for p in near
        )
        return f'<section class="related-posts"><h3>Related posts</h3><ul>{cards}</ul></section>\n'

    def _comments(self, number: int) -> str:
        shown = "".join(
            f'<li class="comment even depth-1" id="comment-{number}-{n}"><article class="comment-body"><footer '
            'class="comment-meta"><div '
            f'class="comment-author vcard"><b class="fn">Reader {n}</b> <span class="says">says:</span></div><div '
            'class="comment-metadata">'
            f'<a href="#comment-{number}-{n}"><time datetime="2026-07-{n + 1:02}T10:00:00+00:00">{n + 1} July '
            "2026</time></a></div></footer>\n"
            f'<div class="comment-content"><p>{self._words.paragraph(3)}</p></div><div class="reply"><a rel="nofollow" '
            f'class="comment-reply-link" href="#respond">Reply</a></div></article></li>\n'
            for n in range(self._rng.randint(4, 14))
        )
        fields = "".join(
            f'<p class="comment-form-{name}"><label for="{name}">{name.capitalize()} <span '
            'class="required">*</span></label> <input '
            f'id="{name}" name="{name}" type="text" size="30" maxlength="245" autocomplete="{name}" required></p>\n'
            for name in ("author", "email", "url")
        )
        return (
            f'<section id="comments" class="comments-area"><h2 class="comments-title">Comments</h2><ol '
            f'class="comment-list">{shown}</ol>'
            f'<div id="respond" class="comment-respond"><h3>Leave a reply</h3><form class="comment-form" method="post" '
            'action="/comment">'
            f'<p class="comment-notes">Your address will not be published.</p><textarea name="comment" rows="8" '
            'cols="45"></textarea>'
            f"{fields}<button>Send</button></form></div></section>\n"
        )

    def _teasers(self, posts: Sequence[Post]) -> Iterator[str]:
        for post in posts:
            yield (
                f'<article class="post hentry card-wrap"><header><h2 class="entry-title"><a rel="bookmark" href="{post.path}">'
                f'{escape(post.title)}</a></h2><p class="entry-meta"><time '
                f'datetime="{post.date.isoformat()}">{_day(post.date)}</time> by '
                f'{post.author}</p></header><div class="entry-summary"><p>{post.excerpt}</p><p><a class="more-link" '
                f'href="{post.path}">'
                f"Read more</a></p></div></article>\n"
            )


def _day(date: datetime) -> str:
    return f"{date.day} {date:%B %Y}"


def _listing(number: int) -> str:
    return "/" if number == 1 else f"/page/{number}/"

"""The demo blog's theme: functions from values to HTML, with the markup that blog themes commonly use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from html import escape
from urllib.parse import quote

from blogarchive.demo.content import BLOG_DESCRIPTION, BLOG_NAME, Post, Reply, Writer, slugify

__all__ = ["author_box", "card", "list_page", "post_page", "post_path", "text_page"]

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


def post_path(post: Post) -> str:
    """The post's address without host, percent-encoded."""
    return f"/{quote(post.slug)}/"


def text_page(base_url: str, path: str, title: str, content: str) -> str:
    """A page that is not a post."""
    return _layout(base_url, path, f"{title} – {BLOG_NAME}", f"<h1>{escape(title)}</h1>\n{content}")


def list_page(base_url: str, path: str, heading: str, posts: Iterable[Post], extra: str = "") -> str:
    """A page of post cards: the home page, a tag, a category, an author. *extra* stands above the cards."""
    title = f"{heading} – {BLOG_NAME}" if heading else BLOG_NAME
    top = f"<h1>{escape(heading)}</h1>\n" if heading else ""
    return _layout(base_url, path, title, f"{top}{extra}\n" + "\n".join(card(post) for post in posts))


def card(post: Post) -> str:
    """A post as a listing shows it."""
    picture = f'<img src="{post.picture}" alt="" width="400" height="250">' if post.picture else ""
    return f"""<article class="card" lang="{post.language}">
<div>
<h2 class="entry-title"><a href="{post_path(post)}" rel="bookmark">{escape(post.title)}</a></h2>
{_meta_line(post)}
<p class="entry-summary">{escape(post.summary)}</p>
</div>
{picture}
</article>"""


def post_page(base_url: str, post: Post, part: int, related: list[Post], older: Post | None, newer: Post | None) -> str:
    """Page *part* (from 1) of a post, with everything a theme puts around a text."""
    path = post_path(post) if part == 1 else f"{post_path(post)}{part}/"
    content = f"""<article class="post hentry" id="post">
<header class="entry-header">
<h1 class="entry-title">{escape(post.title)}</h1>
{_meta_line(post)}
</header>
<div class="entry-content">
{post.parts[part - 1]}
{_page_links(post, part)}</div>
<footer class="entry-footer">
<ul class="tags">{"".join(_tag(tag) for tag in post.tags)}</ul>
</footer>
</article>
{"".join(author_box(writer) for writer in post.writers)}
{_related(related)}
{_comments(post.replies)}
{_post_navigation(older, newer)}"""
    head = _post_head(base_url, post) + (_json_ld(base_url, post) if post.has_json_ld else "")
    return _layout(base_url, path, f"{post.title} – {BLOG_NAME}", content, language=post.language, head=head)


def author_box(writer: Writer) -> str:
    """The box under a post, and on the writer's own page, that says who wrote it."""
    return f"""<aside class="author-box">
<img src="{writer.portrait}" alt="Portrait of {escape(writer.name)}" width="76" height="76">
<div>
<p class="author-name"><a href="/authors/{writer.slug}/" rel="author">{escape(writer.name)}</a></p>
<p class="author-bio">{escape(writer.bio)}</p>
</div>
</aside>
"""


def _layout(base_url: str, path: str, title: str, content: str, *, language: str = "en", head: str = "") -> str:
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="canonical" href="{base_url}{path}">
<link rel="alternate" type="application/rss+xml" title="{BLOG_NAME}" href="/feed.xml">
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<link rel="stylesheet" href="/style.css">
<script src="/lazy.js" defer></script>
{head}</head>
<body>
<header class="site-header"><div class="wrap" lang="en">
<p class="site-title"><a href="/" rel="home">{BLOG_NAME}</a></p>
<p class="site-description">{BLOG_DESCRIPTION}</p>
<nav><a href="/">Posts</a><a href="/about/">About</a><a href="/feed.xml">Feed</a></nav>
</div></header>
<main class="wrap">
{content}
</main>
<footer class="site-footer"><div class="wrap" lang="en">
Texts and pictures were made for this demo and may be used under the Apache License 2.0. People and places are invented.
</div></footer>
</body>
</html>
"""


def _post_head(base_url: str, post: Post) -> str:
    picture = f'<meta property="og:image" content="{base_url}{post.picture}">\n' if post.picture else ""
    return f"""<meta name="description" content="{escape(post.summary)}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{BLOG_NAME}">
<meta property="og:title" content="{escape(post.title)}">
<meta property="og:url" content="{base_url}{post_path(post)}">
{picture}"""


def _json_ld(base_url: str, post: Post) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": post.title,
        "description": post.summary,
        "datePublished": post.date.isoformat(),
        "dateModified": (post.modified or post.date).isoformat(),
        "inLanguage": post.language,
        "keywords": list(post.tags),
        "mainEntityOfPage": base_url + post_path(post),
        "author": [
            {"@type": "Person", "name": writer.name, "url": f"{base_url}/authors/{writer.slug}/"} for writer in post.writers
        ],
        "publisher": {"@type": "Organization", "name": BLOG_NAME},
    }
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>\n'


def _meta_line(post: Post) -> str:
    writers = " and ".join(
        f'<a class="author" href="/authors/{writer.slug}/" rel="author">{escape(writer.name)}</a>' for writer in post.writers
    )
    sections = ", ".join(
        f'<a href="/categories/{slugify(name)}/" rel="category tag">{escape(name)}</a>' for name in post.categories
    )
    return (
        f'<p class="post-meta"><time class="entry-date published" datetime="{post.date.isoformat()}">'
        f'{_day(post.date, post.language)}</time> · <span class="byline">by {writers}</span>'
        f' · <span class="cat-links">{sections}</span></p>'
    )


def _day(date: datetime, language: str) -> str:
    if language == "ja":
        return f"{date.year}年{date.month}月{date.day}日"
    month = _MONTHS[language].split()[date.month - 1]
    forms = {"de": f"{date.day}. {month} {date.year}", "es": f"{date.day} de {month} de {date.year}"}
    return forms.get(language, f"{date.day} {month} {date.year}")


def _tag(tag: str) -> str:
    return f'<li><a href="/tags/{slugify(tag)}/" rel="tag">{escape(tag)}</a></li>'


def _page_links(post: Post, part: int) -> str:
    if len(post.parts) == 1:
        return ""
    path = post_path(post)
    links = [
        f"<span>{number}</span>"
        if number == part
        else f'<a class="post-page-numbers" href="{path if number == 1 else f"{path}{number}/"}">{number}</a>'
        for number in range(1, len(post.parts) + 1)
    ]
    return f'<p class="page-links">Pages: {" ".join(links)}</p>\n'


def _related(posts: list[Post]) -> str:
    return f"""<section class="related-posts">
<h2>Related posts</h2>
<ul>
{"".join(_teaser(post) for post in posts)}</ul>
</section>"""


def _teaser(post: Post) -> str:
    picture = (
        f'<a href="{post_path(post)}"><img src="{post.picture}" alt="" loading="lazy" width="400" height="225"></a>\n'
        if post.picture
        else ""
    )
    return f"""<li lang="{post.language}">
{picture}<h3><a href="{post_path(post)}">{escape(post.title)}</a></h3>
<p>{escape(post.summary)}</p>
</li>
"""


def _comments(replies: tuple[Reply, ...]) -> str:
    if not replies:
        return ""
    top = "".join(_comment(index, replies) for index, reply in enumerate(replies) if reply.parent is None)
    return f'<section class="comments" id="comments">\n<h2>{len(replies)} comments</h2>\n{top}</section>'


def _comment(index: int, replies: tuple[Reply, ...]) -> str:
    reply = replies[index]
    answers = "".join(_comment(other, replies) for other, answer in enumerate(replies) if answer.parent == index)
    return f"""<div class="comment" id="comment-{index + 1}">
<p class="comment-meta"><b class="comment-author">{escape(reply.author)}</b>,
<time datetime="{reply.date.isoformat()}">{_day(reply.date, "en")}</time></p>
<div class="comment-text">{escape(reply.text)}</div>
{answers}</div>
"""


def _post_navigation(older: Post | None, newer: Post | None) -> str:
    previous = f'<a class="prev" rel="prev" href="{post_path(older)}">← {escape(older.title)}</a>' if older else ""
    following = f'<a class="next" rel="next" href="{post_path(newer)}">{escape(newer.title)} →</a>' if newer else ""
    return f'<nav class="post-navigation">{previous}{following}</nav>'

"""After the last answer: judge all pages together, read again what was read before enough was known, join, drop, write.

Works on the archive's tables and WARC files alone, so a crawl and a re-reading of the WARC files settle to equal rows.
"""

from __future__ import annotations

from collections.abc import Callable

from blogarchive.extract.kind import Verdict, judge
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.learned import Learned
from blogarchive.settle.hints import hints_of
from blogarchive.settle.known import load_knowledge
from blogarchive.settle.posts import JudgedPage, Post, find_posts, load_pages
from blogarchive.settle.reading import read_post
from blogarchive.settle.rows import ReadShape, put_article, read_shapes, stamp_of
from blogarchive.settle.soft404 import load_soft_answer
from blogarchive.settle.together import apply_together
from blogarchive.store.archive import ArchiveTables
from blogarchive.urls import post_key

__all__ = ["Progress", "settle"]

Progress = Callable[[int, int], None]
"""Called with the number of posts done and of all posts."""


def settle(
    archive: ArchiveTables, root_url: str, *, max_posts: int = 0, given: Learned | None = None, progress: Progress | None = None
) -> None:
    """Bring the article table in line with everything the archive holds.

    *max_posts* keeps the posts that were captured first when a limit was given; *given* is what a person says of the blog,
    in place of what its pages teach.
    """
    pages = load_pages(archive)
    verdicts = _judge(archive, pages, root_url)
    posts = find_posts(pages, verdicts)
    if max_posts and len(posts) > max_posts:
        posts = sorted(posts, key=lambda p: p.page.capture)[:max_posts]
    archive.articles.keep_only({post.id for post in posts})
    knowledge = load_knowledge(archive.db, root_url)
    shapes = read_shapes(archive)
    for number, post in enumerate(posts):
        if not _is_current(archive, post, shapes.get(post.id), knowledge):
            article = read_post(archive, post, knowledge)
            if article:
                put_article(archive, article, post.page.url_id, post.page.capture, post.made_of)
        if progress:
            progress(number + 1, len(posts))
    apply_together(archive, posts, knowledge, root_url, given)


def _judge(archive: ArchiveTables, pages: dict[str, JudgedPage], root_url: str) -> dict[str, Verdict]:
    """The verdicts on all pages, also written into the page table."""
    root = post_key(root_url)
    hints = {
        url: hints_of(archive.ledger.sources_of(page.sources), is_start=post_key(url) == root) for url, page in pages.items()
    }
    verdicts = judge({url: page.evidence for url, page in pages.items()}, hints, root_url)
    soft_answer = load_soft_answer(archive.db)
    if soft_answer:
        verdicts |= soft_answer.overrule({url: pages[url].evidence for url in verdicts}, hints, verdicts)
    archive.db.executemany(
        "UPDATE page SET kind = ?, confidence = ?, why = ?, part_of = ? WHERE url_id = ?",
        [(v.kind, v.confidence, v.reason, v.of, pages[url].url_id) for url, v in verdicts.items()],
    )
    archive.db.executemany(
        "UPDATE url SET reason = ? WHERE id = ? AND state = 'done'",
        [(v.kind, pages[url].url_id) for url, v in verdicts.items()],
    )
    return verdicts


def _is_current(archive: ArchiveTables, post: Post, read: ReadShape | None, knowledge: SiteKnowledge) -> bool:
    """Whether the post was read from these captures with what is known now; what was learned besides is left aside."""
    if read is None or read.knowledge != stamp_of(knowledge.fingerprint(post.page.url), post.made_of):
        return False
    return archive.articles.place(post.id) == (post.page.url_id, post.page.capture)

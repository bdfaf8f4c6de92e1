"""After the last answer: judge all pages together, read again what was read before enough was known, join, drop, write.

Works on the archive's tables and WARC files alone, so a crawl and a re-reading of the WARC files settle to equal rows.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from blogarchive.extract.kind import Evidence, Verdict, judge
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article
from blogarchive.settle.answer import read_answer
from blogarchive.settle.apart import UnreadableError, article_apart
from blogarchive.settle.captures import load_answer
from blogarchive.settle.hints import hints_of
from blogarchive.settle.known import load_knowledge
from blogarchive.settle.parts import join_parts
from blogarchive.settle.rows import put_article
from blogarchive.settle.suspect import why_suspect
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.states import State
from blogarchive.urls import post_id, post_key

__all__ = ["Progress", "settle"]

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with the number of posts done and of all posts."""


@dataclass(slots=True)
class _Page:
    url_id: int
    url: str
    capture: int
    evidence: Evidence
    sources: int


@dataclass(slots=True)
class _Post:
    """One post with the pages that make it up."""

    page: _Page
    parts: list[_Page] = field(default_factory=list)


def settle(archive: ArchiveTables, root_url: str, *, max_posts: int = 0, progress: Progress | None = None) -> None:
    """Bring the article table in line with everything the archive holds.

    *max_posts* keeps the posts that were captured first when a limit was given.
    """
    pages = _pages(archive)
    verdicts = _judge(archive, pages, root_url)
    knowledge = load_knowledge(archive.db, root_url)
    posts = _posts(pages, verdicts)
    if max_posts and len(posts) > max_posts:
        posts = sorted(posts, key=lambda p: p.page.capture)[:max_posts]
    kept = {post_id(post.page.url) for post in posts}
    for stored in list(archive.articles):
        if stored.id not in kept:
            archive.articles.remove(stored.id)
    for number, post in enumerate(posts):
        if not _is_current(archive, post, knowledge):
            _read_again(archive, post, knowledge)
        if progress:
            progress(number + 1, len(posts))


def _pages(archive: ArchiveTables) -> dict[str, _Page]:
    rows = archive.db.execute(
        "SELECT p.url_id, u.url, p.capture, p.evidence, u.sources FROM page p JOIN url u ON u.id = p.url_id ORDER BY p.capture"
    )
    return {
        url: _Page(url_id, url, capture, Evidence.from_dict(json.loads(evidence)), sources)
        for url_id, url, capture, evidence, sources in rows
    }


def _judge(archive: ArchiveTables, pages: dict[str, _Page], root_url: str) -> dict[str, Verdict]:
    """The verdicts on all pages, also written into the page table."""
    root = post_key(root_url)
    hints = {
        url: hints_of(archive.ledger.sources_of(page.sources), is_start=post_key(url) == root) for url, page in pages.items()
    }
    verdicts = judge({url: page.evidence for url, page in pages.items()}, hints, root_url)
    archive.db.executemany(
        "UPDATE page SET kind = ?, confidence = ?, why = ?, part_of = ? WHERE url_id = ?",
        [(v.kind, v.confidence, v.reason, v.of, pages[url].url_id) for url, v in verdicts.items()],
    )
    archive.db.executemany(
        "UPDATE url SET reason = ? WHERE id = ? AND state = 'done'",
        [(v.kind, pages[url].url_id) for url, v in verdicts.items()],
    )
    return verdicts


def _posts(pages: dict[str, _Page], verdicts: dict[str, Verdict]) -> list[_Post]:
    """The posts, each once, with their parts in order."""
    posts = {post_key(url): _Post(pages[url]) for url, verdict in verdicts.items() if verdict.kind == "post"}
    for url, verdict in verdicts.items():
        if verdict.kind == "part" and verdict.of:
            post = posts.get(post_key(verdict.of))
            if post:
                post.parts.append(pages[url])
    for post in posts.values():
        post.parts = _in_order(post.parts)
    return list(posts.values())


def _in_order(parts: Iterable[_Page]) -> list[_Page]:
    """Parts by their number, each number once."""
    numbered = {_part_number(page.url): page for page in sorted(parts, key=lambda p: len(p.url), reverse=True)}
    return [numbered[number] for number in sorted(numbered)]


def _part_number(url: str) -> int:
    parts = urlsplit(url)
    digits = "".join(c if c.isdigit() else " " for c in parts.query or parts.path.rstrip("/").rpartition("/")[2]).split()
    return int(digits[-1]) if digits else 0


def _is_current(archive: ArchiveTables, post: _Post, knowledge: SiteKnowledge) -> bool:
    """Whether the stored row was made from these captures with what is known now."""
    stored = archive.articles.get(post_id(post.page.url))
    if stored is None or stored.capture != post.page.capture or stored.url_id != post.page.url_id:
        return False
    author_urls = [a["url"] for a in json.loads(stored.row)["authors"] if a["url"]]
    return stored.knowledge == knowledge.fingerprint(post.page.url, author_urls) + _made_of(post)


def _made_of(post: _Post) -> str:
    return "".join(f"+{part.capture}" for part in post.parts)


def _read_again(archive: ArchiveTables, post: _Post, knowledge: SiteKnowledge) -> None:
    try:
        article = _article(archive, post.page, knowledge)
        if post.parts:
            article = join_parts(article, [_article(archive, part, knowledge) for part in post.parts])
    except UnreadableError as exc:
        archive.ledger.finish(post.page.url_id, State.FAILED, str(exc))
        return
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as exc:  # one page must not cost the others
        logger.warning("%s could not be read: %r", post.page.url, exc)
        archive.ledger.finish(post.page.url_id, State.FAILED, f"could not be read: {type(exc).__name__}")
        return
    if article.title or article.body_text or article.images:
        put_article(archive, article, post.page.url_id, post.page.capture, _made_of(post))


def _article(archive: ArchiveTables, page: _Page, knowledge: SiteKnowledge) -> Article:
    capture = archive.ledger.capture(page.capture)
    answer = load_answer(archive, page.url, capture)
    if why_suspect(answer.body):
        article = article_apart(answer, knowledge)
    else:
        article = extract_article(read_answer(answer).page, knowledge, answer.archive)
    if answer.truncated or answer.incomplete:
        article.errors["body"] = f"the answer was cut off ({answer.truncated or 'decoding'})"
    return article

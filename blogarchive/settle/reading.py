"""Posts read again from their records."""

from __future__ import annotations

import logging

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article
from blogarchive.settle.answer import read_answer
from blogarchive.settle.apart import UnreadableError, article_apart
from blogarchive.settle.captures import load_answer
from blogarchive.settle.parts import join_parts
from blogarchive.settle.posts import JudgedPage, Post
from blogarchive.settle.suspect import why_suspect
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.states import State

__all__ = ["read_post"]

logger = logging.getLogger(__name__)


def read_post(archive: ArchiveTables, post: Post, knowledge: SiteKnowledge) -> Article | None:
    """The article of *post* out of its records; None when there is nothing, or nothing can be read: the ledger then says why."""
    try:
        article = _article(archive, post.page, knowledge)
        if post.parts:
            article = join_parts(article, [_article(archive, part, knowledge) for part in post.parts])
    except UnreadableError as exc:
        archive.ledger.finish(post.page.url_id, State.FAILED, str(exc))
        return None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as exc:  # one page must not cost the others
        logger.warning("%s could not be read: %r", post.page.url, exc)
        archive.ledger.finish(post.page.url_id, State.FAILED, f"could not be read: {type(exc).__name__}")
        return None
    return article if article.title or article.body_text or article.images else None


def _article(archive: ArchiveTables, page: JudgedPage, knowledge: SiteKnowledge) -> Article:
    answer = load_answer(archive, page.url, archive.ledger.capture(page.capture))
    if why_suspect(answer.body):
        article = article_apart(answer, knowledge)
    else:
        article = extract_article(read_answer(answer).page, knowledge, answer.archive)
    if answer.truncated or answer.incomplete:
        article.errors["body"] = f"the answer was cut off ({answer.truncated or 'decoding'})"
    return article

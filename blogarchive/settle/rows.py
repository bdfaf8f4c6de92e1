"""From a finished draft to a stored row."""

from __future__ import annotations

from blogarchive.extract.steps import Draft, finish_article
from blogarchive.items import Article
from blogarchive.settle.border import clean_dump
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.articles import StoredArticle

__all__ = ["put_article", "store_article"]


def store_article(archive: ArchiveTables, draft: Draft, url_id: int, capture_id: int, truncated: str | None = None) -> Article:
    """Finish the draft and keep its row. A row read from half an answer says so in ``errors``."""
    article = finish_article(draft)
    if truncated:
        article.errors["body"] = f"the answer was cut off ({truncated})"
    put_article(archive, article, url_id, capture_id)
    return article


def put_article(archive: ArchiveTables, article: Article, url_id: int, capture_id: int, made_of: str = "") -> None:
    """Keep the row. *made_of* names further captures it was joined from."""
    knowledge = article.extractor.knowledge if article.extractor else None
    stored = StoredArticle(
        id=article.id,
        url_id=url_id,
        capture=capture_id,
        knowledge=f"{knowledge}{made_of}",
        row=clean_dump(article.to_row()),
    )
    archive.articles.put(stored)

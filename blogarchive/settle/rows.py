"""From a finished draft to a stored row, and what is remembered of how it was read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from blogarchive.extract.learned import PageShape, shape_of
from blogarchive.extract.steps import Draft, finish_article
from blogarchive.items import Article
from blogarchive.settle.border import clean_dump
from blogarchive.settle.fieldjson import dump_fields, load_fields
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.articles import StoredArticle

__all__ = ["ReadShape", "put_article", "put_row", "read_shapes", "stamp_of", "store_article"]


@dataclass(slots=True)
class ReadShape:
    """How an article was read without anything learned of the blog."""

    knowledge: str
    """`stamp_of` the row as it was then."""

    shape: PageShape
    authors: list[tuple[str, str]]
    """Name and page of each author of whom the post's own page tells no bio or shows no portrait."""


def store_article(archive: ArchiveTables, draft: Draft, url_id: int, capture_id: int, truncated: str | None = None) -> Article:
    """Finish the draft and keep its row. A row read from half an answer says so in ``errors``."""
    article = finish_article(draft)
    if truncated:
        article.errors["body"] = f"the answer was cut off ({truncated})"
    put_article(archive, article, url_id, capture_id)
    return article


def stamp_of(fingerprint: str, made_of: str = "") -> str:
    """What tells whether a row is up to date: the knowledge it was made with, and further captures it was joined from."""
    return f"{fingerprint}{made_of}"


def put_article(archive: ArchiveTables, article: Article, url_id: int, capture_id: int, made_of: str = "") -> None:
    """Keep the row of an article that was read without anything learned, and its shape for learning."""
    stamp = stamp_of((article.extractor and article.extractor.knowledge) or "", made_of)
    put_row(archive, article.to_row(), url_id, capture_id, stamp)
    shape = shape_of(article)
    authors = [(author.name, author.url) for author in article.authors if author.url and not (author.bio and author.image)]
    archive.db.execute(
        "INSERT OR REPLACE INTO shape VALUES(?, ?, ?, ?, ?, ?)",
        (article.id, stamp, shape.selector, shape.source, " ".join(shape.blocks), json.dumps(authors)),
    )
    archive.db.execute("INSERT OR REPLACE INTO field_shape VALUES(?, ?)", (article.id, dump_fields(shape.fields)))


def put_row(archive: ArchiveTables, row: dict[str, Any], url_id: int, capture_id: int, stamp: str) -> None:
    """Keep *row* as it is."""
    stored = StoredArticle(id=row["id"], url_id=url_id, capture=capture_id, knowledge=stamp, row=clean_dump(row))
    archive.articles.put(stored)


def read_shapes(archive: ArchiveTables) -> dict[str, ReadShape]:
    """The shapes of all articles by the article's id, in the order of the ids."""
    # An archive of an earlier version that is only read has no fields.
    (known,) = archive.db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'field_shape'").fetchone()
    fields, also = ("f.fields", "LEFT JOIN field_shape f USING(article_id)") if known else ("NULL", "")
    columns = f"s.article_id, s.knowledge, s.selector, s.source, s.blocks, s.authors, {fields}"
    rows = archive.db.execute(f"SELECT {columns} FROM shape s {also} ORDER BY s.article_id")
    return {
        article_id: ReadShape(
            knowledge,
            PageShape(selector, source, tuple(blocks.split()), load_fields(fields)),
            [(name, url) for name, url in json.loads(authors)],
        )
        for article_id, knowledge, selector, source, blocks, authors, fields in rows
    }

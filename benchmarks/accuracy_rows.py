"""One page read alone, as a prediction that the corpus' scorer understands."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from blogarchive.extract.clean import Node
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.extract.render import to_text
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article
from blogarchive.sites import page_for
from blogarchive.text import clean_text

__all__ = ["predict"]

NEIGHBOURS = ("next", "previous")
CAPTURED_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""The corpus does not say when its pages were captured."""


def predict(case: str, url: str, body: bytes, *, headline: bool, knowledge: SiteKnowledge | None = None) -> dict[str, Any]:
    """What the extractor reads from the page *body* at *url*, and the milliseconds of CPU it took, parsing included.

    ``labelled_text`` is the body as people mark it who made corpora: the words under pictures left out, and the headline in front
    where the set counts it (*headline*).
    """
    began = time.process_time()
    page = page_for(url=url, body=body, content_type="text/html", captured_at=CAPTURED_AT)
    article = extract_article(page, knowledge or SiteKnowledge(url=url))
    milliseconds = (time.process_time() - began) * 1000
    row = _row(article)
    text = _without_captions(page)
    row.update(case=case, ms=milliseconds, labelled_text=f"{article.title}\n\n{text}" if headline and article.title else text)
    if article.errors:
        row["error"] = "; ".join(f"{field}: {reason}" for field, reason in article.errors.items())
    return row


def _without_captions(page: Page) -> str:
    root = Node("root")
    root.children = _kept(page.trimmed.root)
    return clean_text(to_text(root))


def _kept(node: Node) -> list[Node | str]:
    kept: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == "figcaption":
                continue
            copy = Node(child.tag, child.attrs)
            copy.children = _kept(child)
            child = copy
        kept.append(child)
    return kept


def _row(article: Article) -> dict[str, Any]:
    bios = [author.bio for author in article.authors if author.bio]
    return {
        "title": article.title,
        "date": article.date_published,
        "modified": article.date_modified,
        "authors": [author.name for author in article.authors],
        "body_text": article.body_text or "",
        "tags": [*article.tags, *article.categories],
        "author_bio": "\n".join(bios) or None,
        "related": [{"title": t.title, "url": t.url, "kind": t.kind} for t in article.related if t.kind not in NEIGHBOURS],
        "provenance": {field: f"{p.source} {p.selector}" for field, p in article.provenance.items()},
    }

"""One page, read alone or with what its blog taught, as a prediction that the corpus' scorer understands."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from blogarchive.extract.clean import Node
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.learned import NOTHING_LEARNED, Learned, PageShape, learn, shape_of
from blogarchive.extract.page import Page
from blogarchive.extract.render import to_text
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article
from blogarchive.sites import page_for
from blogarchive.text import clean_text

__all__ = ["Prediction", "learned_by_site", "predict"]

NEIGHBOURS = ("next", "previous")
CAPTURED_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""The corpus does not say when its pages were captured."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was read from one page."""

    row: dict[str, Any]
    """As the scorer takes it."""

    shape: PageShape
    """What learning needs of it."""


def learned_by_site(shapes: Mapping[str, list[PageShape]]) -> dict[str, Learned]:
    """What the pages of each site teach together; sites that teach nothing are left out."""
    learned = {site: learn(found) for site, found in shapes.items()}
    return {site: one for site, one in learned.items() if one}


def predict(case: str, url: str, body: bytes, *, headline: bool, learned: Learned = NOTHING_LEARNED) -> Prediction:
    """What the extractor reads from the page *body* at *url*, and the milliseconds of CPU it took, parsing included.

    ``labelled_text`` is the body as the makers of the set marked it: with the *headline* in front where they count it, else
    without the words under pictures.
    """
    began = time.process_time()
    page = page_for(url=url, body=body, content_type="text/html", captured_at=CAPTURED_AT)
    article = extract_article(page, SiteKnowledge(url=url, learned=learned))
    milliseconds = (time.process_time() - began) * 1000
    row = _row(article)
    labelled = f"{article.title or ''}\n\n{article.body_text or ''}" if headline else _without_captions(page)
    row.update(case=case, ms=milliseconds, labelled_text=labelled)
    if article.errors:
        row["error"] = "; ".join(f"{field}: {reason}" for field, reason in article.errors.items())
    return Prediction(row, shape_of(article))


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

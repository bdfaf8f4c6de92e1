"""The table of steps from a page to an article: the item pipelines and `extract_article` run the same functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import blogarchive
from blogarchive.extract.finding import Finding
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.items import ArchiveRef, Article, Blog, Extractor
from blogarchive.text import clean_text
from blogarchive.urls import post_id

__all__ = ["STEPS", "Draft", "extract_article", "finish_article", "new_draft", "run_step"]


@dataclass(slots=True)
class Draft:
    """An article on its way: the page it is read from, what is known of the blog, and the fields found so far."""

    page: Page
    knowledge: SiteKnowledge
    article: Article


Step = Callable[[Draft], None]


def new_draft(page: Page, knowledge: SiteKnowledge, archive: ArchiveRef | None = None) -> Draft:
    """A draft with nothing but the addresses, the blog and the record."""
    page.learned = knowledge.learned
    canonical = page.find_canonical()
    seen = archive.captured_at if archive else None
    article = Article(
        id=post_id(page.url),
        url=page.url,
        canonical_url=canonical,
        blog=Blog(name=knowledge.name, url=knowledge.url or page.url),
        archive=archive,
        first_seen=seen,
        last_seen=seen,
    )
    return Draft(page, knowledge, article)


def parse_title(draft: Draft) -> None:
    """``title``."""
    finding = draft.page.find_title(draft.knowledge)
    if finding:
        draft.article.title = clean_text(finding.value)
        _note(draft, "title", finding)


def parse_date(draft: Draft) -> None:
    """``date_published`` and ``date_modified`` with their raw texts."""
    dates = draft.page.find_dates(draft.knowledge)
    article = draft.article
    if dates.published:
        article.date_published = dates.published.value
        article.date_published_raw = clean_text(dates.published.raw or dates.published.value)
        _note(draft, "date_published", dates.published)
    if dates.modified:
        article.date_modified = dates.modified.value
        article.date_modified_raw = clean_text(dates.modified.raw or dates.modified.value)
        _note(draft, "date_modified", dates.modified)


def parse_body(draft: Draft) -> None:
    """The body in three forms, its pictures and links, the excerpt, language and licence."""
    page, article = draft.page, draft.article
    body = page.find_body(draft.knowledge)
    if body:
        article.body_text = body.value.text
        article.body_html = body.value.html
        article.body_markdown = body.value.markdown
        article.images = body.value.images
        article.links = body.value.links
        article.word_count = body.value.word_count
        _note(draft, "body_text", body)
    for name, finding in (
        ("excerpt", page.find_excerpt(draft.knowledge)),
        ("language", page.find_language(draft.knowledge)),
        ("license", page.find_license(draft.knowledge)),
    ):
        if finding:
            setattr(article, name, clean_text(finding.value))
            _note(draft, name, finding)


def parse_author(draft: Draft) -> None:
    """``authors`` with the bios the page has."""
    finding = draft.page.find_authors(draft.knowledge)
    if not finding:
        return
    authors = finding.value
    bios = draft.page.find_bios(draft.knowledge, authors)
    for author in authors:
        if bios and author.name in bios.value:
            author.bio = bios.value[author.name]
    draft.article.authors = authors
    _note(draft, "authors", finding)
    if bios:
        _note(draft, "authors.bio", bios)


def parse_related(draft: Draft) -> None:
    """``related``, ``comments``, ``tags`` and ``categories``."""
    page, article = draft.page, draft.article
    related = page.find_related(draft.knowledge)
    if related:
        article.related = related.value
        _note(draft, "related", related)
    comments = page.find_comments(draft.knowledge)
    if comments:
        article.comments = comments.value
        _note(draft, "comments", comments)
    tags = page.find_tags(draft.knowledge)
    if tags.tags:
        article.tags = tags.tags.value
        _note(draft, "tags", tags.tags)
    if tags.categories:
        article.categories = tags.categories.value
        _note(draft, "categories", tags.categories)


def finish_article(draft: Draft) -> Article:
    """The draft's article, stamped with what made it."""
    article, rule = draft.article, draft.page.rule
    article.extractor = Extractor(
        name=f"blogarchive/{rule}" if rule else "blogarchive",
        version=blogarchive.__version__,
        knowledge=draft.knowledge.fingerprint(article.url),
    )
    return article


STEPS: dict[str, Step] = {
    "title": parse_title,
    "date": parse_date,
    "body": parse_body,
    "author": parse_author,
    "related": parse_related,
}
"""Step name → function, in the order they run. A step that fails leaves its fields empty and its reason in ``errors``."""


def run_step(name: str, draft: Draft) -> None:
    """One step of the table; what goes wrong in it is written into the article's ``errors``, never raised.

    Pages are hostile: a step may meet anything. The row is worth more than the field.
    """
    try:
        STEPS[name](draft)
    except Exception as exc:  # noqa: BLE001 -- said in the docstring
        draft.article.errors[name] = f"{type(exc).__name__}: {exc}"[:200]


def extract_article(page: Page, knowledge: SiteKnowledge, archive: ArchiveRef | None = None) -> Article:
    """The article on *page*: every step of the table, in order."""
    draft = new_draft(page, knowledge, archive)
    for name in STEPS:
        run_step(name, draft)
    return finish_article(draft)


def _note(draft: Draft, field: str, finding: Finding[Any]) -> None:
    draft.article.provenance[field] = finding.provenance()

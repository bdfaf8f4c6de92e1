"""The default themes of many engines are read without a rule of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from themepages import PAGES, PARAGRAPHS, TITLE

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article
from blogarchive.sites import page_for

NAMELESS = ("tumblr",)
"""Themes that show no author."""

UNTAGGED = ("medium", "substack", "jekyll")
CATEGORISED = ("nikola", "micro-blog")
"""Engines whose tags have addresses of categories."""

COMMENTED = {
    "blogger": "I have seen that book.",
    "movable-type": "I have seen that book.",
    "drupal": "I have seen that book.",  # without its subject
}
ROWS: dict[str, Article] = {}

every = pytest.mark.parametrize("engine", PAGES)


def row(engine: str) -> Article:
    """The article of the engine's page, its site known by name alone."""
    if engine not in ROWS:
        url = "https://blog.example/post.html"
        page = page_for(
            url=url,
            body=PAGES[engine].encode(),
            content_type="text/html; charset=utf-8",
            captured_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        ROWS[engine] = extract_article(page, SiteKnowledge(name="Quay notes", site_names=frozenset({"Quay notes"})))
    return ROWS[engine]


@every
def test_title(engine: str) -> None:
    assert row(engine).title == TITLE


@every
def test_day(engine: str) -> None:
    assert (row(engine).date_published or "")[:10] == "2021-03-04"


@every
def test_author(engine: str) -> None:
    assert [author.name for author in row(engine).authors] == ([] if engine in NAMELESS else ["Ida Berg"])


@every
def test_nothing_but_the_text_is_the_body(engine: str) -> None:
    assert (row(engine).body_text or "").split("\n\n") == list(PARAGRAPHS)


@every
def test_tags(engine: str) -> None:
    found = row(engine).categories if engine in CATEGORISED else row(engine).tags
    assert sorted(found) == ([] if engine in UNTAGGED else ["boats", "tides"])


@every
def test_comments(engine: str) -> None:
    found = [(comment.author, comment.text) for comment in row(engine).comments]
    assert found == ([("Jon Ek", COMMENTED[engine])] if engine in COMMENTED else [])


def test_categories_with_the_relation_of_tags_are_none() -> None:
    assert row("movable-type").categories == ["Ports"]

"""Quarto: the block over the text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.sites.registry import page_for

PAGE = """<html lang="de"><head><meta name="generator" content="quarto-1.4.550"><meta name="author" content="Lena Brandt">
<title>Lab - Eine Pumpe</title></head><body><main class="content" id="quarto-document-content">
<header id="title-block-header" class="quarto-title-block default"><div class="quarto-title"><h1 class="title">Eine Pumpe</h1>
<div class="quarto-categories"><div class="quarto-category">Wasser</div><div class="quarto-category">Draht</div></div></div>
<div class="quarto-title-meta"><div><div class="quarto-title-meta-heading">Autor:in</div>
<div class="quarto-title-meta-contents"><p>Lena Brandt</p></div></div>
<div><div class="quarto-title-meta-heading">Datum</div><div class="quarto-title-meta-contents"><p class="date">3. Mai 2024</p>
</div></div></div></header><p>Wir flickten die Pumpe mit Draht und Geduld.</p></main></body></html>"""


@pytest.fixture
def page() -> Page:
    return page_for(
        url="https://blog.example/posts/pumpe/",
        body=PAGE.encode(),
        content_type="text/html; charset=utf-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_categories_are_read_without_links(page: Page) -> None:
    finding = page.find_tags(SiteKnowledge()).categories
    assert finding is not None
    assert finding.value == ["Wasser", "Draht"]


def test_only_the_text_is_the_body(page: Page) -> None:
    finding = page.find_body(SiteKnowledge())
    assert finding is not None
    assert finding.value.text == "Wir flickten die Pumpe mit Draht und Geduld."


def test_gendered_label_is_no_name(page: Page) -> None:
    finding = page.find_authors(SiteKnowledge())
    assert finding is not None
    assert [a.name for a in finding.value] == ["Lena Brandt"]

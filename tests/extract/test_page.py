"""What a page knows of itself before any field is looked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from samples import article, page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("html", "word", "is_there"),
    [
        pytest.param("<p itemprop=name>Quay</p>", b"itemprop", True, id="attribute"),
        pytest.param("<p itemprop =name>Quay</p>", b"itemprop=", False, id="blank-behind-it"),
        pytest.param("<p>items, itemscope</p>", b"itemscope", True, id="in-text"),
        pytest.param("<p itemScope>Quay</p>", b"itemscope", False, id="other-case"),
        pytest.param("<p class=item>Quay</p>", b"itemprop", False, id="shorter-word"),
        pytest.param("<p class=item>Quay</p>", b"item", True, id="beginning"),
        pytest.param("<p itemscope itemtype=x>Quay</p>", b"itemscope itemtype", True, id="longer-word"),
    ],
)
def test_mentions_what_the_bytes_hold(html: str, word: bytes, is_there: bool) -> None:
    page = page_of(html)
    assert page.mentions(word) is is_there
    assert page.mentions(word) is (word in page.body)


def test_elements_by_tag_stand_in_page_order() -> None:
    page = page_of("<p id=a>One<p id=b>Two<div><p id=c>Three</div>")
    assert [p.get("id") for p in page.by_tag["p"]] == ["a", "b", "c"]
    assert "table" not in page.by_tag


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        pytest.param(b"<p>Quay", "text/html; charset=utf-8", "Quay", id="plain"),
        pytest.param(b"<p>Quay", None, "Quay", id="not-declared"),
        pytest.param(b"<p>Qu\0ay", "text/html; charset=utf-8", "Quay", id="nul"),
        pytest.param("<p>漢字".encode("iso-2022-jp"), "text/html; charset=iso-2022-jp", "漢字", id="other-meaning"),
        pytest.param("<p>été".encode(), "text/html; charset=iso-8859-1", "été", id="utf-8-all-the-same"),
        pytest.param("<p>été".encode("latin-1"), "text/html; charset=iso-8859-1", "été", id="latin-1"),
    ],
)
def test_tree_is_read_in_the_pages_encoding(body: bytes, content_type: str | None, text: str) -> None:
    page = Page(url="https://blog.example.org/", body=body, content_type=content_type, captured_at=MOMENT)
    assert page.by_tag["p"][0].text == text


@pytest.mark.parametrize("around", ["<div>", "<span>", "<blockquote>", "<ul><li>", "<div><a href='/x/'>"])
def test_deep_nesting_does_not_keep_the_text_from_being_found(around: str) -> None:
    words = "The harbour was quiet that morning, and nobody remembered who had moved the ledger from its shelf. " * 9
    page = page_of(article(f"{around * 400}<p>{words}</p>"))
    body = page.find_body(SiteKnowledge())
    assert body is not None
    assert words.strip() in body.value.text

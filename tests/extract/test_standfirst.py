"""The paragraph between a news article's headline and its text."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, page_of

from blogarchive.extract.knowledge import SiteKnowledge

WORDS = "Two hundred years of books by harbour masters hold more weather than money."
TEXT = f"<div class='entry-content'>{f'<p>{LONG}</p><p>{MORE}</p>' * 3}</div>"


def body_of(over: str, *, kind: str = "NewsArticle", text: str = TEXT) -> str:
    html = (
        f'<html><head><title>Harbour ledgers</title><script type=\'application/ld+json\'>{{"@type": "{kind}"}}</script></head>'
        f"<body><article><h1>Harbour ledgers</h1>{over}{text}</article></body></html>"
    )
    finding = page_of(html).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


def test_the_standfirst_of_news_begins_the_text() -> None:
    assert body_of(f"<p class='article-standfirst'>{WORDS}</p>").startswith(f"{WORDS}\n\n{LONG}")


def test_the_subtitle_of_a_blog_post_is_no_part_of_its_text() -> None:
    assert WORDS not in body_of(f"<p class='article-subtitle'>{WORDS}</p>", kind="BlogPosting")


def test_a_standfirst_that_the_text_repeats_is_not_taken_twice() -> None:
    inside = TEXT.replace("<p>", f"<p>{WORDS}</p><p>", 1)
    assert body_of(f"<p class='lead'>{WORDS}</p>", text=inside).count(WORDS) == 1


def test_what_repeats_the_headline_is_no_standfirst() -> None:
    title = "Harbour ledgers of two hundred years, read by the harbour master"
    html_title = f"<p class='lead'>{title}</p>"
    text = body_of(html_title + f"<h1>{title}</h1>")
    assert not text.startswith(title)


def test_links_under_a_headline_are_no_standfirst() -> None:
    assert WORDS not in body_of(f"<p class='summary'><a href='/x'>{WORDS}</a></p>")


@pytest.mark.parametrize("name", ["ContentHeaderDek-bIqFFZ", "styles_articleDek__Icz5H", "article-leadtext", "article__subdeck"])
def test_names_that_machines_write_are_read_word_by_word(name: str) -> None:
    assert body_of(f"<div class='{name}'>{WORDS}</div>").startswith(WORDS)


def test_what_the_page_gives_as_its_description_is_its_standfirst_without_a_name() -> None:
    head = f'<meta property="og:description" content="{WORDS}">'
    over = f"<h1>Harbour ledgers</h1><p class='x1'>{WORDS}</p>"
    html = f"<html><head><title>Harbour ledgers</title>{head}</head><body><article>{over}{TEXT}</article></body></html>"
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding is not None
    assert finding.value.text.startswith(WORDS)


def test_an_excerpt_that_breaks_off_is_no_standfirst() -> None:
    assert body_of(
        f"<p class='excerpt'>{LONG[:80]}…</p>", text=TEXT.replace("<p>", f"<p>{MORE}</p><p>{MORE}</p><p>", 1)
    ).startswith(MORE)


@pytest.mark.parametrize("name", ["author-bio lead", "image-caption summary"])
def test_words_about_the_author_or_a_picture_are_no_standfirst(name: str) -> None:
    assert WORDS not in body_of(f"<p class='{name}'>{WORDS}</p>")


def test_a_standfirst_under_a_heading_inside_the_container_is_found_when_trimming_took_it() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    header = f"<header><h1>Harbour ledgers</h1><div class='a'><p class='article-dek'>{WORDS}</p></div><p>By Ann Lee</p></header>"
    paragraphs = "".join(f"<p>{LONG} {n} {MORE}</p>" for n in range(5))
    html = f"<html><head><title>Harbour ledgers</title>{data}</head><body><div>{header}{paragraphs}</div></body></html>"
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding is not None
    assert finding.value.text.startswith(WORDS)
    assert finding.value.text.count(WORDS) == 1

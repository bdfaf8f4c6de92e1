"""Lists of other pages' cards, told from lists that belong to a text."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html
from samples import LONG, MORE, page_of

from blogarchive.extract.cards import is_card_list
from blogarchive.extract.clean import clean_tree
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.render import to_text

HOST = "blog.example.org"
TITLES = (
    "NOISE: the lamp that went out",
    "NOISE: a boat without a name",
    "NOISE: what the clerk forgot",
    "NOISE: the last barrel",
)
TEXT = "".join(f"<p>{LONG} {MORE}</p>" for _ in range(4))


def cards(inner: str, *, tag: str = "div") -> str:
    made = "".join(f"<{tag} class='c'>{inner.format(n=n, title=title)}</{tag}>" for n, title in enumerate(TITLES))
    return f"<div>{made}</div>"


CARD = "<img src='/{n}.jpg'><h3><a href='/{n}/'>{title}</a></h3><p>Three words more.</p>"


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param(CARD, id="picture-and-heading"),
        pytest.param("<a href='https://www.blog.example.org/{n}'><h4>{title}</h4></a>", id="link-around"),
        pytest.param("<time>3 May</time> <a href='{n}.html'>{title}</a>", id="dated"),
    ],
)
def test_alike_blocks_with_linked_titles_are_cards(inner: str) -> None:
    assert is_card_list(lxml_html.fromstring(cards(inner)), HOST)


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<a href='/{n}/'>{title}</a>", id="plain-links"),
        pytest.param("<h3><a href='https://shop.example.net/{n}'>{title}</a></h3>", id="another-host"),
        pytest.param("<img src='/{n}s.jpg'><a href='/{n}.jpg'>{title}</a>", id="pictures"),
        pytest.param("<h3><a href='/same/'>{title}</a></h3>", id="one-address"),
        pytest.param("<h3><a href='/{n}/'>{title}</a></h3><p>" + LONG * 4 + "</p>", id="sections-of-a-text"),
        pytest.param("<h3>{title}</h3><p>Three words more.</p>", id="no-links"),
    ],
)
def test_other_lists_are_none(inner: str) -> None:
    assert not is_card_list(lxml_html.fromstring(cards(inner)), HOST)


def text_of(body: str, kind: str = "BlogPosting") -> str:
    data = f'<script type="application/ld+json">{{"@type": "{kind}"}}</script>'
    page = page_of(f"<html><head><title>Harbour ledgers</title>{data}</head><body>{body}</body></html>")
    finding = page.find_body(SiteKnowledge())
    return finding.value.text if finding else ""


def test_cards_in_a_block_without_names_are_left_out_with_the_heading_over_them() -> None:
    text = text_of(f"<div><h1>Harbour ledgers</h1>{TEXT}<h2>NOISE from the shelf</h2>{cards(CARD)}</div>")
    assert "NOISE" not in text
    assert text.count(MORE) == 4


def test_cards_in_the_midst_of_a_marked_post_are_the_authors() -> None:
    body = f"<article><h1>Harbour ledgers</h1><div class='entry-content'>{TEXT}{cards(CARD)}{TEXT}</div></article>"
    page = page_of(f"<html><head><title>Harbour ledgers</title></head><body>{body}</body></html>")
    assert TITLES[3] in to_text(clean_tree(page.container.element, page).root)


def test_cards_in_the_midst_of_news_are_left_out() -> None:
    body = f"<article><h1>Harbour ledgers</h1><div class='article-body'>{TEXT}{cards(CARD)}{TEXT}</div></article>"
    text = text_of(body, "NewsArticle")
    assert "NOISE" not in text
    assert text.count(MORE) == 8

"""Paragraphs in which the site speaks."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.notices import is_notice

TEXT = "".join(f"<p>{LONG} {MORE}</p>" for _ in range(4))
ASKING = "Sign up for our weekly newsletter to read more about harbours."


@pytest.mark.parametrize(
    "text",
    [
        ASKING,
        "Get the best stories delivered straight to your inbox.",
        "We may earn a small commission when you buy through our links.",
        "Already a subscriber? Log in here.",
        "Please enable JavaScript to see this graphic.",
        "Follow us on Instagram for more.",
        "An dieser Stelle steht externer Inhalt, der von der Redaktion ausgewählt wurde.",
        "Abonnez-vous dès maintenant à notre newsletter du matin.",
        "Suscríbete a nuestro boletín diario.",
        "Подписывайтесь на наш канал",
        "凡本网注明来源的作品",
    ],
)
def test_what_templates_ask_or_excuse_is_a_notice(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "The newsletter of the harbour was printed on blue paper until 1931.",
        "He may earn his living at sea, but his money is made on land.",
        "She follows us on every walk, and sits down where we sit.",
        "Affiliate programs: streamers earn a commission when viewers buy games.",
        "Der Inhalt der Kiste war nass.",
        "Sign up for our weekly newsletter. " + MORE * 5,
    ],
)
def test_sentences_of_a_text_are_none(text: str) -> None:
    assert not is_notice(text)


def text_of(place: str) -> str:
    html = f"<html><head><title>Harbour ledgers</title></head><body>{place}</body></html>"
    finding = page_of(html).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


def test_a_notice_between_paragraphs_of_an_unnamed_block_is_left_out() -> None:
    text = text_of(f"<div><h1>Harbour ledgers</h1>{TEXT}<p>{ASKING}</p>{TEXT}</div>")
    assert ASKING not in text
    assert text.count(MORE) == 8


def test_what_a_blogs_author_asks_inside_the_post_stays() -> None:
    assert ASKING in text_of(f"<article><h1>Harbour ledgers</h1><div class='entry-content'>{TEXT}<p>{ASKING}</p></div></article>")

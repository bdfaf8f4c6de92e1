"""Paragraphs in which the site speaks."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.notices import is_copyright_line, is_embedded_post, is_notice, is_stand_in

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


@pytest.mark.parametrize(
    "line",
    [
        "skip past newsletter promotion",
        "Don't want to see this? Remove ads",
        "Open this photo in gallery:",
        "Please turn on JavaScript. Media requires JavaScript to play.",
        "Media playback is unsupported on your device",
    ],
)
def test_lines_for_what_a_script_would_show_are_left_out_everywhere(line: str) -> None:
    assert is_stand_in(line)
    assert line not in text_of(f"<article><div class='entry-content'>{TEXT}<p>{line}</p>{TEXT}</div></article>")


def test_a_sentence_that_begins_alike_is_text() -> None:
    assert not is_stand_in("Skip past the first chapter, where nothing happens, and begin at sea.")


@pytest.mark.parametrize(
    "text", ["View this post on Instagram\nA post shared by Ann Lee (@ann.lee)", "Diesen Beitrag auf Instagram ansehen"]
)
def test_a_post_of_a_network_that_is_not_shown(text: str) -> None:
    assert is_embedded_post(text)


def test_a_post_of_a_network_with_words_of_its_own_is_shown() -> None:
    assert not is_embedded_post("View this post on Instagram\nThe boats are back at last! A post shared by Ann Lee (@ann.lee)")


@pytest.mark.parametrize("line", ["Copyright © 2023 The Quay, Inc. Click here for reprints.", "© 1999-2013 The Quay"])
def test_small_print_under_a_post_is_left_out(line: str) -> None:
    assert is_copyright_line(line)
    assert text_of(f"<article><div class='entry-content'>{TEXT}<p>{line}</p></div></article>").endswith(MORE)


@pytest.mark.parametrize(
    "text",
    [
        "Our journalism needs your support. Please subscribe today.",
        "Ann Lee may be reached at ann.lee@example.org.",
        "A shorter version of this article first appeared in The Quay.",
        "This story was originally published in our May 2023 issue.",
        "This article will appear in the 3 May, 2023, issue of The Quay.",
    ],
)
def test_what_a_magazine_says_about_a_story_and_its_writer_is_a_notice(text: str) -> None:
    assert is_notice(text)

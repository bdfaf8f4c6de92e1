"""What stands around the text of a page without any names."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, page_of

from blogarchive.extract.knowledge import SiteKnowledge

TEXT = "".join(f"<p>{LONG} {MORE}</p>" for _ in range(4))
LINKS = "".join(f"<p><a href='/elsewhere/{n}/'>NOISE that leads to another story number {n}</a></p>" for n in range(12))


def text_of(inner: str) -> str:
    html = f"<html><head><title>Harbour ledgers | The Quay</title></head><body><div>{inner}</div></body></html>"
    finding = page_of(html).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


def test_text_begins_behind_the_title_and_the_scraps_under_it() -> None:
    text = text_of(f"<p>NOISE menu</p><h1>Harbour ledgers</h1><p>NOISE name</p><p>NOISE button</p>{TEXT}")
    assert text.startswith(LONG)


def test_text_ends_before_a_long_stretch_of_links() -> None:
    notice = "<p>NOISE: the publisher of this page lives somewhere by the sea in a house with a yard and two boats.</p>"
    text = text_of(f"<h1>Harbour ledgers</h1>{TEXT}{LINKS}{notice}")
    assert "NOISE" not in text
    assert text.endswith(MORE)


def test_links_between_two_halves_of_the_text_do_not_end_it() -> None:
    assert text_of(f"<h1>Harbour ledgers</h1>{TEXT}{LINKS}{TEXT}").count(MORE) == 8


def test_a_list_of_sources_belongs_to_the_text() -> None:
    text = text_of(f"<h1>Harbour ledgers</h1>{TEXT}<h2>References</h2>{LINKS}")
    assert "number 11" in text


def test_a_part_of_the_title_does_not_begin_the_text() -> None:
    text = text_of(f"<h1>Harbour ledgers of the north</h1><p>{LONG}</p><h2>The Quay</h2>{TEXT}")
    assert text.startswith("Harbour ledgers of the north")
    assert text.count(LONG) == 5


@pytest.mark.parametrize(
    "words",
    [
        "The boat was late. (12)",
        "둘째 권의 색인에는 세 쪽이 빠져 있다. (65581)",
        "今日は雨だった。",
        "Hello",
        "नाव देर से आई।",
    ],
    ids="sentence korean japanese word hindi".split(),
)
def test_a_post_of_one_short_line_is_that_line(words: str) -> None:
    assert (
        text_of(f"<h1>Harbour ledgers</h1><p>11 Dec, 2019</p><p>{words}</p><hr><p><a href='/writing/'>All posts</a></p>") == words
    )


def test_a_short_first_sentence_is_not_taken_for_a_scrap() -> None:
    assert text_of(f"<h1>Harbour ledgers</h1><p>11 Dec, 2019</p><p>The boat was late (again).</p>{TEXT}").startswith("The boat")


def test_scraps_under_the_last_paragraph_end_the_text() -> None:
    text = text_of(f"<h1>Harbour ledgers</h1>{TEXT}<p>NOISE | print | send</p><p>NOISE agency</p>")
    assert text.endswith(MORE)


def test_a_last_verse_without_a_full_stop_stays() -> None:
    assert text_of(f"<h1>Harbour ledgers</h1>{TEXT}<p>Roses are red<br>violets are blue</p>").endswith("violets are blue")


def test_what_a_last_line_announces_is_kept() -> None:
    assert text_of(f"<h1>Harbour ledgers</h1>{TEXT}<p>{LONG} He wrote:</p><p>A short list</p>").endswith("A short list")


def test_scraps_over_the_text_go_where_the_title_stands_elsewhere() -> None:
    assert text_of(f"<p>NOISE 12:37 GMT</p><p>NOISE text size</p>{TEXT}").startswith(LONG)


def test_a_greeting_begins_a_text() -> None:
    assert text_of(f"<p>Dear readers,</p>{TEXT}").startswith("Dear readers,")


@pytest.mark.parametrize("heading", ["Key References", "Sources and notes", "References[edit]"])
def test_a_heading_of_sources_may_have_more_words(heading: str) -> None:
    assert "number 11" in text_of(f"<h1>Harbour ledgers</h1>{TEXT}<h2>{heading}</h2>{LINKS}")


def test_a_short_paragraph_at_the_end_is_text() -> None:
    last = "<p>The harbour master has not been asked about the ledger.</p>"
    text = text_of(f"<h1>Harbour ledgers</h1>{TEXT}{last}{LINKS}")
    assert text.endswith("The harbour master has not been asked about the ledger.")
    assert "NOISE" not in text

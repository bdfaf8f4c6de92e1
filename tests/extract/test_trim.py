"""What is cut off the article where it stands."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, article, page_of

from blogarchive.extract.knowledge import SiteKnowledge

LAST = "On the third day the ledger lay on the shelf again, and the clerk, who had slept badly, asked nobody about it."


def text_of(inner: str) -> str:
    finding = page_of(article(inner)).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


def test_text_that_goes_on_behind_teasers_is_kept() -> None:
    teasers = "<h3>Read more</h3><p><a href='/a/'>NOISE</a></p><p><a href='/b/'>NOISE too</a></p>"
    text = text_of(f"<p>{LONG}</p>{teasers}" + f"<p>{MORE}</p><p>{LAST}</p>" * 3)
    assert "NOISE" not in text
    assert text.count(LAST) == 3


def test_a_box_under_a_related_heading_ends_where_it_ends() -> None:
    box = "<div><h4>Related</h4><ul><li><a href='/a/'>NOISE</a></li></ul></div>"
    assert text_of(f"<p>{LONG}</p>{box}<p>{MORE}</p>") == f"{LONG}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    ["Advertisement", "- Anzeige -", "Story continues below advertisement", "スポンサーリンク"],
)
def test_labels_of_advertisements_are_cut_between_paragraphs(line: str) -> None:
    assert text_of(f"<p>{LONG}</p><p>{line}</p><p>{MORE}</p>") == f"{LONG}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read more: <a href='/a/'>How ledgers are kept</a></p>",
        "<p><strong>Lea también:</strong> <a href='/a/'>Los libros del puerto</a></p>",
        "<p>[Related: <a href='/a/'>How ledgers are kept</a>]</p>",
    ],
    ids=["english", "spanish", "brackets"],
)
def test_a_line_that_only_labels_a_link_is_cut(line: str) -> None:
    assert text_of(f"<p>{LONG}</p>{line}<p>{MORE}</p>") == f"{LONG}\n\n{MORE}"


def test_a_label_that_announces_more_information_is_the_authors() -> None:
    assert "More info: Writing" in text_of(f"<p>{LONG}</p><p>More info: <a href='/writing/'>Writing</a></p><p>{MORE}</p>")


def test_the_title_again_is_the_text_where_there_is_no_other() -> None:
    html = (
        "<html><head><title>An evening on the quay | Blog</title></head><body><article><h1>An evening on the quay</h1>"
        "<div class='post-content'><p>An evening on the quay</p><iframe src='https://video.example/embed/1'></iframe></div>"
        "</article></body></html>"
    )
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding
    assert finding.value.text == "An evening on the quay"

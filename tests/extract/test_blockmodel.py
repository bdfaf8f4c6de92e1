"""What stands in boxes beside the paragraphs of an article, by its shape alone: no names, no words of a language."""

from __future__ import annotations

import json

import pytest
from samples import LONG, MORE, article, page_of

from blogarchive.extract.blockmodel import MODEL_FILE, Measures
from blogarchive.extract.knowledge import SiteKnowledge

TEXT, REST = ("".join(f"<p>Day {n}. {LONG} {MORE}</p>" for n in days) for days in (range(1, 5), range(5, 9)))
PLAIN = "<html><head><title>Harbour ledgers | The Quay</title></head><body><div><h1>Harbour ledgers</h1>{}</div></body></html>"


def text_of(html: str) -> str:
    finding = page_of(html).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(
            "<div><a href='/boat/'><img src='/b.jpg' alt=''></a><h4><a href='/boat/'>NOISE boat</a></h4></div>", id="teaser"
        ),
        pytest.param("<div><div><span>NOISE 3 min</span></div></div>", id="label"),
        pytest.param("<div><img src='/i.png'><p>NOISE at your door <a href='/letter/'>every week</a></p></div>", id="asking"),
        pytest.param("<div><div><a href='/a/'>NOISE one</a> <a href='/b/'>NOISE two</a></div></div>", id="links"),
        pytest.param("<div><span>Ny tekst</span> <a href='/ny/'>NOISE båten</a></div>", id="another language"),
    ],
)
@pytest.mark.parametrize("around", ["{0}{1}{2}", "{0}{2}{1}"], ids=["in the midst", "at the end"])
def test_a_box_beside_the_paragraphs_is_left_out(box: str, around: str) -> None:
    text = text_of(PLAIN.format(around.format(TEXT, box, REST)))
    assert "NOISE" not in text
    assert text.count(MORE) == 8


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("<div><pre>KEPT = 1</pre></div>", id="code"),
        pytest.param("<div><blockquote><p>KEPT as it was said</p></blockquote></div>", id="quotation"),
        pytest.param("<div><table><tr><th>KEPT</th><th>1</th></tr><tr><td>a</td><td>b</td></tr></table></div>", id="table"),
        pytest.param("<div class='footnotes'><ol><li><a href='#r1'>KEPT</a></li></ol></div>", id="footnotes"),
        pytest.param("<div class='easy-recipe'><div><ul><li>KEPT</li><li>2 eggs</li></ul></div></div>", id="recipe"),
        pytest.param("<h2>References</h2><div><ul><li><a href='https://a.example/'>KEPT</a></li></ul></div>", id="sources"),
        pytest.param(f"<div><p>KEPT: {LONG}</p><p>{MORE}</p></div>", id="paragraphs in a box"),
        pytest.param("<p>KEPT</p>", id="a short paragraph"),
        pytest.param("<h2>KEPT</h2>", id="a heading"),
        pytest.param("<ul><li><a href='/a/'>KEPT</a></li></ul>", id="a list among the paragraphs"),
    ],
)
def test_parts_of_the_text_stay(block: str) -> None:
    assert "KEPT" in text_of(article(f"{TEXT}{block}{REST}"))


@pytest.mark.parametrize("around", ["{0}{1}{2}", "{0}{2}{1}"], ids=["in the midst", "at the end"])
@pytest.mark.parametrize(
    "box",
    [
        pytest.param(
            "<div class='ulist'><ul><li><p><a href='/two/'>KEPT part two</a></p></li></ul></div>", id="Asciidoctor list"
        ),
        pytest.param("<div class='admonition note'><p>Note</p><p>KEPT the gap</p></div>", id="admonition"),
        pytest.param("<div class='kg-card kg-callout-card'><div>!</div><div>KEPT the gap</div></div>", id="Ghost call-out"),
        pytest.param("<div><h3>KEPT Why it rains</h3><p>Because it does.</p></div>", id="question"),
        pytest.param("<div class='box'><ul><li>KEPT 2 eggs</li><li>flour</li></ul></div>", id="ingredients"),
        pytest.param("<div class='step'><div>1</div><div>KEPT Open the lid, then wait.</div></div>", id="step"),
        pytest.param(
            "<div class='wp-block-file'><a href='/a.pdf'>KEPT The ledger</a><a href='/a.pdf'>Download</a></div>", id="file"
        ),
    ],
)
def test_boxes_that_an_author_sets_into_a_post_stay(box: str, around: str) -> None:
    assert "KEPT" in text_of(article(around.format(TEXT, box, REST)))


@pytest.mark.parametrize(
    ("box", "stays"),
    [
        pytest.param("<div><a href='https://pump.example/'><img src='/f.png'>CARD</a><i>a pump</i></div>", True, id="off"),
        pytest.param("<div><a href='/pump/'><img src='/f.png'>CARD</a><i>a pump</i></div>", False, id="own site"),
        pytest.param(
            "<div><img src='/x.png'><div><a href='https://twitter.com/intent/tweet?url=x'>CARD</a></div></div>", False, id="share"
        ),
    ],
)
def test_a_card_in_the_midst_of_a_post_stays_when_it_leads_to_another_site(box: str, stays: bool) -> None:
    assert ("CARD" in text_of(article(f"{TEXT}{box}{REST}"))) is stays


def test_a_heading_in_a_box_between_the_paragraphs_of_an_unmarked_page_stays() -> None:
    assert "KEPT" in text_of(PLAIN.format(f"{TEXT}<div class='head'><h2>KEPT by noon</h2></div>{REST}"))


def test_paragraphs_wrapped_one_by_one_stand_in_one_place() -> None:
    lines = "".join(f"<div class='paragraph'><p>Line {n}</p></div>" for n in range(9))
    wrapped = f"<div class='paragraph'><p>{LONG} {MORE}</p></div>"
    assert "Line 8" in text_of(article(f"{wrapped}{lines}{wrapped}"))


def test_where_most_of_a_page_seems_foreign_all_of_it_stays() -> None:
    cards = "".join(f"<div><img src='/{n}.jpg'><div><a href='/{n}/'>Boat {n} in the harbour</a></div></div>" for n in range(9))
    assert "Boat 8" not in text_of(article(f"{TEXT}{cards}"))
    assert "Boat 8" in text_of(article(f"<p>{LONG}</p>{cards}"))


def test_the_file_has_a_weight_for_every_measure() -> None:
    weights = json.loads(MODEL_FILE.read_text(encoding="utf-8"))["weights"]
    assert list(weights) == [*Measures._fields, "bias"]


def test_a_first_line_that_links_another_site_is_what_the_post_is_about() -> None:
    assert text_of(article(f"<p><a href='https://pump.example/a'>LINKED: how the pump was built</a></p>{TEXT}")).startswith(
        "LINKED"
    )
    assert text_of(article(f"<p><a href='/boats/'>Boats</a></p>{TEXT}")).startswith("Day 1")

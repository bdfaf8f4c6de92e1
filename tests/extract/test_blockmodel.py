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

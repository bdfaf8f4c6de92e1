"""The words under a picture."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, article, page_of

from blogarchive.extract.body import Body
from blogarchive.extract.knowledge import SiteKnowledge

PICTURE = "<img src='/boats.jpg' width='800' height='600'>"


def body_of(figure: str) -> Body:
    finding = page_of(article(f"<p>{LONG}</p><figure>{figure}</figure><p>{MORE}</p>")).find_body(SiteKnowledge())
    assert finding is not None
    return finding.value


@pytest.mark.parametrize(
    "figure",
    [
        f"{PICTURE}<p>Boats at night</p>",
        f"{PICTURE}<cite>Boats at night</cite>",
        f"<p>{PICTURE}</p><p>Boats at night</p>",
        f"<a href='/boats.html'>{PICTURE}</a><div>Boats at night</div>",
    ],
    ids=["paragraph", "cite", "both in paragraphs", "linked"],
)
def test_a_line_beside_a_picture_is_its_caption(figure: str) -> None:
    body = body_of(figure)
    assert "<figcaption>" in body.html
    assert [image.caption for image in body.images] == ["Boats at night"]


def test_caption_and_credit_in_two_elements_are_one_caption() -> None:
    body = body_of(f"{PICTURE}<figcaption>Boats at night</figcaption><cite>Photo: Ann Lee</cite>")
    assert body.html.count("<figcaption>") == 1
    assert "Boats at night Photo: Ann Lee" in body.html.replace("<cite>", "").replace("</cite>", "")
    assert body.images[0].credit == "Ann Lee"


@pytest.mark.parametrize(
    "figure",
    [
        "<p>A line of a poem</p><p>and another</p>",
        f"{PICTURE}<p>{LONG} {MORE} {LONG} {MORE}</p>",
        f"{PICTURE}<ul><li>One of a list</li></ul>",
    ],
    ids=["no picture", "a long text", "a list"],
)
def test_other_texts_in_a_figure_are_no_captions(figure: str) -> None:
    assert "<figcaption>" not in body_of(figure).html


@pytest.mark.parametrize("line", ["Photo: Ann Lee", "Ann Lee/Getty Images"])
def test_a_credit_behind_a_picture_goes_to_it(line: str) -> None:
    finding = page_of(article(f"<p>{LONG}</p><p>{PICTURE}</p><p>{line}</p><p>{MORE}</p>")).find_body(SiteKnowledge())
    assert finding is not None
    assert f"<figcaption>{line}</figcaption>" in finding.value.html


def test_a_line_of_the_text_behind_a_picture_stays_one() -> None:
    finding = page_of(article(f"<p>{LONG}</p><p>{PICTURE}</p><p>We went home.</p><p>{MORE}</p>")).find_body(SiteKnowledge())
    assert finding is not None
    assert "<p>We went home.</p>" in finding.value.html

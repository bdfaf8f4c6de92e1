"""What is left out of an article while it is cleaned."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, page_of

from blogarchive.extract.knowledge import SiteKnowledge

TEXT = "".join(f"<p>{LONG} {MORE}</p>" for _ in range(4))


def text_of(inner: str, kind: str) -> str:
    data = f'<script type="application/ld+json">{{"@type": "{kind}"}}</script>'
    html = (
        f"<html><head><title>Harbour ledgers</title>{data}</head><body><article><h1>Harbour ledgers</h1>"
        f"<div class='article-body'>{TEXT}{inner}{TEXT}</div></article></body></html>"
    )
    finding = page_of(html).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<div class='hidden'><p>NOISE for subscribers</p></div>", id="not-shown"),
        pytest.param("<div class='x9' data-component='newsletter-signup'><p>NOISE every week</p></div>", id="stated"),
        pytest.param("<div class='video-title'>NOISE: the film</div>", id="player"),
    ],
)
@pytest.mark.parametrize("kind", ["BlogPosting", "NewsArticle"])
def test_what_is_not_the_article_is_left_out(inner: str, kind: str) -> None:
    text = text_of(inner, kind)
    assert "NOISE" not in text
    assert text.count(MORE) == 8


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<aside><h3>Box</h3><p>Three words more about lamps.</p></aside>", id="aside"),
        pytest.param("<div class='fact-box'><h3>Box</h3><p>Three words more about lamps.</p></div>", id="facts"),
    ],
)
def test_boxes_are_the_authors_on_a_blog_and_beside_the_story_in_news(inner: str) -> None:
    assert "lamps" in text_of(inner, "BlogPosting")
    assert "lamps" not in text_of(inner, "NewsArticle")


def test_a_picture_in_an_aside_of_news_is_kept() -> None:
    figure = "<aside><figure><img src='/a.jpg'><figcaption>The quay at noon.</figcaption></figure></aside>"
    assert "The quay at noon." in text_of(figure, "NewsArticle")


def test_a_long_text_that_a_script_shows_later_stays() -> None:
    assert text_of(f"<div class='hidden'>{TEXT}</div>", "BlogPosting").count(MORE) == 12


def test_caption_and_credit_that_only_the_style_sets_apart_are_two_texts() -> None:
    caption = "<figcaption><span class='words'>The quay at noon</span><span class='credit'>Photo: Ann Lee</span></figcaption>"
    figure = f"<figure><img src='/a.jpg'>{caption}</figure>"
    html = f"<html><head><title>Harbour ledgers</title></head><body><article>{TEXT}{figure}</article></body></html>"
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding is not None
    assert [(image.caption, image.credit) for image in finding.value.images] == [("The quay at noon", "Ann Lee")]

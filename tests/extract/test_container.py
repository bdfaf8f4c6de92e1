"""Where the article stands."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, page_of

from blogarchive.extract.container import selector_of
from blogarchive.extract.knowledge import SiteKnowledge

TEXT = f"<p>{LONG}</p><p>{MORE}</p>" * 3
OTHERS = "".join(f"<p><a href='/{n}'>A link that leads to another of many stories, number {n}</a></p>" for n in range(9))


def container_of(body: str, title: str = "Harbour ledgers") -> str:
    page = page_of(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    return selector_of(page.container.element)


def text_of(body: str) -> str:
    finding = page_of(f"<html><head><title>Harbour ledgers</title></head><body>{body}</body></html>").find_body(SiteKnowledge())
    return finding.value.text if finding else ""


def test_pieces_of_one_article_are_taken_together() -> None:
    piece = f"<div class='article-body'>{TEXT}</div>"
    page = f"<article id='story'><h1>Harbour ledgers</h1><div id='pieces'>{piece}<div class='ad'>AD</div>{piece}</div></article>"
    assert container_of(page) == "div#pieces"


def test_posts_of_a_listing_are_not_pieces_of_one() -> None:
    posts = "".join(f"<article><div class='entry-content' id='p{n}'>{TEXT * n}</div></article>" for n in (3, 1))
    assert container_of(f"<main>{posts}</main>") == "div#p3"


def test_the_text_under_the_title_wins_over_a_longer_notice_below() -> None:
    links = "".join(f"<div><a href='/{n}/'>A story about something else, number {n}</a></div>" for n in range(20))
    notice = f"<div id='notice'>{LONG * 8}</div>"
    assert container_of(f"<div id='post'><h1>Harbour ledgers</h1>{TEXT}</div>{links}{notice}") == "div#post"


@pytest.mark.parametrize(
    "opening",
    [
        "<div class='paywall'>",
        "<div class='content-nav-section'>",
        "<div id='menu-of-the-day-and-how-we-cook-it'>",
        "<div class='subscriber-only' style='display:none'>",
    ],
    ids=["paywall", "nav", "slug", "hidden"],
)
def test_a_name_that_would_take_the_text_away_is_not_believed(opening: str) -> None:
    assert text_of(f"<div class='entry-content'><p>{LONG}</p>{opening}{TEXT}</div></div>").count(MORE) == 3


def test_scripts_do_not_count_when_sizes_are_compared() -> None:
    script = f"<script>{'x = 1; ' * 4000}</script>"
    assert text_of(f"<div class='liveAlertAd'>{script}<div><h1>Harbour ledgers</h1>{TEXT}</div></div>{script}").count(MORE) == 3


def test_words_under_a_picture_are_its_caption() -> None:
    picture = "<div class='wp-caption'><img src='/quay.jpg'><p class='wp-caption-text'>The quay at noon</p></div>"
    finding = page_of(f"<html><body><article><div class='entry-content'>{TEXT}{picture}</div></article></body></html>").find_body(
        SiteKnowledge()
    )
    assert finding is not None
    assert [image.caption for image in finding.value.images] == ["The quay at noon"]
    assert "<figcaption>The quay at noon</figcaption>" in finding.value.html


def test_an_aside_full_of_links_is_left_out_and_a_note_is_kept() -> None:
    links = "<aside><h3>Elsewhere</h3><p><a href='/a/'>NOISE one</a> <a href='/b/'>NOISE two</a></p></aside>"
    note = "<aside><p>A note of the author.</p></aside>"
    text = text_of(f"<div class='entry-content'>{TEXT}{links}{note}{TEXT}</div>")
    assert "NOISE" not in text
    assert "A note of the author." in text


def test_links_beside_the_text_do_not_make_a_caption_the_article() -> None:
    links = "".join(f"<p><a href='/{n}'>A link that leads to another of many stories, number {n}</a></p>" for n in range(18))
    caption = f"<div class='frame'>{LONG} {LONG}</div>"
    body = f"<div id='story'><h1>Harbour ledgers</h1><p>{MORE}</p>{caption}{TEXT}<div>{links}</div></div>"
    assert container_of(body) == "div#story"


def test_a_headline_with_the_date_behind_it_is_the_title() -> None:
    notices = "".join(f"<p>The owner of this page reserves a right, number {n}: {MORE}</p>" for n in range(9))
    heading = "<h1>The ledgers of the harbour <span>06.01.12 08:49</span></h1>"
    body = f"<div id='story'>{heading}<p>{LONG}</p><p>{MORE}</p></div>{OTHERS}<div id='legal'>{notices}</div>"
    assert container_of(body, title="The ledgers of the harbour") == "div#story"


def test_what_stands_behind_the_sites_name_in_a_longer_title_is_the_posts() -> None:
    notices = "".join(f"<p>The owner of this page reserves a right, number {n}: {MORE}</p>" for n in range(9))
    story = f"<div id='story'><h1>The ledgers of the harbour</h1><p>{LONG}</p><p>{MORE}</p></div>"
    body = f"{story}{OTHERS}<div id='legal'>{notices}</div>"
    assert container_of(body, title="QUAY.EXAMPLE: The ledgers of the harbour / North") == "div#story"


def test_pieces_of_one_class_under_one_heading_are_taken_together() -> None:
    piece = f"<div class='story-text'>{TEXT}</div>"
    assert container_of(f"<div id='page'><h1>Harbour ledgers</h1>{piece}<div>AD</div>{piece}</div>") == "div#page"


def test_texts_with_a_heading_each_are_not_pieces_of_one() -> None:
    posts = "".join(f"<h2>Post {n}</h2><div class='entry-content' id='p{n}'>{TEXT * n}</div>" for n in (3, 1))
    assert container_of(f"<main>{posts}</main>") == "div#p3"


def test_what_holds_the_main_heading_is_no_sidebar_whatever_it_is_called() -> None:
    wrapper = f"<div class='theia-sticky-sidebar'><h1>Harbour ledgers</h1><div>{TEXT}</div></div>"
    menu = "".join(f"<p>A long line of the page's own about harbours and boats, number {n}.</p>" for n in range(8))
    assert MORE in text_of(f"<div>{wrapper}<div>{menu}</div></div>")


def test_the_stated_article_body_wins_over_a_wider_name() -> None:
    others = "".join(f"<div><h3><a href='/{n}/'>Story {n}</a></h3><p>{LONG}</p></div>" for n in range(6))
    inner = f"<div itemprop='articleBody' id='text'>{TEXT}</div>"
    assert container_of(f"<article><h1>Harbour ledgers</h1><div class='article-body'>{inner}{others}</div></article>") == (
        "div[itemprop=articleBody]"
    )


def test_a_legal_notice_longer_than_the_post_is_not_the_article() -> None:
    scraps = "".join(f"<div><a href='/{n}/'>Story {n}</a></div>" for n in range(60))
    legal = f"<div id='legal'><p>© The Quay, all harbours. {LONG}</p><p>{MORE * 12}</p></div>"
    assert container_of(f"<div>{scraps}</div><div id='post'>{TEXT}</div><div>{scraps}</div>{scraps}{legal}") == "div#post"


@pytest.mark.parametrize("times", [1, 3], ids=["as long", "longer"])
def test_an_article_that_the_page_goes_on_with_is_not_the_one_under_the_title(times: int) -> None:
    following = f"<article><h1>Ropes and sails</h1><div class='bodytext'>{TEXT * times}<p>{MORE}</p></div></article>"
    own = f"<article><h1>Harbour ledgers</h1><p>{LONG}</p><div class='bodytext' id='own'>{TEXT}</div></article>"
    assert container_of(f"<main>{own}<div>{following}</div></main>") == "div#own"

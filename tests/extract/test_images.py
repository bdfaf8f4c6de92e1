"""Pictures: which address, which credit."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, article, page_of

from blogarchive.extract.images import split_credit
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.items import Image


def images(inner: str) -> list[Image]:
    finding = page_of(article(f"<p>{LONG}</p>{inner}<p>{MORE}</p>")).find_body(SiteKnowledge())
    assert finding is not None
    return finding.value.images


@pytest.mark.parametrize(
    "tag",
    [
        "<img src='/small.jpg' srcset='/small.jpg 300w, /large.jpg 1200w, /mid.jpg 600w'>",
        "<img src='/small.jpg' srcset='/small.jpg 1x, /large.jpg 2x'>",
        "<img src='data:image/gif;base64,R0' data-src='/large.jpg'>",
        "<img src='data:image/svg+xml,%3Csvg/%3E' data-lazy-src='/large.jpg'>",
        "<img src='/blank.gif' data-original='/large.jpg'>",
        "<img data-srcset='/small.jpg 300w, /large.jpg 900w'>",
        "<picture><source srcset='/small.jpg 300w, /large.jpg 900w'><img src='data:image/gif;base64,R0'></picture>",
        "<img src='data:,' data-lazy-src='/large.jpg'><noscript><img src='/large-again.jpg'></noscript>",
        "<noscript><img src='/large.jpg'></noscript>",
        "<img src='/large.jpg'><img src='/large.jpg'>",
    ],
    ids="widths densities data-src lazy-src data-original data-srcset picture noscript-twin noscript-alone twice".split(),
)
def test_the_largest_real_address_is_taken_once(tag: str) -> None:
    assert [i.url for i in images(tag)] == ["https://blog.example.org/large.jpg"]


def test_counting_pixels_are_no_pictures() -> None:
    assert images("<img src='https://count.example.com/p.gif' width='1' height='1'>") == []


def test_caption_credit_and_alt_go_to_their_picture() -> None:
    [image] = images(
        "<figure><img src='/a.jpg' alt='The quay'><figcaption>The quay at noon. Photo: Ann Lee</figcaption></figure>"
    )
    assert (image.alt, image.caption, image.credit) == ("The quay", "The quay at noon.", "Ann Lee")


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The quay. Picture credit: Ann Lee.", "The quay.", "Ann Lee"),
        ("Photo by Ann Lee", None, "Ann Lee"),
        ("The quay (Foto: Ann Lee)", "The quay", "Ann Lee"),
        ("The quay © Ann Lee", "The quay", "Ann Lee"),
        ("Набережная. Фото: Анна Ли", "Набережная.", "Анна Ли"),
        ("Just the quay", "Just the quay", None),
    ],
)
def test_credit_is_split_off_a_caption(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


def featured(over: str, *, stated: str = "https://blog.example.org/uploads/boats.jpg", around: str = "article") -> list[str]:
    html = (
        f"<html><head><title>Ledgers</title><meta property='og:image' content='{stated}'></head><body>"
        f"<{around}><header><h1>Ledgers</h1>{over}</header>"
        f"<div class='entry-content'><p>{LONG}</p><p>{MORE}</p></div></{around}></body></html>"
    )
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding is not None
    return [i.url for i in finding.value.images]


@pytest.mark.parametrize(
    "address",
    ["/uploads/boats.jpg", "/uploads/boats-1024x683.jpg", "https://cdn.example.org/w800/boats.jpg?quality=80"],
    ids=["same", "smaller copy", "other host"],
)
def test_the_posts_own_picture_over_its_text_is_one_of_its_pictures(address: str) -> None:
    assert [url.rpartition("/")[2].partition("?")[0] for url in featured(f"<figure><img src='{address}'></figure>")] == [
        address.rpartition("/")[2].partition("?")[0]
    ]


def test_a_picture_over_the_text_that_the_page_does_not_state_is_left_out() -> None:
    assert featured("<img src='/uploads/logo.png'>") == []


def test_the_writers_portrait_is_not_the_posts_own_picture() -> None:
    assert featured("<div class='byline-avatar'><img src='/uploads/boats.jpg'></div>") == []


def test_a_stated_picture_that_the_page_does_not_show_is_left_out() -> None:
    assert featured("") == []


def test_a_stated_picture_outside_the_post_is_left_out() -> None:
    assert featured("<img src='/uploads/boats.jpg'>", around="div") == []


def test_the_caption_over_the_text_goes_with_the_posts_own_picture() -> None:
    html = (
        "<html><head><title>Ledgers</title><meta property='og:image' content='https://blog.example.org/boats.jpg'></head><body>"
        "<article><figure><img src='/boats.jpg' alt='Two boats'><figcaption>Low tide. Photo: Ann Lee</figcaption></figure>"
        f"<div class='entry-content'><p>{LONG}</p><p>{MORE}</p></div></article></body></html>"
    )
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding is not None
    image = finding.value.images[0]
    assert (image.alt, image.caption, image.credit) == ("Two boats", "Low tide.", "Ann Lee")

"""What the page says about its authors."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, article, page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.items import Author

PAIR = f"<p>{LONG}</p><p>{MORE}</p>"
BIO = "Ann Lee writes about harbours and ledgers."


def bios(html: str, *names: str) -> dict[str, str]:
    finding = page_of(html).find_bios(SiteKnowledge(), [Author(name=n) for n in names or ("Ann Lee",)])
    return finding.value if finding else {}


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='author-bio'><h4>About Ann Lee</h4><p>{BIO}</p><a href='/author/ann/'>View all posts</a></div>",
        f"<div class='author-box'><span class='fn'>Ann Lee</span><div class='desc'>{BIO}</div></div>",
        f"<section><h3>About the author</h3><p>{BIO}</p></section>",
        f"<section><h3>この記事を書いた人</h3><p>Ann Lee</p><p>{BIO}</p></section>",
        f"<div class='profile'><span class='profile__description'><strong>Ann Lee</strong><br>{BIO}</span></div>",
        f"<div itemprop='author' itemscope><span itemprop='name'>Ann Lee</span><p itemprop='description'>{BIO}</p></div>",
        f"<div class='h-card p-author'><a class='p-name'>Ann Lee</a><p class='p-note'>{BIO}</p></div>",
    ],
    ids="bio-box author-box heading japanese-heading profile microdata microformats".split(),
)
def test_a_box_about_the_author_gives_the_bio(box: str) -> None:
    assert bios(article(PAIR, after=box)) == {"Ann Lee": BIO}


def test_json_ld_gives_the_bio() -> None:
    data = (
        '{"@context":"https://schema.org","@type":"BlogPosting","headline":"Harbour ledgers",'
        '"author":{"@type":"Person","name":"Ann Lee","description":"%s"}}'
    )
    assert bios(article(PAIR, head=f'<script type="application/ld+json">{data % BIO}</script>')) == {"Ann Lee": BIO}


def test_each_of_two_authors_has_their_own_bio() -> None:
    boxes = "".join(
        f"<div class='profile'><span class='profile__description'><strong>{name}</strong><br>{name} {text}</span></div>"
        for name, text in (("Ann Lee", "likes the sea."), ("Bo Chen", "repairs old ships."))
    )
    assert bios(article(PAIR, after=boxes), "Ann Lee", "Bo Chen") == {
        "Ann Lee": "Ann Lee likes the sea.",
        "Bo Chen": "Bo Chen repairs old ships.",
    }


@pytest.mark.parametrize(
    "box",
    [
        "<div class='author-bio'><span class='author-name'>Bo Chen</span><p>Repairs old ships by the river.</p></div>",
        "<aside class='sidebar'><h3>About this blog</h3><p>A blog about harbours and what happens there.</p></aside>",
        "<div class='comment'><div class='author'>Ann Lee</div><p>I like what you wrote about the sea, thank you.</p></div>",
        "<p class='byline author'>By <span class='fn'>Ann Lee</span> on March 4, 2024</p>",
    ],
    ids="somebody-else about-the-blog comment byline".split(),
)
def test_no_bio_is_invented(box: str) -> None:
    assert bios(article(PAIR, after=box)) == {}


def test_without_authors_there_are_no_bios() -> None:
    page = page_of(article(PAIR, after=f"<div class='author-bio'><p>{BIO}</p></div>"))
    assert page.find_bios(SiteKnowledge(), []) is None


def test_post_with_its_authors_name_among_its_classes_is_no_bio() -> None:
    text = "<p>" + "The tide came in twice a day and Ann Lee wrote it down. " * 8 + "</p>"
    assert bios(f'<div class="entry-author-ann entry"><h3>Tides</h3><div class="entry-body">{text}</div></div>', "Ann Lee") == {}


def test_a_name_in_full_is_no_bio() -> None:
    assert bios("<div class='author-bio'>Ann (Maria) Lee</div>", "Ann Lee") == {}


def test_the_box_of_a_network_account_is_no_bio() -> None:
    assert bios("<div id='sb_instagram'><p class='sbi_bio'>The sea in pictures since 1978, every day.</p></div>", "Ann Lee") == {}


def test_the_portrait_in_the_box_about_the_author_is_the_authors() -> None:
    box = "<aside class='author-box'><img src='/faces/ann.jpg'><p>Ann Lee</p><p>Ann Lee binds books.</p></aside>"
    page = page_of(article(f"<p>{LONG}</p><p>{MORE}</p>", after=box))
    author = Author(name="Ann Lee")
    assert page.find_bios(SiteKnowledge(), [author]) is not None
    assert author.image == "https://blog.example.org/faces/ann.jpg"


def test_a_portrait_that_stands_in_the_byline_is_kept() -> None:
    box = "<aside class='author-box'><img src='/faces/large.jpg'><p>Ann Lee</p><p>Ann Lee binds books in the harbour.</p></aside>"
    page = page_of(article(f"<p>{LONG}</p><p>{MORE}</p>", after=box))
    author = Author(name="Ann Lee", image="https://blog.example.org/faces/ann.jpg")
    page.find_bios(SiteKnowledge(), [author])
    assert author.image == "https://blog.example.org/faces/ann.jpg"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Ann Lee is a clerk at the harbour who has counted barrels since 1998.</p>",
        "<div><strong>Ann Lee</strong> writes about ledgers and lives in a lighthouse by the sea.</div>",
    ],
    ids=["plain", "name-in-bold"],
)
def test_a_paragraph_after_the_text_that_says_who_the_author_is_gives_the_bio(line: str) -> None:
    assert [text[:7] for text in bios(article(PAIR, after=line)).values()] == ["Ann Lee"]


@pytest.mark.parametrize(
    "html",
    [
        article(f"<p>Ann Lee is a clerk at the harbour who has counted barrels since 1998.</p>{PAIR * 3}"),
        article(PAIR, after="<div class='comments'><p>Ann Lee is a clerk at the harbour who counted since 1998.</p></div>"),
        article(PAIR, after="<p>Ann Lee is back.</p>"),
    ],
    ids=["in-the-text", "in-a-comment", "too-short"],
)
def test_other_sentences_about_the_author_are_no_bio(html: str) -> None:
    assert bios(html) == {}


def test_each_of_two_authors_has_their_part_of_one_box() -> None:
    rows = "".join(
        f"<div class='row'><h4>{name}</h4><p>Editor</p><p>Hi, I am {name} and I look after {what} of this blog daily.</p></div>"
        for name, what in (("Ann Lee", "the ledgers"), ("Bo Chen", "the old ships"))
    )
    found = bios(article(PAIR, after=f"<section class='author-box'>{rows}</section>"), "Ann Lee", "Bo Chen")
    assert ["ledgers" in found["Ann Lee"], "ships" in found["Bo Chen"]] == [True, True]
    assert "ships" not in found["Ann Lee"]


def about(text: str) -> str:
    portrait = "<div class='author-image'><img src='/us.jpg' alt='About us'></div>"
    return article(
        PAIR, after=f"<aside class='sidebar'><div class='widget-about'>{portrait}<p class='about-text'>{text}</p></div></aside>"
    )


def test_two_authors_share_the_widget_in_which_they_speak_of_themselves() -> None:
    text = "Travel is our love and the sea is our home."
    assert bios(about(text), "Ann", "Bo") == {"Ann": text, "Bo": text}


def test_a_widget_about_the_blog_is_nobodys_bio() -> None:
    assert bios(about("A journal of harbours and what happens there."), "Ann", "Bo") == {}


def test_a_disclaimer_in_the_box_is_no_bio() -> None:
    assert (
        bios(article(PAIR, after="<div class='author-box'>Ann Lee<p>Disclaimer: opinions are of the author only.</p></div>"))
        == {}
    )


def test_the_first_marked_part_that_says_something_is_the_bio() -> None:
    box = f"<div class='author-bio-box'><div class='author-bio-left'></div><div class='author-bio-main'>{BIO}</div></div>"
    assert bios(article(PAIR, after=box)) == {"Ann Lee": BIO}

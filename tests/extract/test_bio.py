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

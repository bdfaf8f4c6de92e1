"""What an author's own page says about the author."""

from __future__ import annotations

import pytest
from samples import page_of

from blogarchive.extract.profile import find_profile

BIO = "Ann Lee keeps the ledgers of a small harbour and writes about them."
TEASERS = "".join(
    f"<article><h2><a href='/p{n}/'>Post {n}</a></h2><p>A teaser on boat number {n}.</p></article>" for n in range(4)
)


def author_page(header: str, *, head: str = "<title>Ann Lee - The Quay</title>") -> str:
    return f"<html><head>{head}</head><body><header><a href='/'>The Quay</a></header><main>{header}{TEASERS}</main></body></html>"


@pytest.mark.parametrize(
    "html",
    [
        author_page(f"<h1>Ann Lee</h1><div class='author-bio'>{BIO}</div>"),
        author_page(f"<h1>Author: Ann Lee</h1><div class='archive-description'><p>{BIO}</p></div>"),
        author_page(f"<div class='h-card'><h1 class='p-name'>Ann Lee</h1><p class='p-note'>{BIO}</p></div>"),
        author_page(
            "<h1>Ann Lee</h1>",
            head=f"<title>x</title><meta property='og:type' content='profile'><meta property='og:description' content='{BIO}'>",
        ),
        author_page(
            "",
            head='<title>x</title><script type="application/ld+json">{"@type":"ProfilePage","mainEntity":{"@type":"Person",'
            f'"name":"Ann Lee","description":"{BIO}"}}}}</script>',
        ),
    ],
    ids="bio-class archive-description h-card og-profile json-ld".split(),
)
def test_the_bio_is_found(html: str) -> None:
    profile = find_profile(page_of(html, "https://blog.example.org/author/ann/"), "Ann Lee")
    assert profile
    assert profile.bio == BIO


@pytest.mark.parametrize(
    "html",
    [
        author_page(f"<h1>Bo Berg</h1><div class='author-bio'>{BIO}</div>", head="<title>Bo Berg</title>"),
        author_page("<h1>Ann Lee</h1><div class='archive-description'>All posts by Ann Lee</div>"),
        author_page("<h1>Ann Lee</h1>"),
        author_page("<h1>Ann Lee</h1><div class='author-bio'>Ann Lee</div>"),
    ],
    ids="somebody-else made-up nothing name-only".split(),
)
def test_no_bio_is_invented(html: str) -> None:
    profile = find_profile(page_of(html, "https://blog.example.org/author/ann/"), "Ann Lee")
    assert profile is None or profile.bio is None


def test_the_portrait_is_found() -> None:
    html = author_page(f"<h1>Ann Lee</h1><img class='avatar' src='/ann.jpg' alt=''><div class='author-bio'>{BIO}</div>")
    profile = find_profile(page_of(html, "https://blog.example.org/author/ann/"), "Ann Lee")
    assert profile
    assert profile.image == "https://blog.example.org/ann.jpg"

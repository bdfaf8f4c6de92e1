"""Posts that stand on several pages."""

from __future__ import annotations

from blogarchive.items import Article, Author, Blog, Image, OutLink, Teaser
from blogarchive.settle.parts import join_parts


def part(number: int, **more: object) -> Article:
    return Article(
        id=str(number),
        url=f"https://example.org/a/{number}/",
        blog=Blog(url="https://example.org/"),
        title=f"Part {number}",
        body_text=f"Text {number}",
        body_html=f"<p>Text {number}</p>",
        body_markdown=f"Text {number}",
        word_count=2,
        images=[Image(url="https://example.org/same.png"), Image(url=f"https://example.org/{number}.png")],
        links=[OutLink(url=f"https://example.org/{number}", text="x")],
        related=[Teaser(title="R", url="https://example.org/r/")],
        **more,  # type: ignore[arg-type]
    )


def test_bodies_stand_one_behind_the_other() -> None:
    whole = join_parts(part(1), [part(2), part(3)])
    assert whole.body_text == "Text 1\n\nText 2\n\nText 3"
    assert whole.body_html == "<p>Text 1</p>\n<p>Text 2</p>\n<p>Text 3</p>"
    assert whole.body_markdown == "Text 1\n\nText 2\n\nText 3"
    assert whole.word_count == 6


def test_all_else_is_the_first_parts() -> None:
    whole = join_parts(part(1), [part(2)])
    assert (whole.id, whole.url, whole.title) == ("1", "https://example.org/a/1/", "Part 1")


def test_pictures_and_teasers_stand_once_and_links_all() -> None:
    whole = join_parts(part(1), [part(2)])
    assert [image.url.rpartition("/")[2] for image in whole.images] == ["same.png", "1.png", "2.png"]
    assert len(whole.related) == 1
    assert len(whole.links) == 2


def test_bio_that_stands_on_the_last_part_only_is_kept() -> None:
    first, last = part(1, authors=[Author(name="Ida")]), part(2, authors=[Author(name="Ida", bio="Writes.")])
    assert join_parts(first, [last]).authors == [Author(name="Ida", bio="Writes.")]


def test_part_without_text_adds_nothing() -> None:
    empty = Article(id="2", url="https://example.org/a/2/", blog=Blog(url="https://example.org/"))
    assert join_parts(part(1), [empty]).body_text == "Text 1"

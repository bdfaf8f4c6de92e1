"""Headlines of other stories between the paragraphs of a news article."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, page_of

from blogarchive.extract.knowledge import SiteKnowledge

URL = "https://news.example.org/2024/harbour-ledgers"
TEXT = [f"<p>{LONG}</p>", f"<p>{MORE}</p>"] * 3
LINE = "<p><a href='/2024/tolls'>Harbour tolls to rise for the third year in a row</a></p>"
LIST = "<ul><li><a href='/a'>Ferries stay until the wind turns</a></li><li><a href='/b'>A quay for forty boats</a></li></ul>"
HEADING = "<h3><a href='/2024/tolls'>Harbour tolls to rise for the third year in a row</a></h3>"


def body_of(*between: str, kind: str = "NewsArticle") -> str:
    html = (
        f'<html><head><title>Ledgers</title><script type=\'application/ld+json\'>{{"@type": "{kind}"}}</script></head>'
        f"<body><div class='entry-content'>{''.join([*TEXT[:3], *between, *TEXT[3:]])}</div></body></html>"
    )
    finding = page_of(html, URL).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


@pytest.mark.parametrize("block", [LINE, LIST, HEADING], ids=["paragraph", "list", "heading"])
def test_a_linked_headline_is_left_out_of_news(block: str) -> None:
    text = body_of(block)
    assert "third year" not in text
    assert "Ferries" not in text
    assert text.count(MORE) == 3


def test_the_same_line_of_a_blog_post_is_the_writers() -> None:
    assert "third year" in body_of(LINE, kind="BlogPosting")


@pytest.mark.parametrize(
    "block",
    [
        "<p><a href='/2024/tolls'>The harbour master had said so in a letter to the council.</a></p>",
        "<p><a href='/2024/tolls'>The tolls</a></p>",
        "<h3><a href='https://other.example.com/'>The museum of the older harbour</a></h3>",
    ],
    ids=["sentence", "few words", "heading that links elsewhere"],
)
def test_linked_lines_that_are_no_headlines_stay(block: str) -> None:
    assert body_of(block) != body_of()


def test_a_link_that_is_announced_stays() -> None:
    assert "third year" in body_of("<p>The council's decision can be read here:</p>", LINE)


def test_an_article_made_of_links_keeps_them() -> None:
    lines = [f"<p><a href='/2024/{n}'>The story number {n} of the long year we had</a></p>" for n in range(12)]
    assert "number 11" in body_of(*lines)

"""The line about the author that ends a post."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, article, page_of

from blogarchive.extract.closing import read_closing_line
from blogarchive.extract.knowledge import SiteKnowledge


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("*Ann Lee [2016] is doing her PhD in History.", "Ann Lee"),
        ("*T. S. O’Reilly Jr. [2020] is a postdoc in Law.", "T. S. O’Reilly Jr."),
        ("* Jonas Weiß is a writer and lives in Bonn.", "Jonas Weiß"),
        ("Ann van der Lee is the author of three books.", "Ann van der Lee"),
        ("Ann Lee [2016] has just published her first book.", "Ann Lee"),
    ],
)
def test_a_line_that_says_who_somebody_is_names_its_author(text: str, name: str) -> None:
    line = read_closing_line(text, emphasised=True)
    assert line is not None
    assert (line.name, line.text) == (name, text)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour is a place where ships wait.",
        "*This post was first published elsewhere.",
        "It is a pity.",
        "*Prices are approximate.",
        "Good night!",
    ],
)
def test_other_last_lines_name_nobody(text: str) -> None:
    assert read_closing_line(text, emphasised=True) is None


def test_a_plain_last_sentence_about_a_person_is_not_a_closing_line() -> None:
    assert read_closing_line("Ann Lee is a writer.", emphasised=False) is None


def test_the_credit_of_a_picture_is_told_apart() -> None:
    line = read_closing_line("*Ann Lee [2016] is doing her PhD. Picture credit: Bo Chen.", emphasised=False)
    assert line is not None
    assert line.credit == "Bo Chen"


def test_the_closing_line_names_the_author_when_nothing_else_does() -> None:
    page = page_of(article(f"<p>{LONG}</p><p>{MORE}</p><p><em>*Ann Lee [2016] is doing her PhD in History.</em></p>"))
    finding = page.find_authors(SiteKnowledge())
    assert finding is not None
    assert ([a.name for a in finding.value], finding.source) == (["Ann Lee"], "closing line")

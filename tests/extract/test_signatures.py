"""Authors of posts without a byline."""

from __future__ import annotations

import pytest
from metapages import NOTHING, PROSE, json_ld, page, post

SIGNED = "<article><h1>Tides</h1><div class='entry-content'>{prose}{end}</div></article>"


def names(body: str, head: str = "", lang: str = "en") -> list[str]:
    finding = page(body, head, lang=lang).find_authors(NOTHING)
    return [author.name for author in finding.value] if finding else []


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("<p><strong>Ann Lee</strong></p>", id="bold"),
        pytest.param("<p><b><i>Ann Lee</i></b></p>", id="bold-italics"),
        pytest.param("<p><em>Von Ann Lee</em></p>", id="announced"),
        pytest.param('<p style="text-align:right">Ann Lee</p>', id="at-the-right"),
    ],
)
def test_the_last_paragraph_signs_the_post(end: str) -> None:
    assert names(SIGNED.format(prose=PROSE, end=end)) == ["Ann Lee"]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("<p>Ann Lee</p>", id="plain"),
        pytest.param("<p><strong>Related Articles:</strong></p>", id="label"),
        pytest.param("<p><strong>Best Practices</strong></p><ul><li>Count twice.</li></ul>", id="heading-of-a-list"),
        pytest.param("<p><strong>Harbours, ledgers and the sea</strong></p>", id="no-name"),
    ],
)
def test_other_last_paragraphs_are_no_signature(end: str) -> None:
    assert names(SIGNED.format(prose=PROSE, end=end)) == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>Written by Ann Lee</p>",
        "<div>Geschrieben von <b>Ann Lee</b></div>",
        '<a href="/a/1">View all posts by Ann Lee</a>',
        "<a href='/a/1'>Tous les articles de Ann Lee</a>",
    ],
    ids="written geschrieben all-posts tous-les-articles".split(),
)
def test_a_line_anywhere_may_say_who_wrote_the_post(line: str) -> None:
    assert names(post() + f"<section>{line}</section>") == ["Ann Lee"]


def test_lines_about_two_people_leave_open_who_wrote_it() -> None:
    assert names(post() + "<section><p>Written by Ann Lee</p></section><section><p>Written by Bo Ek</p></section>") == []


def test_what_stands_in_a_list_of_other_posts_says_nothing() -> None:
    assert names(post() + '<div class="related"><p>Written by Ann Lee</p></div>') == []


def test_the_editor_in_charge_answers_for_an_unsigned_chinese_article() -> None:
    body = f"<h1>潮汐的历史</h1><div>{PROSE}</div><div class='edit'>(责编：李文华、王小明)</div>"
    assert names(body, "<title>潮汐的历史</title>", "zh") == ["李文华", "王小明"]


def test_an_account_is_no_editor_in_charge() -> None:
    assert names(f"<h1>潮汐的历史</h1><div>{PROSE}</div><p>责任编辑：robot</p>", "<title>潮汐的历史</title>", "zh") == []


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("Ann Lee's Blog", ["Ann Lee"]),
        ("Dr. Ann Lee", ["Ann Lee"]),
        ("Blog von Ann Lee", ["Ann Lee"]),
        ("Harbour Notes", []),
        ("Gold's Gym", []),
        ("Ann Lee's Bakery", []),
    ],
)
def test_the_name_of_a_site_may_say_whose_it_is(site: str, expected: list[str]) -> None:
    assert names(post(), f'<meta property="og:site_name" content="{site}">') == expected


def test_signature_goes_before_the_paper_as_author() -> None:
    head = json_ld(
        '{"@type":"NewsArticle","headline":"Tides","author":{"@type":"Organization","name":"The Quay"},'
        '"publisher":{"@type":"Organization","name":"The Quay"}}'
    )
    assert names(SIGNED.format(prose=PROSE, end="<p><strong>Ann Lee</strong></p>"), head) == ["Ann Lee"]

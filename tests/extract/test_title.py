"""The post's title, never the site's name."""

from __future__ import annotations

import pytest
from metapages import NOTHING, PROSE, json_ld, page, post

from blogarchive.extract.affix import cut_site
from blogarchive.extract.knowledge import PostLabel, SiteKnowledge
from blogarchive.urls import post_key


def title_of(body: str, head: str = "", knowledge: SiteKnowledge = NOTHING) -> str | None:
    finding = page(body, head).find_title(knowledge)
    return finding.value if finding else None


@pytest.mark.parametrize(
    "title",
    [
        "Tides",
        "Python | Ruby: a comparison",
        "What signal fires taught me – about economy #100",
        "港の潮汐表",
        "Почему важно: портовые книги",
        "C++ & tools",
        "مذكرات الميناء",
    ],
)
def test_title_survives_whole(title: str) -> None:
    shown = title.replace("&", "&amp;")
    assert title_of(post(title=shown), f"<title>{shown} | Harbour Notes</title>") == title


@pytest.mark.parametrize("separator", ["|", "–", "—", "-", "·", "»", "::"])
def test_site_name_is_cut_where_only_the_page_title_speaks(separator: str) -> None:
    assert title_of(PROSE, f"<title>How tides work {separator} Harbour Notes</title>") == "How tides work"


def test_site_wide_h1_is_not_the_title() -> None:
    body = f'<header><h1><a href="/">Harbour Notes</a></h1></header><article><h2>Tides</h2>{PROSE}</article>'
    assert title_of(body, "<title>Tides | Harbour Notes</title>") == "Tides"


def test_h1_with_the_stated_site_name_is_not_the_title() -> None:
    body = f"<h1>Harbour Notes</h1><h2>Tides</h2>{PROSE}"
    head = '<title>Harbour Notes: Tides</title><meta property="og:site_name" content="Harbour Notes">'
    assert title_of(body, head) == "Tides"


def test_permalink_sign_in_the_heading_is_left_out() -> None:
    assert title_of(post(title='Tides <a class="headerlink" href="#tides">¶</a>')) == "Tides"


def test_inline_markup_keeps_its_text() -> None:
    assert title_of(post(title="How <em>tides</em> really <code>work()</code>")) == "How tides really work()"


def test_heading_is_fuller_than_a_cut_headline() -> None:
    long = "A very long title about tides and harbours and ledgers that no search engine wants to show in full"
    head = json_ld(f'{{"@type":"BlogPosting","headline":"{long[:70]}…"}}') + f"<title>{long[:70]}</title>"
    assert title_of(post(title=long), head) == long


def test_heading_of_a_related_post_does_not_win() -> None:
    body = f'<div class="related-posts"><h2 class="entry-title">Other</h2></div><div>{PROSE}</div>'
    assert title_of(body, '<meta property="og:title" content="Tides">') == "Tides"


def test_feed_title_is_used_where_the_page_states_none() -> None:
    label = PostLabel(title="Tides &amp; ledgers")
    knowledge = SiteKnowledge(labels={post_key("https://blog.example/posts/tides/"): label})
    assert title_of(PROSE, "", knowledge) == "Tides & ledgers"


def test_page_without_any_title_has_none() -> None:
    assert title_of(PROSE) is None


def test_losing_headings_are_kept_with_a_reason() -> None:
    finding = page(post(end="<h2>Comments</h2>"), "<title>Tides</title>").find_title(NOTHING)
    assert finding is not None
    assert [(r.value, bool(r.reason)) for r in finding.rejected] == [("Comments", True)]


def test_host_name_counts_as_the_site() -> None:
    assert cut_site("Tides - Harbour Notes", set(), "https://harbournotes.com/x") == ("Tides", "Harbour Notes")


def test_unknown_ending_is_kept_without_guessing() -> None:
    assert cut_site("Tides - a study", set(), "https://blog.example/x") == ("Tides - a study", "")


def test_endless_title_costs_no_time_and_is_not_taken() -> None:
    assert title_of(post(), f"<title>{'a - ' * 20_000}</title>") == "Tides"


def test_note_whose_page_title_is_the_site_name_has_no_title() -> None:
    knowledge = SiteKnowledge(name="Elif Su")
    body = "<header><h1><a href='/'>Elif Su</a></h1></header><div class='e-content'><p>Rain again.</p></div>"
    assert title_of(body, "<title>Elif Su</title>", knowledge) is None


@pytest.mark.parametrize(
    ("heading", "head", "expected"),
    [
        pytest.param(
            '<span class="kicker">Harbours</span> Tides and the ledger',
            '<meta property="og:title" content="Tides and the ledger">',
            "Tides and the ledger",
            id="kicker-by-class",
        ),
        pytest.param(
            "<em>Harbours </em>Tides and the ledger",
            '<meta property="og:title" content="Tides and the ledger">',
            "Tides and the ledger",
            id="first-part-not-stated",
        ),
        pytest.param(
            "<span>Opinion | </span>Tides and the ledger",
            '<meta property="og:title" content="Opinion | Tides and the ledger">',
            "Tides and the ledger",
            id="rubric-before-a-bar",
        ),
        pytest.param(
            "<span>Harbours: </span>Tides and the ledger",
            '<meta property="og:title" content="Harbours: Tides and the ledger">',
            "Harbours: Tides and the ledger",
            id="subject-and-colon-are-one-title",
        ),
        pytest.param(
            "<span>Harbours</span>Tides and the ledger",
            '<meta property="og:title" content="Harbours / Tides and the ledger">',
            "Harbours / Tides and the ledger",
            id="words-run-together",
        ),
    ],
)
def test_what_stands_first_in_a_heading(heading: str, head: str, expected: str) -> None:
    assert title_of(post(title=heading), head) == expected


def test_only_main_heading_is_the_title_though_the_stated_one_has_other_words() -> None:
    head = '<meta property="og:title" content="Tides: twelve things a harbour master knows">'
    assert title_of(f"<div><h1>Twelve things every harbour master knows</h1>{PROSE}</div>", head) == (
        "Twelve things every harbour master knows"
    )


def test_one_of_many_main_headings_is_not_the_title() -> None:
    body = f"<div><h1>Monday</h1>{PROSE}<h1>Tuesday</h1>{PROSE}</div>"
    assert title_of(body, '<meta property="og:title" content="A week at the harbour">') == "A week at the harbour"


@pytest.mark.parametrize("end", ["Blog Example", "Blog Stories", "blog"])
def test_end_that_has_the_hosts_name_in_it_is_cut(end: str) -> None:
    assert cut_site(f"How tides work | {end}", set(), "https://blog.example/tides/") == ("How tides work", end)


def test_end_without_the_hosts_name_stays() -> None:
    assert cut_site("How tides work | Moon and sun", set(), "https://blog.example/tides/") == (
        "How tides work | Moon and sun",
        "",
    )


SUBJECT = '<meta property="og:title" content="{0}"><meta name="twitter:title" content="{0}"><title>{0} | Harbour Notes</title>'


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param("Storm in March: How tides work", "Storm in March: How tides work", id="subject"),
        pytest.param("Opinion: How tides work", "How tides work", id="one-word-is-a-rubric"),
        pytest.param("Sea and Coast: How tides work", "How tides work", id="linked-rubric"),
    ],
)
def test_subject_that_all_statements_print_before_the_heading(stated: str, expected: str) -> None:
    body = '<nav><a href="/sea/">Sea and Coast</a></nav>' + post(title="How tides work")
    assert title_of(body, SUBJECT.format(stated)) == expected


def test_main_heading_goes_before_its_short_form_in_a_list_of_posts() -> None:
    body = f"<article><h1>Tides rise in the east</h1>{PROSE}</article><h3 class='slide-entry-title'>Tides rise</h3>"
    head = json_ld('{"@type":"NewsArticle","headline":"Tides rise"}') + '<meta property="og:title" content="Tides rise">'
    assert title_of(body, head) == "Tides rise in the east"


def test_subject_that_is_stated_with_a_slash_belongs_to_the_title() -> None:
    heading = "<span>National protest</span> Tides rise in the east"
    head = json_ld('{"@type":"NewsArticle","headline":"Tides rise in the east"}')
    head += '<meta property="og:title" content="National protest / Tides rise in the east">'
    assert title_of(post(title=heading), head) == "National protest / Tides rise in the east"


def test_label_for_screen_readers_is_no_part_of_the_title() -> None:
    assert title_of(post(title='<span class="visuallyhidden">Headline:</span> Tides')) == "Tides"


@pytest.mark.parametrize("block", ["blog_detail_header_text", "single_header_text"])
def test_the_head_of_a_post_is_not_the_head_of_the_site(block: str) -> None:
    body = f"<div class='{block}'><h1>How tides work</h1></div>{PROSE}"
    assert title_of(body, "<title>Foss e.V.: How tides work</title>") == "How tides work"

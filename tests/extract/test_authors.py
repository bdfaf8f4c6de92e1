"""Who wrote the post: people, all of them, and nobody else."""

from __future__ import annotations

import pytest
from metapages import NOTHING, PROSE, json_ld, page, post

from blogarchive.extract.knowledge import PostLabel, SiteKnowledge
from blogarchive.extract.names import clean_name, split_names
from blogarchive.urls import post_key


def names(body: str, head: str = "", knowledge: SiteKnowledge = NOTHING) -> list[str]:
    finding = page(body, head).find_authors(knowledge)
    return [a.name for a in finding.value] if finding else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("Ann Lee, Bo Ek and Cy Fox", ["Ann Lee", "Bo Ek", "Cy Fox"]),
        ("von Jonas Weiß und Mira Okafor", ["Jonas Weiß", "Mira Okafor"]),
        ("Chloé Durand et Luc Roy", ["Chloé Durand", "Luc Roy"]),
        ("Ana Ruiz y Luis Paz", ["Ana Ruiz", "Luis Paz"]),
        ("автор: Олег Сидоров", ["Олег Сидоров"]),
        ("作者：李文华", ["李文华"]),
        ("T. S. O'Reilly Jr.", ["T. S. O'Reilly Jr."]),
        ("Hans Müller, Dr.", ["Hans Müller, Dr."]),
        ("Sam Roe, PhD, Kim Poe", ["Sam Roe, PhD", "Kim Poe"]),
        ("Frank E Harrell", ["Frank E Harrell"]),
        ("Ann Lee, technology reporter", ["Ann Lee"]),
        ("Mira OkaforChloé Durand", ["Mira Okafor", "Chloé Durand"]),
        ("Mira Okaforنور حداد", ["Mira Okafor", "نور حداد"]),
        ("Ronald McDonald", ["Ronald McDonald"]),
        ("View all posts", []),
        ("ann@example.org", []),
    ],
)
def test_names_in_a_list(text: str, expected: list[str]) -> None:
    assert split_names(text) == expected


@pytest.mark.parametrize("text", ["", "Read more", "https://blog.example/", "14 March 2021", "x" * 90])
def test_what_is_no_name(text: str) -> None:
    assert clean_name(text) is None


BYLINES = {
    "en": "By Ann Lee",
    "de": "Von Ann Lee",
    "fr": "Par Ann Lee",
    "es": "Por Ann Lee",
    "it": "Scritto da Ann Lee",
    "nl": "Door Ann Lee",
    "sv": "Av Ann Lee",
    "pl": "Autor: Ann Lee",
    "tr": "Yazan: Ann Lee",
    "ru": "Автор: Ann Lee",
    "el": "Συγγραφέας: Ann Lee",
    "he": "מאת Ann Lee",
    "ar": "بقلم Ann Lee",
    "zh": "作者：Ann Lee",
    "ko": "글쓴이: Ann Lee",
    "vi": "Tác giả: Ann Lee",
    "id": "Oleh Ann Lee",
    "dated": "Posted by Ann Lee on 14 March 2021",
}


@pytest.mark.parametrize("line", BYLINES.values(), ids=BYLINES)
def test_line_under_the_heading(line: str) -> None:
    assert names(post(f"<p>{line}</p>")) == ["Ann Lee"]


@pytest.mark.parametrize(
    "markup",
    [
        '<a rel="author" href="/about/ann/">Ann Lee</a>',
        '<span class="vcard author">by <span class="fn">Ann Lee</span></span>',
        '<span class="byline">By <a href="/author/ann/">Ann Lee</a></span>',
        '<div class="post-author">Ann Lee</div>',
        '<span class="p-author h-card">Ann Lee</span>',
        '<a href="/author/ann/">Ann Lee</a>',
    ],
)
def test_marked_byline(markup: str) -> None:
    assert names(post(f"<div>{markup}</div>")) == ["Ann Lee"]


def test_co_authors_under_contributor_are_kept() -> None:
    head = json_ld(
        '{"@type":"Article","author":{"@type":"Person","name":"Ann Lee","url":"/a/"},"contributor":[{"name":"Bo Ek"}]}'
    )
    finding = page(post(), head).find_authors(NOTHING)
    assert finding is not None
    assert [(a.name, a.url) for a in finding.value] == [("Ann Lee", "https://blog.example/a/"), ("Bo Ek", None)]


def test_byline_goes_before_the_site_wide_meta_author() -> None:
    assert names(post('<span class="post-author">Bo Ek</span>'), '<meta name="author" content="Ann Lee">') == ["Bo Ek"]


def test_meta_author_is_enough_when_nothing_else_speaks() -> None:
    assert names(post(), '<meta name="author" content="Ann Lee">') == ["Ann Lee"]


def test_byline_with_more_people_goes_before_structured_data() -> None:
    body = post('<p class="byline">By <a rel="author" href="/x/a/">Ann Lee</a> and <a rel="author" href="/x/b/">Bo Ek</a></p>')
    assert names(body, json_ld('{"@type":"Article","author":{"name":"Ann Lee"}}')) == ["Ann Lee", "Bo Ek"]


def test_person_goes_before_an_organisation_with_the_sites_name() -> None:
    head = json_ld('{"@type":"Article","author":{"@type":"Organization","name":"Harbour Notes"}}')
    head += '<meta property="og:site_name" content="Harbour Notes">'
    assert names(post('<span class="author-name">Ann Lee</span>'), head) == ["Ann Lee"]


def test_handle_that_is_also_the_sites_name_is_an_author_when_shown_as_one() -> None:
    head = '<meta property="og:site_name" content="330k">'
    assert names(post('<span class="vcard author"><a class="fn" href="/author/admin/">330k</a></span>'), head) == ["330k"]


def test_feed_names_the_author_of_a_page_without_byline() -> None:
    knowledge = SiteKnowledge(labels={post_key("https://blog.example/posts/tides/"): PostLabel(authors=("Ann Lee",))})
    assert names(post(), "", knowledge) == ["Ann Lee"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(post(), id="nothing"),
        pytest.param(post() + '<aside><a rel="author" href="/a/b/">Ann Lee</a></aside>', id="sidebar"),
        pytest.param(post(end='<ol class="commentlist"><li><cite class="fn">Ann Lee</cite></li></ol>'), id="comment"),
        pytest.param(post() + '<div class="related"><span class="author">Ann Lee</span></div>', id="related"),
        pytest.param('<a class="site-title" rel="author" href="/">Harbour</a>' + post(), id="site-title"),
        pytest.param(post("<p>by the sea</p>"), id="by-no-name"),
        pytest.param(post() + "<footer><p>By Ann Lee</p></footer>", id="footer"),
    ],
)
def test_nobody_is_invented(body: str) -> None:
    assert names(body) == []


def test_authors_name_among_the_classes_of_the_post_makes_its_title_no_author() -> None:
    body = '<div class="entry-author-ben entry"><h3>Tides</h3><div class="entry-body"><p>Rain.</p></div></div>'
    assert names(body) == []


def test_line_under_the_text_names_the_author() -> None:
    body = post(end='<div class="entry-footer"><span class="post-footers">Posted by Ben Ortega at 09:15 AM in </span></div>')
    assert names(body) == ["Ben Ortega"]


def test_user_of_livejournal_is_the_author() -> None:
    assert names(post('<span class="ljuser i-ljuser"><a href="/profile"><b>mohov</b></a></span>')) == ["mohov"]


@pytest.mark.parametrize(
    "name",
    ["María R. Sahuquillo", "Colbert I. King", "J.R. Stone", "Robert E. Moffit Ph.D.", "Dr. Tim Loppe", "Gregory St. John"],
)
def test_initials_and_titles_are_parts_of_a_name(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Portrait of Ann Lee", "Ann Lee"),
        ("Ann Lee headshot", "Ann Lee"),
        ("Avatar photo", None),
        ("Ann Lee@annlee", "Ann Lee"),
        ("Ann LeeFebruary", "Ann Lee"),
        ("Ann Lee October", "Ann Lee"),
        ("Von", None),
        ("Autoreninfo", None),
        ("Sign in", None),
        ("View author publications", None),
        ("4 mins read", None),
        ("この記事の筆者", None),
    ],
)
def test_words_around_a_name(text: str, expected: str | None) -> None:
    assert clean_name(text) == expected


@pytest.mark.parametrize("role", ["Senior Editor", "Korrespondent", "Tech Reporter", "HuffPost Writer", "Leitender Redakteur"])
def test_role_beside_a_name_is_nobody(role: str) -> None:
    body = post(f'<div class="byline"><span class="author-name">Ann Lee</span><span class="author-name">{role}</span></div>')
    assert names(body) == ["Ann Lee"]


def test_role_alone_is_kept_as_stated() -> None:
    assert names(post(), json_ld('{"@type":"Article","author":"Harbour Team"}')) == ["Harbour Team"]


def test_guest_writer_stands_in_the_place_of_a_name() -> None:
    head = json_ld('{"@type":"Article","author":[{"name":"Ann Lee"},{"name":"Guest contributor"}]}')
    assert names(post(), head) == ["Ann Lee", "Guest contributor"]


def test_company_beside_people_is_where_they_work() -> None:
    head = json_ld(
        '{"@type":"Article","author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Organization","name":"Tide Press"}]}'
    )
    assert names(post(), head) == ["Ann Lee"]


def test_account_that_is_nobody_gives_way_to_a_person() -> None:
    assert names(post('<p class="author">By Ann Lee</p>'), json_ld('{"@type":"Article","author":"admin"}')) == ["Ann Lee"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(post("<p>ByAnn Lee</p>"), id="glued-to-the-word"),
        pytest.param(post("<p>Written by</p><p>Ann Lee</p>"), id="name-in-the-next-line"),
        pytest.param(post("<p>Date: 14.03.2021 Autor: Ann Lee Source: Harbour</p>"), id="labelled"),
        pytest.param(post('<aside><a rel="author" href="/a/ann/">Ann Lee</a></aside>'), id="aside-of-the-article"),
        pytest.param(post('<div><img src="a.png" alt="Ann Lee"><p>Ann Lee</p></div>'), id="beside-the-portrait"),
        pytest.param(post(end='<div class="author-bio"><h3>Ann Lee</h3><p>She writes about tides.</p></div>'), id="box"),
        pytest.param(
            post(end='<div class="author-box">This post was written by Ann Lee, head of tides.</div>'), id="box-with-a-sentence"
        ),
        pytest.param(post(end='<p>More: <a href="/author/ann/">Ann Lee</a></p>'), id="only-author-page"),
        pytest.param(post('<p property="author">Ann Lee</p>'), id="rdfa"),
    ],
)
def test_byline_in_an_unusual_place(body: str) -> None:
    assert names(body) == ["Ann Lee"]


def test_built_class_names_are_no_vcards() -> None:
    assert names(post('<div class="dcr-1fnjjtg">Tides And Ledgers</div>')) == []


@pytest.mark.parametrize("word", ["Reviewed by", "Fact checked by", "Edited by", "Photos by", "Geprüft von"])
def test_who_had_another_part_in_the_post_is_no_author(word: str) -> None:
    body = post(f'<p>By <span class="author-name">Ann Lee</span></p><p>{word} <span class="author-name">Bo Ek</span></p>')
    assert names(body) == ["Ann Lee"]


def test_role_in_a_part_of_its_own_is_cut_off_the_name() -> None:
    assert names(post('<p class="author-name"><b>Ann Lee</b> <i>Senior Tides Reporter</i></p>')) == ["Ann Lee"]


def test_paper_named_beside_a_person_is_where_they_work() -> None:
    head = json_ld('{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ann Lee, Harbour Times"}]}')
    assert names(post(), head) == ["Ann Lee"]


def test_paper_alone_is_kept() -> None:
    head = json_ld('{"@type":"NewsArticle","author":{"@type":"Organization","name":"Harbour Times"}}')
    assert names(post(), head) == ["Harbour Times"]


def test_names_side_by_side_in_elements_of_one_kind_are_co_authors() -> None:
    row = "".join(f'<span class="simple">{name}</span>' for name in ("Ann Lee", "Bo Ek", "Cy Fox"))
    assert names(post(f'<div class="article-byline"><div>{row}</div></div>')) == ["Ann Lee", "Bo Ek", "Cy Fox"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee/AFP", ["Ann Lee"]),
        ("AFP/The Local", ["AFP/The Local"]),
        ("srf/hosb;kesm", ["srf/hosb", "kesm"]),
        ("Harbour Web GmbH www.harbour.example", []),
        ("Ann Lee, RDN, LD", ["Ann Lee, RDN, LD"]),
    ],
)
def test_agencies_and_credentials_beside_a_name(text: str, expected: list[str]) -> None:
    assert split_names(text) == expected


@pytest.mark.parametrize("line", ["Par Ann Lee le 14 mars 2021", "14.03.2021 - Redaktion: Ann Lee (Pressestelle)"])
def test_dated_line_in_the_text_block_names_the_author(line: str) -> None:
    assert names(f'<article><h1>Tides</h1><div class="entry-content"><p>{line}</p>{PROSE}</div></article>') == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee im Gespräch mit Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee The Associated Press", ["Ann Lee"]),
        ("Victoria Raw, MRCGP", ["Victoria Raw, MRCGP"]),
        ("Writer, Hardware", []),
        ("Harbour.example.com Staff", ["Harbour.example.com Staff"]),
        ("Beitragvon r23", ["r23"]),
        ("Photos and Story By Ann Lee", ["Ann Lee"]),
    ],
)
def test_names_beside_other_words(text: str, expected: list[str]) -> None:
    assert split_names(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "04.02.2022 | 13:10 Uhr | Ann Lee",
        "Ann Lee • 4 February 2022",
        "04.02.2022 13:10 von Ann Lee",
        "By Ann Lee August 12, 2022",
    ],
)
def test_line_of_a_date_and_a_name_names_the_author(line: str) -> None:
    assert names(post(f"<p>{line}</p>")) == ["Ann Lee"]


def test_line_of_a_date_and_a_rubric_names_nobody() -> None:
    assert names(post("<p>4 February 2022 / Living Well</p>")) == []


def test_byline_inside_the_text_counts_where_it_is_a_line_of_its_own() -> None:
    body = f"<article><h1>Tides</h1><div class='entry-content'><p>Von <b>Ann Lee</b> und Bo Ek</p>{PROSE}</div></article>"
    assert names(body) == ["Ann Lee", "Bo Ek"]


def test_marked_byline_inside_the_text_counts_where_it_says_by() -> None:
    body = (
        f"<article><h1>Tides</h1><div class='entry-content'>{PROSE}<span class='entry-content__authors'>Von Ann Lee</span></div>"
    )
    assert names(body + "</article>") == ["Ann Lee"]


def test_block_of_several_statements_gives_the_labelled_author() -> None:
    lines = "<span>Datum:</span> 19.11.2021<br><span>Autor:</span> Ann Lee<br><span>Quelle:</span> Quay"
    assert names(post(end=f"<div class='AuthorDateBlock'>{lines}</div>")) == ["Ann Lee"]


def test_both_who_talk_in_an_interview_are_named() -> None:
    assert names(post('<p class="author">Ann Maria Lee im Gespräch mit Bo Ek</p>')) == ["Ann Maria Lee", "Bo Ek"]


def test_several_names_in_capitals_are_all_named() -> None:
    line = "By ANN LEE, MARY BO EK and ERIC CY FOX"
    assert names(post(f'<div class="field-byline">{line}</div>')) == ["ANN LEE", "MARY BO EK", "ERIC CY FOX"]


def test_titles_of_other_posts_in_the_authors_block_are_no_names() -> None:
    block = "<div class='c-byline__author'><a class='c-byline__link' href='/author/ann/'>Ann Lee</a>"
    stories = "<h4 class='c-author__heading'>Most Recent</h4><h4 class='c-author__heading'>Sea Spoofs Land with Surreal Soap</h4>"
    assert names(post(f"{block}{stories}</div>")) == ["Ann Lee"]


def test_name_and_role_in_parts_of_their_own_give_the_name() -> None:
    assert names(post("<span class='author-name'><i>By</i> <b>Ann Lee</b><i>Senior Harbours Reporter</i></span>")) == ["Ann Lee"]


def test_category_in_the_byline_is_no_author() -> None:
    body = "<div class='byline'><div class='b-author'><a href='/author/ann/'>Ann Lee</a></div>"
    assert names(post(body + "<div class='b-category byline-element'><a href='/c/sea'>Sea</a></div></div>")) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("stated", "shown", "expected"),
    [
        pytest.param("annlee", "Ann Lee", ["Ann Lee"], id="account"),
        pytest.param("Ann", "Ann Lee", ["Ann Lee"], id="first-name"),
        pytest.param("Ann", "Bo Ek", ["Ann"], id="somebody-else"),
    ],
)
def test_account_and_first_name_are_spelt_in_full_where_the_page_does(stated: str, shown: str, expected: list[str]) -> None:
    head = json_ld(f'{{"@type":"BlogPosting","headline":"Tides","author":{{"@type":"Person","name":"{stated}"}}}}')
    assert names(post(f'<a class="author" href="/author/x/">{shown}</a>'), head) == expected


def test_every_author_of_a_paper_is_named() -> None:
    head = "".join(f'<meta name="citation_author" content="{name}">' for name in ("Ann Lee", "Bo Ek", "Cy Fox"))
    assert names(post('<div class="fn">Ann Lee</div>'), head) == ["Ann Lee", "Bo Ek", "Cy Fox"]


def test_agency_beside_a_person_is_an_author_and_the_company_is_not() -> None:
    people = '{"@type":"Person","name":"Ann Lee"},{"@type":"Organization","name":"%s"}'
    ld = '{"@type":"NewsArticle","headline":"Tides","author":[%s]}'
    assert names(post(), json_ld(ld % (people % "SDA"))) == ["Ann Lee", "SDA"]
    assert names(post(), json_ld(ld % (people % "Quay Media"))) == ["Ann Lee"]


def test_person_in_the_byline_goes_before_an_organisation_as_stated_author() -> None:
    head = json_ld('{"@type":"NewsArticle","headline":"Tides","author":{"@type":"Organization","name":"Science Quay"}}')
    assert names(post('<p class="byline">by <a href="/partners/x/">University of Foss</a></p>'), head) == ["University of Foss"]


def test_initials_of_the_site_stand_for_the_site() -> None:
    head = json_ld('{"@type":"NewsArticle","headline":"Tides","author":{"@type":"Person","name":"HN"}}')
    body = post('<span class="author">Ann Lee</span>')
    assert names(body, head + '<meta property="og:site_name" content="Harbour News">') == ["Ann Lee"]


def test_names_stated_after_the_manner_of_libraries_are_turned_round() -> None:
    head = "".join(f'<meta name="DC.creator" content="{name}">' for name in ("Kooman, F.", "Jong, Michiel de", "Ann Lee, Bo Ek"))
    assert names(post(), head) == ["F. Kooman", "Michiel de Jong", "Ann Lee", "Bo Ek"]


def test_editor_behind_the_author_is_left_out() -> None:
    assert names(post('<p class="byline author">Written by Ann Lee<br>Edited by Bo Ek</p>')) == ["Ann Lee"]

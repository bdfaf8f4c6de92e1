"""Tags and categories of the post, not of the site."""

from __future__ import annotations

import pytest
from metapages import NOTHING, json_ld, page, post

from blogarchive.extract.tags import Tags


def found(body: str, head: str = "") -> tuple[list[str], list[str]]:
    tags: Tags = page(body, head).find_tags(NOTHING)
    return (tags.tags.value if tags.tags else [], tags.categories.value if tags.categories else [])


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="/tag/rivers/" rel="tag">rivers</a>', (["rivers"], [])),
        ('<a href="/category/travel/" rel="category tag">Travel</a>', ([], ["Travel"])),
        ('<a href="/category/travel/" rel="tag">Travel</a>', ([], ["Travel"])),
        ('<a href="/tags/c++/">C++ &amp; tools</a>', (["C++ & tools"], [])),
        ('<a href="/categories/art/">Art (3)</a>', ([], ["Art"])),
        ('<a href="/search/label/maps">maps</a>', (["maps"], [])),
        ('<a href="/?tag=maps">maps</a>', (["maps"], [])),
        ('<a href="/tags/">All tags</a>', ([], [])),
        ('<a href="/about/">About</a>', ([], [])),
    ],
)
def test_link_under_the_heading(link: str, expected: tuple[list[str], list[str]]) -> None:
    assert found(post(f'<p class="meta">{link}</p>')) == expected


def test_links_at_the_end_of_the_article_count() -> None:
    assert found(post(end='<footer><a href="/tags/x/">x</a> <a href="/tags/y/">y</a></footer>'))[0] == ["x", "y"]


def test_tag_cloud_in_the_sidebar_does_not_count() -> None:
    assert found(post() + '<div class="sidebar"><a href="/tag/x/" rel="tag">x</a></div>') == ([], [])


def test_tags_without_links_are_read_by_their_class() -> None:
    assert found(post('<nav class="post-tags"><span class="post-tag">x</span><span class="post-tag">y</span></nav>'))[0] == [
        "x",
        "y",
    ]


def test_keywords_and_section_of_json_ld() -> None:
    head = json_ld('{"@type":"Article","keywords":"rivers, maps","articleSection":["Travel"]}')
    assert found(post(), head) == (["rivers", "maps"], ["Travel"])


def test_stated_keywords_complete_the_shown_ones() -> None:
    body = post('<a href="/tag/rivers/" rel="tag">rivers</a>')
    assert found(body, '<meta property="article:tag" content="Rivers"><meta property="article:tag" content="maps">')[0] == [
        "rivers",
        "maps",
    ]


def test_site_wide_meta_keywords_are_not_taken() -> None:
    assert found(post(), '<meta name="keywords" content="blog,python">') == ([], [])


def test_name_that_is_both_is_a_category() -> None:
    body = post('<a href="/category/travel/">Travel</a><a href="/tag/travel/" rel="tag">travel</a>')
    assert found(body) == ([], ["Travel"])


def test_links_in_the_header_of_an_article_named_post_content_count() -> None:
    link = '<a href="/categories/letters/" rel="index">Letters</a>'
    body = f'<article class="post-content"><header><h1>Tides</h1><p>{link}</p></header><p>Text.</p></article>'
    assert found(body) == ([], ["Letters"])


def test_marked_tags_in_an_aside_of_the_article_count() -> None:
    aside = '<aside><nav><a class="tag p-category" href="/c/ink/" rel="tag">ink</a></nav></aside>'
    assert found(post(end=aside)) == (["ink"], [])


def test_keywords_of_microdata_are_read_link_by_link() -> None:
    keywords = '<ul itemprop="keywords"><li><a href="/x/ink">ink</a></li><li><a href="/x/wax">wax</a></li></ul>'
    body = f'<div itemscope itemtype="http://schema.org/Article"><h1 itemprop="headline">Tides</h1>{keywords}</div>'
    assert found(body)[0] == ["ink", "wax"]


def test_taxonomy_terms_of_drupal_are_tags() -> None:
    assert found(post(end='<div class="field-tags"><a href="/taxonomy/term/7">ink</a></div>'))[0] == ["ink"]


@pytest.mark.parametrize(
    ("keywords", "expected"),
    [
        ("nlp-category: general, Rivers, nlp-entity-tokens: Oslo", ["Rivers"]),
        ("NLP Category: General, Rivers", ["Rivers"]),
        ("8f507083-bac4-423a-9015-2eb31e1bce50, Rivers, 105726154, _prio_3", ["Rivers"]),
        ("content-type: Feature, hasProduct: true, locale: US, Rivers", ["Rivers"]),
        ("https://example.org/topic/rivers, Rivers", ["Rivers"]),
        ("Zelda: Breath of the Wild, C++, 1984, std::vector", ["Zelda: Breath of the Wild", "C++", "1984", "std::vector"]),
    ],
    ids="nlp nlp-words ids facets address readers".split(),
)
def test_what_programs_note_among_stated_keywords_is_no_tag(keywords: str, expected: list[str]) -> None:
    assert found(post(), f'<meta name="parsely-tags" content="{keywords}">')[0] == expected


@pytest.mark.parametrize(
    "list_class", ["field field-name-field-tags", "entry__tags", "article-topics", "tags__list", "taglist"], ids=str
)
def test_links_with_plain_addresses_in_a_list_named_after_tags_are_tags(list_class: str) -> None:
    markup = f'<div class="{list_class}"><a href="/x/rivers">Rivers</a> <a href="/x/ice">Ice</a></div>'
    assert found(post(end=markup)) == (["Rivers", "Ice"], [])


@pytest.mark.parametrize("list_class", ["trending-tags", "today-topics", "popular-tags", "tags-menu"], ids=str)
def test_a_list_of_the_whole_sites_tags_is_not_the_posts(list_class: str) -> None:
    assert found(post(end=f'<div class="{list_class}"><a href="/x/rivers">Rivers</a></div>')) == ([], [])


@pytest.mark.parametrize("folder", ["thema", "argomenti", "aiheet", "sujet", "tema"], ids=str)
def test_addresses_of_terms_are_known_in_other_languages(folder: str) -> None:
    assert found(post(end=f'<p><a href="/{folder}/ice">Ice</a></p>')) == (["Ice"], [])


def test_a_link_in_running_text_to_a_terms_page_is_no_tag() -> None:
    sentence = "where the water stood for weeks and nobody could say when it would go again, " * 2
    assert found(post(end=f'<p>In the valley of <a href="/tag/ice">half a trillion drops</a> {sentence}</p>')) == ([], [])


def test_terms_in_the_class_of_a_wordpress_post_have_the_names_that_the_menu_gives_them() -> None:
    """A slug alone is the end of an address and no name."""
    menu = '<nav><a href="/category/national-security/">National Security</a><a href="/category/sport/">Sport</a></nav>'
    shown = post().replace("<article", '<article class="post-7 post hentry category-national-security category-unseen"', 1)
    assert found(menu + shown) == ([], ["National Security"])

"""JSON-LD in the shapes blogs write it, microdata and meta tags."""

from __future__ import annotations

import pytest
from metapages import json_ld, page

from blogarchive.extract.jsonld import flatten, load_json, texts


@pytest.mark.parametrize(
    "script",
    [
        pytest.param('{"@type":"Article","headline":"Tides"}', id="plain"),
        pytest.param('<!-- {"@type":"Article","headline":"Tides"} -->', id="html-comment"),
        pytest.param('//<![CDATA[\n{"@type":"Article","headline":"Tides"}\n//]]>', id="cdata"),
        pytest.param('{"@type":"Article","headline":"Tides",}', id="trailing-comma"),
        pytest.param('{"@type":"Article","headline":"Tides"};', id="semicolon"),
        pytest.param('{"@type":"http://schema.org/Article","headline":"Tides"}', id="full-type-address"),
        pytest.param('[{"@type":"Article","headline":"Tides"}]', id="list"),
        pytest.param('{"@graph":[{"@type":"WebSite"},{"@type":"Article","headline":"Tides"}]}', id="graph"),
        pytest.param('{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"Tides"}}', id="nested"),
        pytest.param("{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;Tides&quot;}", id="escaped-quotes"),
        pytest.param('{"@type":"Article","headline":"Tides","x":"it\\\'s"}', id="unknown-escape"),
    ],
)
def test_article_is_found_in_any_shape(script: str) -> None:
    nodes = flatten(load_json(script))
    assert [n["headline"] for n in nodes if n["@type"] == "Article"] == ["Tides"]


def test_raw_line_feed_in_a_string_is_kept() -> None:
    assert load_json('{"@type":"Article","description":"one\ntwo"}')[0]["description"] == "one\ntwo"


def test_comma_inside_a_string_survives_the_repair() -> None:
    assert load_json('{"@type":"Article","headline":"a,}b",}')[0]["headline"] == "a,}b"


def test_reference_by_id_is_filled_in() -> None:
    nodes = flatten(
        load_json('{"@graph":[{"@type":"Article","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Ann Lee"}]}')
    )
    assert nodes[0]["author"]["name"] == "Ann Lee"


def test_circle_of_references_stays_finite() -> None:
    nodes = flatten(load_json('[{"@type":"A","@id":"#a","b":{"@id":"#b"}},{"@type":"B","@id":"#b","a":{"@id":"#a"}}]'))
    assert nodes[0]["b"]["a"] == {"@id": "#a"}


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("{" + '"a":1,' * 100_000 + "}", id="long"),
        pytest.param("not json", id="text"),
        pytest.param("", id="empty"),
    ],
)
def test_hopeless_script_gives_nothing(script: str) -> None:
    assert not any(isinstance(v, dict) and v.get("@type") for v in load_json(script))


def test_several_scripts_are_read_in_page_order() -> None:
    found = page("", json_ld('{"@type":"WebSite"}') + json_ld("broken") + json_ld('{"@type":"BlogPosting"}'))
    assert [n["@type"] for n in found.structured.nodes] == ["WebSite", "BlogPosting"]


def test_meta_names_are_lower_case_and_empty_ones_left_out() -> None:
    found = page("", '<meta property="og:Title" content="A"><meta name=author content=""><meta name="og:title" content="B">')
    assert found.structured.meta == {"og:title": ["A", "B"]}


def test_nested_microdata_item_belongs_to_its_property() -> None:
    found = page(
        '<div itemscope itemtype="https://schema.org/BlogPosting"><h1 itemprop="headline">Tides</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann Lee</b></span>'
        '<time itemprop="datePublished" datetime="2024-01-02">2 Jan</time></div>'
    )
    posting = found.structured.microdata[0]
    assert posting["author"][0] == {"@type": "Person", "name": ["Ann Lee"]}
    assert posting["datePublished"] == ["2024-01-02"]


def test_types_of_both_kinds_are_named() -> None:
    found = page('<div itemscope itemtype="http://schema.org/Blog"></div>', json_ld('{"@type":["Article","BlogPosting"]}'))
    assert found.structured.types() == {"Article", "BlogPosting", "Blog"}


def test_texts_decodes_entities_and_names_things() -> None:
    assert texts([{"name": "A &amp; B"}, {"@value": "c"}, 3, None]) == ["A & B", "c", "3"]


def test_meta_with_value_for_content_is_read() -> None:
    assert page("", '<meta name="og:title" value="Tides">').structured.meta["og:title"] == ["Tides"]


def test_property_outside_any_item_is_a_meta_statement() -> None:
    assert page("", '<meta itemprop="datePublished" content="2021-03-14">').structured.meta["datepublished"] == ["2021-03-14"]


def test_property_of_an_item_is_no_meta_statement() -> None:
    body = '<div itemscope itemtype="https://schema.org/Comment"><meta itemprop="datePublished" content="2021-03-14"></div>'
    assert "datepublished" not in page(body).structured.meta


def test_utf8_text_is_read_as_such_whatever_is_declared() -> None:
    made = page("<p>sanción</p>", '<meta charset="iso-8859-15">')
    made.content_type = "text/html"
    assert "sanción" in made.text

"""The page's own summary."""

from __future__ import annotations

from metapages import NOTHING, json_ld, page, post

from blogarchive.extract.knowledge import SiteKnowledge


def test_description_is_the_excerpt_with_entities_decoded() -> None:
    finding = page(post(), '<meta name="description" content="Tides &amp;amp; ledgers.">').find_excerpt(NOTHING)
    assert finding is not None
    assert finding.value == "Tides & ledgers."


def test_description_of_the_site_is_not_the_posts() -> None:
    head = '<meta name="description" content="Notes from a harbour.">'
    head += json_ld('{"@type":"WebSite","name":"H","description":"Notes from a harbour."}')
    assert page(post(), head).find_excerpt(NOTHING) is None


def test_site_name_is_no_summary() -> None:
    knowledge = SiteKnowledge(site_names=frozenset({"Harbour Notes"}))
    assert page(post(), '<meta property="og:description" content="Harbour Notes">').find_excerpt(knowledge) is None


def test_json_ld_description_is_used_without_meta() -> None:
    finding = page(post(), json_ld('{"@type":"BlogPosting","description":"On tides."}')).find_excerpt(NOTHING)
    assert finding is not None
    assert (finding.value, finding.source) == ("On tides.", "json-ld")

"""The text that JSON-LD gives as the article's says which blocks are the article."""

from __future__ import annotations

import json

from samples import LONG, MORE, page_of

from blogarchive.extract.knowledge import SiteKnowledge

PARAGRAPHS = [f"{LONG} Part {n}. {MORE}" for n in range(6)]
NOTE = "NOISE, our letter from the harbour, comes every week into your box."
LEAD = "A harbour master read the books of two hundred years and found more weather in them than money."


def body_of(blocks: list[str], stated: str) -> str:
    data = json.dumps({"@type": "BlogPosting", "articleBody": stated})
    html = (
        f"<html><head><title>Ledgers</title><script type='application/ld+json'>{data}</script></head>"
        f"<body><div class='entry-content'>{''.join(blocks)}</div></body></html>"
    )
    finding = page_of(html).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


def shown(paragraphs: list[str]) -> list[str]:
    return [f"<p>{p}</p>" for p in paragraphs]


def test_a_note_between_stated_paragraphs_is_left_out() -> None:
    text = body_of([*shown(PARAGRAPHS[:3]), f"<p>{NOTE}</p>", *shown(PARAGRAPHS[3:])], "\n".join(PARAGRAPHS))
    assert "NOISE" not in text
    assert text.count(MORE) == 6


def test_a_note_behind_the_end_of_the_stated_text_is_left_out() -> None:
    assert "NOISE" not in body_of([*shown(PARAGRAPHS), f"<p>{NOTE}</p>"], "\n".join(PARAGRAPHS))


def test_a_heading_over_notes_alone_is_left_out_with_them() -> None:
    text = body_of([*shown(PARAGRAPHS), "<h3>Our letter</h3>", f"<p>{NOTE}</p>"], "\n".join(PARAGRAPHS))
    assert "Our letter" not in text


def test_text_behind_a_stated_beginning_stays() -> None:
    beginning = "\n".join(PARAGRAPHS[:4]) + PARAGRAPHS[4][:60]
    text = body_of([*shown(PARAGRAPHS), "<p>The last word of the harbour master, seldom quoted.</p>"], beginning)
    assert text.endswith("seldom quoted.")


def test_a_summary_says_nothing_about_the_text() -> None:
    text = body_of([*shown(PARAGRAPHS[:3]), "<p>A short line of the story itself.</p>", *shown(PARAGRAPHS[3:])], PARAGRAPHS[0])
    assert "A short line of the story itself." in text


def test_a_lead_over_the_stated_text_stays() -> None:
    assert body_of([f"<p>{LEAD}</p>", *shown(PARAGRAPHS)], "\n".join(PARAGRAPHS)).startswith(LEAD)


def test_listings_quotations_and_lists_stay_though_they_are_not_stated() -> None:
    extras = "<pre>dredge --depth 4</pre><blockquote><p>Quoted from old books.</p></blockquote><ul><li>mud and rope</li></ul>"
    text = body_of([*shown(PARAGRAPHS[:3]), extras, *shown(PARAGRAPHS[3:])], "\n".join(PARAGRAPHS))
    assert "dredge --depth 4" in text
    assert "Quoted from old books." in text
    assert "mud and rope" in text


def test_a_text_that_only_the_data_have_is_read_from_there() -> None:
    data = json.dumps({"@type": "Article", "articleBody": "\n".join(PARAGRAPHS)})
    html = (
        f"<html><head><title>Ledgers</title><script type='application/ld+json'>{data}</script></head>"
        "<body><div id='app'><p>Loading the story</p></div></body></html>"
    )
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding is not None
    assert finding.value.text == "\n\n".join(PARAGRAPHS)
    assert (finding.source, finding.selector) == ("json-ld", "articleBody")

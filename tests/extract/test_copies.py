"""A text that a page carries twice."""

from __future__ import annotations

from samples import LONG, MORE, page_of

from blogarchive.extract.knowledge import SiteKnowledge

PARAGRAPHS = [f"{LONG} Part {n}. {MORE}" for n in range(4)]
TEXT = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def text_of(inner: str) -> str:
    html = f"<html><head><title>Harbour ledgers</title></head><body><div><h1>Harbour ledgers</h1>{inner}</div></body></html>"
    finding = page_of(html).find_body(SiteKnowledge())
    return finding.value.text if finding else ""


def test_the_second_copy_of_a_text_is_left_out() -> None:
    assert text_of(f"<div>{TEXT}</div><div>{TEXT}</div>") == "\n\n".join(PARAGRAPHS)


def test_a_refrain_is_no_copy() -> None:
    refrain = f"<p>{MORE} {MORE}</p>"
    song = "".join(f"<p>{p}</p>{refrain}" for p in PARAGRAPHS)
    assert text_of(song).count(f"{MORE} {MORE}") == 4

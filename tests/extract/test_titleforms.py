"""The forms of the title in the head of a page."""

from __future__ import annotations

from samples import page_of

from blogarchive.extract.titleforms import main_forms, stated_titles


def forms(title: str, meta: str = "") -> set[str]:
    return stated_titles(page_of(f"<html><head><title>{title}</title>{meta}</head><body></body></html>"))[0]


def test_parts_between_separators_are_forms() -> None:
    assert forms("Harbour ledgers | The Quay") == {"harbourledgersthequay", "harbourledgers", "thequay"}


def test_meta_titles_are_forms() -> None:
    assert "ledgers" in forms("X", "<meta property='og:title' content='Ledgers'>")


def test_what_stands_behind_a_colon_is_doubtful_until_the_head_confirms_it() -> None:
    page = page_of("<html><head><title>The Quay: Ledgers</title></head><body></body></html>")
    assert stated_titles(page)[1] == [("thequay", "ledgers")]
    assert "ledgers" in forms("The Quay: Ledgers", "<meta property='og:title' content='The Quay'>")


def test_short_parts_are_no_main_forms() -> None:
    assert main_forms({"harbourledgersofthenorth", "harbourledgers", "quay"}) == {"harbourledgersofthenorth", "harbourledgers"}

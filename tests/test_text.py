"""Text on its way out can be written into JSON Lines, XML and WARC headers."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogarchive.text import clean_text, fold, one_line

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line ends"),
        pytest.param("a\0b\x08c\x7f", "abc", id="controls"),
        pytest.param("a\x85b", "ab", id="C1 controls"),
        pytest.param("a\ud800b", "ab", id="lone surrogate"),
        pytest.param("a\ufffeb\uffff", "ab", id="noncharacters"),
        pytest.param("tab\there", "tab\there", id="tab stays"),
        pytest.param("😀 e\u0301 \u200d", "😀 e\u0301 \u200d", id="letters of all kinds stay"),
    ],
)
def test_characters_that_break_files_are_gone(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(ANY_TEXT)
def test_clean_text_can_be_written_as_utf8_json_and_xml(text: str) -> None:
    clean = clean_text(text)
    assert json.loads(json.dumps(clean, ensure_ascii=False).encode()) == clean
    escaped = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert ElementTree.fromstring(f"<a>{escaped}</a>".encode()).text in (clean, None)


def test_one_line_has_single_blanks() -> None:
    assert one_line("  A\n title \t with\u00a0blanks ") == "A title with blanks"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("“Hello”, World!", "hello world", id="punctuation and case"),
        pytest.param("\ufb01ne", "FINE", id="ligature"),
        pytest.param("STRASSE", "straße", id="sharp s"),
    ],
)
def test_fold_compares_titles(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_of_signs_alone_is_empty() -> None:
    assert fold("— * —") == ""

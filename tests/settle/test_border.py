"""What leaves for the archive can be written by anybody."""

from __future__ import annotations

import json

import pytest

from blogarchive.settle.border import clean_dump


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\0b", "ab"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\ud800b", "ab"),
        ("a\ufffeb", "ab"),
        ("a\x85b", "ab"),
        ("a\r\nb", "a\nb"),
        ("a\tb\\r", "a\tb\\r"),
        ("日本語 \U0001f600", "日本語 \U0001f600"),
    ],
)
def test_strings_are_clean_wherever_they_stand(text: str, left: str) -> None:
    row = {"title": text, "tags": [text], "images": [{"alt": text}], "provenance": {text: {"rejected": [{"value": text}]}}}
    expected = {"title": left, "tags": [left], "images": [{"alt": left}], "provenance": {left: {"rejected": [{"value": left}]}}}
    line = clean_dump(row)
    assert json.loads(line.encode()) == expected
    assert "\n" not in line


def test_other_values_stay() -> None:
    assert clean_dump({"a": 1, "b": None, "c": [1.5, True]}) == '{"a":1,"b":null,"c":[1.5,true]}'

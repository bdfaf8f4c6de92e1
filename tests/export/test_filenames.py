"""File names that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogarchive.export.filenames import MAX_BYTES, FileNames, safe_name, slug_of, stem_of

from .samples import bare_article, full_article


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("https://b.example/2024/01/A-Title/", "a-title", id="last segment"),
        pytest.param("https://b.example/a/index.html", "a", id="index file"),
        pytest.param("https://b.example/a/post.php?x=1", "post", id="file with an ending"),
        pytest.param("https://b.example/%E7%B4%99/", "紙", id="another script, escaped"),
        pytest.param("https://b.example/a%2Fb:c*?", "b-c", id="characters no file may have"),
        pytest.param("https://b.example/..%2f..%2fetc", "etc", id="a way out of the folder"),
        pytest.param("https://b.example/CON", "con-", id="a device of Windows"),
        pytest.param("https://b.example/v1.2.0/", "v1.2.0", id="dots within"),
        pytest.param("https://b.example/.hidden", "hidden", id="a hidden file"),
        pytest.param("https://b.example/?p=12", "", id="no path"),
        pytest.param("A title, with “quotes”", "a-title-with-quotes", id="a title"),
    ],
)
def test_slug_is_safe(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@given(st.text(max_size=200))
def test_any_text_makes_a_safe_name(text: str) -> None:
    name = safe_name(text)
    assert len(name.encode()) <= MAX_BYTES + 1
    assert not set(name) & set('/\\:*?"<>|\0\n\r\t ')
    assert not name.startswith((".", "-"))
    assert not name.endswith(".")


def test_names_that_some_systems_take_for_one_are_told_apart() -> None:
    names = FileNames()
    assert [names.take(name) for name in ("a", "A", "a", "é", "e\u0301", "a-2")] == ["a", "A-2", "a-3", "é", "e\u0301-2", "a-2-2"]


def test_stem_has_the_day_when_it_is_known() -> None:
    assert stem_of(full_article().to_row()) == "2024-01-01-post-1"
    assert stem_of(bare_article().to_row()) == "undated-post-2"
    assert stem_of(bare_article(date_published="2024").to_row()) == "undated-post-2"

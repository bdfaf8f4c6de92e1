"""Which rows and fields go out."""

from __future__ import annotations

from typing import Any

import pytest

from blogarchive.errors import UsageError
from blogarchive.export.choose import ALL_FIELDS, Choice, parse_day, parse_fields

from .samples import bare_article, full_article


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        pytest.param({}, True, id="nothing asked for"),
        pytest.param({"since": "2024-01-01"}, True, id="since its day"),
        pytest.param({"since": "2024-01-02"}, False, id="since the day after"),
        pytest.param({"since": "2024-02"}, False, id="since the month after"),
        pytest.param({"since": "2024"}, True, id="since its year"),
        pytest.param({"until": "2024-01-01"}, True, id="until its day"),
        pytest.param({"until": "2023"}, False, id="until the year before"),
        pytest.param({"until": "2024"}, True, id="until its year"),
        pytest.param({"languages": frozenset({"en"})}, True, id="its language"),
        pytest.param({"languages": frozenset({"en-gb"})}, True, id="its language and region"),
        pytest.param({"languages": frozenset({"en-us"})}, False, id="another region"),
        pytest.param({"languages": frozenset({"e"})}, False, id="the start of a code"),
        pytest.param({"tags": frozenset({"strasse"})}, True, id="a tag in another case"),
        pytest.param({"tags": frozenset({"notes"})}, True, id="a category"),
        pytest.param({"tags": frozenset({"stone"})}, False, id="a part of a tag"),
    ],
)
def test_row_is_taken_when_it_meets_every_condition(choice: dict[str, Any], taken: bool) -> None:
    assert Choice(**choice).takes(full_article().to_row()) is taken


@pytest.mark.parametrize(
    "choice", [{"since": "1000"}, {"until": "3000"}, {"languages": frozenset({"en"})}, {"tags": frozenset({"a"})}]
)
def test_row_that_does_not_say_is_left_out(choice: dict[str, Any]) -> None:
    assert not Choice(**choice).takes(bare_article().to_row())


def test_fields_come_in_the_order_of_the_row() -> None:
    assert parse_fields("title, id,title") == ("id", "title")
    assert parse_fields(None) == ALL_FIELDS
    assert list(Choice(fields=("id", "title")).cut(full_article().to_row())) == ["id", "title"]


@pytest.mark.parametrize("text", ["id,headline", "", ","])
def test_field_that_does_not_exist_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="there are: id, url"):
        parse_fields(text)


@pytest.mark.parametrize("text", ["2024-1-1", "yesterday", "2024-01-01T00:00", "20240101"])
def test_date_that_is_none_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="--since"):
        parse_day(text, "--since")

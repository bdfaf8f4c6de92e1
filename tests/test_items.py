"""The article row."""

from __future__ import annotations

import dataclasses
import json

from blogarchive.items import Article, Author, Blog, Provenance, Rejected, Teaser


def article() -> Article:
    return Article(
        id="0123456789abcdef",
        url="https://example.org/a/",
        blog=Blog(url="https://example.org/"),
        authors=[Author(name="Ida Berg")],
        related=[Teaser(title="B", url="https://example.org/b/")],
        provenance={"title": Provenance(source="h1", confidence=0.5, rejected=[Rejected(value="x", source="meta", reason="y")])},
    )


def test_row_has_all_fields_in_the_order_of_the_class() -> None:
    assert list(article().to_row()) == [field.name for field in dataclasses.fields(Article)]


def test_row_is_plain_json() -> None:
    row = article().to_row()
    assert json.loads(json.dumps(row)) == row
    assert row["authors"] == [{"name": "Ida Berg", "url": None, "bio": None, "image": None}]
    assert row["related"][0]["kind"] == "related"
    assert row["provenance"]["title"]["rejected"] == [{"value": "x", "source": "meta", "reason": "y"}]


def test_missing_value_is_null_and_no_guess() -> None:
    row = article().to_row()
    assert [row[name] for name in ("title", "date_published", "body_text", "archive", "gone")] == [None] * 5
    assert row["version"] == 1


def test_articles_do_not_share_lists() -> None:
    one, other = article(), article()
    one.tags.append("a")
    assert other.tags == []

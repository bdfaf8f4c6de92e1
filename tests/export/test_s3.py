"""Places on S3. `tests/export/validators` sends exports to a server."""

from __future__ import annotations

import sys

import pytest

from blogarchive.errors import UsageError
from blogarchive.export.s3 import Bucket, S3Place, parse_s3


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("s3://kept", S3Place("kept", "")),
        ("s3://kept/", S3Place("kept", "")),
        ("s3://kept/a/b", S3Place("kept", "a/b/")),
        ("s3://kept/a/b/", S3Place("kept", "a/b/")),
    ],
)
def test_place_is_bucket_and_prefix(text: str, place: S3Place) -> None:
    assert parse_s3(text) == place
    assert place.address("x").startswith(text.rstrip("/"))


def test_place_without_a_bucket_is_said() -> None:
    with pytest.raises(UsageError, match="names no bucket"):
        parse_s3("s3:///prefix")


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(UsageError, match=r'pip install "blogarchive\[s3\]"'):
        Bucket(S3Place("kept", ""))

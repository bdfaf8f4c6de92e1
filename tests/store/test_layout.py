"""Names in and of the archive folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogarchive.store.layout import ArchivePaths, archive_name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        pytest.param("https://example.org/blog/", "example.org", id="host"),
        pytest.param("https://www.example.org/", "example.org", id="www"),
        pytest.param("http://127.0.0.1:8000/", "127.0.0.1-8000", id="port"),
        pytest.param("http://[::1]:80/", "1-80", id="IPv6"),
        pytest.param("https://../", "blog", id="dots"),
        pytest.param("https://" + "a" * 80 + ".org/", "a" * 60, id="long"),
    ],
)
def test_archive_is_named_after_the_host_and_never_a_path(url: str, name: str) -> None:
    assert archive_name(url) == name


def test_asking_for_paths_makes_nothing(tmp_path: Path) -> None:
    paths = ArchivePaths(tmp_path / "a")
    assert paths.torn == tmp_path / "a" / "warc" / "torn"
    assert list(tmp_path.iterdir()) == []

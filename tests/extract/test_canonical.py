"""The page's own idea of its address."""

from __future__ import annotations

import pytest
from metapages import page


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/p/1">', "https://blog.example/p/1"),
        ('<link rel="Canonical nofollow" href="https://other.example/">', "https://other.example/"),
        ('<meta property="og:url" content="https://blog.example/p/2">', "https://blog.example/p/2"),
        ('<link rel="canonical" href="javascript:0"><meta property="og:url" content="/p/3">', "https://blog.example/p/3"),
        ("", None),
    ],
)
def test_canonical(head: str, expected: str | None) -> None:
    assert page("", head).find_canonical() == expected

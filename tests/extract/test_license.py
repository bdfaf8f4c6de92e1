"""The licence the page states for the post."""

from __future__ import annotations

import pytest
from metapages import NOTHING, json_ld, page, post

CC = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (post(end=f'<a rel="license" href="{CC}">CC</a>'), ""),
        (post() + f'<footer><a href="{CC}">CC BY</a></footer>', ""),
        (post(), json_ld(f'{{"@type":"Article","license":"{CC}"}}')),
        (post(), f'<link rel="license" href="{CC}">'),
    ],
    ids=["rel", "footer-link", "json-ld", "link-element"],
)
def test_licence_is_found(body: str, head: str) -> None:
    finding = page(body, head).find_license(NOTHING)
    assert finding is not None
    assert finding.value == CC


def test_licence_of_a_picture_is_not_the_posts() -> None:
    body = post(f'<figure><img src="/a.png"><figcaption><a href="{CC}">CC BY</a></figcaption></figure>')
    assert page(body).find_license(NOTHING) is None


def test_two_different_licences_decide_nothing() -> None:
    other = CC.replace("/by/", "/by-sa/")
    assert page(post(end=f'<a href="{CC}">1</a><a href="{other}">2</a>')).find_license(NOTHING) is None

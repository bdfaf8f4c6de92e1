"""Addresses: what is fetched, what is the same thing to fetch, what is the same post."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogarchive.urls import absolute_url, host_of, key_of, post_id, post_key, without_tracking

BASE = "https://example.org/blog/post/"


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        pytest.param("http://Example.ORG", None, "http://example.org/", id="host in lower case, path added"),
        pytest.param("HTTPS://example.org:443/a", None, "https://example.org/a", id="usual port dropped"),
        pytest.param("http://example.org:8080/a", None, "http://example.org:8080/a", id="other port kept"),
        pytest.param("http://example.org/a#part", None, "http://example.org/a", id="fragment dropped"),
        pytest.param("../next/?p=1", BASE, "https://example.org/blog/next/?p=1", id="relative"),
        pytest.param("//cdn.example.net/x.png", BASE, "https://cdn.example.net/x.png", id="scheme of the page"),
        pytest.param(" \n/a b\t", BASE, "https://example.org/a%20b", id="blanks around and inside"),
        pytest.param("/caf\u00e9", BASE, "https://example.org/caf%C3%A9", id="not ASCII"),
        pytest.param("/%e7%b4%99", BASE, "https://example.org/%e7%b4%99", id="escapes stay as spelled"),
        pytest.param("http://user:secret@example.org/", None, "http://example.org/", id="no credentials"),
        pytest.param("http://example.org./", None, "http://example.org/", id="last dot of the host"),
        pytest.param("http://[::1]:8000/", None, "http://[::1]:8000/", id="IPv6"),
        pytest.param("http://m\u00fcnchen.example/", None, "http://xn--mnchen-3ya.example/", id="host that is not ASCII"),
        pytest.param("http:// example.org/", None, None, id="blank in the host"),
        pytest.param("http://example\x08.org/", None, None, id="control character in the host"),
        pytest.param("http://a\u06cc\u0447.example/", None, None, id="host that cannot be encoded"),
        pytest.param("mailto:a@example.org", BASE, None, id="mail"),
        pytest.param("javascript:void(0)", BASE, None, id="script"),
        pytest.param("data:text/plain,x", BASE, None, id="data"),
        pytest.param("post", None, None, id="relative without base"),
        pytest.param("http:///path", None, None, id="no host"),
        pytest.param("http://example.org:99999/", None, None, id="no such port"),
        pytest.param("http://[broken/", BASE, None, id="broken brackets"),
        pytest.param("http://example.org/" + "a" * 9000, None, None, id="too long"),
    ],
)
def test_absolute_address(url: str, base: str | None, expected: str | None) -> None:
    assert absolute_url(url, base) == expected


@given(st.text(max_size=60))
def test_absolute_address_never_raises_and_is_stable(text: str) -> None:
    url = absolute_url(text, BASE)
    if url is not None:
        assert absolute_url(url) == url
        assert host_of(url)


def test_tracking_parameters_go_and_others_keep_order_and_spelling() -> None:
    url = "https://example.org/a?b=%c3%a9&utm_source=feed&a=1&fbclid=x&empty="
    assert without_tracking(url) == "https://example.org/a?b=%c3%a9&a=1&empty="


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("/a?utm_source=x", "/a", True, id="tracking"),
        pytest.param("/%e7", "/%E7", True, id="case of escapes"),
        pytest.param("/a", "/a/", False, id="slash: only asking can tell"),
        pytest.param("/a?p=1", "/a?p=2", False, id="query"),
        pytest.param("/A", "/a", False, id="case of the path"),
    ],
)
def test_key_of_one_thing_to_fetch(one: str, other: str, same: bool) -> None:
    assert (key_of(f"https://example.org{one}") == key_of(f"https://example.org{other}")) is same


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("http://example.org/a-post/", id="scheme"),
        pytest.param("https://www.example.org/a-post/", id="www"),
        pytest.param("https://example.org/a-post", id="last slash"),
        pytest.param("https://example.org/a-post/index.html", id="index file"),
        pytest.param("https://example.org/a-post/?utm_medium=feed&fbclid=1", id="tracking"),
        pytest.param("https://EXAMPLE.org/a%2Dpost/", id="escaped"),
    ],
)
def test_one_post_has_one_key_under_all_its_addresses(other: str) -> None:
    assert post_key(other) == post_key("https://example.org/a-post/")


def test_readable_and_escaped_spelling_are_one_post() -> None:
    assert post_key("https://example.org/%E7%B4%99/") == post_key("https://example.org/紙/")


def test_order_of_the_query_does_not_make_another_post() -> None:
    assert post_key("https://example.org/?p=1&lang=de") == post_key("https://example.org/?lang=de&p=1")


@pytest.mark.parametrize("other", ["/another/", "/a-post/2/", "/A-Post/", "/a-post/?p=2"])
def test_other_pages_have_other_keys(other: str) -> None:
    assert post_key(f"https://example.org{other}") != post_key("https://example.org/a-post/")


def test_blog_that_moves_to_another_host_keeps_its_ids() -> None:
    assert post_id("https://old.example/a-post/") == post_id("http://new.example/a-post")
    assert len(post_id("https://old.example/a-post/")) == 16


def test_escapes_that_are_no_text_stay_escaped() -> None:
    assert post_key("https://example.org/%ff%C3%A9/") == "example.org/%FFé"
    assert post_id("https://example.org/%ff/") != post_id("https://example.org/%fe/")

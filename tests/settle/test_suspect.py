"""Which bodies are read in a process of their own."""

from __future__ import annotations

import gzip

import pytest

from blogarchive.settle.suspect import why_suspect

POST = b"<html><body><article><h1>Title</h1>" + b"<p>Some words of a <a href=/x>post</a>.</p>" * 800 + b"</article></body></html>"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<p>x</p>" * 500_000, "long"),
        (b"<i></i>" * 40_000, "very many tags"),
        (b"<div " + b" ".join(b"a%d=1" % i for i in range(5000)) + b">", "very many attributes"),
        (b"<div/" + b"/".join(b"attribute%d" % i for i in range(5000)) + b">", "very many attributes"),
        (b"<div><b>" * 3000 + b"x" + b"</b></div>" * 3000, "deeply nested"),
        (b"<p><b><i>" * 3000, "deeply nested"),
        (gzip.compress(b" " * 10_000_000), "unpacks to much"),
    ],
    ids=["long", "many-tags", "many-attributes", "attributes-without-blanks", "deep", "unclosed", "gzip"],
)
def test_suspicious(body: bytes, why: str) -> None:
    assert why_suspect(body) == why


@pytest.mark.parametrize(
    "body",
    [
        b"",
        POST,
        POST * 8,
        b"<img src='data:image/png;base64," + b"A" * 1_000_000 + b"'>",
        b"<ul>" + b"<li>an entry without an end tag<br>" * 20_000,
        gzip.compress(POST),
    ],
    ids=["empty", "post", "long-post", "picture-in-the-page", "list-without-end-tags", "small-gzip"],
)
def test_ordinary(body: bytes) -> None:
    assert why_suspect(body) is None

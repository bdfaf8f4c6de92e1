"""Reading in a process of its own gives the same values, and ends at its limits."""

from __future__ import annotations

import io
import pickle
from datetime import UTC, datetime

import pytest
from server.site import blog_post, feed_of, listing, sitemap_of

from blogarchive.extract.knowledge import PostLabel, SiteKnowledge
from blogarchive.extract.steps import extract_article
from blogarchive.settle.answer import Answer, read_answer
from blogarchive.settle.apart import _Values, article_apart, is_suspect, read_apart
from blogarchive.urls import post_key

URL = "https://x.example/post-1/"


def answer(body: str | bytes, content_type: str = "text/html; charset=utf-8") -> Answer:
    content = body.replace("{base}", "https://x.example").encode() if isinstance(body, str) else body
    return Answer(url=URL, status=200, content_type=content_type, body=content, captured_at=datetime(2024, 5, 1, tzinfo=UTC))


PAGE = f'<html lang="en"><title>A post</title><meta property="og:site_name" content="Blog"><body>{blog_post(1)}'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (PAGE, "text/html"),
        (f"<html><title>Blog</title><body>{listing([1, 2, 3])}", "text/html"),
        (feed_of([1, 2]), "application/rss+xml"),
        (sitemap_of(["/a", "/b"]), "application/xml"),
        (b"\0\1\2", "image/png"),
    ],
    ids=["post", "listing", "feed", "sitemap", "picture"],
)
def test_values_are_those_of_reading_here(body: str | bytes, content_type: str) -> None:
    one = answer(body, content_type)
    assert read_apart(one).values() == read_answer(one).values()


def test_article_is_that_of_reading_here() -> None:
    one = answer(PAGE)
    knowledge = SiteKnowledge(url="https://x.example/", name="Blog", labels={post_key(URL): PostLabel(title="Post number 1")})
    assert article_apart(one, knowledge) == extract_article(read_answer(one).page, knowledge)


def test_what_takes_too_long_is_given_up_with_the_reason() -> None:
    stalling = answer("<div " + " ".join(f"a{i}=1" for i in range(150_000)) + ">x</div>")
    assert is_suspect(stalling)
    assert read_apart(stalling).trouble == "could not be read within 10 s"


def test_what_takes_too_much_memory_is_given_up_with_the_reason() -> None:
    swollen = answer("<b>x</b>" * 4_000_000)
    assert (read_apart(swollen).trouble or "").startswith("could not be read")


@pytest.mark.parametrize("value", [print, pytest.raises, read_answer], ids=["builtin", "library", "function"])
def test_only_values_are_taken_from_the_process(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        _Values(io.BytesIO(pickle.dumps(value))).load()

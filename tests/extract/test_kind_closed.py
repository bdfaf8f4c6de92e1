"""Posts behind a password or a membership are told from posts, and from each other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from blogarchive.extract.kind import Evidence, Hints, judge, read_evidence
from blogarchive.extract.page import Page

URL = "https://x.example/2024/05/a-post/"
FORM = (
    '<form action="/wp-login.php?action=postpass" class="post-password-form"><input name="post_password" type="password"></form>'
)
TEXT = "<p>" + "A text that anybody may read. " * 60 + "</p>"
NOT_FREE = (
    f'<script type="application/ld+json">{{"@type": "BlogPosting", "isAccessibleForFree": "False", "url": "{URL}"}}</script>'
)


def evidence(body: str, head: str = "") -> Evidence:
    html = f"<html><head><title>A post</title>{head}</head><body><main><h1>A post</h1>{body}</main></body></html>"
    return read_evidence(
        Page(url=URL, body=html.encode(), content_type="text/html", captured_at=datetime(2026, 1, 1, tzinfo=UTC))
    )


@pytest.mark.parametrize(
    ("body", "head", "closed", "password"),
    [
        pytest.param(FORM, "", True, True, id="WordPress's form"),
        pytest.param("<p>This post is password protected.</p>", "", True, True, id="words about a password"),
        pytest.param("<p>Dieser Inhalt ist passwortgeschützt.</p>", "", True, True, id="the same in German"),
        pytest.param('<aside class="gh-post-upgrade-cta">Sign up</aside>', "", True, False, id="Ghost's stub"),
        pytest.param("<p>This post is for paying subscribers</p>", "", True, False, id="words about subscribers"),
        pytest.param("<p>The first lines.</p>", NOT_FREE, True, False, id="stated not to be free, and short"),
        pytest.param(
            TEXT + '<div class="paywall">Subscribe</div>', NOT_FREE, True, False, id="stated not to be free, with a wall"
        ),
        pytest.param(TEXT, NOT_FREE, False, False, id="stated not to be free, and whole all the same"),
        pytest.param(TEXT + '<div class="paywall">Subscribe</div>', "", False, False, id="a wall that nothing speaks of"),
        pytest.param(TEXT, "", False, False, id="an open post"),
        pytest.param(
            TEXT + "<p>This post is for paying subscribers, I thought.</p>", "", False, False, id="words in a long text"
        ),
    ],
)
def test_what_a_closed_page_shows(body: str, head: str, closed: bool, password: bool) -> None:
    found = evidence(body, head)
    assert (found.closed, found.password) == (closed, password)


@pytest.mark.parametrize(
    ("body", "reason"),
    [(FORM, "asks for a password"), ('<div class="gh-post-upgrade-cta">Join</div>', "asks for a membership")],
    ids=["password", "members"],
)
def test_closed_post_is_no_article_and_the_verdict_says_why(body: str, reason: str) -> None:
    verdict = judge({URL: evidence(body)}, {URL: Hints(in_feed=True)}, "https://x.example/")[URL]
    assert (verdict.kind, verdict.reason) == ("closed", reason)


def test_longest_paragraph_tells_texts_apart() -> None:
    one, same = evidence(TEXT), evidence("<p>By Ida</p>" + TEXT)
    other, short = evidence(TEXT.replace("anybody", "nobody")), evidence("<p>Short.</p>")
    assert one.longest == same.longest != ""
    assert other.longest not in ("", one.longest)
    assert short.longest == ""

"""Wix: what its elements are stands in ``data-hook``."""

from __future__ import annotations

from datetime import UTC, datetime

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.sites.registry import page_for

PAGE = """<html><head><meta name="generator" content="Wix.com Website Builder"/><title>A pump</title></head><body><main>
<article class="kX1"><ul data-hook="post-metadata"><li>Luc Petit</li><li data-hook="time-to-read">3 min read</li></ul>
<h1 data-hook="post-title">A pump</h1><div data-hook="post-description"><p>We mended the pump with wire.</p></div>
<ul data-hook="post-tags"><li><a href="/blog/tags/water">water</a></li></ul>
<div data-hook="post-main-actions__stats">12 views</div></article></main></body></html>"""


def test_only_the_text_is_the_body() -> None:
    page = page_for(
        url="https://blog.example/post/a-pump",
        body=PAGE.encode(),
        content_type="text/html; charset=utf-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    body = page.find_body(SiteKnowledge())
    assert page.rule == "wix"
    assert body is not None
    assert body.value.text == "We mended the pump with wire."

"""Small pages for the tests of single fields."""

from __future__ import annotations

from datetime import UTC, datetime

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page

NOTHING = SiteKnowledge()
PROSE = "<p>" + "The tide came in twice a day and nobody wrote it down for a long time. " * 6 + "</p>"


def page(body: str, head: str = "", *, url: str = "https://blog.example/posts/tides/", lang: str = "en") -> Page:
    """A page captured on 1 June 2024."""
    html = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    captured = datetime(2024, 6, 1, 12, tzinfo=UTC)
    return Page(url=url, body=html.encode(), content_type="text/html; charset=utf-8", captured_at=captured)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def post(meta: str = "", end: str = "", title: str = "Tides") -> str:
    """A post with *meta* under its heading and *end* after its text."""
    return f"<article><h1>{title}</h1>{meta}<div class='entry-content'>{PROSE}</div>{end}</article>"

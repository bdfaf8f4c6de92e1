"""Small pages made for the tests of extraction."""

from __future__ import annotations

from datetime import UTC, datetime

from blogarchive.extract.page import Page
from blogarchive.sites import page_for

LONG = "The harbour was quiet that morning, and nobody on the quay remembered who had moved the ledger from its shelf."
MORE = "By noon the clerk had counted every barrel twice, and still the numbers would not agree with what was written."


def page_of(html: str, url: str = "https://blog.example.org/2024/harbour/") -> Page:
    """The page that answers with *html* at *url*."""
    return page_for(
        url=url, body=html.encode(), content_type="text/html; charset=utf-8", captured_at=datetime(2026, 1, 2, tzinfo=UTC)
    )


def article(inner: str, *, after: str = "", head: str = "<title>Harbour ledgers - The Quay</title>") -> str:
    """A page with *inner* in its article and *after* behind it."""
    return (
        f"<html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/about/'>About</a></nav>"
        f"<article><h1>Harbour ledgers</h1><div class='entry-content'>{inner}</div></article>{after}"
        "<footer>© The Quay</footer></body></html>"
    )

"""The elements of a page as lexbor sees them, for links and requisites."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from blogarchive.urls import absolute_url

__all__ = ["UNREADABLE", "Markup", "base_of", "read_markup"]

Markup = LexborHTMLParser

UNREADABLE = (SelectolaxError, ValueError, UnicodeError, RuntimeError)
"""What lexbor raises on markup it cannot take."""


def read_markup(html: bytes | str) -> Markup | None:
    """The elements of *html*; None when there is nothing to read."""
    try:
        return LexborHTMLParser(html)
    except UNREADABLE:
        return None


def base_of(markup: Markup, url: str) -> str:
    """What relative addresses on the page at *url* are relative to."""
    base = markup.css_first("base[href]")
    return (absolute_url(base.attributes.get("href") or "", url) if base else None) or url

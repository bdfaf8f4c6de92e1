"""Which rule reads a page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.sites import Site, page_for, rule_for

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def page_of(html: str, url: str = "https://blog.example.org/post/") -> Page:
    return page_for(url=url, body=html.encode(), content_type="text/html; charset=utf-8", captured_at=NOW)


@pytest.mark.parametrize(
    ("url", "head", "rule"),
    [
        ("https://www.gatescambridge.org/our-scholars/blog/x/", "", "gates_cambridge"),
        ("http://gatescambridge.org/about/news/x/", '<meta name="generator" content="WordPress 6.5">', "gates_cambridge"),
        ("https://blog.example.org/x/", '<meta name="generator" content="WordPress 6.5">', "wordpress"),
        ("https://blog.example.org/x/", "<link rel='stylesheet' href='/wp-content/themes/a/style.css'>", "wordpress"),
        ("https://blog.example.org/x/", '<meta name="generator" content="Ghost 5.80">', "ghost"),
        ("https://blog.example.org/x/", '<meta name="generator" content="Hugo 0.120">', None),
        ("https://notgatescambridge.org/x/", "", None),
    ],
)
def test_the_rule_is_found_by_host_or_by_marks(url: str, head: str, rule: str | None) -> None:
    assert page_of(f"<html><head>{head}</head><body></body></html>", url).rule == rule


@pytest.mark.parametrize(
    ("day", "fits"), [("2023-12-31", False), ("2024-01-01", True), ("2024-12-31", True), ("2025-01-01", False)]
)
def test_a_site_rule_holds_between_its_days(day: str, fits: bool) -> None:
    site = Site(
        name="s", hosts=frozenset(("example.org",)), page=Page, valid_from=date(2024, 1, 1), valid_until=date(2024, 12, 31)
    )
    assert site.fits("https://www.example.org/x/", datetime.fromisoformat(day).replace(tzinfo=UTC)) is fits


def test_no_rule_is_no_error() -> None:
    assert rule_for(url="https://blog.example.org/", body=b"", captured_at=NOW) is None


def test_ghost_pictures_are_named_in_their_own_size() -> None:
    words = "<p>" + "Long words about the harbour and its many ledgers. " * 5 + "</p>"
    html = (
        '<meta name="generator" content="Ghost 5.80"><article><section class="gh-content">'
        + words
        + words
        + '<img src="/content/images/size/w600/2024/a.png"><div class="kg-card kg-signup-card">Sign up NOISE</div>'
    )
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding is not None
    assert [i.url for i in finding.value.images] == ["https://blog.example.org/content/images/2024/a.png"]
    assert "NOISE" not in finding.value.text


def test_wordpress_blocks_that_list_posts_are_not_the_article() -> None:
    words = "<p>" + "Long words about the harbour and its many ledgers. " * 5 + "</p>"
    block = "<ul class='wp-block-latest-posts__list wp-block-latest-posts'><li><a href='/a/'>NOISE</a></li></ul>"
    head = '<meta name="generator" content="WordPress 6.5">'
    html = f'{head}<article><div class="entry-content">{words}{block}{words}</div></article>'
    finding = page_of(html).find_body(SiteKnowledge())
    assert finding is not None
    assert "NOISE" not in finding.value.text

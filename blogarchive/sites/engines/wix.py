"""Wix: class names are made anew with every release; ``data-hook`` says what an element is."""

from __future__ import annotations

from lxml.html import HtmlElement

from blogarchive.extract.page import Page
from blogarchive.sites.rules import Engine

__all__ = ["ENGINE", "WixPage"]

_HOOKS = frozenset(
    (
        "post-metadata",
        "time-to-read",
        "post-tags",
        "tag-list",
        "category-label-list",
        "category-label-list__item",
        "post-main-actions__stats",
        "post-main-actions-desktop",
        "post-main-actions-mobile",
        "post-social-actions",
        "related-posts",
        "recent-posts",
        "comments",
        "view-count",
        "like-button-with-count",
    )
)


class WixPage(Page):
    """A page made by Wix."""

    rule = "wix"

    def is_unwanted(self, element: HtmlElement) -> bool:
        """What stands around the text inside the post's element."""
        return element.get("data-hook") in _HOOKS


ENGINE = Engine(
    name="wix",
    page=WixPage,
    marks=(r"<meta name=[\"']generator[\"'] content=[\"']Wix\.com\b",),
    generators=(b"wix.com",),
)

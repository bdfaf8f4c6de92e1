"""The page's own idea of its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["find_canonical"]


def find_canonical(page: Page) -> str | None:
    """``rel=canonical`` (or og:url) as an absolute address, kept even when it lies; None when the page names none."""
    known = page.memory.get("canonical", page)
    if known is page:
        known = page.memory["canonical"] = _find(page)
    return known if isinstance(known, str) else None


def _find(page: Page) -> str | None:
    for link in page.by_tag.get("link", ()):
        if "canonical" in link.get("rel", "").lower().split():
            address = page.absolute(link.get("href"))
            if address:
                return address
    for content in page.structured.meta.get("og:url", ()):
        address = page.absolute(content)
        if address:
            return address
    return None

"""What the start page of a blog says of the blog as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from blogarchive.extract.page import Page

__all__ = ["RootFacts", "read_facts"]

NAME_META = ("og:site_name", "application-name", "apple-mobile-web-app-title")


@dataclass(frozen=True, slots=True)
class RootFacts:
    """Names the site gives itself, likeliest first, and its language as the page states it."""

    names: tuple[str, ...] = ()
    language: str | None = None


def read_facts(page: Page) -> RootFacts:
    """The names and the language on *page*."""
    meta = page.structured.meta
    names = [value for name in NAME_META for value in meta.get(name, [])]
    title = page.tree.findtext(".//title")
    return RootFacts(names=tuple([*names, title] if title else names), language=page.tree.get("lang"))

"""A feed as a value, whatever its format was."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Feed", "FeedEntry"]


@dataclass(slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed. Values are as the feed gives them, addresses absolute."""

    url: str
    """The post's address."""

    title: str | None = None
    """Markup removed, one line."""

    published: str | None = None
    """ISO 8601, with a zone only when the feed gives one."""

    modified: str | None = None
    """ISO 8601, as published."""

    authors: list[str] = field(default_factory=list)
    """Names, without e-mail addresses."""

    tags: list[str] = field(default_factory=list)
    """Categories and tags; feeds do not keep them apart."""

    summary_html: str | None = None
    content_html: str | None = None
    """The whole post, when the feed carries it."""

    guid: str | None = None
    """The entry's identifier."""


@dataclass(slots=True, kw_only=True)
class Feed:
    """A feed with its entries, in its order."""

    title: str | None = None
    home_url: str | None = None
    """The page the feed is about."""

    language: str | None = None
    generator: str | None = None
    authors: list[str] = field(default_factory=list)
    """Authors of the whole feed: they hold for entries that name none."""

    kind: str = "posts"
    """``posts`` or ``comments``."""

    entries: list[FeedEntry] = field(default_factory=list)
    next_urls: list[str] = field(default_factory=list)
    """Older pages of the feed: RFC 5005 ``next`` and ``prev-archive``, JSON Feed's ``next_url``."""

    total: int | None = None
    """How many entries exist, where the feed says so (openSearch:totalResults)."""

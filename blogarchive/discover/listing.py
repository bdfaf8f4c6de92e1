"""A platform's own list of what it published, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field

from blogarchive.discover.feed import FeedEntry

__all__ = ["Listing"]


@dataclass(slots=True, kw_only=True)
class Listing:
    """One answer of a list that a blogging platform keeps of its posts: REST, archive or page data as JSON."""

    platform: str
    """Who answered: wordpress, ghost, blogger, substack, tumblr, medium, squarespace, drupal, forem, …"""

    kind: str = "posts"
    """``posts``, ``pages`` (about, contact) or ``other``: further types of content, or a list of lists."""

    entries: list[FeedEntry] = field(default_factory=list)
    """What it names, in its order. Drafts, private and scheduled posts are left out where the platform marks them."""

    next_urls: list[str] = field(default_factory=list)
    """Further answers of the same list, absolute, next one first."""

    total: int | None = None
    """How many entries the platform promises for the whole list."""

    ended: bool = False
    """Whether this answer shows that the list ends here."""

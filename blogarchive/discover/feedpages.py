"""The next page of a feed, for software that pages its feeds without saying so in them."""

from __future__ import annotations

from collections.abc import Sequence

from blogarchive.discover.platforms.table import engine_of
from blogarchive.discover.query import parameter, with_parameters

__all__ = ["next_feed_page"]

MAX_PAGE = 100_000

PAGED_BY: dict[str, tuple[str, int]] = {
    "wordpress": ("paged", 1),  # https://developer.wordpress.org/reference/classes/wp_query/#pagination-parameters
    "drupal": ("page", 0),  # Views with a pager; a feed without one repeats itself
    "discourse": ("page", 0),
}
"""Software whose feeds take a page's number: the parameter, and the number of the newest page."""


def next_feed_page(feed_url: str, generator: str | None, entries: Sequence[object]) -> str | None:
    """The address of the page after the one at *feed_url* that named *entries*, or None.

    *generator* is what the feed or the blog says made it. The pages end with a 404, with no entries, or where a page brings
    only entries that were known: whoever asks has to look. Feeds that name their next page themselves (RFC 5005, JSON Feed,
    openSearch) need no guess, see `Feed.next_urls`.
    """
    engine = engine_of(generator=generator) if generator else None
    if not entries:
        return None
    if engine == "blogger":
        start = _number(parameter(feed_url, "start-index"), 1)
        return with_parameters(feed_url, {"start-index": start + len(entries)})
    if engine not in PAGED_BY:
        return None
    name, first = PAGED_BY[engine]
    page = _number(parameter(feed_url, name), first)
    return with_parameters(feed_url, {name: page + 1}) if page < MAX_PAGE else None


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else default

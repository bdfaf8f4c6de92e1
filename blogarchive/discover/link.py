"""An address the program heard of, and who named it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Link", "Source"]


class Source(StrEnum):
    """What kind of place named an address. The values go into the ledger and the report."""

    START = "start"
    LINK = "link"
    PAGER = "pager"
    FEED = "feed"
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    CANONICAL = "canonical"
    REDIRECT = "redirect"
    USUAL_PLACE = "usual-place"
    REST = "rest"
    ASSET = "asset"
    AUTHOR = "author"
    PART = "part"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Link:
    """One address with what was said about it where it was named."""

    url: str
    """Absolute, without fragment."""

    source: Source
    """The kind of place that named it."""

    text: str = ""
    """The linked words or the entry's title, on one line; may be empty."""

    rel: str = ""
    """The link's ``rel`` tokens in lower case, separated by blanks."""

    published: str | None = None
    """When the naming source says it was published, ISO 8601."""

    lastmod: str | None = None
    """When the naming source says it was changed, ISO 8601."""

    region: str = "main"
    """Where on the page it stands: main, nav, header, footer or aside. Links of feeds and sitemaps are main."""

    heading: bool = False
    """Whether it stands in a heading or wraps one, as the title of a teaser does."""

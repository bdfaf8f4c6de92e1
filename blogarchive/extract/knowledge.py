"""What is known about a blog beyond one page: its names, what its feeds say of each post, who its authors are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from blogarchive.extract.learned import NOTHING_LEARNED, Learned
from blogarchive.urls import post_key

__all__ = ["AuthorProfile", "PostLabel", "SiteKnowledge"]


@dataclass(slots=True, kw_only=True, frozen=True)
class PostLabel:
    """What a feed says about one post."""

    title: str | None = None
    """As the feed gives it, markup removed."""

    published: str | None = None
    """ISO 8601, with a zone only when the feed gives one."""

    modified: str | None = None
    """ISO 8601."""

    authors: tuple[str, ...] = ()
    """Names as the feed gives them."""

    tags: tuple[str, ...] = ()
    """Categories and tags of the entry; feeds do not keep them apart."""


@dataclass(slots=True, kw_only=True, frozen=True)
class AuthorProfile:
    """What an author's own page says."""

    name: str
    """The name the page is about."""

    bio: str | None = None
    """The page's text about the author."""

    image: str | None = None
    """A portrait, absolute address."""


@dataclass(slots=True, kw_only=True)
class SiteKnowledge:
    """Everything a page's extraction may know besides the page. Empty is fine: fields then rest on the page alone."""

    url: str = ""
    """The address the blog is archived from."""

    name: str | None = None
    """The blog's name."""

    site_names: frozenset[str] = frozenset()
    """Every name of the site seen in its titles (feed title, og:site_name, home page): cut off titles, never an author."""

    language: str | None = None
    """The blog's main language as its feed or home page states it, BCP 47."""

    labels: Mapping[str, PostLabel] = field(default_factory=dict)
    """post_key of an address → what the feeds say about it."""

    learned: Learned = NOTHING_LEARNED
    """What the blog's pages taught together."""

    def label(self, url: str) -> PostLabel | None:
        """What the feeds say about the post at *url*."""
        return self.labels.get(post_key(url))

    def fingerprint(self, url: str) -> str:
        """12 hexadecimal digits that change exactly when something changed that extraction of the page at *url* may use.

        Behind them, after a hyphen, stands the fingerprint of what was learned, if anything was.
        """
        label = self.label(url)
        used = [
            self.name,
            sorted(self.site_names),
            self.language,
            asdict(label) if label else None,
        ]
        digest = hashlib.blake2b(json.dumps(used, ensure_ascii=True).encode(), digest_size=6).hexdigest()
        return f"{digest}-{self.learned.fingerprint()}" if self.learned else digest

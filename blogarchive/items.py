"""The article row. Field docstrings here are the one source of the JSON Schema, the docs and the data package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

__all__ = [
    "ArchiveRef",
    "Article",
    "Author",
    "Blog",
    "Comment",
    "Extractor",
    "Image",
    "OutLink",
    "Provenance",
    "Rejected",
    "Teaser",
]


@dataclass(slots=True, kw_only=True)
class Blog:
    """The blog a post belongs to."""

    name: str | None = None
    """The blog's name as its pages or feed give it."""

    url: str
    """The address the blog was archived from."""


@dataclass(slots=True, kw_only=True)
class Author:
    """Somebody who wrote the post."""

    name: str
    """The name alone: no "By", role, year or e-mail address."""

    url: str | None = None
    """The author's page, absolute."""

    bio: str | None = None
    """What the page, or the author's own page, says about the author."""

    image: str | None = None
    """A portrait, absolute address."""


@dataclass(slots=True, kw_only=True)
class Teaser:
    """A pointer to another post of the same blog."""

    title: str
    """The title the teaser shows."""

    url: str
    """The post it leads to, absolute."""

    excerpt: str | None = None
    """The text under the title, as shown."""

    image: str | None = None
    """The teaser's picture, absolute address."""

    date_published: str | None = None
    """The date the teaser shows, ISO 8601."""

    kind: str = "related"
    """One of related, latest, popular, next, previous."""


@dataclass(slots=True, kw_only=True)
class Image:
    """A picture in the body."""

    url: str
    """Largest version named by the page (srcset, lazy attributes), absolute."""

    alt: str | None = None
    """The alternative text."""

    caption: str | None = None
    """The text under the picture, without the credit when that stands apart."""

    credit: str | None = None
    """Who made the picture."""


@dataclass(slots=True, kw_only=True)
class Comment:
    """One reader's comment."""

    author: str | None = None
    """The name shown."""

    date: str | None = None
    """ISO 8601, with a zone only when the page gives one."""

    text: str
    """The comment's text."""

    parent: int | None = None
    """Index, in this list, of the comment it answers."""


@dataclass(slots=True, kw_only=True)
class OutLink:
    """A link in the body."""

    url: str
    """Absolute address."""

    text: str
    """The linked words."""

    rel: str | None = None
    """The link's ``rel`` attribute."""


@dataclass(slots=True, kw_only=True)
class ArchiveRef:
    """Where the bytes are that the row was read from."""

    warc: str
    """File name inside the archive's ``warc`` folder."""

    offset: int
    """First byte of the record in that file."""

    length: int
    """Bytes of the record in that file, compressed."""

    record_id: str
    """The record's ``WARC-Record-ID`` without angle brackets."""

    payload_digest: str | None = None
    """``sha1:`` and base32, of the de-chunked and still content-coded body."""

    captured_at: str
    """When the request was sent, ISO 8601 in UTC."""

    status: int
    """The HTTP status."""


@dataclass(slots=True, kw_only=True)
class Rejected:
    """A candidate that lost, and why."""

    value: str
    """The value as found, cut to 200 characters."""

    source: str
    """Where it stood."""

    reason: str
    """Why it was not taken."""


@dataclass(slots=True, kw_only=True)
class Provenance:
    """Where a value came from."""

    source: str
    """The kind of place: json-ld, microdata, meta, time, byline, feed, structure, address, a rule's name …"""

    selector: str | None = None
    """The element or key inside that place."""

    confidence: float
    """0 to 1; comparable inside one field only."""

    rejected: list[Rejected] = field(default_factory=list)
    """The candidates that lost, best first, at most eight."""


@dataclass(slots=True, kw_only=True)
class Extractor:
    """What made the row."""

    name: str
    """``blogarchive`` and, after a slash, the rule that was used, if any."""

    version: str
    """Version of blogarchive."""

    knowledge: str | None = None
    """Digest of what was known about the blog when the row was made."""


@dataclass(slots=True, kw_only=True)
class Article:
    """One post of a blog: newest version. A value is what the page says, or null."""

    id: str
    """Stable within the blog: digest of the post's canonical address."""

    url: str
    """The address that answered, absolute."""

    canonical_url: str | None = None
    """The page's own canonical address, kept even when it lies."""

    blog: Blog
    """The blog the post belongs to."""

    title: str | None = None
    """The post's title without the site's name."""

    date_published: str | None = None
    """ISO 8601: a date, or a time, with a zone only when the page gives one. Never taken from the modified date."""

    date_published_raw: str | None = None
    """The text the date was read from."""

    date_modified: str | None = None
    """ISO 8601, as date_published."""

    date_modified_raw: str | None = None
    """The text the modified date was read from."""

    authors: list[Author] = field(default_factory=list)
    """All the authors the page names, in its order."""

    body_text: str | None = None
    """The article alone as text; blocks are separated by one empty line, line breaks inside code are kept."""

    body_html: str | None = None
    """The article alone as clean HTML with absolute addresses."""

    body_markdown: str | None = None
    """The article alone as Markdown."""

    excerpt: str | None = None
    """The page's own summary."""

    tags: list[str] = field(default_factory=list)
    """Tags as shown, in order."""

    categories: list[str] = field(default_factory=list)
    """Categories or sections as shown, in order."""

    related: list[Teaser] = field(default_factory=list)
    """Teasers of other posts, never the post itself."""

    images: list[Image] = field(default_factory=list)
    """Pictures in the body, in order."""

    comments: list[Comment] = field(default_factory=list)
    """Comments the page shows, in order."""

    links: list[OutLink] = field(default_factory=list)
    """Links out of the body, in order."""

    language: str | None = None
    """BCP 47, for example ``en-GB``."""

    license: str | None = None
    """Address or short name of the licence the page states."""

    word_count: int = 0
    """Words in body_text; in scripts without spaces each character counts."""

    version: int = 1
    """1 for the first version seen, then counted up."""

    first_seen: str | None = None
    """When the post was first captured, ISO 8601 in UTC."""

    last_seen: str | None = None
    """When the post was last captured or confirmed unchanged, ISO 8601 in UTC."""

    gone: str | None = None
    """When the post was found to be gone, ISO 8601 in UTC."""

    archive: ArchiveRef | None = None
    """The record this row was read from."""

    provenance: dict[str, Provenance] = field(default_factory=dict)
    """Per field: where the value came from and what was rejected."""

    errors: dict[str, str] = field(default_factory=dict)
    """Per field: why it could not be read. A broken field never costs the row."""

    extractor: Extractor | None = None
    """What made the row."""

    def to_row(self) -> dict[str, Any]:
        """The article as plain dicts and lists, fields in the order of this class."""
        row: dict[str, Any] = _plain(self)
        return row


def _plain(value: Any) -> Any:
    """*value* as dicts, lists and plain values. As `dataclasses.asdict`, which copies every string and takes much longer."""
    kind = type(value)
    if kind is str:
        return value
    flat = _FLAT.get(kind)
    if flat is not None:
        names, values_of = flat
        return dict(zip(names, values_of(value), strict=True))
    names = _FIELDS.get(kind, ())
    if names:
        return {name: _plain(getattr(value, name)) for name in names}
    if kind is list:
        return [_plain(one) for one in value]
    if kind is dict:
        return {key: _plain(one) for key, one in value.items()}
    return value


_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind))
    for kind in (ArchiveRef, Article, Author, Blog, Comment, Extractor, Image, OutLink, Provenance, Rejected, Teaser)
}
_PLAIN_TYPES = frozenset(("str", "str | None", "int", "int | None"))
_FLAT: dict[type, tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {
    kind: (names, attrgetter(*names)) for kind, names in _FIELDS.items() if _PLAIN_TYPES.issuperset(f.type for f in fields(kind))
}
"""The classes all of whose values are plain: their fields, and what gets the values of these."""

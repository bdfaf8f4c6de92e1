"""What was asked for, by what came back: recorded answers and the bytes they take in the WARC files."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from blogarchive.store.states import Role

__all__ = ["KINDS", "TrafficFigure", "read_traffic"]

KINDS = ("html", "feed", "sitemap", "REST", "pictures", "css", "scripts", "other")

# Media types begin with one of these; the first match counts.
_MEDIA = (
    ("text/html", "html"),
    ("application/xhtml+xml", "html"),
    ("image/", "pictures"),
    ("text/css", "css"),
    ("text/javascript", "scripts"),
    ("application/javascript", "scripts"),
    ("application/x-javascript", "scripts"),
    ("application/ecmascript", "scripts"),
)
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_ROLES: dict[str, str] = {Role.FEED: "feed", Role.SITEMAP: "sitemap", Role.ROBOTS: "other"}


@dataclass(slots=True, kw_only=True)
class TrafficFigure:
    """One kind of answers."""

    kind: str
    """html, feed, sitemap, REST, pictures, css, scripts or other."""

    requests: int
    """Recorded answers; a redirect or an error counts as what the address was asked for."""

    bytes: int
    """Of request and response in the WARC files, compressed."""


def read_traffic(db: sqlite3.Connection) -> list[TrafficFigure]:
    """Recorded answers by kind, in the order of `KINDS`; kinds without any are left out."""
    requests, sizes = Counter[str](), Counter[str]()
    query = (
        "SELECT u.role, u.source, lower(coalesce(c.mime, '')), count(*), sum(c.\"end\" - c.offset)"
        " FROM capture c JOIN url u ON u.id = c.url_id GROUP BY 1, 2, 3"
    )
    for role, source, mime, count, size in db.execute(query):
        kind = _kind(role, source, mime)
        requests[kind] += count
        sizes[kind] += size
    return [TrafficFigure(kind=kind, requests=requests[kind], bytes=sizes[kind]) for kind in KINDS if requests[kind]]


def _kind(role: str, source: str, mime: str) -> str:
    asked = _ROLES.get(role)
    if asked:
        return asked
    if role != Role.ASSET:
        if mime.startswith(_FEEDS) or (role == Role.FURTHER and source == "feed"):
            return "feed"
        if mime.startswith("application/json") or (role == Role.FURTHER and source.startswith("rest")):
            return "REST"
    for begin, kind in _MEDIA:
        if mime.startswith(begin):
            return kind
    return "other" if mime or role == Role.ASSET else "html"

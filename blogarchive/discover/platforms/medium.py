"""Medium: pages as data, ``?format=json``, behind a guard line that keeps scripts of other sites from reading them.

Not documented. A person's posts come as a stream in which each answer says where the next one is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from blogarchive.discover.dates import iso_milliseconds
from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.feedparts import author, plain
from blogarchive.discover.jsondata import as_address, as_record, as_records, as_text, read_json
from blogarchive.discover.listing import Listing
from blogarchive.discover.query import parameter, with_parameters
from blogarchive.discover.xml import gunzip
from blogarchive.urls import host_of

__all__ = ["list_of", "parse", "places"]

GUARD = b"])}while(1);</x>"
LIMIT = 100
ROOT = "https://medium.com/"


def places(home_url: str) -> list[str]:
    """Where a person's or a publication's stream begins."""
    path = urlsplit(home_url).path.strip("/")
    person = path.startswith("@") or host_of(home_url).endswith(".medium.com")
    folder = urljoin(home_url, f"/{path.partition('/')[0]}/" if path else "/")
    return [with_parameters(urljoin(folder, "latest" if person else "archive"), {"format": "json", "limit": LIMIT})]


def list_of(url: str) -> str | None:
    """``posts`` when *url* asks for a stream as data."""
    path = urlsplit(url).path
    stream = path.endswith(("/latest", "/stream")) or "/archive" in path
    return "posts" if stream and (parameter(url, "format") == "json" or "/_/api/" in path) else None


def parse(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The posts in *body*; answers of readers to other posts are left out."""
    body = gunzip(body).lstrip()
    if not body.startswith(GUARD):
        return None
    payload = as_record(as_record(read_json(body[len(GUARD) :])).get("payload"))
    references = as_record(payload.get("references"))
    if not payload:
        return None
    posts = as_records(list(as_record(references.get("Post")).values()))
    listing = Listing(platform="medium")
    listing.entries = [e for e in (_entry(p, references, url) for p in posts if not p.get("inResponseToPostId")) if e]
    paging = as_record(payload.get("paging"))
    following = as_record(paging.get("next"))
    target = as_address(paging.get("path"), url) if following and posts else None
    listing.next_urls = [with_parameters(target, _asked(following))] if target else []
    listing.ended = not listing.next_urls
    return listing


def _asked(following: dict[str, Any]) -> dict[str, str | int]:
    """The parameters of the next answer: plain values as they are, lists joined."""
    wanted: dict[str, str | int] = {"format": "json"}
    for name, value in list(following.items())[:20]:
        text = ",".join(t for t in map(as_text, value[:1000]) if t) if isinstance(value, list) else as_text(value)
        if text and name.isascii() and name.isalnum():
            wanted[name] = text
    return wanted


def _entry(post: dict[str, Any], references: dict[str, Any], base: str) -> FeedEntry | None:
    slug = as_text(post.get("uniqueSlug")) or as_text(post.get("id"))
    published = iso_milliseconds(post.get("firstPublishedAt"))
    creator = as_record(as_record(references.get("User")).get(as_text(post.get("creatorId")) or ""))
    collection = as_record(as_record(references.get("Collection")).get(as_text(post.get("homeCollectionId")) or ""))
    url = as_address(post.get("mediumUrl"), base) or as_address(slug and _address(slug, creator, collection, base), base)
    if url is None or published is None:
        return None
    name = author(as_text(creator.get("name")) or "")
    virtuals = as_record(post.get("virtuals"))
    return FeedEntry(
        url=url,
        title=plain(as_text(post.get("title"))),
        published=published,
        modified=iso_milliseconds(post.get("latestPublishedAt")),
        authors=[name] if name else [],
        tags=[t for tag in as_records(virtuals.get("tags")) if (t := plain(as_text(tag.get("name"))))],
        summary_html=as_text(virtuals.get("subtitle")),
        guid=as_text(post.get("id")),
    )


def _address(slug: str, creator: dict[str, Any], collection: dict[str, Any], base: str) -> str:
    """Where a post is read: at its publication's own host, in its publication, or at its writer's."""
    domain, folder, user = (as_text(v) for v in (collection.get("domain"), collection.get("slug"), creator.get("username")))
    if domain:
        return f"https://{domain}/{slug}"
    if folder:
        return urljoin(ROOT, f"{folder}/{slug}")
    return urljoin(ROOT, f"@{user}/{slug}") if user else urljoin(base, f"/{slug}")

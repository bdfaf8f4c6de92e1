"""WordPress: the REST API of version 4.7 and later, on a site of its own or at wordpress.com.

https://developer.wordpress.org/rest-api/using-the-rest-api/pagination/ and …/reference/posts/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from blogarchive.discover.dates import iso_date
from blogarchive.discover.feed import FeedEntry
from blogarchive.discover.feedparts import author, plain
from blogarchive.discover.jsondata import as_address, as_record, as_records, as_text, as_total, read_json
from blogarchive.discover.listing import Listing
from blogarchive.discover.query import parameter, with_parameters
from blogarchive.urls import absolute_url

__all__ = ["parse", "places", "rest_root_of_header", "route_of"]

MAX_ANSWERS = 1000
"""Further answers named at once: 100 000 posts of 100 each."""

PARAMETERS: dict[str, str | int] = {
    "per_page": 100,  # the most WordPress gives
    "orderby": "date",
    "order": "desc",
    # Names of authors and terms are only given embedded; naming the fields leaves out what plugins add, often most of an answer.
    "_embed": "author,wp:term",
    "_fields": "id,date,date_gmt,modified,modified_gmt,link,status,type,title,content,excerpt,_links,_embedded",
}
END_CODES = frozenset(("rest_post_invalid_page_number", "rest_invalid_page_number"))
# Types that WordPress and its page builders keep parts of pages in, never posts; and those with a list of their own.
MACHINE_TYPES = frozenset(
    "post page attachment nav_menu_item custom_css customize_changeset oembed_cache user_request elementor_library "
    "e-floating-buttons jp_pay_order jp_pay_product jp_mem_plan feedback acf-field-group acf-post-type acf-taxonomy "
    "revision".split()
)
KINDS = {"posts": "posts", "post": "posts", "pages": "pages", "page": "pages"}

_ROUTE = re.compile(r"/(?P<space>wp/v2/(?:sites/[^/?#&]+/)?)(?P<base>[\w%.-]+)/?\Z")
_API_LINK = re.compile(r"<([^<>]{1,2000})>\s*;[^<]*?\brel\s*=\s*\"?https://api\.w\.org/", re.IGNORECASE)
_NEXT_LINK = re.compile(r"<([^<>]{1,4000})>\s*;[^<]*?\brel\s*=\s*\"?next\b", re.IGNORECASE)


def places(home_url: str, rest_root: str | None) -> list[str]:
    """Where the lists of posts, of pages and of the types of content begin.

    Without *rest_root*, the address under which the site says its API is, both spellings of each: the one that works
    with every form of addresses first.
    """
    roots = [rest_root] if rest_root else [urljoin(home_url, "?rest_route=/"), urljoin(home_url, "wp-json/")]
    found = [with_parameters(_route(root, base), PARAMETERS) for base in ("posts", "pages") for root in roots]
    return found + [_route(root, "types") for root in roots]


def rest_root_of_header(link_header: str, url: str) -> str | None:
    """The address of the REST API that a ``Link`` header names."""
    match = _API_LINK.search(link_header[:20_000])
    return absolute_url(match[1], url) if match else None


def route_of(url: str) -> str | None:
    """The last part of the REST route in *url* (``posts``, ``pages``, ``types``, …), or None when it has none."""
    match = _ROUTE.search(parameter(url, "rest_route") or urlsplit(url).path)
    return match["base"] if match else None


def parse(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The list of one type of content in *body*, or, at ``…/types``, the lists of the further types."""
    base = route_of(url)
    data = read_json(body) if base else None
    if base is None or data is None:
        return None
    kind = KINDS.get(base, "other")
    if isinstance(data, dict):
        if base == "types":
            return _types(data, url)
        return Listing(platform="wordpress", kind=kind, ended=True) if as_text(data.get("code")) in END_CODES else None
    items = [item for item in as_records(data) if "link" in item and "type" in item]
    if data and not items:
        return None
    entries = [entry for entry in (_entry(item, url) for item in items) if entry]
    listing = Listing(platform="wordpress", kind=kind, entries=entries, total=as_total(headers.get("x-wp-total")))
    listing.next_urls = _further(url, headers, len(items))
    listing.ended = not listing.next_urls
    return listing


def _further(url: str, headers: Mapping[str, str], count: int) -> list[str]:
    """All answers after this one where the header says how many there are, so that a broken one does not hide the rest."""
    page = as_total(parameter(url, "page")) or 1
    pages = as_total(headers.get("x-wp-totalpages"))
    if count and pages is not None:
        return [with_parameters(url, {"page": n}) for n in range(page + 1, min(pages, page + MAX_ANSWERS) + 1)]
    following = _NEXT_LINK.search(headers.get("link", "")[:20_000])
    if following:
        target = absolute_url(following[1], url)
        return [target] if target and target != url else []
    full = count >= (as_total(parameter(url, "per_page")) or 10)
    return [with_parameters(url, {"page": page + 1})] if count and full else []


def _types(data: dict[str, Any], url: str) -> Listing | None:
    """The lists of the types that are neither posts nor pages nor machinery."""
    records = [as_record(value) for value in data.values()]
    if not any("rest_base" in record for record in records):
        return None
    found = []
    for record in records:
        slug, base = as_text(record.get("slug")), as_text(record.get("rest_base"))
        space = as_text(record.get("rest_namespace")) or "wp/v2"
        if slug and base and space == "wp/v2" and slug not in MACHINE_TYPES and not slug.startswith("wp_") and "/" not in base:
            found.append(with_parameters(_sibling(url, base), PARAMETERS))
    return Listing(platform="wordpress", kind="other", next_urls=found[:50], ended=not found)


def _route(root: str, base: str) -> str:
    """The address of the list *base* of the API at *root*, which has its routes in the path or in ``rest_route``."""
    route = parameter(root, "rest_route")
    if route is not None:
        return with_parameters(root, {"rest_route": f"{route.rstrip('/')}/wp/v2/{base}"})
    parts = urlsplit(root)
    space = "" if "/wp/v2/" in parts.path else "wp/v2/"
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{space}{base}", fragment=""))


def _sibling(url: str, base: str) -> str:
    """The address of the list *base* beside the one at *url*."""
    route = parameter(url, "rest_route")
    if route is not None:
        return with_parameters(url, {"rest_route": _ROUTE.sub(rf"/\g<space>{base}", route)})
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=_ROUTE.sub(rf"/\g<space>{base}", parts.path), query="", fragment=""))


def _entry(item: dict[str, Any], base: str) -> FeedEntry | None:
    url = as_address(item.get("link"), base)
    if url is None or item.get("status", "publish") != "publish":
        return None
    content = as_record(item.get("content"))
    hidden = bool(content.get("protected"))
    return FeedEntry(
        url=url,
        title=plain(as_text(as_record(item.get("title")).get("rendered"))),
        published=_date(item, "date"),
        modified=_date(item, "modified"),
        authors=_authors(item),
        tags=_terms(item),
        summary_html=None if hidden else as_text(as_record(item.get("excerpt")).get("rendered")),
        content_html=None if hidden else as_text(content.get("rendered")),
        guid=as_text(as_record(item.get("guid")).get("rendered")) or as_text(item.get("id")),
    )


def _date(item: dict[str, Any], name: str) -> str | None:
    """The local time of *name* with the zone that follows from its UTC twin; without a zone when there is none."""
    local, utc = iso_date(as_text(item.get(name))), iso_date(as_text(item.get(name + "_gmt")))
    if not local or not utc or len(local) != len(utc):
        return local
    try:
        here, there = datetime.fromisoformat(local), datetime.fromisoformat(utc)
        ahead = here - there  # TypeError when only one of them has a zone
        return here.replace(tzinfo=timezone(ahead)).isoformat() if abs(ahead) <= timedelta(hours=14) else local
    except (ValueError, TypeError):
        return local


def _authors(item: dict[str, Any]) -> list[str]:
    people = as_records(as_record(item.get("_embedded")).get("author"))
    names = (author(as_text(person.get("name")) or "") for person in people)
    return [name for name in names if name]


def _terms(item: dict[str, Any]) -> list[str]:
    """Categories and tags; the category a post is in when its author chose none says nothing and stays, as in the feed."""
    groups = as_record(item.get("_embedded")).get("wp:term")
    terms = [term for group in (groups if isinstance(groups, list) else []) for term in as_records(group)]
    names = (plain(as_text(term.get("name"))) for term in terms if term.get("taxonomy") in ("category", "post_tag"))
    return list(dict.fromkeys(name for name in names if name))

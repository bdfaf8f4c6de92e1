"""The lists that platforms keep of their own posts: which address holds which list, and where they begin."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from blogarchive.discover.listing import Listing
from blogarchive.discover.markup import UNREADABLE, Markup, read_markup
from blogarchive.discover.places import folder_of
from blogarchive.discover.platforms import drupal, feedlists, ghost, medium, squarespace, substack, tumblr, wordpress
from blogarchive.discover.platforms.table import engine_of
from blogarchive.urls import host_of

__all__ = ["Listing", "engine_of", "list_name", "listing_places", "listings_named", "parse_listing"]


@dataclass(frozen=True, slots=True)
class _Lists:
    """How one platform lists its posts."""

    platform: str
    list_of: Callable[[str], str | None]
    """Which of its lists an address holds, by its shape alone."""

    parse: Callable[[bytes, str, Mapping[str, str]], Listing | None]
    places: Callable[[str], list[str]] | None = None
    """Where its lists begin, from the blog's folder."""


LISTS: tuple[_Lists, ...] = (
    _Lists("wordpress", wordpress.route_of, wordpress.parse),
    _Lists("ghost", ghost.list_of, ghost.parse),
    _Lists("blogger", feedlists.blogger_list, feedlists.parse_blogger, feedlists.blogger_places),
    _Lists("substack", substack.list_of, substack.parse, substack.places),
    _Lists("tumblr", tumblr.list_of, tumblr.parse, tumblr.places),
    _Lists("medium", medium.list_of, medium.parse, medium.places),
    _Lists("microblog", feedlists.microblog_list, feedlists.parse_microblog, feedlists.microblog_places),
    _Lists("drupal", drupal.list_of, drupal.parse, drupal.places),
    _Lists("squarespace", squarespace.list_of, squarespace.parse, squarespace.places),
)
"""Looked through in this order."""

WORDPRESS_COM = "https://public-api.wordpress.com/wp/v2/sites/"


def parse_listing(body: bytes, url: str, headers: Mapping[str, str]) -> Listing | None:
    """The platform's list in *body*, fetched from *url*, or None when it is none. *headers* have names in lower case.

    Answers that say the list is at its end are read whatever their status was: a 400 of WordPress says so.
    """
    for lists in LISTS:
        if lists.list_of(url):
            listing = lists.parse(body, url, headers)
            if listing is not None:
                listing.next_urls = [u for u in dict.fromkeys(listing.next_urls) if u != url]
                return listing
    return None


def list_name(url: str) -> str | None:
    """Which list the address *url* belongs to (``wordpress:posts``), by its shape alone; None when it looks like no list.

    Two addresses of one blog with the same name give the same list: when one of them answered, the other need not be asked.
    """
    for lists in LISTS:
        name = lists.list_of(url)
        if name:
            return f"{lists.platform}:{name}"
    return None


def listing_places(home_url: str, engines: Collection[str], rest_root: str | None) -> list[str]:
    """Where the lists of the platforms *engines* begin for the blog at *home_url*, likeliest first.

    *rest_root* is the address of its REST API that a WordPress site names in a ``Link`` header or element. Several places
    of one list have one `list_name`: ask them one after another until one answers.
    """
    home = folder_of(home_url)
    host = host_of(home)
    if rest_root is None and host.endswith(".wordpress.com"):
        rest_root = f"{WORDPRESS_COM}{host}/"
    found = wordpress.places(home, rest_root) if rest_root or "wordpress" in engines else []
    for lists in LISTS:
        if lists.places and lists.platform in engines:
            found += lists.places(home)
    return list(dict.fromkeys(found))


def listings_named(html: Markup | bytes | str, url: str) -> list[str]:
    """Where lists begin that the page *html* at *url* itself can read: Ghost's, with the public key that stands in it."""
    markup = html if isinstance(html, Markup) else read_markup(html)
    if markup is None:
        return []
    try:
        return ghost.named(markup, url)
    except UNREADABLE:
        return []

"""An answer as captured, and what reading it tells. The same for a live answer and for one out of a WARC file."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from blogarchive.discover.feeds import Feed, FeedEntry, parse_feed
from blogarchive.discover.hfeed import parse_hfeed
from blogarchive.discover.link import Link
from blogarchive.discover.links import PageLinks, find_links
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import engine_of, list_name, listing_places, listings_named, parse_listing
from blogarchive.discover.markup import Markup, read_markup
from blogarchive.discover.pagers import pager_base
from blogarchive.discover.platforms.wordpress import rest_root_of_header
from blogarchive.discover.remainder import KnownTags, Remainder
from blogarchive.discover.requisites import find_requisites
from blogarchive.discover.sitemaps import Sitemap, parse_sitemap, robots_sitemaps
from blogarchive.discover.unlinked import find_unlinked, fragment_of
from blogarchive.extract.kind import Evidence, read_evidence
from blogarchive.extract.page import Page
from blogarchive.items import ArchiveRef
from blogarchive.settle.facts import RootFacts, read_facts
from blogarchive.sites import page_for
from blogarchive.warc.reader import MAX_BODY

__all__ = ["Answer", "Kind", "Reading", "announced_length", "kind_of", "list_headers", "read_answer"]

Kind = str
"""html, feed, sitemap, listing, robots, css or other."""

SNIFF = 1024
MAX_ANNOUNCED = 1 << 40
"""Bytes; nobody can tell how much is missing of an answer that promises more and breaks off."""

LIST_HEADERS = ("link", "x-wp-total", "x-wp-totalpages")
XML_ROOTS = frozenset((b"rss", b"feed", b"urlset", b"sitemapindex", b"rdf:rdf"))
_ROOT = re.compile(rb"(?>\s|<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)*+<([a-z:]+)", re.DOTALL)


@dataclass(slots=True, kw_only=True)
class Answer:
    """What a server answered, content coding undone."""

    url: str
    status: int
    content_type: str | None
    body: bytes
    captured_at: datetime
    location: str | None = None
    """The ``Location`` header as it stands."""

    truncated: str | None = None
    incomplete: bool = False
    """Whether *body* is only the beginning although the answer was received whole: too long, or its coding is broken."""

    announced: int | None = None
    """Bytes that its ``Content-Length`` promises."""

    headers: dict[str, str] = field(default_factory=dict)
    """What the answer's headers say of lists, names in lower case (`list_headers`)."""

    archive: ArchiveRef | None = None


def list_headers(get: Callable[[str], bytes | None]) -> dict[str, str]:
    """Those of the headers that *get* looks up that say where a REST interface is, and how long a list of it is."""
    return {name: value.decode("latin-1") for name in LIST_HEADERS if (value := get(name))}


def announced_length(value: bytes | None) -> int | None:
    """The number in a ``Content-Length`` header, None when it is no number."""
    return int(value) if value and value.isdigit() and len(value) < 20 else None


@dataclass(kw_only=True)
class Reading:
    """What one answer says. Empty parts mean the answer is not of that kind."""

    answer: Answer
    kind: Kind
    feed: Feed | None = None
    sitemap: Sitemap | None = None
    listing: Listing | None = None
    """A list that a platform's REST interface keeps."""

    sitemaps: list[str] = field(default_factory=list)
    """Sitemap addresses a robots.txt names."""

    trouble: str | None = None
    """Why the answer could not be read."""

    known: Container[str] = frozenset()
    """Addresses that are nothing new, for `find_links`."""

    rest: Remainder | None = None
    """What of the HTML page is looked at for links and requisites; None for all of it."""

    apart: bool = False
    """Whether it was read in another process: the page itself is not at hand then."""

    @property
    def cut(self) -> str | None:
        """What of the answer was not read, for the ledger; None when all was."""
        answer = self.answer
        if answer.incomplete and answer.truncated is None:
            too_long = len(answer.body) >= MAX_BODY
            return f"too long: only the first {MAX_BODY >> 20} MB were read" if too_long else "broken content coding"
        return "too long: not all its entries were read" if self.sitemap and self.sitemap.truncated else None

    def values(self) -> dict[str, Any]:
        """What was read, as plain values that can go to another process."""
        known: dict[str, Any] = {name: getattr(self, name) for name in ("kind", "feed", "sitemap", "listing", "sitemaps")}
        for entry in (*(self.feed.entries if self.feed else ()), *(self.listing.entries if self.listing else ())):
            entry.content_html = entry.summary_html = None  # nothing reads them, and they may be most of the feed
        if self.kind == "html":
            known |= {
                name: getattr(self, name)
                for name in ("evidence", "links", "unlinked", "marked_up", "requisites", "facts", "engine", "lists")
            }
        return known

    @classmethod
    def of_values(cls, answer: Answer, values: dict[str, Any]) -> Reading:
        """The reading whose `values` these are."""
        reading = cls(answer=answer, kind=values["kind"], apart=True)
        vars(reading).update(values)
        return reading

    @cached_property
    def page(self) -> Page:
        """The HTML page; to be used when *kind* is html."""
        answer = self.answer
        return page_for(url=answer.url, body=answer.body, content_type=answer.content_type, captured_at=answer.captured_at)

    def leave_out(self, tags: KnownTags, known: Container[str]) -> None:
        """Look only at what the HTML page names beside what earlier pages named in the same words and is *known*."""
        if not self.apart:
            self.known = known
            self.rest = tags.beside(self.text, self.answer.url, known)

    @cached_property
    def links(self) -> PageLinks:
        """The HTML page's links."""
        links = find_links(self._looked_at, self.answer.url, self.known) if self._looked_at else PageLinks(self.answer.url)
        links.passed += self.rest.passed if self.rest else ()
        return links

    def linked(self) -> Iterator[str]:
        """Where the HTML page's links lead; the page is looked through when the first is asked for."""
        yield from self.links.passed
        for link in self.links.anchors:
            yield link.url

    @cached_property
    def unlinked(self) -> list[Link]:
        """Lists that the HTML page leads to without a link."""
        return find_unlinked(self.markup, self.answer.url) if self.markup else []

    @cached_property
    def marked_up(self) -> list[FeedEntry]:
        """The posts that the HTML page lists as microformats2 entries, which need no heading."""
        if self.markup is None or "h-entry" not in self.text:
            return []
        feed = parse_hfeed(self.markup, self.answer.url)
        return feed.entries if feed else []

    @cached_property
    def requisites(self) -> list[str]:
        """What the HTML page shows or runs."""
        return find_requisites(self._looked_at, self.answer.url) if self._looked_at else []

    @cached_property
    def evidence(self) -> Evidence:
        """What the HTML page shows about its own kind."""
        return read_evidence(self.page)

    @cached_property
    def facts(self) -> RootFacts:
        """What the HTML page, when it is the blog's start, says of the blog."""
        return read_facts(self.page)

    @cached_property
    def engine(self) -> str | None:
        """The software that made the HTML page (`discover.platforms.table`)."""
        return engine_of(url=self.answer.url, html=self.markup)

    @cached_property
    def lists(self) -> list[str]:
        """Where the lists begin that the software of the HTML page, when it is the blog's start, keeps of the blog's posts."""
        answer = self.answer
        rest_root = self.links.rest_root or rest_root_of_header(answer.headers.get("link", ""), answer.url)
        places = listing_places(answer.url, {self.engine} if self.engine else (), rest_root)
        return [*places, *(listings_named(self.markup, answer.url) if self.markup else ())]

    @cached_property
    def markup(self) -> Markup | None:
        """The HTML page's elements, for links and requisites; None when there is nothing to read."""
        return read_markup(self.text)

    @cached_property
    def text(self) -> str:
        """The HTML page as characters."""
        # Which rule reads the page is nothing to its characters, and costs to find out.
        answer = self.answer
        plain = Page(url=answer.url, body=answer.body, content_type=answer.content_type, captured_at=answer.captured_at)
        page: Page = vars(self).get("page", plain)
        return page.text

    def let_go(self) -> None:
        """Forget the elements of the page: they hold each other in a circle, and would stay until the garbage collector comes."""
        for name in ("markup", "_looked_at"):
            markup = vars(self).pop(name, None)
            if markup is not None:
                vars(markup).pop("elements", None)

    @cached_property
    def _looked_at(self) -> Markup | None:
        return read_markup(self.rest.html) if self.rest else self.markup


def read_answer(answer: Answer) -> Reading:
    """What *answer* says, judged by its type and its first bytes; never raises on a bad body."""
    if answer.truncated and (answer.announced or 0) > MAX_ANNOUNCED:
        return Reading(answer=answer, kind="other", trouble="cut off, and its length is no length")
    kind = kind_of(answer)
    if kind == "robots":
        return Reading(answer=answer, kind=kind, sitemaps=robots_sitemaps(answer.body, answer.url))
    listing = parse_listing(answer.body, answer.url, answer.headers) if kind == "json" else None
    if listing is not None:
        return Reading(answer=answer, kind="listing", listing=listing)
    if kind in ("xml", "json"):
        feed = parse_feed(answer.body, answer.url)
        if feed is not None:
            return Reading(answer=answer, kind="feed", feed=feed)
    if kind in ("xml", "list"):
        sitemap = parse_sitemap(answer.body, answer.url)
        if sitemap is not None:
            return Reading(answer=answer, kind="sitemap", sitemap=sitemap)
    fragment = _fragment(answer) if kind == "other" else None
    if fragment:
        return Reading(answer=fragment, kind="html")
    return Reading(answer=answer, kind=kind if kind in ("html", "css") else "other")


def _fragment(answer: Answer) -> Answer | None:
    """The piece of a page that a script of the blog would put under its list, out of the JSON of a further page."""
    if answer.status != 200 or pager_base(answer.url) is None or answer.body[:SNIFF].lstrip()[:1] not in (b"{", b"["):
        return None
    html = fragment_of(answer.body)
    return replace(answer, body=html.encode("utf-8", "replace"), content_type="text/html; charset=utf-8") if html else None


def kind_of(answer: Answer) -> Kind:
    """html, xml, json, list (plain text or gzip that may be a sitemap), css, robots or other."""
    if answer.status != 200:
        return "other"
    media = (answer.content_type or "").split(";")[0].strip().lower()
    path = answer.url.partition("?")[0].partition("#")[0]
    if path.endswith("/robots.txt") and path.count("/") == 3:
        return "robots"
    if media == "text/css":
        return "css"
    start = answer.body[:SNIFF].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    root = first[1] if (first := _ROOT.match(start)) else b""
    if root in XML_ROOTS:
        return "xml"  # whatever it calls itself
    if root == b"html" or start.startswith(b"<!doctype html") or media in ("text/html", "application/xhtml+xml"):
        return "html"
    if root == b"svg":
        return "other"
    if start.startswith(b"<?xml"):
        return "xml"
    if media.endswith(("/xml", "+xml")) and media != "image/svg+xml":
        return "xml"
    if start.startswith((b"{", b"[", b"])}", b"var ")) and list_name(answer.url):
        return "json"
    if media.endswith(("/json", "+json")) and start.startswith(b"{"):
        return "json" if b"jsonfeed.org" in start or media == "application/feed+json" else "other"
    if "sitemap" in path.rpartition("/")[2].lower() and path.endswith((".gz", ".txt")):
        return "xml" if path.endswith(".gz") else "list"
    return "other"

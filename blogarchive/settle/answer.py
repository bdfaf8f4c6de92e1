"""An answer as captured, and what reading it tells. The same for a live answer and for one out of a WARC file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from blogarchive.discover.feeds import Feed, parse_feed
from blogarchive.discover.links import PageLinks, find_links
from blogarchive.discover.markup import Markup, read_markup
from blogarchive.discover.requisites import find_requisites
from blogarchive.discover.sitemaps import Sitemap, parse_sitemap, robots_sitemaps
from blogarchive.extract.kind import Evidence, read_evidence
from blogarchive.extract.page import Page
from blogarchive.items import ArchiveRef
from blogarchive.settle.facts import RootFacts, read_facts
from blogarchive.sites import page_for
from blogarchive.warc.reader import MAX_BODY

__all__ = ["Answer", "Kind", "Reading", "announced_length", "kind_of", "read_answer"]

Kind = str
"""html, feed, sitemap, robots, css or other."""

SNIFF = 1024
MAX_ANNOUNCED = 1 << 40
"""Bytes; nobody can tell how much is missing of an answer that promises more and breaks off."""

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

    archive: ArchiveRef | None = None


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
    sitemaps: list[str] = field(default_factory=list)
    """Sitemap addresses a robots.txt names."""

    trouble: str | None = None
    """Why the answer could not be read."""

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
        known: dict[str, Any] = {"kind": self.kind, "feed": self.feed, "sitemap": self.sitemap, "sitemaps": self.sitemaps}
        for entry in self.feed.entries if self.feed else ():
            entry.content_html = entry.summary_html = None  # nothing reads them, and they may be most of the feed
        if self.kind == "html":
            known |= {name: getattr(self, name) for name in ("evidence", "links", "requisites", "facts")}
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

    @cached_property
    def links(self) -> PageLinks:
        """The HTML page's links."""
        return find_links(self._markup, self.answer.url) if self._markup else PageLinks(self.answer.url)

    @cached_property
    def requisites(self) -> list[str]:
        """What the HTML page shows or runs."""
        return find_requisites(self._markup, self.answer.url) if self._markup else []

    @cached_property
    def evidence(self) -> Evidence:
        """What the HTML page shows about its own kind."""
        return read_evidence(self.page)

    @cached_property
    def facts(self) -> RootFacts:
        """What the HTML page, when it is the blog's start, says of the blog."""
        return read_facts(self.page)

    @cached_property
    def _markup(self) -> Markup | None:
        return read_markup(self.page.text)


def read_answer(answer: Answer) -> Reading:
    """What *answer* says, judged by its type and its first bytes; never raises on a bad body."""
    if answer.truncated and (answer.announced or 0) > MAX_ANNOUNCED:
        return Reading(answer=answer, kind="other", trouble="cut off, and its length is no length")
    kind = kind_of(answer)
    if kind == "robots":
        return Reading(answer=answer, kind=kind, sitemaps=robots_sitemaps(answer.body, answer.url))
    if kind in ("xml", "json"):
        feed = parse_feed(answer.body, answer.url)
        if feed is not None:
            return Reading(answer=answer, kind="feed", feed=feed)
    if kind in ("xml", "list"):
        sitemap = parse_sitemap(answer.body, answer.url)
        if sitemap is not None:
            return Reading(answer=answer, kind="sitemap", sitemap=sitemap)
    return Reading(answer=answer, kind=kind if kind in ("html", "css") else "other")


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
    if media.endswith(("/json", "+json")) and start.startswith(b"{"):
        return "json" if b"jsonfeed.org" in start or media == "application/feed+json" else "other"
    if "sitemap" in path.rpartition("/")[2].lower() and path.endswith((".gz", ".txt")):
        return "xml" if path.endswith(".gz") else "list"
    return "other"

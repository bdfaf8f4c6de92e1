"""What a lean crawl leaves out: once a list proved whole names every post, no page is asked for that no list vouches for.

Sitemaps are still read where the list promised no total: blogs keep posts out of their feed.
"""

from __future__ import annotations

import logging
import re

from blogarchive.discover.pagers import pager_base
from blogarchive.discover.sitemaps import sitemap_kind
from blogarchive.extract.kind_shapes import address_kind
from blogarchive.settle.lists import Lists, Proof
from blogarchive.store.ledger import Heard, Ledger, UrlRow
from blogarchive.store.states import Reason, Role, State
from blogarchive.urls import post_key

__all__ = ["Lean"]

logger = logging.getLogger(__name__)

VOUCHING = frozenset(("start", "feed", "rest", "rest:other", "sitemap", "sitemap:post", "redirect", "refresh"))
"""Sources that name posts, and those that only say where an address leads."""

_PAGE_OF_LIST = re.compile(r"/page/?\d+/?(?:\?|\Z)")

LISTS = (Role.FEED, Role.PROBE, Role.FURTHER)


class Lean:
    """Looks for the proof, and then says what is left out."""

    def __init__(self, ledger: Ledger, lists: Lists) -> None:
        self._ledger = ledger
        self._lists = lists
        self._proof = Proof.NONE

    def look(self) -> None:
        """After a page was read: when a list turned out to be whole, skip what is queued and not vouched for."""
        if self._proof is Proof.TOTAL:
            return
        proof = self._lists.proof()
        if proof <= self._proof:
            return
        self._proof = proof
        logger.info("A list names every post: no other page is asked for.")
        self._ledger.skip_queued(Reason.LEAN, (*LISTS, Role.SITEMAP) if proof is Proof.TOTAL else LISTS)
        queued = [row for row, _ in self._ledger.queued_pages() if not _is_author(row.url)]
        left_out = [row.id for row in queued if VOUCHING.isdisjoint(self._ledger.sources_of(row.sources))]
        self._ledger.skip(left_out, Reason.LEAN)

    def leaves_out(self, heard: Heard, row: UrlRow) -> bool:
        """Whether the queued address, which the document *row* names, is not asked for."""
        if self._proof is Proof.NONE or heard.state is not State.QUEUED:
            return False
        if heard.role is Role.SITEMAP:
            return self._proof is Proof.TOTAL or sitemap_kind(heard.url) in ("page", "listing", "author")
        if heard.role is not Role.PAGE:
            return heard.role in LISTS
        return heard.source not in VOUCHING and not _is_author(heard.url) and not _is_part(heard.url, row.url)


def _is_author(url: str) -> bool:
    """Whether the page may say who a post's author is."""
    return address_kind(url) == "author" and pager_base(url) is None


def _is_part(url: str, post_url: str) -> bool:
    """Whether *url* is that of a further page of the post, and not of a list."""
    if address_kind(post_url) is not None or _PAGE_OF_LIST.search(url):
        return False
    one, post = post_key(url), post_key(post_url)
    return one.startswith((f"{post}/", f"{post}?")) and one.rpartition("/")[2].rpartition("=")[2].isdigit()

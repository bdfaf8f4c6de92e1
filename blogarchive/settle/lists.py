"""Feeds, sitemaps and lists of REST interfaces: what they name is heard, and each is followed to its end.

A list ends where it says so, where a page of it does not exist, is empty or names nothing new, or where the number of
entries is reached that it promises (`store.endings`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlsplit

from blogarchive.discover.feeds import Feed
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import list_name
from blogarchive.discover.scope import Scope
from blogarchive.discover.sitemaps import Sitemap, sitemap_kind
from blogarchive.settle import frontier
from blogarchive.settle.chains import FEED_CHAIN, MAX_SITEMAP_LEVEL, SITEMAPS, Chains, names_new, sitemap_level
from blogarchive.settle.choice import SourceChoice
from blogarchive.settle.notes import note_entries, note_feed, note_listed
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.endings import ending_of
from blogarchive.store.ledger import Heard, UrlRow
from blogarchive.store.sources import Sources
from blogarchive.store.states import Reason, Role
from blogarchive.urls import post_key

__all__ = ["Lists", "Proof"]

Hear = Callable[[Iterable[Heard], UrlRow], list[int]]
FEEDS = ("feed", "subject-feed")
REST = {"posts": "rest", "pages": "rest:page", "other": "rest:other"}


class Proof(IntEnum):
    """How sure it is that a list names every post."""

    NONE = 0
    END = 1
    """Nothing stands behind its last page; a blog may still keep posts out of it."""
    TOTAL = 2
    """It names as many as there are."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A document of a list that has just been read."""

    source: int
    fresh: int
    """Addresses it names that no other document of the list names."""

    limit: str | None
    """The rule by which no further page of the list is asked for."""


class Lists:
    """Reads documents that list addresses; *hear* lets the ledger hear of them."""

    def __init__(self, archive: ArchiveTables, hear: Hear, choice: SourceChoice) -> None:
        self._ledger = archive.ledger
        self._db = archive.db
        self._hear = hear
        self._choice = choice
        self._sources = Sources(archive.db)
        self._chains = Chains()

    def read_feed(self, row: UrlRow, feed: Feed, scope: Scope) -> None:
        """Hear of the entries of a feed of posts, and of its further pages."""
        if feed.kind != "posts":
            return
        if row.role is Role.PROBE:
            self._ledger.skip_probes_like(row)
        home = feed.home_url or scope.root_url
        same_start = post_key(home) == post_key(scope.root_url) or urlsplit(home).path in ("", "/")
        of_blog = same_start and scope.same_host(home)
        ids = self._hear(frontier.heard_from_feed(feed, scope, depth=row.depth + 1, of_blog=of_blog), row)
        read = self._note(row, "feed" if of_blog else "subject-feed", ids, FEEDS, promised=feed.total)
        further = self._hear(frontier.further_feeds(feed, scope, depth=row.depth + 1, limit=read.limit), row)
        if of_blog and not further and self._may_guess(read):
            further = self._hear(frontier.guessed_feeds(row.url, feed, depth=row.depth + 1, limit=read.limit), row)
        self._sources.expect(further, read.source)
        note_feed(self._db, row.id, feed, of_blog=of_blog and row.role is not Role.FURTHER)  # "Page 2" is no name of a blog

    def read_listing(self, row: UrlRow, listing: Listing, scope: Scope) -> None:
        """Hear of the entries of a platform's list, and of its further pages."""
        if row.role is Role.PROBE:
            self._ledger.skip_probes_like(row)
        own, depth = list_name(row.url), row.depth + 1
        others = [url for url in listing.next_urls if list_name(url) != own]
        self._hear(frontier.lists_to_try(others, depth=depth), row)
        if others and not listing.entries:
            return  # a list of lists
        kind = REST.get(listing.kind, "rest:other")
        ids = self._hear(frontier.heard_from_listing(listing, scope, source=kind, depth=depth), row)
        read = self._note(row, kind, ids, (kind,), promised=listing.total, platform=listing.platform)
        if not listing.ended and self._is_unfinished(read):
            following = [url for url in listing.next_urls if list_name(url) == own]
            further = self._hear(frontier.further_lists(following, depth=depth, limit=read.limit), row)
            self._sources.expect(further, read.source)
        if kind != "rest:page":
            note_entries(self._db, row.id, listing.entries)

    def read_sitemap(self, row: UrlRow, sitemap: Sitemap, scope: Scope) -> None:
        """Hear of the pages and of the further sitemaps that a sitemap names."""
        newest = bool(self._choice.newest)
        ids = self._hear(frontier.heard_from_sitemap(sitemap, row.url, scope, depth=row.depth + 1, newest=newest), row)
        goes_on = self._chains.sitemaps_go_on(names_new=names_new(self._db, ids, row.id, ("sitemap",)))
        limit = None if goes_on and sitemap_level(self._db, row.id) < MAX_SITEMAP_LEVEL else SITEMAPS
        further = self._hear(frontier.further_sitemaps(sitemap, scope, depth=row.depth + 1, limit=limit), row)
        note_listed(self._db, ids, row.id, "sitemap")
        if sitemap.pages or not sitemap.children:
            self._sources.note(row.id, _kind_of(row.url), entries=len(sitemap.pages), fresh=len(set(ids)))
        self._group(sitemap.children, further)
        if not goes_on:
            self._ledger.skip_queued(SITEMAPS, (Role.SITEMAP,))

    def proof(self) -> Proof:
        """Whether a list of the blog's posts was followed to an end which proves that it holds all of them."""
        best = Proof.NONE
        for source in self._sources.of_posts():
            if ending_of(source, self._sources.named(source.id)).is_proof:
                best = max(best, Proof.END if source.promised is None else Proof.TOTAL)
        return best

    def _note(
        self,
        row: UrlRow,
        kind: str,
        ids: Sequence[int],
        alike: Sequence[str],
        *,
        promised: int | None,
        platform: str | None = None,
    ) -> _Read:
        """Keep what the document names; *alike* are the kinds that it must say something new beside, to be worth going on."""
        own = self._sources.of(row.id)
        fresh = sum(own is None or not self._sources.names(own, one, besides=row.id) for one in set(ids))
        goes_on = self._chains.feed_goes_on(row.url, names_new=names_new(self._db, ids, row.id, alike))
        limit = None if goes_on else FEED_CHAIN
        if self._choice.newest and len(ids) >= self._choice.newest:
            limit = limit or str(Reason.LIMIT)
        source = self._sources.note(row.id, kind, entries=len(ids), fresh=fresh, promised=promised, platform=platform)
        note_listed(self._db, ids, row.id, kind)
        return _Read(source, fresh, limit)

    def _is_unfinished(self, read: _Read) -> bool:
        """Whether the list may have a further page: this one named something new, and less than promised was named."""
        promised = self._sources.promised(read.source)
        return read.fresh > 0 and (promised is None or self._sources.named(read.source) < promised)

    def _may_guess(self, read: _Read) -> bool:
        """Whether a further page of a feed is asked for that nobody named; that is done with one feed of the blog."""
        query = (
            "SELECT 1 FROM source s JOIN source_document d ON d.source_id = s.id JOIN url u ON u.id = d.url_id"
            " WHERE s.kind = 'feed' AND s.id <> ? AND u.role = ? LIMIT 1"
        )
        others = self._db.execute(query, (read.source, Role.FURTHER)).fetchone()
        return others is None and self._is_unfinished(read)

    def _group(self, children: Sequence[str], ids: Sequence[int]) -> None:
        """Let the sitemaps that an index names be one source where their names say that they hold the same kind of pages."""
        groups: dict[str, list[int]] = {}
        for url, url_id in zip(children, ids, strict=True):
            if self._sources.of(url_id) is None:
                groups.setdefault(_kind_of(url), []).append(url_id)
        for kind, group in groups.items():
            self._sources.expect(group, self._sources.begin(kind))


def _kind_of(sitemap_url: str) -> str:
    kind = sitemap_kind(sitemap_url)
    return f"sitemap:{kind}" if kind else "sitemap"

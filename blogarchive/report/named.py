"""The addresses of archive.db as the coverage looks at them: who named each, and which post it stands for."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from blogarchive.store.database import read_meta
from blogarchive.store.states import Reason, State
from blogarchive.urls import post_key

__all__ = ["Address", "Addresses"]

NOT_OF_BLOG = frozenset((Reason.SCOPE, Reason.EXCLUDED, Reason.DUPLICATE))
MAX_STEPS = 20
"""Redirects and aliases that are followed from one address."""


@dataclass(frozen=True, slots=True)
class Address:
    """One page of the ledger."""

    id: int
    url: str
    state: State
    reason: str | None
    status: int | None
    tries: int
    sources: frozenset[str]
    named_by: int | None
    redirect_to: int | None
    kind: str | None
    """What the page was judged to be; None when it was not read as a page."""

    why: str | None
    part_of: str | None
    """The address a part or an alias stands for."""


class Addresses:
    """Read once. Requisites, probes, and what only links name and was not asked for are left out."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.root: str = read_meta(db, "root_url") or read_meta(db, "start_url") or ""
        bits = db.execute("SELECT substr(name, 12), CAST(value AS INTEGER) FROM meta WHERE name LIKE 'source_bit:%'").fetchall()
        self._names: dict[int, frozenset[str]] = {}
        self._bits = [(bit, name) for name, bit in bits]
        self._by_id: dict[int, Address] = {}
        self._by_key: dict[str, int] = {}
        rows = db.execute(
            "SELECT u.id, u.url, u.state, u.reason, u.status, u.tries, u.sources, u.named_by, u.redirect_to, p.kind, p.why,"
            " p.part_of FROM url u LEFT JOIN page p ON p.url_id = u.id WHERE u.role IN ('page', 'start')"
            " AND NOT (u.state = 'skipped' AND u.sources & ? = 0) ORDER BY u.id",
            (sum(bit for bit, name in self._bits if name != "link"),),
        )
        for number, url, state, reason, status, tries, sources, named_by, redirect_to, kind, why, part_of in rows:
            names = self._sources(sources)
            self._by_id[number] = Address(
                number, url, State(state), reason, status, tries, names, named_by, redirect_to, kind, why, part_of
            )
            if kind is not None:
                self._by_key.setdefault(post_key(url), number)
        urls = db.execute("SELECT u.url FROM article a JOIN url u ON u.id = a.url_id")
        self.kept: frozenset[str] = frozenset(post_key(url) for (url,) in urls)
        """Keys of the posts that are kept."""

    def __getitem__(self, url_id: int) -> Address:
        return self._by_id[url_id]

    def get(self, url_id: int | None) -> Address | None:
        """The page with this id; None when that is none."""
        return self._by_id.get(url_id) if url_id is not None else None

    def of_sources(self) -> Iterator[Address]:
        """All pages, in the order they were heard of."""
        return iter(self._by_id.values())

    def of_source(self, name: str) -> set[int]:
        """Ids of the pages that the source of this name named."""
        return {address.id for address in self._by_id.values() if name in address.sources}

    def last_of(self, url_id: int) -> Address | None:
        """Where the address leads in the end: through redirects, and from aliases and parts to what they stand for."""
        current = self._by_id.get(url_id)
        for _ in range(MAX_STEPS):
            following = self._next(current) if current else None
            if following is None:
                break
            current = following
        return current

    def post_of(self, url_id: int) -> str:
        """The key of the post that the address stands for."""
        last = self.last_of(url_id)
        return post_key(last.url) if last else f"?{url_id}"

    def named_by(self) -> dict[int, list[int]]:
        """What each document listed; pages that list posts are left out."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for url_id, by_id in self._db.execute("SELECT url_id, by_id FROM named WHERE source <> 'listing'"):
            found[by_id].append(url_id)
        return found

    @property
    def listing_pages(self) -> int:
        """How many pages were found to list posts."""
        number: int = self._db.execute("SELECT count(DISTINCT by_id) FROM named WHERE source = 'listing'").fetchone()[0]
        return number

    def end_of_paging(self) -> tuple[str | None, str | None]:
        """How the further pages of lists ended, or why they did not: one of the two."""
        pagers = [address for address in self._by_id.values() if "pager" in address.sources]
        if any(address.reason == Reason.LEAN for address in pagers):
            return "left there by a lean crawl, since another list is whole", None
        unread = [address for address in pagers if address.state is not State.DONE and address.reason not in NOT_OF_BLOG]
        if unread:
            first, rest = unread[0], len(unread) - 1
            more = f" and {rest} more" if rest else ""
            return None, f"{first.url}{more} was not read: {first.reason or 'the crawl was stopped'}"
        return "every further page that a page names was read" if pagers else "no page names a further one", None

    def title_of(self, address: Address) -> str | None:
        """What the source that named the address calls it."""
        row = self._db.execute(
            "SELECT json_extract(label, '$.title') FROM label WHERE post_key = ? AND json_extract(label, '$.title') IS NOT NULL",
            (post_key(address.url),),
        ).fetchone()
        return row[0] if row else None

    def url_of(self, url_id: int | None) -> str | None:
        """The address with this id, whatever it was asked for as."""
        row = self._db.execute("SELECT url FROM url WHERE id = ?", (url_id,)).fetchone() if url_id is not None else None
        return row[0] if row else None

    def _next(self, address: Address) -> Address | None:
        if address.redirect_to is not None:
            return self._by_id.get(address.redirect_to)
        if address.kind in ("alias", "part") and address.part_of:
            number = self._by_key.get(post_key(address.part_of))
            return self._by_id[number] if number is not None and number != address.id else None
        return None

    def _sources(self, bits: int) -> frozenset[str]:
        names = self._names.get(bits)
        if names is None:
            names = self._names[bits] = frozenset(name for bit, name in self._bits if bits & bit)
        return names

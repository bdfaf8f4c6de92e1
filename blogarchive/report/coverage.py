"""What each source listed beside what was kept, and why the rest was not. Pure: reads archive.db, writes nothing.

A post is one post whatever its addresses: redirects, aliases and parts are followed to the address that is kept.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from blogarchive.report.estimate import Estimate, estimate
from blogarchive.report.named import Addresses
from blogarchive.report.unkept import Unkept, unkept_of
from blogarchive.store.endings import ending_of
from blogarchive.store.sources import Source, Sources
from blogarchive.store.states import Reason, Role

__all__ = ["Coverage", "SourceFigure", "Unkept", "read_coverage"]

KINDS = ("feed", "rest", "sitemap", "listing", "link")
"""Kinds of sources as they are compared with each other; those of the first three tell software what there is."""

TOLD = ("feed", "rest", "sitemap")


@dataclass(slots=True, kw_only=True)
class SourceFigure:
    """One source of addresses: a feed with its further pages, a list of a REST interface, a sitemap, a kind of page."""

    kind: str
    """feed, subject-feed, rest (rest:page, rest:other), sitemap (sitemap:post, :page, :listing, :author), listing (pages that
    list posts), link or given (by hand)."""

    url: str
    """Its first document; the blog's start for listing and link."""

    platform: str | None = None
    """The software whose interface it is, for rest."""

    documents: int = 0
    """Documents read: pages of a feed or list, files of a sitemap."""

    promised: int | None = None
    """Entries the source says it has; None where it says nothing."""

    named: int = 0
    """Different addresses it named."""

    kept: int = 0
    """Posts among them that are kept."""

    unkept: int = 0
    """Addresses among them that may be posts and are not kept; they stand in `Coverage.unkept`."""

    only: int = 0
    """Kept posts that no other source names."""

    ended: str | None = None
    """How it is known that the source was read to its end, in words; None when it was not."""

    warning: str | None = None
    """Why it may name more than was read, in words."""


@dataclass(slots=True, kw_only=True)
class Coverage:
    """What the sources of a blog name, and what of that is kept."""

    sources: list[SourceFigure] = field(default_factory=list)
    union: int = 0
    """Posts that any source names or that are kept: those kept, and those that may be posts and are not."""

    kept: int = 0
    """Posts kept."""

    by_kind: dict[str, int] = field(default_factory=dict)
    """Kept posts that each kind of source names: feed, rest, sitemap, listing, link."""

    overlaps: dict[str, dict[str, int]] = field(default_factory=dict)
    """Kept posts that two kinds of sources both name: overlaps["feed"]["sitemap"]."""

    estimate: Estimate | None = None
    """How many posts there may be; None when that cannot be told from two lists."""

    unkept: list[Unkept] = field(default_factory=list)
    """In the order they were heard of."""

    requests_per_post: float | None = None
    """Recorded answers, without requisites and robots.txt, by kept posts; None without posts."""

    @property
    def warnings(self) -> list[str]:
        """What may be missing, one sentence for each source that was not read to its end."""
        return [f"{figure.kind} {figure.url}: {figure.warning}" for figure in self.sources if figure.warning]


def read_coverage(db: sqlite3.Connection) -> Coverage:
    """The coverage of the archive as it stands."""
    addresses = Addresses(db)
    coverage = Coverage(kept=len(addresses.kept))
    coverage.unkept, missed = unkept_of(addresses)
    coverage.union = coverage.kept + sum(one.may_be_post for one in coverage.unkept)
    posts = _posts_by_kind(addresses)
    coverage.by_kind = {kind: len(found) for kind, found in posts.items() if found}
    coverage.overlaps = {
        one: {other: len(posts[one] & posts[other]) for other in coverage.by_kind if other != one} for one in coverage.by_kind
    }
    coverage.estimate = _estimate(posts, coverage.kept)
    coverage.sources = _figures(db, addresses, missed)
    if coverage.kept:
        coverage.requests_per_post = round(_requests(db) / coverage.kept, 2)
    return coverage


def _posts_by_kind(addresses: Addresses) -> dict[str, set[str]]:
    """The kept posts that each kind of source names."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for address in addresses.of_sources():
        post = addresses.post_of(address.id)
        if post in addresses.kept:
            for source in address.sources:
                kind = source.partition(":")[0]
                if kind in found:
                    found[kind].add(post)
    return found


def _estimate(posts: dict[str, set[str]], kept: int) -> Estimate | None:
    """From what the blog tells software and what it shows to readers, which are made by different parts of it.

    Links stand beside lists only where lists show few posts: posts that link to each other are not found independently.
    """
    told = {post for kind in TOLD for post in posts[kind]}
    shown_by = ["listing"] if 2 * len(posts["listing"]) >= len(posts["link"]) else ["listing", "link"]
    shown = {post for kind in shown_by for post in posts[kind]}
    return estimate(told, shown, [kind for kind in TOLD if posts[kind]], [kind for kind in shown_by if posts[kind]], seen=kept)


def _figures(db: sqlite3.Connection, addresses: Addresses, missed: set[str]) -> list[SourceFigure]:
    """The sources, each with what it named; feeds of single subjects are one, and so are all pages that list or link."""
    named_by = addresses.named_by()
    notes = Sources(db)
    found: list[tuple[SourceFigure, set[int]]] = []
    subjects: list[tuple[SourceFigure, set[int]]] = []
    for source in notes:
        if any(document.entries is not None for document in source.documents):
            ids = {url_id for document in source.documents for url_id in named_by.get(document.url_id, ())}
            (subjects if source.kind == "subject-feed" else found).append((_figure_of(source, ids), ids))
    found += [(_figure_of(source, set()), set()) for source in notes.unread() if not _is_off(source)]
    found += _together(subjects)
    for kind in ("listing", "link"):
        if ids := addresses.of_source(kind):
            found.append((_figure_of_pages(kind, ids, addresses), ids))
    posts = [{addresses.post_of(url_id) for url_id in ids} for _, ids in found]
    times = Counter(post for named in posts for post in named)
    for (figure, _), named in zip(found, posts, strict=True):
        figure.kept = len(named & addresses.kept)
        figure.unkept = len(named & missed)
        figure.only = sum(times[post] == 1 for post in named & addresses.kept)
    return [figure for figure, _ in found]


def _together(subjects: list[tuple[SourceFigure, set[int]]]) -> list[tuple[SourceFigure, set[int]]]:
    """The feeds of single subjects as one source: a blog may have hundreds."""
    if not subjects:
        return []
    ids = {url_id for _, named in subjects for url_id in named}
    figures = [figure for figure, _ in subjects]
    troubled = [figure for figure in figures if figure.warning]
    merged = SourceFigure(
        kind="subject-feed",
        url=figures[0].url,
        documents=sum(figure.documents for figure in figures),
        named=len(ids),
        ended=None if troubled else f"{len(figures)} feeds of single subjects were read",
        warning=troubled[0].warning if troubled else None,
    )
    return [(merged, ids)]


def _figure_of_pages(kind: str, ids: set[int], addresses: Addresses) -> SourceFigure:
    figure = SourceFigure(kind=kind, url=addresses.root, named=len(ids))
    if kind == "listing":
        figure.documents = addresses.listing_pages
        figure.ended, figure.warning = addresses.end_of_paging()
    return figure


def _is_off(source: Source) -> bool:
    """Whether the source was left out on purpose."""
    return any((document.reason or "").startswith((Reason.OFF, Reason.DUPLICATE, Reason.LEAN)) for document in source.documents)


def _figure_of(source: Source, ids: set[int]) -> SourceFigure:
    read = [document for document in source.documents if document.entries is not None]
    ending = ending_of(source, len(ids))
    promised = source.promised
    if promised is None and source.kind.startswith("sitemap"):
        promised = sum(document.entries or 0 for document in read)
    return SourceFigure(
        kind=source.kind,
        url=source.documents[0].url,
        platform=source.platform,
        documents=len(read),
        promised=promised,
        named=len(ids),
        ended=ending.how,
        warning=ending.warning,
    )


def _requests(db: sqlite3.Connection) -> int:
    count: int = db.execute(
        "SELECT count(*) FROM capture c JOIN url u ON u.id = c.url_id WHERE u.role NOT IN (?, ?)", (Role.ASSET, Role.ROBOTS)
    ).fetchone()[0]
    return count

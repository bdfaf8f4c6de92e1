"""What the ways an address was heard of say about it."""

from __future__ import annotations

from collections.abc import Iterable

from blogarchive.extract.kind import Hints

__all__ = ["hints_of"]


def hints_of(sources: Iterable[str], *, is_start: bool = False) -> Hints:
    """Hints for judging a page, from the names of its sources (`ledger.sources_of`)."""
    known = set(sources)
    kinds = sorted(s.partition(":")[2] for s in known if s.startswith("sitemap:"))
    if "rest:page" in known:
        kinds = kinds or ["page"]
    return Hints(
        in_feed="feed" in known or "rest" in known or "given" in known,
        in_sitemap=bool(kinds) or "sitemap" in known or "rest:other" in known,
        sitemap_kind=kinds[-1] if kinds else None,
        teaser="listing" in known,
        is_pager="pager" in known,
        is_start=is_start,
    )

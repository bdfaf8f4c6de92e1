"""Addresses that a page may link to once more without telling anything new."""

from __future__ import annotations

from collections.abc import Container

from blogarchive.discover.pagers import may_page

__all__ = ["PlainLinks"]


class PlainLinks:
    """Addresses that were heard of as links and can be nothing but links on a page that lists no posts and is not paged.

    Nearly all links of a blog's pages stand on many of them; of these it need not be found out where on the page they stand.
    """

    def __init__(self, heard: Container[str]) -> None:
        """*heard* are the addresses heard of as links, `Ledger.remembered`."""
        self._heard = heard

    def __contains__(self, url: object) -> bool:
        return isinstance(url, str) and url in self._heard and not may_page(url)

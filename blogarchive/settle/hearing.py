"""What becomes of an address that a document names: the user's choice, limits and budgets, and then the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from blogarchive.settle import frontier
from blogarchive.settle.budget import PageBudget
from blogarchive.settle.choice import SourceChoice, off_reason
from blogarchive.settle.lean import Lean
from blogarchive.settle.unjudged import Acquaintances
from blogarchive.store.ledger import Heard, Ledger, UrlRow
from blogarchive.store.states import Reason, Role, State
from blogarchive.urls import with_lower_escapes

__all__ = ["Hearing"]

_SWITCH_OF: dict[str, str] = {"feed-link": "feeds", Role.FEED: "feeds", Role.SITEMAP: "sitemap", "rest": "rest"}
"""Source or role of an address → the kind of source that it belongs to."""


class Hearing:
    """Lets the ledger hear of addresses."""

    def __init__(self, ledger: Ledger, choice: SourceChoice, budget: PageBudget, acquainted: Acquaintances | None) -> None:
        """*acquainted* is told of every address, where there is one."""
        self._ledger = ledger
        self._choice = choice
        self._budget = budget
        self._acquainted = acquainted
        self.lean: Lean | None = None
        """What a lean crawl leaves out."""

        self.full = False
        """Whether a limit was reached: pages heard of from now on are skipped."""

        self.lower_escapes = False
        """Whether the blog spells the escapes of its addresses in lower case."""

    def hear(self, heard: Iterable[Heard], row: UrlRow) -> list[int]:
        """The ids of the addresses that the document *row* names, in the same order."""
        ids = []
        for one in heard:
            url = one.url
            if self.lower_escapes and one.role is Role.PAGE:
                one.url = with_lower_escapes(one.url)
            if one.state is State.SKIPPED and self._choice.allows(one.url, one.reason):
                one.state, one.reason, one.priority = State.QUEUED, None, frontier.MARGIN
            reason = self._why_not(one, row) if one.state is State.QUEUED else None
            if reason:
                one.state, one.reason = State.SKIPPED, reason
            ids.append(self._ledger.hear(one, row.id))
            if self._acquainted is not None:
                self._acquainted.note(one, url)
        return ids

    def _why_not(self, one: Heard, row: UrlRow) -> str | None:
        """Why the address is not asked for; None when it is."""
        name = "pagination" if one.source == "pager" else _SWITCH_OF.get(one.source) or _SWITCH_OF.get(one.role)
        if name and not getattr(self._choice, name):
            return off_reason(name)
        if self.lean and self.lean.leaves_out(one, row):
            return Reason.LEAN
        if self.full and one.role is not Role.ASSET:
            return Reason.LIMIT
        if one.role is Role.PAGE and row.role is Role.PAGE and row.depth > 0:
            return self._budget.refuses(one.url, row.url)
        return None

"""Which sources of addresses a crawl follows, and how far."""

from __future__ import annotations

from dataclasses import dataclass

from blogarchive.discover.traps import trap_reason
from blogarchive.store.states import Reason

__all__ = ["SWITCHES", "SourceChoice"]

SWITCHES = ("feeds", "sitemap", "rest", "pagination")
"""The kinds of sources that can be switched off, as `SourceChoice` and the command line name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChoice:
    """What the user chose; the defaults follow everything."""

    feeds: bool = True
    sitemap: bool = True
    rest: bool = True
    pagination: bool = True

    lean: bool = False
    """Whether further pages are left out once a list proved whole names every post."""

    allow_traps: frozenset[str] = frozenset()
    """Names of trap rules (`discover.traps`) that do not hold."""

    newest: int = 0
    """How many posts are wanted, the newest ones; 0 for all."""

    def off(self) -> list[str]:
        """The reasons in the ledger of what is switched off."""
        return [off_reason(name) for name in SWITCHES if not getattr(self, name)]

    def on(self) -> list[str]:
        """The reasons in the ledger of what an earlier run had switched off and this one follows."""
        return [off_reason(name) for name in SWITCHES if getattr(self, name)] + ([] if self.lean else [str(Reason.LEAN)])

    def allows(self, url: str, reason: str | None) -> bool:
        """Whether *url*, skipped for *reason*, is only in traps that the user switched off."""
        is_trap = bool(self.allow_traps) and (reason or "").startswith(Reason.TRAP)
        return is_trap and trap_reason(url, self.allow_traps) is None


def off_reason(name: str) -> str:
    """The reason in the ledger of what belongs to the switched-off source *name*."""
    return f"{Reason.OFF}:{name}"

"""The closed sets of the ledger: states of an address, roles it plays, reasons it was not archived."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["LIST_HAS_ENDED", "NO_SUCH_PAGE", "Reason", "Role", "State"]

NO_SUCH_PAGE = "no such page"
"""The ledger's word for a further page of a list that does not exist."""

LIST_HAS_ENDED = frozenset(("HTTP 400", "HTTP 404", "HTTP 410"))
"""What servers answer to a page behind the last one of a list; WordPress's REST interface says 400."""


class State(StrEnum):
    """``queued → leased → captured → done``, or ``failed``, or ``skipped``."""

    QUEUED = "queued"
    LEASED = "leased"
    CAPTURED = "captured"
    """The record is in the WARC; the answer has not been read yet."""
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


class Role(StrEnum):
    """What an address is asked for."""

    START = "start"
    """The address the user gave, and those tried to find the blog's root from it."""
    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    ASSET = "asset"
    """A page requisite: picture, style sheet, script, font."""
    PROBE = "probe"
    """A usual place, asked without anybody having named it: not being there is no failure."""
    FURTHER = "further"
    """A further page of a list, asked without anybody having named it: that it does not exist says that the list has ended."""


class Reason(StrEnum):
    """Why an address was skipped. Failed addresses carry the HTTP status or the kind of error instead."""

    ROBOTS = "robots"
    NO_ROBOTS = "robots.txt could not be had"
    """Closed until the next run, which asks again."""
    BLOCKED = "blocked"
    """The host refused too many requests in a row and is left in peace until the next run."""
    SCOPE = "scope"
    TRAP = "trap"
    LIMIT = "limit"
    DUPLICATE = "duplicate"
    UNSAFE = "unsafe"
    EXCLUDED = "excluded"
    LEAN = "lean"
    """A list whose total is reached holds every post, and the user wants no further page to be asked for."""
    OFF = "off"
    """The user switched this kind of source off; its name stands behind a colon."""

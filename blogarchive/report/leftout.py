"""What is not in the archive, grouped by reason, with the first addresses of each group."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from blogarchive.store.states import Reason, Role, State

__all__ = ["MAX_SHOWN", "Address", "Group", "in_words", "left_out"]

MAX_SHOWN = 50
MAX_GROUPS = 60

IN_WORDS = {
    Reason.ROBOTS: "robots.txt does not allow it",
    Reason.NO_ROBOTS: "robots.txt could not be had, so the host was closed for that run",
    Reason.BLOCKED: "the host refused too many requests in a row and was left in peace",
    Reason.SCOPE: "not part of the blog",
    Reason.TRAP: "a trap for crawlers",
    Reason.LIMIT: "beyond the limit that was given",
    Reason.DUPLICATE: "another address of something that is archived",
    Reason.UNSAFE: "leads into a private network",
    Reason.EXCLUDED: "left out by --exclude",
    Reason.LEAN: "left out by --lean: a list that is proved whole names every post",
    Reason.OFF: "a source that was switched off",
}


@dataclass(slots=True, kw_only=True)
class Address:
    """An address that is not archived."""

    url: str
    status: int | None
    named_by: str | None


@dataclass(slots=True, kw_only=True)
class Group:
    """Addresses that are missing for one reason."""

    state: str
    """failed, skipped or queued."""

    reason: str
    """As the ledger has it."""

    count: int
    shown: list[Address] = field(default_factory=list)
    """The first ones heard of."""


def left_out(db: sqlite3.Connection) -> list[Group]:
    """What failed, what was skipped and what still waits; within each state the largest group first.

    Beyond `MAX_GROUPS` reasons the small ones are one group.
    """
    wanted = f"state IN ('{State.FAILED}', '{State.SKIPPED}', '{State.QUEUED}') AND role <> '{Role.PROBE}'"
    reason = f"CASE state WHEN '{State.QUEUED}' THEN '' ELSE coalesce(reason, '') END"
    counts = db.execute(f"SELECT state, {reason}, count(*) FROM url WHERE {wanted} GROUP BY 1, 2 ORDER BY 3 DESC, 2").fetchall()
    groups = {(state, why): Group(state=state, reason=why, count=count) for state, why, count in counts[:MAX_GROUPS]}
    for state, _, count in counts[MAX_GROUPS:]:
        rest = groups.setdefault((state, "other reasons"), Group(state=state, reason="other reasons", count=0))
        rest.count += count
    missing = sum(min(group.count, MAX_SHOWN) for group in groups.values())
    query = (
        f"SELECT u.state, CASE u.state WHEN '{State.QUEUED}' THEN '' ELSE coalesce(u.reason, '') END, u.url, u.status, n.url"
        f" FROM url u LEFT JOIN url n ON n.id = u.named_by"
        f" WHERE u.state IN ('{State.FAILED}', '{State.SKIPPED}', '{State.QUEUED}') AND u.role <> '{Role.PROBE}' ORDER BY u.id"
    )
    for state, why, url, status, named_by in db.execute(query):
        group = groups.get((state, why)) or groups[state, "other reasons"]
        if len(group.shown) < MAX_SHOWN:
            group.shown.append(Address(url=url, status=status, named_by=named_by))
            missing -= 1
            if not missing:
                break
    order = {State.FAILED: 0, State.QUEUED: 1, State.SKIPPED: 2}
    return sorted(groups.values(), key=lambda group: order[State(group.state)])


def in_words(reason: str) -> str:
    """A reason of the ledger as a reader understands it."""
    kind, colon, rule = reason.partition(":")
    words = IN_WORDS.get(kind)  # type: ignore[call-overload]
    if not words:
        return reason or "no reason was noted"
    if kind == Reason.LIMIT and colon:
        return f"beyond a limit of the program: {rule.replace('-', ' ')}"
    return f"{words}: {rule.replace('-', ' ')}" if colon else words

"""Why an address that a source of posts named is not kept as one, in words."""

from __future__ import annotations

from dataclasses import dataclass

from blogarchive.extract.kind_shapes import address_kind
from blogarchive.report.named import Address, Addresses
from blogarchive.store.states import Reason, State
from blogarchive.urls import host_of, post_key

__all__ = ["Unkept", "unkept_of"]

VOUCHING = frozenset(("feed", "rest", "sitemap:post", "listing", "given"))
"""Sources that name posts."""

MIXED = frozenset(("sitemap", "rest:other", "subject-feed"))
"""Sources that name posts among other pages."""

GONE = frozenset((404, 410))
SKIPPED = {
    Reason.ROBOTS: ("robots", "robots.txt forbids it"),
    Reason.NO_ROBOTS: ("robots", "the host's robots.txt could not be had"),
    Reason.BLOCKED: ("failed", "the host refused too many requests"),
    Reason.SCOPE: ("skipped", "outside the blog"),
    Reason.TRAP: ("skipped", "the address is of a kind that leads to no posts"),
    Reason.LIMIT: ("limit", "a limit was reached"),
    Reason.DUPLICATE: ("skipped", "another address of the same"),
    Reason.UNSAFE: ("skipped", "its address is not public"),
    Reason.EXCLUDED: ("skipped", "excluded by the user's pattern"),
    Reason.LEAN: ("lean", "the crawl was lean"),
    Reason.OFF: ("skipped", "the user switched its source off"),
}


@dataclass(slots=True, kw_only=True)
class Unkept:
    """An address that a source of posts named and that is not kept as a post."""

    url: str
    title: str | None
    """As the source that named it calls it."""

    reason: str
    """In words."""

    category: str
    """gone, failed, robots, members, password, moved, lean, limit, skipped, not-a-post or unread."""

    status: int | None
    """The last HTTP status."""

    named_by: str | None
    """The first document that named it."""

    @property
    def may_be_post(self) -> bool:
        """Whether a post may be missing: not where it turned out to be none, to lie elsewhere, or to be gone."""
        return self.category not in ("not-a-post", "gone", "moved", "skipped")


def unkept_of(addresses: Addresses) -> tuple[list[Unkept], set[str]]:
    """What was named as a post and is not kept, each once; and the keys of those that may be posts."""
    found: dict[str, Unkept] = {}
    missed: set[str] = set()
    for address in addresses.of_sources():
        vouched = not VOUCHING.isdisjoint(address.sources)
        if not vouched and MIXED.isdisjoint(address.sources):
            continue
        key = addresses.post_of(address.id)
        if key in addresses.kept or key in found or key == post_key(addresses.root):
            continue
        last = addresses.last_of(address.id) or address
        category, reason = _why(address, last)
        one = Unkept(
            url=address.url,
            title=addresses.title_of(address),
            reason=reason,
            category=category,
            status=last.status,
            named_by=addresses.url_of(address.named_by),
        )
        if not vouched and not _could_be_post(address, one):
            continue
        found[key] = one
        if one.may_be_post:
            missed.add(key)
    return list(found.values()), missed


def _could_be_post(address: Address, unkept: Unkept) -> bool:
    """Whether an address that only a mixed source names is worth a line: not what was read and is no post."""
    return unkept.category not in ("not-a-post", "moved", "skipped") and address_kind(address.url) is None


def _why(address: Address, last: Address) -> tuple[str, str]:
    """Category and reason; *last* is where *address* leads in the end."""
    moved = "" if last is address else f"moved to {last.url}: "
    if last.state is State.FAILED:
        if last.status in GONE:
            return "gone", f"{moved}HTTP {last.status}"
        return "failed", f"{moved}{last.reason} after {last.tries} {'try' if last.tries == 1 else 'tries'}"
    if last.state is State.SKIPPED:
        if moved and host_of(last.url) != host_of(address.url):
            return "moved", f"moved to {last.url}"
        rule, _, name = (last.reason or "").partition(":")
        known = SKIPPED.get(Reason(rule)) if rule in set(Reason) else None
        category, words = known or ("skipped", last.reason or "skipped")
        return category, f"{moved}{words}{f' ({name})' if name else ''}"
    if last.state is not State.DONE:
        return "unread", f"{moved}not asked for yet: the crawl was stopped"
    if last.kind is None and last.reason == "unjudged":
        return "unread", f"{moved}kept in the WARC, and not looked at any closer"
    if last.kind == "closed":
        locked = "password" if "password" in (last.why or "") else "members"
        return locked, f"{moved}{'behind a password' if locked == 'password' else 'for members only'}"
    if last.kind == "post":
        return "failed", f"{moved}its page gave no row"
    if last.kind in ("alias", "part"):
        return "not-a-post", f"{moved}{last.kind} of {last.part_of}"
    return "not-a-post", f"{moved}not a post: {last.kind or last.reason}{f' ({last.why})' if last.why else ''}"

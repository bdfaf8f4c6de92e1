"""Which of a page's dates is the day of publication: the places they stand in, weighed against each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

from blogarchive.extract.finding import Finding, rejected
from blogarchive.items import Rejected

__all__ = ["SURE", "Candidate", "choose_date", "unless_elsewhere", "unless_of_change", "without_relative"]

# How much each place is trusted, highest first; also the confidence in the row.
TRUST = {
    "json-ld": 0.95,
    "microdata": 0.93,
    "meta": 0.92,
    "time": 0.9,
    "feed": 0.8,
    "line": 0.75,
    "address": 0.65,
    "structure": 0.5,
}
KIND = {"json-ld": "machine", "microdata": "machine", "meta": "machine", "time": "shown", "line": "shown"}
WEAK = 0.5  # weight up to which a shown date does not speak for another
BEGUN = ("dateCreated", "uploadDate")
SURE = 3.0  # weight of a shown date that is marked as one and stands at the heading
AT_HEADING = 0.96  # weight of the first lines after the heading
ABOUT = timedelta(days=1)  # what time zones and a night's work make of one day
WIDEST_ZONE = 14 * 3600  # seconds
REWRITTEN = timedelta(days=60)  # where the address has a day so long before the stated one, the post was imported or renewed


@dataclass(slots=True)
class Candidate:
    """A date, where it stood, and the text it was read from."""

    value: str
    source: str
    selector: str
    raw: str
    day: date
    weight: float = 0.0
    relative: bool = False
    clock: tuple[int, int] | None = None


def unless_elsewhere(marked: list[Candidate], lines: list[Candidate]) -> list[Candidate]:
    """*marked* dates that are not sure, behind the line right under the heading where that has another day than all of them."""
    line = next((c for c in lines[:1] if c.weight >= AT_HEADING), None)
    return [line, *marked] if line and marked and all(c.day != line.day for c in marked) else marked


def without_relative(candidates: list[Candidate]) -> list[Candidate]:
    """Days counted back from the capture count only where no place gives a day: pages are kept and served long after."""
    fixed = [c for c in candidates if not c.relative]
    return fixed or candidates


def unless_of_change(stated: list[Candidate], changed: list[Candidate]) -> list[Candidate]:
    """*stated* without what is, to the second, also the moment of change, where another place states an earlier day."""
    moments = {c.value for c in changed if len(c.value) > 10}
    first = [c for c in stated if c.value not in moments]
    again = [c for c in stated if c.value in moments]
    return first if first and again and first[0].day < again[0].day - ABOUT else stated


def choose_date(candidates: list[Candidate], losers: list[Rejected]) -> Finding[str] | None:
    """The day of publication and why the others lost, which goes to *losers*; None without any candidate."""
    if not candidates:
        return None
    best = candidates[0]
    stated = {c.raw for c in candidates if KIND.get(c.source) == "machine"}
    # An element may be marked up twice, as one for machines and as one that is shown: it counts once. What stands far off in
    # the text counts for nothing, nor does the day an entry was begun.
    fair = [
        c
        for c in candidates
        if not (
            KIND.get(c.source) == "shown" and (c.weight <= WEAK or (c.source == "time" and len(c.raw) > 10 and c.raw in stated))
        )
        and (c.selector not in BEGUN or c is best)
    ]
    groups = {c.source: c for c in reversed(fair)}
    best = _in_local_time(best, candidates)
    earlier = _earlier(best, candidates)
    best = earlier or best
    for other in () if earlier else candidates[1:]:
        if len(other.value) == 10 and _is_local_day(other.day, best.value):
            if _same_clock(other, best.value):
                best = _at_clock(best, other)
                break
            if other.source == "address" or (
                KIND.get(other.source) == "shown" and (other.weight >= SURE or _naming(other.day, groups) > {other.source})
            ):
                best = other
                break
        if abs((other.day - best.day).days) > 1 and _support(other, fair) >= 2 and _support(best, fair) <= 1:
            best = other
            break
    for candidate in candidates:
        if candidate is not best and candidate.value != best.value:
            reason = "same day, less trusted" if candidate.day == best.day else "another day, less trusted"
            losers.append(rejected(candidate.raw, f"{candidate.source} {candidate.selector}", reason))
    return Finding(
        value=best.value, source=best.source, selector=best.selector, confidence=TRUST[best.source], raw=best.raw, rejected=losers
    )


def _earlier(best: Candidate, candidates: list[Candidate]) -> Candidate | None:
    """What the page shows at its heading, or has in its address, where that is clearly before the day that is stated.

    No post is shown before it is published: imports, templates and renewed posts state a later day for machines. A line counts
    where no other shown date is of the stated day, and no other line names a third one.
    """
    if KIND.get(best.source) != "machine":
        return None
    lines = [c for c in candidates if c.source == "line"]
    shown = [c for c in candidates if c.source in ("time", "line") and c.weight >= AT_HEADING]
    if (
        lines
        and lines[0].weight >= AT_HEADING
        and lines[0].day < best.day
        and all(c.day == lines[0].day for c in lines)
        and all(abs((c.day - best.day).days) > 0 for c in shown)
        and not _is_local_day(lines[0].day, best.value)
    ):
        return next(c for c in shown if c.day == lines[0].day)
    return next((c for c in candidates if c.source == "address" and c.day < best.day - REWRITTEN), None)


def _in_local_time(best: Candidate, candidates: list[Candidate]) -> Candidate:
    """The same instant as the page writes it with the blog's own zone, where it does."""
    if not best.value.endswith("+00:00"):
        return best
    instant = datetime.fromisoformat(best.value)
    for other in candidates:
        zoned = len(other.value) > 19 and not other.value.endswith("+00:00")
        if zoned and abs((datetime.fromisoformat(other.value) - instant).total_seconds()) < 60:
            return other
    return best


def _is_local_day(day: date, stated: str) -> bool:
    """Whether *day*, as shown, can be the blog's own day of an instant that is *stated* in UTC and falls on its neighbour."""
    if not stated.endswith("+00:00") or len(stated) < 19:
        return False
    apart = (day - datetime.fromisoformat(stated).date()).days
    hour = int(stated[11:13])
    return (apart == 1 and hour >= 15) or (apart == -1 and hour < 9)


def _same_clock(shown: Candidate, stated: str) -> bool:
    """Whether *shown* stands beside an hour that is the *stated* one but for whole hours, as in another zone."""
    apart = abs(_ahead(shown, stated).total_seconds()) if shown.clock and KIND.get(shown.source) == "shown" else 1.0
    return apart % 3600 == 0 and apart <= WIDEST_ZONE


def _at_clock(stated: Candidate, shown: Candidate) -> Candidate:
    """*stated*, with the zone that the clock of *shown* is in."""
    zone = timezone(_ahead(shown, stated.value))
    return replace(stated, value=datetime.fromisoformat(stated.value).astimezone(zone).isoformat(), day=shown.day)


def _ahead(shown: Candidate, stated: str) -> timedelta:
    hour, minute = shown.clock or (0, 0)
    local = datetime(shown.day.year, shown.day.month, shown.day.day, hour, minute, tzinfo=UTC)
    return local - datetime.fromisoformat(stated).replace(second=0, microsecond=0)


def _naming(day: date, groups: dict[str, Candidate]) -> set[str]:
    return {source for source, candidate in groups.items() if candidate.day == day}


def _support(candidate: Candidate, fair: list[Candidate]) -> int:
    """How many independent kinds of places name the candidate's day, give or take a time zone."""
    agreeing = {KIND.get(c.source, c.source) for c in fair if abs((c.day - candidate.day).days) <= 1}
    return len(agreeing)

"""The blog's life in months: how many posts each month has, and where nothing was written."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Bar", "Gap", "Timeline", "count_months", "month_of", "timeline"]

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?!\d)")
_STEPS = (1, 3, 12, 60, 120, 600, 1200)
"""Months a bar may stand for: a month, a quarter, a year, then years that only a wrong date makes necessary."""

MAX_BARS = 240
MIN_GAP = 3
"""Months without a post that are worth a word; three times the usual pause when that is longer."""


@dataclass(slots=True, kw_only=True)
class Bar:
    """The posts of one stretch of time."""

    first: str
    """Its first month, YYYY-MM."""

    last: str
    posts: int


@dataclass(slots=True, kw_only=True)
class Gap:
    """A stretch of months in which nothing was published."""

    first: str
    last: str
    months: int


@dataclass(slots=True, kw_only=True)
class Timeline:
    """Posts over time, without holes: a month without posts is a bar of no height."""

    step: int
    """Months a bar stands for."""

    bars: list[Bar]
    gaps: list[Gap]
    """The longest first."""

    first: str = ""
    """The month of the oldest post, YYYY-MM; empty without dates."""

    last: str = ""


def month_of(date: str | None) -> str | None:
    """The month of an ISO 8601 date, YYYY-MM; None when it does not say one."""
    match = _MONTH.match(date or "")
    return match.group() if match else None


def count_months(dates: Iterable[str | None]) -> dict[str, int]:
    """Posts by month, YYYY-MM, in order; dates without a month are left out."""
    counts = Counter(month for date in dates if (month := month_of(date)))
    return dict(sorted(counts.items()))


def timeline(months: dict[str, int]) -> Timeline:
    """The months of *months* (YYYY-MM to posts), and those between them, as bars that fit into one picture."""
    if not months:
        return Timeline(step=1, bars=[], gaps=[])
    counts = {_number(month): posts for month, posts in months.items()}
    first, last = min(counts), max(counts)
    step = next((step for step in _STEPS if (last - first) // step < MAX_BARS), _STEPS[-1])
    start = first - first % step
    heights = Counter[int]()
    for number, posts in counts.items():
        heights[(number - start) // step] += posts
    bars = [
        Bar(first=_name(start + i * step), last=_name(start + (i + 1) * step - 1), posts=heights[i])
        for i in range((last - start) // step + 1)
    ]
    return Timeline(step=step, bars=bars, gaps=_gaps(sorted(counts)), first=_name(first), last=_name(last))


def _gaps(numbers: list[int]) -> list[Gap]:
    pauses = [later - earlier - 1 for earlier, later in itertools.pairwise(numbers)]
    if not pauses:
        return []
    usual = sorted(pauses)[(len(pauses) - 1) // 2]
    shortest = max(MIN_GAP, 3 * usual)
    found = [
        Gap(first=_name(number + 1), last=_name(number + pause), months=pause)
        for number, pause in zip(numbers, pauses, strict=False)
        if pause >= shortest
    ]
    return sorted(found, key=lambda gap: (-gap.months, gap.first))


def _number(month: str) -> int:
    """Months since the year 0."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"

"""The picture of posts over time: where each bar stands, in units that a template draws."""

from __future__ import annotations

from dataclasses import dataclass

from blogarchive.report.months import Bar, Timeline

__all__ = ["Column", "Plot", "Tick", "draw"]

HEIGHT = 100
MAX_TICKS = 11


@dataclass(slots=True, kw_only=True)
class Column:
    """A bar, or a gap drawn as a band."""

    x: float
    width: float
    y: float
    height: float
    first: str
    last: str
    posts: int


@dataclass(slots=True, kw_only=True)
class Tick:
    """A word at an axis, at *percent* of its length from the left or from the top."""

    text: str
    percent: float
    minor: bool = False
    """Whether it is left out where there is little room."""


@dataclass(slots=True, kw_only=True)
class Plot:
    """A picture *width* units wide and `HEIGHT` units high."""

    width: int
    unit: str
    """What a bar stands for: month, quarter, year, …"""

    columns: list[Column]
    holes: list[Column]
    across: list[Tick]
    up: list[Tick]


def draw(timeline: Timeline) -> Plot | None:
    """The plot of *timeline*; None when no post has a date."""
    bars = timeline.bars
    if not bars:
        return None
    top = _round_up(max(bar.posts for bar in bars))
    columns = [
        Column(
            x=number + 0.1,
            width=0.8,
            y=round(HEIGHT * (1 - bar.posts / top), 2),
            height=round(HEIGHT * bar.posts / top, 2),
            first=bar.first,
            last=bar.last,
            posts=bar.posts,
        )
        for number, bar in enumerate(bars)
        if bar.posts
    ]
    return Plot(
        width=len(bars), unit=_unit(timeline.step), columns=columns, holes=_holes(timeline), across=_across(bars), up=_up(top)
    )


def _holes(timeline: Timeline) -> list[Column]:
    """The bars that lie wholly in a gap, joined to bands."""
    holes = []
    for gap in timeline.gaps:
        inside = [number for number, bar in enumerate(timeline.bars) if gap.first <= bar.first and bar.last <= gap.last]
        if inside:
            holes.append(Column(x=inside[0], width=len(inside), y=0, height=HEIGHT, first=gap.first, last=gap.last, posts=0))
    return holes


def _across(bars: list[Bar]) -> list[Tick]:
    """Years at the first bar that begins in them, at most `MAX_TICKS`; both ends of a life of a year or two."""
    starts: dict[str, int] = {}
    for number, bar in enumerate(bars):
        starts.setdefault(bar.first[:4], number)
    if len(starts) <= 2:
        ends = {bars[0].first: 0.0, bars[-1].last: 100.0}
        return [Tick(text=text, percent=percent) for text, percent in ends.items()]
    if bars[0].first[5:] not in ("01", "") and len(starts) > 1:
        del starts[bars[0].first[:4]]  # its label would stand where the year does not begin
    every = -(-len(starts) // MAX_TICKS)
    kept = list(starts.items())[::every]
    return [
        Tick(text=year.lstrip("0") or "0", percent=round(100 * number / len(bars), 2), minor=place % 2 == 1)
        for place, (year, number) in enumerate(kept)
    ]


def _up(top: int) -> list[Tick]:
    values = [0, top // 2, top] if top % 2 == 0 else [0, top]
    return [Tick(text=f"{value:,}", percent=round(100 * (1 - value / top), 2)) for value in values]


def _round_up(value: int) -> int:
    """The next of 1, 2, 4, 5, 6, 8, 10, 20, … : a scale that reads well."""
    power: int = 10 ** (len(str(value)) - 1)
    return next(digit * power for digit in (1, 2, 4, 5, 6, 8, 10) if digit * power >= value)


def _unit(months: int) -> str:
    names = {1: "month", 3: "quarter", 12: "year"}
    return names.get(months) or f"{months // 12} years"

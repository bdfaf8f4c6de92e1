"""How many posts a blog has, estimated from two lists of them that were made independently (capture and recapture)."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["MIN_BOTH", "Estimate", "estimate"]

MIN_BOTH = 7
"""Posts on both lists, below which Chapman's estimator is too biased to be told (Robson and Regier 1964)."""

ASSUMPTIONS = (
    "Holds when the blog did not change meanwhile, when each post was equally likely to stand on one of the two lists,"
    " and when standing on one did not make it likelier to stand on the other. Posts that no list can name, such as unlisted"
    " ones, are not counted."
)
Z95 = 1.96


@dataclass(slots=True, kw_only=True)
class Estimate:
    """The number of posts a blog may have."""

    posts: float
    """Chapman's estimate."""

    low: float
    """Lower end of the 95 % interval, never below the number of posts that were seen."""

    high: float
    first: int
    """Posts on the list of `first_kinds`."""

    second: int
    both: int
    first_kinds: list[str]
    second_kinds: list[str]
    assumptions: str = ASSUMPTIONS


def estimate(
    first: set[str], second: set[str], first_kinds: list[str], second_kinds: list[str], *, seen: int = 0
) -> Estimate | None:
    """Chapman's estimate from two sets of posts; None when they share fewer than `MIN_BOTH`. At least *seen* posts there are.

    https://en.wikipedia.org/wiki/Mark_and_recapture#Chapman_estimator
    """
    n, k, m = len(first), len(second), len(first & second)
    if m < MIN_BOTH:
        return None
    posts = (n + 1) * (k + 1) / (m + 1) - 1
    variance = (n + 1) * (k + 1) * (n - m) * (k - m) / ((m + 1) ** 2 * (m + 2))
    spread, least = Z95 * math.sqrt(variance), float(max(n + k - m, seen))
    return Estimate(
        posts=round(max(posts, least), 1),
        low=round(max(posts - spread, least), 1),
        high=round(max(posts + spread, least), 1),
        first=n,
        second=k,
        both=m,
        first_kinds=first_kinds,
        second_kinds=second_kinds,
    )

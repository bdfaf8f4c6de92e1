"""Chapman's estimator over two lists of posts."""

from __future__ import annotations

import pytest

from blogarchive.report.estimate import MIN_BOTH, estimate


def posts(*numbers: int) -> set[str]:
    return {f"p{n}" for n in numbers}


def test_formula_is_chapmans() -> None:
    """The worked example of Seber, The Estimation of Animal Abundance (1982), 3.1: n1 = 200, n2 = 150, m = 50."""
    found = estimate(posts(*range(200)), posts(*range(150, 300)), ["feed"], ["listing"])
    assert found is not None
    assert (found.first, found.second, found.both) == (200, 150, 50)
    assert found.posts == round(201 * 151 / 51 - 1, 1)
    assert found.low < found.posts < found.high
    assert found.low >= 300


def test_two_equal_lists_leave_no_doubt() -> None:
    found = estimate(posts(*range(40)), posts(*range(40)), ["sitemap"], ["listing"])
    assert found is not None
    assert (found.posts, found.low, found.high) == (40, 40, 40)


@pytest.mark.parametrize("both", [0, 1, MIN_BOTH - 1])
def test_lists_that_share_too_little_give_none(both: int) -> None:
    assert estimate(posts(*range(50)), posts(*range(50 - both, 90)), ["feed"], ["listing"]) is None


def test_never_fewer_than_were_seen() -> None:
    found = estimate(posts(*range(40)), posts(*range(40)), ["feed"], ["listing"], seen=43)
    assert found is not None
    assert (found.posts, found.low, found.high) == (43, 43, 43)


def test_assumptions_are_told() -> None:
    found = estimate(posts(*range(40)), posts(*range(40)), ["feed"], ["listing"])
    assert found is not None
    assert "equally likely" in found.assumptions

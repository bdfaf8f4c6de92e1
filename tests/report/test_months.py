"""Posts over time."""

from __future__ import annotations

import pytest

from blogarchive.report.months import MAX_BARS, Gap, count_months, timeline
from blogarchive.report.plot import HEIGHT, draw


@pytest.mark.parametrize(
    ("date", "month"),
    [
        ("2019-03-04", "2019-03"),
        ("2019-03-04T10:00:00+01:00", "2019-03"),
        ("2019-03", "2019-03"),
        ("2019", None),
        ("2019-13-01", None),
        ("", None),
        (None, None),
    ],
)
def test_month_of_a_date(date: str | None, month: str | None) -> None:
    assert list(count_months([date])) == ([month] if month else [])


def test_months_without_posts_are_bars_of_no_height() -> None:
    bars = timeline({"2019-11": 2, "2020-02": 1}).bars
    assert [(bar.first, bar.posts) for bar in bars] == [("2019-11", 2), ("2019-12", 0), ("2020-01", 0), ("2020-02", 1)]


def test_long_pause_is_a_gap_and_a_usual_one_is_not() -> None:
    monthly = {f"2018-{month:02}": 1 for month in range(1, 13)} | {"2019-05": 1, "2019-07": 1}
    assert timeline(monthly).gaps == [Gap(first="2019-01", last="2019-04", months=4)]


def test_yearly_blog_has_no_gaps() -> None:
    assert timeline({f"{year}-01": 1 for year in range(2000, 2020)}).gaps == []


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [
        ("2020-01", "2020-01", 1),
        ("2001-01", "2020-12", 1),
        ("2000-12", "2020-12", 3),
        ("0001-01", "2020-12", 120),
        ("0001-01", "9999-12", 600),
    ],
)
def test_any_life_fits_into_the_picture(first: str, last: str, step: int) -> None:
    life = timeline({first: 1, last: 1})
    assert life.step == step
    assert len(life.bars) <= MAX_BARS
    assert sum(bar.posts for bar in life.bars) == len({first, last})


def test_no_dates_no_plot() -> None:
    assert draw(timeline({})) is None


def test_bars_stand_on_the_ground_and_inside_the_picture() -> None:
    plot = draw(timeline({"2019-01": 7, "2019-02": 3, "2020-06": 12}))
    assert plot is not None
    assert plot.width == 18
    assert all(bar.y >= 0 and bar.y + bar.height == pytest.approx(HEIGHT) for bar in plot.columns)
    assert [hole.width for hole in plot.holes] == [15]
    assert [tick.text for tick in plot.up] == ["0", "10", "20"]


def test_years_stand_where_they_begin() -> None:
    plot = draw(timeline({"2018-07": 1, "2021-06": 1}))
    assert plot is not None
    assert [(tick.text, tick.percent) for tick in plot.across] == [("2019", 16.67), ("2020", 50.0), ("2021", 83.33)]

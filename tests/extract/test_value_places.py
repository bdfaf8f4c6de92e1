"""Places on a page: written down, found again, and found by what stands there."""

from __future__ import annotations

import pytest
from samples import page_of

from blogarchive.extract.placefinding import MAX_PLACES, Known, Places, find_places, is_same_day, read_day
from blogarchive.extract.places import Place, first_at, is_selector, selectors_of, text_at

PAGE = """<html><body><div class="top"><h1>The Quay</h1></div><div class="x1 post-77" id="post-77">
<div class="a1">The <em>tale</em> of boat 3</div><div><i>04/03/2020</i> | told by Karel Novak – Bergen</div>
<b>Who</b> Ida Berg and Karel Novak<br><span class="when" data-moment="1585872000">long ago</span>
<p>Some text that is longer.</p></div></body></html>"""


def found(**known: object) -> Places:
    return find_places(page_of(PAGE), Known(**known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(selector="div.a1"), "The tale of boat 3"),
        (Place(selector="div.x1 > b", behind=True), "Ida Berg and Karel Novak"),
        (Place(selector="span.when", attribute="data-moment"), "1585872000"),
        (Place(selector="div.x1 > div:nth-of-type(2)", before="told by ", after=" – "), "Karel Novak"),
        (Place(selector="div.x1 > div:nth-of-type(2)", before="drawn by "), None),
        (Place(selector="div.elsewhere"), None),
        (Place(selector="span.when", attribute="title"), None),
    ],
    ids="text behind attribute between other-words nowhere no-attribute".split(),
)
def test_what_stands_at_a_place(place: Place, text: str | None) -> None:
    at = text_at(page_of(PAGE).tree, place)
    assert (at and at[0]) == text


def test_the_names_of_one_page_are_no_place_of_a_template() -> None:
    element = first_at(page_of(PAGE).tree, "div.x1")
    assert element is not None
    assert list(selectors_of(element)) == ["div.x1", "body > div:nth-of-type(2)"]


@pytest.mark.parametrize(("text", "is_one"), [("div.a > b", True), ("div..a", False), ("", False), ("a[", False)])
def test_selectors_are_checked(text: str, *, is_one: bool) -> None:
    assert is_selector(text) is is_one


def test_a_title_in_several_parts_is_found() -> None:
    assert Place(selector="div.a1") in found(title="The tale of boat 3").title


@pytest.mark.parametrize("day", ["2020-03-04", "2020-04-03"], ids=["day-first", "month-first"])
def test_a_day_that_can_be_read_in_two_ways_is_found_by_either(day: str) -> None:
    assert Place(selector="div.x1 > div:nth-of-type(2) > i:nth-of-type(1)") in found(published=day).published


def test_a_moment_in_an_attribute_is_found() -> None:
    assert Place(selector="span.when", attribute="data-moment") in found(published="2020-04-03T00:00:00+00:00").published


def test_what_stands_around_a_name_is_kept() -> None:
    places = found(authors=("Karel Novak",)).authors
    assert Place(selector="div.x1 > div:nth-of-type(2)", before=" | told by ", after=" – ") in places


def test_several_names_are_found_together() -> None:
    assert Place(selector="div.x1 > b:nth-of-type(1)", behind=True) in found(authors=("Ida Berg", "Karel Novak")).authors


def test_a_part_of_a_longer_name_is_no_name() -> None:
    assert not found(authors=("Karel Nov",)).authors


def test_a_hostile_page_has_few_places() -> None:
    page = page_of("<html><body>" + "<p class='a'>3 May 2020</p>" * 15_000 + "</body></html>")
    assert len(find_places(page, Known(published="2020-05-03")).published) <= 2 * MAX_PLACES


def test_the_number_of_a_child_is_that_among_its_siblings() -> None:
    tree = page_of("<div><p>a</p></div><div><p>b</p><i>c</i><p>d</p></div>").tree
    at = text_at(tree, Place(selector="div > p:nth-of-type(2)"))
    assert at is not None
    assert at[0] == "d"


@pytest.mark.parametrize(
    ("text", "month_first", "day"),
    [
        ("25.12.19", None, "2019-12-25"),
        ("03/04/20", None, None),
        ("03/04/20", True, "2020-03-04"),
        ("12/25/19", None, "2019-12-25"),
        ("31/31/19", True, None),
        ("version 1.2.3", None, None),
    ],
    ids="dots two-readings told plain impossible no-date".split(),
)
def test_years_of_two_figures(text: str, month_first: bool | None, day: str | None) -> None:
    found_day = read_day(text, None, month_first)
    assert (found_day and found_day.value) == day


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2020-04-03", "2020-04-03T08:00:00+00:00", True),
        ("2020-04-04", "2020-04-03T23:10:00+00:00", True),
        ("2020-04-04", "2020-04-03T08:00:00+00:00", False),
        ("2020-04-04T01:10:00+02:00", "2020-04-03T23:10:00+00:00", True),
        ("2020-04-04", "2020-04-03", False),
    ],
    ids="day local-day another-day instant days".split(),
)
def test_the_same_day_in_another_zone(one: str, other: str, *, same: bool) -> None:
    assert is_same_day(one, other) is same

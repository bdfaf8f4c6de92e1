"""Which parts of a site are given up as traps, and which never are."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from blogarchive.extract.kind import Evidence
from blogarchive.settle.budget import MAX_BARREN, MAX_BRED, MAX_CHILDREN, MIN_TRIES, NOTHING_NEW, SHAPE, Families, PageBudget

BASE = "https://x.example"


def read(
    budget: PageBudget, path: str, links: Iterable[str] = (), *, title: str = "", words: int = 10, bred: bool = True
) -> str | None:
    evidence = Evidence(title=title, words=words)
    return budget.note(BASE + path, evidence, [BASE + link for link in links], self_bred=bred)


def refused(budget: PageBudget, path: str, by: str) -> str | None:
    return budget.refuses(BASE + path, BASE + by)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/blog/a", "/blog/b", True),
        ("/blog/a", "/news/a", False),
        ("/a", "/blog/a", False),
        ("/events/2024/05/", "/events/2031/12/24/", True),
        ("/2024/05/a/", "/b/", True),
        ("/shop?a=1", "/shop?b=2&a=1", True),
        ("/shop?a=1", "/shop", False),
        ("/x/0123abcd9/a", "/x/b", True),
    ],
)
def test_family_is_the_folder_before_the_first_number(one: str, other: str, same: bool) -> None:
    families = Families()
    assert (families.of(BASE + one) == families.of(BASE + other)) is same


def test_folders_beside_very_many_others_are_one_family() -> None:
    families = Families()
    made = [families.of(f"{BASE}/made/{chr(97 + i // 26)}{chr(97 + i % 26)}x/a") for i in range(MAX_CHILDREN + 50)]
    assert len(set(made)) == MAX_CHILDREN + 1


def test_pages_that_show_nothing_new_close_their_family() -> None:
    budget = PageBudget()
    rules = [read(budget, f"/list/{n}", ["/a", "/b", f"/list/{n + 1}"], title=f"page{n}") for n in range(MAX_BARREN + 1)]
    assert rules.index(NOTHING_NEW) == MAX_BARREN
    assert refused(budget, "/list/999", "/list/998") == NOTHING_NEW


def test_listing_of_any_length_goes_on_while_it_lists_new_posts() -> None:
    budget = PageBudget()
    assert not any(read(budget, f"/page/{n}", [f"/post-{n}", f"/page/{n + 1}"], words=100) for n in range(3000))


def test_posts_that_lead_to_one_another_go_on_as_long_as_each_is_new() -> None:
    budget = PageBudget()
    assert not any(
        read(budget, f"/post-{n}", [f"/post-{n + 1}"], title=f"title{chr(97 + n % 26)}", words=n + 60) for n in range(3000)
    )


def test_pages_that_breed_faster_than_they_can_be_read_are_bounded() -> None:
    budget = PageBudget()
    rules = [read(budget, f"/s/{n}", [f"/s/{n}-{i}" for i in range(5)], words=n + 60) for n in range(MAX_BRED)]
    assert rules[-1] == SHAPE
    assert not any(rules[:-1])


def test_pages_that_somebody_vouches_for_are_never_counted() -> None:
    budget = PageBudget()
    assert not any(read(budget, f"/list/{n}", ["/a"], bred=False) for n in range(2 * MAX_BARREN))


def closed() -> PageBudget:
    budget = PageBudget()
    for n in range(MAX_BARREN + 1):
        read(budget, f"/list/{n}", ["/a"])
    return budget


def test_address_named_from_another_part_of_the_site_is_not_refused() -> None:
    assert refused(closed(), "/list/999", "/about") is None


def test_address_of_another_shape_gets_a_few_tries_in_a_closed_family() -> None:
    budget = closed()
    assert refused(budget, "/list/about.html", "/list/1") is None
    for n in range(MIN_TRIES):
        read(budget, f"/list/page-{chr(97 + n)}.html", ["/a"])
    assert refused(budget, "/list/about.html", "/list/1") == NOTHING_NEW


def test_one_short_text_under_ever_new_addresses_is_not_saved_by_new_links() -> None:
    budget = PageBudget()
    rules = [read(budget, f"/any/{n}", [f"/{n}"], title="welcome", words=3) for n in range(300)]
    assert NOTHING_NEW in rules


def test_limit_of_an_earlier_run_holds() -> None:
    budget = PageBudget()
    budget.close(f"{BASE}/list/7", SHAPE)
    assert refused(budget, "/list/8", "/list/7") == SHAPE

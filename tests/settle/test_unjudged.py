"""What a crawl without rows remembers of the addresses and pages it passes."""

from __future__ import annotations

import pytest

from blogarchive.discover.markup import read_markup
from blogarchive.settle.unjudged import Acquaintances, glimpse
from blogarchive.store.ledger import Heard
from blogarchive.store.states import Reason, Role, State

URL = "https://x.example/a/"


@pytest.mark.parametrize(
    ("heard", "known"),
    [
        (Heard(url=URL, source="link"), True),
        (Heard(url=URL, source="link", state=State.SKIPPED, reason=Reason.SCOPE), True),
        (Heard(url=URL, source="link", state=State.SKIPPED, reason=f"{Reason.TRAP}:calendar"), True),
        (Heard(url=URL, source="link", state=State.SKIPPED, reason=f"{Reason.LIMIT}:shape"), False),
        (Heard(url=URL, source="link", role=Role.ASSET), False),
    ],
    ids=["queued", "out of scope", "trap", "limit of one folder", "requisite"],
)
def test_only_what_stays_as_it_is_wherever_it_is_named_counts_as_known(heard: Heard, known: bool) -> None:
    acquainted = Acquaintances()
    acquainted.note(heard, URL)
    assert (URL in acquainted) is known


def test_glimpse_is_the_heading_and_the_words_of_the_main_part() -> None:
    page = "<title>Blog</title><nav>One two three</nav><main><h1>Maps 7</h1><p>four five six</p></main>"
    seen = glimpse(read_markup(page))
    assert (seen.title, seen.words, seen.missing) == ("maps7", 5, False)


def test_glimpse_sees_that_a_page_says_it_is_missing() -> None:
    assert glimpse(read_markup("<h1>Page not found</h1>")).missing

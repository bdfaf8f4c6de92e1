"""How it is known that a source was read to its end."""

from __future__ import annotations

import pytest

from blogarchive.store.endings import ending_of
from blogarchive.store.sources import Document, Source
from blogarchive.store.states import State

Row = tuple[State, str | None, int | None, int | None]
DONE, FAILED, SKIPPED, QUEUED = State.DONE, State.FAILED, State.SKIPPED, State.QUEUED
PAGE_1, PAGE_2, AGAIN, EMPTY = ((DONE, "feed", 10, fresh) for fresh in (10, 7, 0, 0))
LAST = (DONE, "no such page (HTTP 404)", None, None)


def source(kind: str, *rows: Row, promised: int | None = None) -> Source:
    documents = [
        Document(url_id=n, url=f"https://x.example/{n}", state=state, reason=reason, status=None, entries=entries, fresh=fresh)
        for n, (state, reason, entries, fresh) in enumerate(rows, 1)
    ]
    return Source(id=1, kind=kind, platform=None, promised=promised, documents=documents)


@pytest.mark.parametrize(
    ("found", "named", "how", "is_proof"),
    [
        pytest.param(source("rest", PAGE_1, PAGE_2, promised=17), 17, "the total of 17 is reached", True, id="total"),
        pytest.param(
            source("feed", PAGE_1, LAST), 10, "the page behind the last one does not exist (HTTP 404)", True, id="last page 404"
        ),
        pytest.param(source("feed", PAGE_1, (DONE, "feed", 0, 0)), 10, "the last page is empty", True, id="empty page"),
        pytest.param(source("feed", PAGE_1, AGAIN), 10, "the last page names nothing new", True, id="page that repeats"),
        pytest.param(
            source("feed", PAGE_1, (DONE, "html", None, None)),
            10,
            "the page behind the last one is no such list",
            True,
            id="page instead of a feed",
        ),
        pytest.param(source("feed", PAGE_1, PAGE_2), 17, "the last page names no further one", False, id="no further page"),
        pytest.param(
            source("feed", PAGE_1), 10, "it is one page with the newest 10, and may leave out older ones", False, id="lone feed"
        ),
        pytest.param(source("feed", (*EMPTY[:2], 0, 0)), 0, "it is empty", False, id="empty feed"),
        pytest.param(source("rest", PAGE_1), 10, "it is one page and names no further one", False, id="lone list"),
        pytest.param(source("sitemap", PAGE_1), 10, "the whole file was read", False, id="sitemap"),
        pytest.param(source("sitemap:post", PAGE_1, PAGE_2), 17, "all its 2 files were read", False, id="sitemap in files"),
        pytest.param(
            source("feed", PAGE_1, (SKIPPED, "lean", None, None)),
            10,
            "left there by a lean crawl, since another list is whole",
            False,
            id="lean",
        ),
    ],
)
def test_end_is_verified(found: Source, named: int, how: str, is_proof: bool) -> None:
    ending = ending_of(found, named)
    assert (ending.how, ending.warning, ending.is_proof) == (how, None, is_proof)


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        pytest.param((FAILED, "HTTP 500", None, None), "https://x.example/2 could not be had (HTTP 500)", id="failed"),
        pytest.param((SKIPPED, "robots", None, None), "robots.txt forbids it", id="robots"),
        pytest.param((SKIPPED, "limit", None, None), "a limit was reached", id="limit"),
        pytest.param((SKIPPED, "limit:feed-chain", None, None), "a limit was reached", id="budget"),
        pytest.param((SKIPPED, "off:feeds", None, None), "the user switched it off", id="switched off"),
        pytest.param((SKIPPED, "scope", None, None), "it lies outside the blog", id="elsewhere"),
        pytest.param((QUEUED, None, None, None), "the crawl was stopped", id="stopped"),
    ],
)
def test_list_that_stops_early_is_a_warning(row: Row, warning: str) -> None:
    ending = ending_of(source("feed", PAGE_1, row), 10)
    assert ending.how is None
    assert warning in (ending.warning or "")
    assert not ending.is_proof


def test_list_that_names_less_than_it_promises_is_a_warning() -> None:
    assert ending_of(source("rest", PAGE_1, promised=115), 100).warning == "it names 100 of the 115 entries that it promises"

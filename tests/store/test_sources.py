"""What is remembered of sources."""

from __future__ import annotations

import pytest

from blogarchive.store.archive import LooseWarcs
from blogarchive.store.ledger import Heard
from blogarchive.store.sources import Sources
from blogarchive.store.states import Role, State

HOST = "https://x.example"


@pytest.fixture
def tables() -> LooseWarcs:
    return LooseWarcs([])


def hear(tables: LooseWarcs, path: str, role: Role = Role.PAGE) -> int:
    return tables.ledger.hear(Heard(url=HOST + path, source="link", role=role))


def name(tables: LooseWarcs, by_id: int, *paths: str) -> None:
    rows = [(hear(tables, path), by_id, "feed") for path in paths]
    tables.db.executemany("INSERT OR IGNORE INTO named VALUES(?, ?, ?)", rows)


def test_pages_of_a_list_are_one_source(tables: LooseWarcs) -> None:
    sources = Sources(tables.db)
    first, second = hear(tables, "/feed", Role.FEED), hear(tables, "/feed?paged=2", Role.FURTHER)
    number = sources.note(first, "feed", entries=2, fresh=2, promised=3)
    sources.expect([second], number)
    [waiting] = sources
    assert [document.entries for document in waiting.documents] == [2, None]
    assert sources.note(second, "feed", entries=2, fresh=1) == number
    [read] = sources
    assert (read.kind, read.promised, [d.fresh for d in read.documents]) == ("feed", 3, [2, 1])


def test_document_that_was_expected_elsewhere_is_known_by_the_redirect(tables: LooseWarcs) -> None:
    sources = Sources(tables.db)
    old, new = hear(tables, "/sitemap-1.xml", Role.SITEMAP), hear(tables, "/moved-1.xml", Role.SITEMAP)
    number = sources.begin("sitemap:post")
    sources.expect([old], number)
    tables.ledger.finish(old, State.DONE, "redirect", redirect_to=new)
    assert sources.note(new, "sitemap", entries=5, fresh=5) == number


def test_names_are_counted_once_over_all_pages(tables: LooseWarcs) -> None:
    sources = Sources(tables.db)
    first, second = hear(tables, "/feed", Role.FEED), hear(tables, "/feed?paged=2", Role.FURTHER)
    number = sources.note(first, "feed", entries=2, fresh=2)
    sources.expect([second], number)
    name(tables, first, "/a", "/b")
    name(tables, second, "/b", "/c")
    assert sources.named(number) == 3
    assert sources.names(number, hear(tables, "/b"), besides=second)
    assert not sources.names(number, hear(tables, "/c"), besides=second)


def test_the_largest_promise_counts(tables: LooseWarcs) -> None:
    sources = Sources(tables.db)
    first, second = hear(tables, "/feed", Role.FEED), hear(tables, "/feed?paged=2", Role.FURTHER)
    number = sources.note(first, "rest", entries=2, fresh=2, promised=115)
    sources.expect([second], number)
    sources.note(second, "rest", entries=2, fresh=2, promised=114)
    assert sources.promised(number) == 115

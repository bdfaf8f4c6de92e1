"""The ledger: addresses in, leases out, outcomes back in."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine

from blogarchive.store.database import open_database
from blogarchive.store.ledger import CaptureRow, Heard, Ledger
from blogarchive.store.states import Reason, Role, State

HOME = "https://a.example/"


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    db = open_database(None)
    db.execute("BEGIN")
    yield db
    db.close()


@pytest.fixture
def ledger(db: sqlite3.Connection) -> Ledger:
    return Ledger(db)


def heard(url: str = HOME, source: str = "link", **more: object) -> Heard:
    return Heard(url=url, source=source, **more)  # type: ignore[arg-type]


def capture(offset: int = 0, status: int | None = 200) -> CaptureRow:
    return CaptureRow(
        warc="x.warc.gz",
        offset=offset,
        length=10,
        end=offset + 20,
        record_id="urn:uuid:1",
        record_type="response",
        payload_digest="sha1:A",
        captured_at="2026-01-01T00:00:00Z",
        status=status,
        mime="text/html",
        truncated=None,
    )


@dataclass
class StillClock:
    """A clock that goes on when it is told to."""

    seconds: float

    def __call__(self) -> float:
        return self.seconds


def stand_still(ledger: Ledger) -> StillClock:
    clock = StillClock(ledger.now())
    ledger.now = clock  # type: ignore[assignment]
    return clock


def leased(ledger: Ledger, busy: set[str] | None = None) -> list[str]:
    """Everything that can be leased, in order."""
    urls = []
    while row := ledger.lease(busy or set()):
        urls.append(row.url)
    return urls


def test_address_is_leased_once(ledger: Ledger) -> None:
    ledger.hear(heard())
    row = ledger.lease(set())
    assert row is not None
    assert (row.url, row.tries) == (HOME, 1)
    assert ledger.lease(set()) is None
    known = ledger.get(HOME)
    assert known is not None
    assert known.state is State.LEASED
    assert not ledger.has_work()


def test_higher_priority_comes_first_and_older_first_among_equals(ledger: Ledger) -> None:
    for path, priority in (("c", 1), ("a", 5), ("d", 1), ("b", 5)):
        ledger.hear(heard(HOME + path, priority=priority))
    assert leased(ledger) == [HOME + path for path in "abcd"]


def test_priority_counts_across_hosts(ledger: Ledger) -> None:
    ledger.hear(heard("https://b.example/low", priority=1))
    ledger.hear(heard("https://a.example/high", priority=9))
    assert leased(ledger) == ["https://a.example/high", "https://b.example/low"]


def test_busy_host_blocks_no_other(ledger: Ledger) -> None:
    for number in range(100):
        ledger.hear(heard(f"{HOME}{number}", priority=9))
    ledger.hear(heard("https://b.example/", priority=1))
    row = ledger.lease({"a.example"})
    assert row is not None
    assert row.url == "https://b.example/"
    assert ledger.lease({"a.example"}) is None
    assert ledger.queued() == 100


def test_hundreds_of_one_host_come_in_order_although_memory_holds_few(ledger: Ledger) -> None:
    for number in range(300):
        ledger.hear(heard(f"{HOME}{number}", priority=number))
    assert leased(ledger) == [f"{HOME}{number}" for number in reversed(range(300))]


def test_late_arrival_of_high_priority_overtakes(ledger: Ledger) -> None:
    for number in range(100):
        ledger.hear(heard(f"{HOME}{number}", priority=1))
    assert ledger.lease(set()) is not None
    ledger.hear(heard(f"{HOME}feed", priority=50))
    row = ledger.lease(set())
    assert row is not None
    assert row.url == f"{HOME}feed"


def test_late_arrival_of_middle_priority_finds_its_place(ledger: Ledger) -> None:
    for number in range(100):
        ledger.hear(heard(f"{HOME}{number}", priority=100 - number))
    first = ledger.lease(set())
    assert first is not None
    ledger.hear(heard(f"{HOME}middle", priority=98.5))
    assert leased(ledger)[:3] == [f"{HOME}1", f"{HOME}middle", f"{HOME}2"]


def test_hearing_again_keeps_one_row_and_adds_the_source(ledger: Ledger) -> None:
    first = ledger.hear(heard(source="link"))
    assert ledger.hear(heard(source="feed")) == first
    row = ledger.get(HOME)
    assert row is not None
    assert ledger.sources_of(row.sources) == ["link", "feed"]
    assert ledger.queued() == 1


def test_hearing_again_with_higher_priority_moves_up(ledger: Ledger) -> None:
    ledger.hear(heard(f"{HOME}a", priority=5))
    ledger.hear(heard(f"{HOME}b", priority=1))
    ledger.hear(heard(f"{HOME}b", source="feed", priority=60))
    assert leased(ledger) == [f"{HOME}b", f"{HOME}a"]


def test_hearing_again_with_lower_priority_changes_nothing(ledger: Ledger) -> None:
    ledger.hear(heard(f"{HOME}b", priority=60))
    ledger.hear(heard(f"{HOME}a", priority=5))
    ledger.hear(heard(f"{HOME}b", source="margin", priority=1))
    assert leased(ledger) == [f"{HOME}b", f"{HOME}a"]


@pytest.mark.parametrize("reason", [Reason.SCOPE, Reason.TRAP])
def test_our_own_choice_against_an_address_is_undone_when_a_source_wants_it(ledger: Ledger, reason: Reason) -> None:
    ledger.hear(heard(state=State.SKIPPED, reason=reason))
    ledger.hear(heard(source="redirect"))
    assert leased(ledger) == [HOME]


@pytest.mark.parametrize("reason", [Reason.ROBOTS, Reason.EXCLUDED])
def test_what_others_forbid_stays_skipped(ledger: Ledger, reason: Reason) -> None:
    ledger.hear(heard(state=State.SKIPPED, reason=reason))
    ledger.hear(heard(source="feed", priority=60))
    row = ledger.get(HOME)
    assert row is not None
    assert (row.state, row.reason) == (State.SKIPPED, reason)


def test_finished_address_is_not_queued_by_hearing_of_it_again(ledger: Ledger) -> None:
    url_id = ledger.hear(heard())
    ledger.lease(set())
    ledger.finish(url_id, State.DONE, "post")
    ledger.hear(heard(source="feed", priority=60))
    assert not ledger.has_work()


def test_queued_requisite_becomes_a_page_when_a_link_wants_it(ledger: Ledger) -> None:
    ledger.hear(heard(role=Role.ASSET, source="requisite", priority=5))
    ledger.hear(heard(role=Role.PAGE, priority=30))
    row = ledger.lease(set())
    assert row is not None
    assert row.role is Role.PAGE


def test_who_named_an_address_first_is_kept(ledger: Ledger, db: sqlite3.Connection) -> None:
    home, other = ledger.hear(heard()), ledger.hear(heard(f"{HOME}other"))
    ledger.hear(heard(f"{HOME}a"), named_by=home)
    ledger.hear(heard(f"{HOME}a", source="feed"), named_by=other)
    assert db.execute("SELECT named_by FROM url WHERE url = ?", (f"{HOME}a",)).fetchone() == (home,)


def test_addresses_that_differ_in_tracking_are_one(ledger: Ledger) -> None:
    ledger.hear(heard(f"{HOME}a"))
    ledger.hear(heard(f"{HOME}a?utm_source=feed", source="feed"))
    assert ledger.queued() == 1


def test_retry_waits_and_then_comes(ledger: Ledger) -> None:
    clock = stand_still(ledger)
    url_id = ledger.hear(heard())
    ledger.lease(set())
    ledger.queue_again(url_id, "HTTP 503", ledger.now() + 30)
    assert ledger.has_work()
    assert ledger.lease(set()) is None
    clock.seconds += 29
    assert ledger.lease(set()) is None
    clock.seconds += 2
    row = ledger.lease(set())
    assert row is not None
    assert row.tries == 2


def test_waiting_retry_holds_up_nothing_else_on_its_host(ledger: Ledger) -> None:
    url_id = ledger.hear(heard(f"{HOME}a", priority=9))
    ledger.hear(heard(f"{HOME}b"))
    ledger.lease(set())
    ledger.queue_again(url_id, "HTTP 503", ledger.now() + 30)
    assert leased(ledger) == [f"{HOME}b"]


def test_paused_host_rests_and_others_go_on(ledger: Ledger) -> None:
    clock = stand_still(ledger)
    ledger.hear(heard(priority=9))
    ledger.hear(heard("https://b.example/"))
    ledger.pause_host("a.example", ledger.now() + 10)
    assert leased(ledger) == ["https://b.example/"]
    ledger.hear(heard(f"{HOME}new", priority=90))
    assert ledger.lease(set()) is None
    clock.seconds += 11
    assert leased(ledger) == [f"{HOME}new", HOME]


@pytest.mark.parametrize("year", ["1970-01-02", "2100-01-01"])
def test_clock_of_the_system_that_is_set_changes_no_wait(ledger: Ledger, year: str) -> None:
    ledger.hear(heard(priority=9))
    ledger.hear(heard("https://b.example/"))
    with time_machine.travel(year, tick=False):
        ledger.pause_host("a.example", ledger.now() + 0.2)
        assert leased(ledger) == ["https://b.example/"]
    time.sleep(0.25)
    assert leased(ledger) == [HOME]


def test_wait_that_an_earlier_run_put_into_the_far_future_is_cut(ledger: Ledger) -> None:
    url_id = ledger.hear(heard())
    ledger.lease(set())
    ledger.queue_again(url_id, "HTTP 503", ledger.now() + 1e9)
    later = Ledger(ledger.db)
    clock = stand_still(later)
    assert later.lease(set()) is None
    clock.seconds += 600
    assert leased(later) == [HOME]


def test_held_host_keeps_its_queue_and_is_no_work(ledger: Ledger) -> None:
    ledger.hear(heard())
    ledger.hold("a.example")
    assert not ledger.has_work()
    assert ledger.lease(set()) is None
    assert ledger.waiting_on("a.example") == 1
    assert Ledger(ledger.db).lease(set()) is not None


def test_queue_of_a_host_that_blocks_is_skipped_and_taken_up_by_the_next_run(ledger: Ledger) -> None:
    ledger.hear(heard())
    ledger.hear(heard("https://b.example/"))
    assert ledger.end_queue("a.example", State.SKIPPED, Reason.BLOCKED) == 1
    assert leased(ledger) == ["https://b.example/"]
    ledger.lift(Reason.BLOCKED)
    assert leased(ledger) == [HOME]


def test_limit_skips_the_queued_of_the_named_roles(ledger: Ledger) -> None:
    ledger.hear(heard(f"{HOME}page"))
    ledger.hear(heard(f"{HOME}a.png", role=Role.ASSET))
    assert ledger.skip_queued(Reason.LIMIT, (Role.PAGE, Role.FEED)) == 1
    assert leased(ledger) == [f"{HOME}a.png"]
    row = ledger.get(f"{HOME}page")
    assert row is not None
    assert (row.state, row.reason) == (State.SKIPPED, "limit")


def test_lifted_limit_queues_what_was_not_fetched_and_reads_what_was(ledger: Ledger) -> None:
    ledger.hear(heard(f"{HOME}heard"))
    fetched = ledger.hear(heard(f"{HOME}fetched", priority=9))
    ledger.lease(set())
    ledger.record_capture(fetched, capture())
    ledger.finish(fetched, State.SKIPPED, Reason.LIMIT)
    ledger.skip_queued(Reason.LIMIT, (Role.PAGE,))
    ledger.lift_limit()
    assert leased(ledger) == [f"{HOME}heard"]
    assert [row.url for row, _ in ledger.captured_unread()] == [f"{HOME}fetched"]


def test_capture_comes_before_the_end_and_is_remembered(ledger: Ledger) -> None:
    url_id = ledger.hear(heard())
    ledger.lease(set())
    capture_id = ledger.record_capture(url_id, capture(offset=77))
    [(row, found)] = ledger.captured_unread()
    assert (row.url, row.state, found.offset, found.id) == (HOME, State.CAPTURED, 77, capture_id)
    ledger.finish(url_id, State.DONE, "post")
    assert list(ledger.captured_unread()) == []


def test_redirect_points_to_its_target(ledger: Ledger, db: sqlite3.Connection) -> None:
    source, target = ledger.hear(heard()), ledger.hear(heard(f"{HOME}b"))
    ledger.finish(source, State.DONE, "redirect", redirect_to=target)
    ledger.finish(source, State.DONE, "redirect")
    assert db.execute("SELECT redirect_to FROM url WHERE id = ?", (source,)).fetchone() == (target,)
    assert ledger.redirects_to(source, target)
    assert not ledger.redirects_to(target, source)


def test_address_is_asked_in_the_spelling_its_server_prefers(ledger: Ledger) -> None:
    url_id = ledger.hear(heard(f"{HOME}a?utm_source=x"))
    ledger.lease(set())
    ledger.ask_as(url_id, f"{HOME}a")
    row = ledger.lease(set())
    assert row is not None
    assert (row.url, row.id) == (f"{HOME}a", url_id)


def test_one_usual_place_that_answers_makes_the_others_needless(ledger: Ledger) -> None:
    for path in ("feed", "rss", "atom"):
        ledger.hear(heard(HOME + path, role=Role.PROBE, priority=89))
    ledger.hear(heard(f"{HOME}sitemap", role=Role.PROBE, priority=79))
    row = ledger.lease(set())
    assert row is not None
    ledger.skip_probes_like(row)
    assert leased(ledger) == [f"{HOME}sitemap"]


def test_ledger_of_an_old_archive_goes_on_with_what_was_queued(ledger: Ledger, db: sqlite3.Connection) -> None:
    ledger.hear(heard(f"{HOME}b", source="feed", priority=1))
    ledger.hear(heard(f"{HOME}a", source="link", priority=2))
    again = Ledger(db)
    assert again.queued() == 2
    row = again.get(f"{HOME}b")
    assert row is not None
    assert again.sources_of(row.sources) == ["feed"]
    assert leased(again) == [f"{HOME}a", f"{HOME}b"]

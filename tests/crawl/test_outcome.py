"""What follows from a status or an error."""

from __future__ import annotations

import pytest
import time_machine
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from blogarchive.crawl.guard import UnsafeAddressError
from blogarchive.crawl.outcome import MAX_TRIES, Action, outcome_of_error, outcome_of_status, retry_delay, seconds_asked


@pytest.mark.parametrize(
    ("status", "tries", "action"),
    [
        pytest.param(200, 1, Action.READ, id="200"),
        pytest.param(206, 1, Action.READ, id="206"),
        pytest.param(301, 1, Action.REDIRECT, id="301"),
        pytest.param(308, 1, Action.REDIRECT, id="308"),
        pytest.param(304, 1, Action.FAIL, id="304 that nobody asked for"),
        pytest.param(404, 1, Action.FAIL, id="404 is not asked again"),
        pytest.param(410, 1, Action.FAIL, id="410"),
        pytest.param(403, 1, Action.FAIL, id="403"),
        pytest.param(429, 1, Action.RETRY, id="429"),
        pytest.param(503, 1, Action.RETRY, id="503"),
        pytest.param(503, MAX_TRIES, Action.FAIL, id="503 for the last time"),
        pytest.param(501, 1, Action.FAIL, id="501"),
    ],
)
def test_status(status: int, tries: int, action: Action) -> None:
    assert outcome_of_status(status, tries).action is action


@pytest.mark.parametrize(
    ("error", "action", "reason"),
    [
        pytest.param(CannotResolveHostError(), Action.FAIL, "unknown host", id="unknown host"),
        pytest.param(DownloadConnectionRefusedError(), Action.RETRY, "connection refused", id="refused"),
        pytest.param(DownloadTimeoutError(), Action.RETRY, "timed out", id="time-out"),
        pytest.param(ResponseDataLossError(), Action.RETRY, "answer cut off", id="cut off"),
        pytest.param(DownloadCancelledError(), Action.FAIL, "answer too long", id="too long"),
        pytest.param(UnsafeAddressError("x"), Action.FAIL, "unsafe", id="private network"),
        pytest.param(ValueError("x"), Action.FAIL, "unusable address", id="bad address"),
        pytest.param(KeyError("x"), Action.FAIL, "KeyError: 'x'", id="anything else"),
    ],
)
def test_error(error: Exception, action: Action, reason: str) -> None:
    outcome = outcome_of_error(error, 1)
    assert (outcome.action, outcome.reason) == (action, reason)


def test_time_outs_end_after_some_tries() -> None:
    assert [outcome_of_error(DownloadTimeoutError(), tries).action for tries in (1, 2)] == [Action.RETRY, Action.FAIL]


@pytest.mark.parametrize(("tries", "shortest", "longest"), [(1, 1, 1.5), (2, 2, 3), (3, 4, 6)])
def test_pauses_grow_and_are_of_uneven_length(tries: int, shortest: float, longest: float) -> None:
    delays = [retry_delay(tries) for _ in range(200)]
    assert shortest <= min(delays) < max(delays) <= longest


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        pytest.param("7", 7, id="seconds"),
        pytest.param(" 0 ", 0, id="none"),
        pytest.param("86400", 86400, id="a day"),
        pytest.param("9" * 400, float("inf"), id="more than a number can hold"),
        pytest.param("Sun, 01 Mar 2026 00:00:30 GMT", 30, id="date"),
        pytest.param("Sat, 28 Feb 2026 00:00:00 GMT", 0, id="date that is over"),
        pytest.param("Sun, 01 Mar 99999 00:00:30 GMT", None, id="date beyond all calendars"),
        pytest.param("soon", None, id="a word"),
        pytest.param("-5", None, id="negative"),
        pytest.param("²", None, id="a digit that is no number"),
        pytest.param("", None, id="empty"),
    ],
)
def test_what_retry_after_asks_for(retry_after: str, seconds: float | None) -> None:
    with time_machine.travel("2026-03-01T00:00:00Z", tick=False):
        assert seconds_asked(retry_after) == seconds


@pytest.mark.parametrize("today", ["1970-01-01", "2100-01-01"])
def test_date_is_compared_with_the_server_s_own_clock(today: str) -> None:
    with time_machine.travel(today, tick=False):
        assert seconds_asked("Sun, 01 Mar 2026 00:00:30 GMT", "Sun, 01 Mar 2026 00:00:10 GMT") == 20

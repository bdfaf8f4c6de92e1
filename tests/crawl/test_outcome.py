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

from blogarchive.crawl.outcome import MAX_TRIES, Action, outcome_of_error, outcome_of_status, retry_delay


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
        pytest.param(ValueError("x"), Action.FAIL, "unusable address", id="bad address"),
        pytest.param(KeyError("x"), Action.FAIL, "KeyError: 'x'", id="anything else"),
    ],
)
def test_error(error: Exception, action: Action, reason: str) -> None:
    outcome = outcome_of_error(error, 1)
    assert (outcome.action, outcome.reason) == (action, reason)


def test_time_outs_end_after_some_tries() -> None:
    assert outcome_of_error(DownloadTimeoutError(), MAX_TRIES).action is Action.FAIL


@pytest.mark.parametrize(
    ("tries", "retry_after", "seconds"),
    [
        pytest.param(1, None, 1, id="first"),
        pytest.param(2, None, 2, id="second"),
        pytest.param(1, "7", 7, id="seconds"),
        pytest.param(1, " 0 ", 0, id="none"),
        pytest.param(1, "86400", 120, id="a day is cut to two minutes"),
        pytest.param(1, "Sun, 01 Mar 2026 00:00:30 GMT", 30, id="date"),
        pytest.param(1, "Sat, 28 Feb 2026 00:00:00 GMT", 0, id="date that is over"),
        pytest.param(2, "soon", 2, id="a word"),
        pytest.param(2, "-5", 2, id="negative"),
        pytest.param(2, "²", 2, id="a digit that is no number"),
        pytest.param(2, "", 2, id="empty"),
    ],
)
def test_next_try(tries: int, retry_after: str | None, seconds: float) -> None:
    with time_machine.travel("2026-03-01T00:00:00Z", tick=False):
        assert retry_delay(tries, retry_after) == seconds

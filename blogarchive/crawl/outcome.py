"""What follows from a status or an error: read it, follow it, ask again, or give up and say why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

__all__ = [
    "DOWNLOAD_ERRORS",
    "MAX_TRIES",
    "REDIRECTS",
    "Action",
    "Outcome",
    "outcome_of_error",
    "outcome_of_status",
    "retry_delay",
]

MAX_TRIES = 3
RETRY_SECONDS = 1.0
MAX_RETRY_AFTER_SECONDS = 120.0
TEMPORARY_STATUSES = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
REDIRECTS = frozenset((301, 302, 303, 307, 308))

ERROR_REASONS: tuple[tuple[type[Exception], str, bool], ...] = (
    (CannotResolveHostError, "unknown host", False),
    (DownloadConnectionRefusedError, "connection refused", True),
    (DownloadTimeoutError, "timed out", True),
    (ResponseDataLossError, "answer cut off", True),
    (DownloadCancelledError, "answer too long", False),
    (UnsupportedURLSchemeError, "unsupported scheme", False),
    (DownloadFailedError, "connection failed", True),
    (IgnoreRequest, "not allowed", False),
    (ValueError, "unusable address", False),
)
"""Error, reason in the ledger, whether asking again may help."""
DOWNLOAD_ERRORS = tuple(kind for kind, _, _ in ERROR_REASONS)


class Action(StrEnum):
    """What to do with an answer."""

    READ = "read"
    REDIRECT = "redirect"
    RETRY = "retry"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An action with its reason."""

    action: Action
    reason: str | None = None


def outcome_of_status(status: int, tries: int) -> Outcome:
    """What follows from an HTTP *status* at the given number of tries."""
    if status in REDIRECTS:
        return Outcome(Action.REDIRECT)
    if 200 <= status < 300:
        return Outcome(Action.READ)
    if status in TEMPORARY_STATUSES and tries < MAX_TRIES:
        return Outcome(Action.RETRY, f"HTTP {status}")
    return Outcome(Action.FAIL, f"HTTP {status}")


def outcome_of_error(error: BaseException, tries: int) -> Outcome:
    """What follows from a download that gave no answer."""
    for kind, reason, temporary in ERROR_REASONS:
        if isinstance(error, kind):
            return Outcome(Action.RETRY if temporary and tries < MAX_TRIES else Action.FAIL, reason)
    return Outcome(Action.FAIL, f"{type(error).__name__}: {error}"[:200])


def retry_delay(tries: int, retry_after: str | None) -> float:
    """Seconds until the next try: what the server asks for, up to two minutes, else doubling from one second."""
    asked = _seconds_asked(retry_after.strip()) if retry_after else None
    if asked is not None:
        return min(max(asked, 0.0), MAX_RETRY_AFTER_SECONDS)
    backoff: float = RETRY_SECONDS * 2 ** (tries - 1)
    return backoff


def _seconds_asked(retry_after: str) -> float | None:
    """The seconds a Retry-After header asks for, as a number or a date (RFC 9110, 10.2.3); None when it says neither."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    try:
        return (parsedate_to_datetime(retry_after).astimezone(UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return None

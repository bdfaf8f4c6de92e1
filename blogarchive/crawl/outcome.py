"""What follows from a status or an error: read it, follow it, ask again, or give up and say why."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from OpenSSL import SSL
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
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from twisted.web.client import ResponseFailed

from blogarchive.crawl.guard import UnsafeAddressError
from blogarchive.store.states import Reason

__all__ = [
    "BAD_CERTIFICATE",
    "DOWNLOAD_ERRORS",
    "HEAD_TIMEOUTS",
    "MAX_RETRY_AFTER_SECONDS",
    "MAX_TRIES",
    "REDIRECTS",
    "Action",
    "Outcome",
    "is_nobody",
    "outcome_of_error",
    "outcome_of_status",
    "retry_delay",
    "seconds_asked",
]

MAX_TRIES = 3
HEAD_TIMEOUTS = (12.0, 24.0)
"""Seconds for the head of an answer to come, at the first and second try; there is no third for a server that says nothing."""

RETRY_SECONDS = 1.0
RETRY_JITTER = 0.5
MAX_RETRY_AFTER_SECONDS = 120.0
TEMPORARY_STATUSES = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
REDIRECTS = frozenset((301, 302, 303, 307, 308))

BAD_CERTIFICATE = "certificate not valid"
ERROR_REASONS: tuple[tuple[type[Exception], str, bool], ...] = (
    (UnsafeAddressError, Reason.UNSAFE, False),
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
    if _is_certificate_error(error):
        return Outcome(Action.FAIL, BAD_CERTIFICATE)
    for kind, reason, temporary in ERROR_REASONS:
        if isinstance(error, kind):
            limit = len(HEAD_TIMEOUTS) if isinstance(error, DownloadTimeoutError) else MAX_TRIES
            return Outcome(Action.RETRY if temporary and tries < limit else Action.FAIL, reason)
    return Outcome(Action.FAIL, f"{type(error).__name__}: {error}"[:200])


def is_nobody(error: BaseException) -> bool:
    """Whether *error* says that no server is there to be spoken to, whatever the address on it."""
    return isinstance(error, (CannotResolveHostError, DownloadConnectionRefusedError))


def retry_delay(tries: int) -> float:
    """Seconds until the next try of a temporary error: doubling from one, and up to half more, so that not all come at once."""
    jitter: float = random.uniform(1, 1 + RETRY_JITTER)
    delay: float = RETRY_SECONDS * 2 ** (tries - 1) * jitter
    return delay


def seconds_asked(retry_after: str, server_date: str = "") -> float | None:
    """The seconds a Retry-After header asks for, as a number or a date (RFC 9110, 10.2.3); None when it says neither.

    A date is compared with the *server_date* of the answer, so that a clock that is wrong on either side does no harm.
    """
    retry_after = retry_after.strip()
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    until = _date(retry_after)
    if until is None:
        return None
    return max((until - (_date(server_date) or datetime.now(UTC))).total_seconds(), 0.0)


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_certificate_error(error: BaseException) -> bool:
    """Whether the certificate was refused: not trusted, over, or for another host."""
    for cause in _causes(error):
        if isinstance(cause, (VerificationError, CertificateError)):
            return True
        if isinstance(cause, SSL.Error) and "certificate verify failed" in str(cause):
            return True
    return False


def _causes(error: BaseException) -> Iterator[BaseException]:
    """*error* and what lies beneath it."""
    yield error
    if isinstance(error, ResponseFailed):
        for failure in error.reasons:
            yield from _causes(failure.value)
    if error.__cause__ is not None:
        yield from _causes(error.__cause__)

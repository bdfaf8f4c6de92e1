"""Dates of feeds and sitemaps, as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["iso_date", "iso_milliseconds"]

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T\s]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?\Z")
_ZONE = re.compile(r"(?:[+-]\d{4}|\b[A-Z]{1,5})\s*(?:\(.*\))?\Z")
# What generators write for "no date": the zero of Go's clock, of WordPress and of Unix.
_NO_DATE = ("0000-", "0001-", "-0001")
# In RFC 822 spelling, where the standard library would read the year 1 as 2001.
_NO_YEAR = re.compile(r"\s-?0\d{3}\s")
_YEAR_3000 = 32_503_680_000_000  # in milliseconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def iso_date(text: str | None) -> str | None:
    """*text* (ISO 8601 in any common spelling, or RFC 822) as ISO 8601, or None.

    A zone is kept as given and never added: ``2024-05-01``, ``2024-05-01T10:00:00``, ``2024-05-01T10:00:00+09:00``.
    Placeholders for "no date" are None.
    """
    text = (text or "").strip()[:100]
    if not text:
        return None
    match = _ISO.match(text)
    parsed = _from_iso(match) if match else _from_rfc822(text)
    if parsed is None or parsed.startswith(_NO_DATE):
        return None
    return parsed


def iso_milliseconds(value: object) -> str | None:
    """Milliseconds since 1970 as ISO 8601 in UTC; None for what is no such number."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < _YEAR_3000:
        return None
    return datetime.fromtimestamp(int(value) // 1000, UTC).isoformat()


def _from_iso(match: re.Match[str]) -> str | None:
    day, time, zone = match["day"], match["time"], (match["zone"] or "").upper()
    try:
        if not time:
            return datetime.fromisoformat(day).date().isoformat()
        zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
        value = datetime.fromisoformat(f"{day}T{time.zfill(len('00:00:00' if time.count(':') > 1 else '00:00'))}{zone}")
    except ValueError:
        return None
    return None if value.tzinfo and value == _EPOCH else value.isoformat()


def _from_rfc822(text: str) -> str | None:
    if _NO_YEAR.search(text):
        return None
    try:
        value = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if value.tzinfo is None and _ZONE.search(text):
        value = value.replace(tzinfo=UTC)  # "-0000": the instant is UTC, the writer's zone unknown (RFC 5322, 3.3)
    return None if value.tzinfo and value == _EPOCH else value.isoformat()

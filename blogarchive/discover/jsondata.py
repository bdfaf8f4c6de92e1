"""JSON as the web serves it: bounded, and read without trust in any type."""

from __future__ import annotations

import json
from typing import Any

from blogarchive.discover.xml import MAX_BYTES, decode, gunzip
from blogarchive.urls import absolute_url

__all__ = ["as_address", "as_record", "as_records", "as_text", "as_total", "read_json"]

MAX_CONTAINERS = 500_000
"""Objects and arrays in one answer: an empty one takes twenty times its two bytes in memory."""

MAX_RECORDS = 20_000
MAX_TOTAL = 10_000_000


def read_json(body: bytes) -> Any:
    """The value in *body* (may be gzip); None when it is no JSON, nested too deeply or too large to be read."""
    body = gunzip(body)
    if len(body) >= MAX_BYTES or body.count(b"{") + body.count(b"[") > MAX_CONTAINERS:
        return None
    try:
        return json.loads(decode(body))
    except (ValueError, RecursionError):
        return None


def as_text(value: object) -> str | None:
    """*value* as text when it is a string or a whole number, ends trimmed; None for anything else and for nothing."""
    return (str(value).strip() or None) if isinstance(value, str | int) and not isinstance(value, bool) else None


def as_address(value: object, base: str) -> str | None:
    """*value* as an absolute address when it is a string that can be one, relative to *base*; else None."""
    return absolute_url(value, base) if isinstance(value, str) and value.strip() else None


def as_record(value: object) -> dict[str, Any]:
    """*value* when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_records(value: object) -> list[dict[str, Any]]:
    """The objects in *value* when it is an array, at most 20 000; else none."""
    return [v for v in value[:MAX_RECORDS] if isinstance(v, dict)] if isinstance(value, list) else []


def as_total(value: object) -> int | None:
    """A number of things, also when it is written as text; None for what can be no number of posts."""
    text = as_text(value) or ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return number if number is not None and number <= MAX_TOTAL else None

"""How figures and dates are written in the report."""

from __future__ import annotations

import re

from blogarchive.report.summary import size_of
from blogarchive.text import clean_text, one_line

__all__ = ["FILTERS", "clean", "day", "is_web_address", "moment", "month", "number", "percent", "plural", "shown", "source_name"]

MONTHS = "January February March April May June July August September October November December".split()
MAX_SHOWN = 300

SOURCES = {
    "feed": "Feed",
    "subject-feed": "Feed of one subject",
    "rest": "REST interface",
    "sitemap": "Sitemap",
    "sitemap:post": "Sitemap of posts",
    "sitemap:page": "Sitemap of pages",
    "sitemap:listing": "Sitemap of listings",
    "sitemap:author": "Sitemap of authors",
    "listing": "Listing pages",
    "link": "Links on pages",
    "given": "Given by hand",
}

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:T(\d{2}:\d{2}))?")


def number(value: float) -> str:
    """A figure with its thousands apart; one decimal only where there is one."""
    return f"{value:,}" if isinstance(value, int) or value != int(value) else f"{int(value):,}"


def percent(part: float, whole: float) -> str:
    """The share in per cent, never rounded up to all or down to nothing."""
    if not whole:
        return "–"
    share = 100 * part / whole
    if part and share < 1:
        return "< 1 %"
    return f"{min(round(share), 99) if part < whole else round(share)} %"


def plural(count: int, one: str, many: str | None = None) -> str:
    """*count* and its noun: 1 post, 2 posts."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def month(text: str) -> str:
    """2019-03 as March 2019."""
    match = _DATE.match(text)
    return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if match and 1 <= int(match[2]) <= 12 else text


def day(text: str | None) -> str:
    """The day of an ISO 8601 time, as 3 March 2019."""
    match = _DATE.match(text or "")
    return f"{int(match[3])} {month(match[0])}" if match and match[3] else text or "–"


def moment(text: str | None) -> str:
    """An ISO 8601 time in UTC to the minute, as 3 March 2019, 14:05 UTC."""
    match = _DATE.match(text or "")
    return f"{day(text)}, {match[4]} UTC" if match and match[4] else day(text)


def shown(text: object) -> str:
    """Any text on one line, of bounded length; what a page or a server says may be a novel."""
    line = one_line(str(text))
    return line if len(line) <= MAX_SHOWN else f"{line[: MAX_SHOWN - 1]}…"


def clean(value: object) -> str:
    """Any value as text that HTML and XML can hold."""
    return clean_text(str(value))


def is_web_address(text: object) -> bool:
    """Whether it may become a link; nothing else does."""
    return isinstance(text, str) and text.lower().startswith(("http://", "https://"))


def source_name(kind: str) -> str:
    """A kind of source as a reader calls it."""
    return SOURCES.get(kind) or kind.replace(":", ", ").replace("-", " ")


FILTERS = {
    "source_name": source_name,
    "day": day,
    "moment": moment,
    "month": month,
    "number": number,
    "shown": shown,
    "size": size_of,
}

"""Days of publication in the data that scripts build a page from."""

from __future__ import annotations

import re
from itertools import islice

from blogarchive.extract.datemarks import ShownDate
from blogarchive.extract.dateparse import find_day, parse_machine

__all__ = ["dates_in_scripts"]

MAX_DATES = 200

_QUOTE = r"""(?:\\?["']|&quot;)"""
_WHEN = r"[_-]?(?:[Dd]ate|[Tt]ime|[Aa]t|[Oo]n)(?:[_-]?[Tt]ime)?"
_VALUE = rf"{_QUOTE}\s*:\s*{_QUOTE}([^\"'\\&]{{8,40}}){_QUOTE}"
# By the ends of their names: "cmsPublishingDate", "first_published_at", "datePublished", "pubDate". Each pattern begins with
# letters that are always the same: those the search passes over fast.
_FIELDS = tuple(
    re.compile(shape + _VALUE)
    for shape in (
        rf"ubli(?<!unpubli)(?<!Unpubli)(?<!last_publi)(?<!lastPubli)(?:sh(?:ed|ing)?|cation)(?:{_WHEN}|First)?",
        r"ub(?:_|-)?[Dd]ate",
        rf"ost(?:ed)?{_WHEN}",
        r"atePosted",
        r"ate_posted",
    )
)


def dates_in_scripts(text: str) -> list[ShownDate]:
    """The days under names of publication in *text*, the page's source; those of other posts may be among them."""
    found = []
    for field in _FIELDS:
        for match in islice(field.finditer(text), MAX_DATES):
            day = find_day(match[1], "de")
            value = parse_machine(match[1]) or (day.value if day else None)
            if value:
                found.append(ShownDate(value, match[1], "data in a script", False, 0.3))
    return found

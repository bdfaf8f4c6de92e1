"""Dates out of strings: ISO 8601 and its relatives, and dates in words and figures of many languages. Nothing is invented."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from blogarchive.extract.datewords import AMBIGUOUS_MONTHS, DAY_LETTERS, DAYS_AGO, MONTHS, VIETNAMESE_MONTHS

__all__ = ["FoundDate", "day_of", "find_day", "find_days", "find_days_ago", "find_short_day", "parse_machine"]

FIRST_YEAR = 1990  # before the web; a blog's own date cannot be older
MAX_TEXT = 300
MAX_SHORT = 60
MAX_REMEMBERED = 4096

# Where a day and a month in figures stand the other way round than in most of the world.
MONTH_FIRST = frozenset({"en-us", "en-ph", "fil", "en_us"})

_ISO = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d?)-(?P<d>\d\d?)|-?(?P<m2>\d\d)-?(?P<d2>\d\d))"
    r"(?:[T\s_]\s*(?P<h>\d\d?):(?P<i>\d\d)(?::(?P<s>\d\d?))?(?:[.,]\d+)?\s*(?P<z>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?$",
    re.I,
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
_WORD = r"[^\W\d_][^\s\d,;:()|/،·•]*"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|ro|re|º|°|ª|-?a|-?e|-го|-a|-е|\.)?"
_YEAR = r"(?P<y>\d{4})"
_DAY_WORD_YEAR = re.compile(
    rf"(?<!\d){_DAY}\s*(?:(?:de|of|di|den|від|ي|do)\s+|d['’]|ta['’]\s?)?[,\-/–\s]?\s*(?P<w>{_WORD}?(?:\s(?:الثاني|الأول|một|hai|fómhair))?)\.?"
    rf",?[\s\-/–]*(?:(?:de|del|of|do|,|،|năm|ปี|พ\.ศ\.|ค\.ศ\.|року|года)\s*)?[\s,]*{_YEAR}(?!\d)",
    re.I,
)
_WORD_DAY_YEAR = re.compile(rf"(?P<w>{_WORD}?)\.?[\s\-–]*{_DAY}[,\s،\-–]+(?:de\s+|at\s+)?{_YEAR}(?!\d)", re.I)
_YEAR_WORD_DAY = re.compile(
    rf"(?<!\d){_YEAR}\.?(?:\(?e?\)?ko|\s*m\.|\.?\s*gada|[\s,\-/–])\s*(?:gada\s+)?(?P<w>{_WORD}?)\.?[\s\-/–]*{_DAY}(?!\d)", re.I
)
_LATVIAN = re.compile(rf"(?<!\d){_YEAR}\. gada {_DAY}\s+(?P<w>{_WORD})", re.I)
_CJK = re.compile(r"(?<!\d)(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일号號]?")
_CJK_MIXED = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s+(?P<m>\d{1,2})[月월],?\s*(?P<y>\d{4})(?!\d)|(?P<m2>\d{1,2})[月월]\s*(?P<d2>\d{1,2})[,日일]?,?\s*(?P<y2>\d{4})(?!\d)"
)
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s*(?:tháng|thg)\s*(?:(?P<m>\d{1,2})|(?P<v>mười (?:một|hai)|\w+))"
    r"(?:\s*,|\s*năm)?\s*(?P<y>\d{4})(?!\d)",
    re.I,
)
_YMD = re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s?(?P<sep>[-./])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<d>\d{1,2})(?![\d/-])")
_DMY = re.compile(r"(?<![\d.,])(?P<a>\d{1,2})\s?(?P<sep>[-./])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>(?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d\d)(?![\d./-]|:)")
_VERSION = re.compile(r"\b(?:v|ver|vers|version|release|build|firmware|update|os|ios|android)\.?\s*$", re.I)
_SHORT_WORDS = re.compile(  # 14 Jan 20 at the end of its words; 14 Jan '20; Jan 14, '20
    rf"(?<!\d){_DAY}\s+(?P<w>{_WORD}?)\.?,?\s+(?:['’](?P<y>\d\d)(?!\d)|(?P<z>\d\d)\s*(?=[)|\]•·–]|$))"
    rf"|(?P<v>{_WORD}?)\.?\s+(?P<e>\d\d?)(?:st|nd|rd|th)?,?\s+['’](?P<x>\d\d)(?!\d)",
    re.I,
)
_YEAR_FIRST = ("zh", "ja", "ko")
_PATTERNS = (_CJK, _CJK_MIXED, _VIETNAMESE, _DAY_WORD_YEAR, _WORD_DAY_YEAR, _YEAR_WORD_DAY, _LATVIAN)
_WORDS = (_DAY_WORD_YEAR, _WORD_DAY_YEAR, _YEAR_WORD_DAY)
_LETTERS = re.compile("[A-Za-z]")
_DAYS_AGO = re.compile(DAYS_AGO.replace("{n}", r"(\d{1,3})"), re.I)
_ANY_YEAR = re.compile(r"\d{4}")
_AGO_HINT = re.compile(rf"\d\s*[{DAY_LETTERS}]", re.I)
_ODD = re.compile("[\u0660-\u0fff\u2000-\u206f\uff00-\uff1f\u00a0]")


@dataclass(slots=True, frozen=True)
class FoundDate:
    """A date read from text: ISO 8601 value, the words it was read from, and where they stood."""

    value: str
    raw: str
    start: int = 0
    end: int = 0


def day_of(value: str) -> date | None:
    """The calendar day of an ISO 8601 value, as written."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def parse_machine(text: str) -> str | None:
    """ISO 8601 from a machine's date: ISO in its usual sloppiness, RFC 822, seconds since 1970; None for anything else.

    Only what the text holds is given: a day stays a day, a time without zone stays without.
    """
    text = text.strip().strip("'\"")
    match = _ISO.match(text)
    if match:
        return _iso(match)
    if _EPOCH.match(text):
        return None if set(text) == {"0"} else datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    if len(text) < 60 and text[:1].isalpha() and "," in text[:12]:
        return _rfc822(text)
    return None


def _iso(match: re.Match[str]) -> str | None:
    day = _calendar_day(int(match["y"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"]))
    if day is None or match["h"] is None:
        return day
    hour, minute, second = int(match["h"]), int(match["i"]), int(match["s"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    zone = (match["z"] or "").upper()
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:] or '00'}"
    return f"{day}T{hour:02}:{minute:02}:{second:02}{zone}"


def _rfc822(text: str) -> str | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.year < FIRST_YEAR:
        return None
    return moment.isoformat()


def _calendar_day(year: int, month: int, day: int) -> str | None:
    if 2400 <= year <= 2700:  # the Thai calendar counts from 543 BC
        year -= 543
    elif 1350 <= year <= 1450:
        return None  # Persian and Islamic years: the months are other months
    if year < FIRST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def find_day(text: str, language: str | None = None, *, month_first: bool | None = None) -> FoundDate | None:
    """The first calendar day in *text*, in words or figures of any language; None when there is none or two readings.

    *language* (BCP 47) settles words that mean different months, and 03/04/2020; *month_first* does the latter outright.
    """
    if not _ANY_YEAR.search(text):
        return None
    return _find_day(text[:MAX_TEXT], language, month_first)


@lru_cache(MAX_REMEMBERED)
def _find_day(text: str, language: str | None, month_first: bool | None) -> FoundDate | None:
    if not text.isascii():
        text = _plain_digits(text)
    match = _YMD.search(text)
    if match and (day := _calendar_day(int(match["y"]), int(match["m"]), int(match["d"]))):
        return FoundDate(day, match.group(), *match.span())
    for pattern in _patterns_for(text):
        for match in pattern.finditer(text):
            found = _from_words(match, language)
            if found:
                return found
    match = _DMY.search(text)
    return _from_figures(match, language, month_first) if match else None


def _patterns_for(text: str) -> tuple[re.Pattern[str], ...]:
    """The shapes of dates in words that *text* can have; most texts are ASCII, and many are figures alone."""
    if not text.isascii():
        return _PATTERNS
    lowered = text.lower()
    if "thg" in lowered or "gada" in lowered:
        return _PATTERNS
    return _WORDS if _LETTERS.search(text) else ()


def find_days(text: str, language: str | None = None, *, month_first: bool | None = None) -> list[tuple[FoundDate, str]]:
    """Every calendar day in *text* in its order, each with the words between it and the day before; at most four."""
    found: list[tuple[FoundDate, str]] = []
    rest = text[:MAX_TEXT]
    while len(found) < 4:
        day = find_day(rest, language, month_first=month_first)
        if day is None:
            break
        found.append((day, rest[: day.start]))
        rest = rest[day.end :]
    return found


def find_short_day(text: str, language: str | None, latest: date, *, month_first: bool | None = None) -> FoundDate | None:
    """The day in *text* that has only the last two figures of its year, where there is just one way to read it up to *latest*."""
    if len(text) >= MAX_SHORT:
        return None
    match = _SHORT_YEAR.search(text)
    if match is None:
        return _short_day_in_words(text, language, latest)
    if match[2] == "." and (len(match[1]) + len(match[3]) < 4 or _VERSION.search(text[: match.start()])):
        return None
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    tag = (language or "").lower().replace("_", "-")
    order = _order(language) if month_first is None else month_first
    readings = []
    if tag.startswith(_YEAR_FIRST) or not tag:
        readings.append((first, second, third))
    if not tag.startswith(_YEAR_FIRST):
        if match[2] == "." or order is not True:
            readings.append((third, second, first))
        if match[2] != "." and order is not False:
            readings.append((third, first, second))
    days = {day for year, month, number in readings if (day := _calendar_day(_century(year, latest), month, number))}
    past = [day for day in days if day <= latest.isoformat()]
    return FoundDate(past[0], match.group(), *match.span()) if len(past) == 1 else None


def _short_day_in_words(text: str, language: str | None, latest: date) -> FoundDate | None:
    match = _SHORT_WORDS.search(text)
    month = _month(match["w"] or match["v"], language) if match else None
    if match is None or month is None:
        return None
    year, number = int(match["y"] or match["z"] or match["x"]), int(match["d"] or match["e"])
    day = _calendar_day(_century(year, latest), month, number)
    return FoundDate(day, match.group().strip(), *match.span()) if day and day <= latest.isoformat() else None


def _century(year: int, latest: date) -> int:
    return 2000 + year if 2000 + year <= latest.year else 1900 + year


def find_days_ago(text: str, now: datetime) -> FoundDate | None:
    """The day that "3 days ago", in one of many languages, meant at *now*; None for units too coarse to tell a day."""
    ago = _days_ago(text) if len(text) < 80 and _AGO_HINT.search(text) else None
    if ago is None:
        return None
    days, raw, start, end = ago
    return FoundDate((now - timedelta(days=days)).date().isoformat(), raw, start, end)


@lru_cache(MAX_REMEMBERED)
def _days_ago(text: str) -> tuple[int, str, int, int] | None:
    match = _DAYS_AGO.search(text)
    return (int(next(g for g in match.groups() if g)), match.group(), *match.span()) if match else None


def _from_words(match: re.Match[str], language: str | None) -> FoundDate | None:
    groups = match.groupdict()
    year, day = groups["y"] or groups.get("y2"), groups["d"] or groups.get("d2")
    if groups.get("w"):
        month = _month(groups["w"], language)
    elif groups.get("v"):
        month = VIETNAMESE_MONTHS.get(groups["v"].lower())
    else:
        month = int(groups.get("m") or groups.get("m2") or 0)
    if not (year and day and month):
        return None
    value = _calendar_day(int(year), month, int(day))
    return FoundDate(value, match.group().strip(), *match.span()) if value else None


def _month(word: str, language: str | None) -> int | None:
    word = unicodedata.normalize("NFC", word.casefold()).strip(".,'’-–/ ")
    if word in MONTHS:
        return MONTHS[word]
    languages = AMBIGUOUS_MONTHS.get(word)
    if languages:
        return languages.get((language or "").split("-")[0].lower())
    return None


def _from_figures(match: re.Match[str], language: str | None, month_first: bool | None) -> FoundDate | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first > 12 or match["sep"] == ".":
        day, month = first, second
    elif second > 12:
        day, month = second, first
    elif first == second:
        day = month = first
    else:
        order = _order(language) if month_first is None else month_first
        if order is None:
            return None
        day, month = (second, first) if order else (first, second)
    value = _calendar_day(year, month, day)
    return FoundDate(value, match.group(), *match.span()) if value else None


def _order(language: str | None) -> bool | None:
    """True for month first, False for day first, None where the language alone does not tell."""
    if not language:
        return None
    tag = language.lower().replace("_", "-")
    if tag in MONTH_FIRST:
        return True
    if tag == "en" or tag.startswith(("zh", "ja", "ko")):
        return None
    return False


def _plain_digits(text: str) -> str:
    """*text* with the digits of every script as 0 to 9, and without marks of direction."""
    if _ODD.search(text):
        out = []
        for c in text:
            if c in "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\u061c":
                continue
            out.append(
                str(unicodedata.digit(c))
                if c.isdigit() and not c.isascii() and unicodedata.digit(c, -1) >= 0
                else " "
                if c in "\u00a0\u202f\u2009"
                else c
            )
        return "".join(out)
    return text

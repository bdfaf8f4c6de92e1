"""What a rule declares: whom it is for and from when to when it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from blogarchive.extract.page import Page
from blogarchive.urls import host_of

__all__ = ["Engine", "Site", "generators_in"]

MARKS_WITHIN = 60_000
MAX_GENERATOR = 120
"""Bytes of the beginning of a ``meta`` that is read."""


def generators_in(start: bytes) -> bytes:
    """What follows the word "generator" wherever it stands in *start*, in lower case; mostly one name or nothing."""
    return b" ".join(part[:MAX_GENERATOR] for part in start.split(b"enerator")[1:]).lower()


@dataclass(slots=True, kw_only=True, frozen=True)
class Site:
    """A rule for one site."""

    name: str
    """The rule's name, as it stands in ``extractor.name``."""

    hosts: frozenset[str]
    """Host names in lower case, without ``www.``."""

    page: type[Page]
    """The class that reads the site's pages."""

    valid_from: date | None = None
    """First day of captures it is for; None for all before valid_until."""

    valid_until: date | None = None
    """Last day of captures it is for; None while the site still looks like that."""

    def fits(self, url: str, captured_at: datetime) -> bool:
        """True when the page at *url*, captured at *captured_at*, is read by this rule."""
        day = captured_at.date()
        if (self.valid_from and day < self.valid_from) or (self.valid_until and day > self.valid_until):
            return False
        return host_of(url).partition(":")[0].removeprefix("www.") in self.hosts


@dataclass(slots=True, kw_only=True, frozen=True)
class Engine:
    """A rule for all the blogs that one software makes."""

    name: str
    """The rule's name, as it stands in ``extractor.name``."""

    page: type[Page]
    """The class that reads its pages."""

    marks: tuple[str, ...]
    """Regular expressions over the page's bytes as ASCII; one that is found within the first MARKS_WITHIN bytes is enough."""

    generators: tuple[bytes, ...] = ()
    """Plain words in lower case, one of which each mark holds that is the page's generator."""

    words: tuple[bytes, ...] = ()
    """Plain words as pages spell them, one of which every other mark holds: looking for them is a hundred times as fast."""

    _pattern: re.Pattern[bytes] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", re.compile("|".join(f"(?:{m})" for m in self.marks).encode("ascii"), re.I))

    def may_fit(self, start: bytes, generators: bytes) -> bool:
        """False when the page cannot show a mark: *start* are its first MARKS_WITHIN bytes, *generators* what it says of its
        generator, in lower case."""
        return any(word in generators for word in self.generators) or any(word in start for word in self.words)

    def fits(self, body: bytes) -> bool:
        """True when *body* shows one of the engine's marks."""
        return self._pattern.search(body, 0, MARKS_WITHIN) is not None

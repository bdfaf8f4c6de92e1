"""Text on its way out: one border for characters that break files, and folding for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

__all__ = ["clean_text", "fold", "one_line", "remember_short"]

# C0 controls but tab and line feed, DEL, C1 controls, lone surrogates, noncharacters: none of them can be
# meant by an author, and each of them breaks some reader of JSON Lines, XML or WARC headers.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NO_ASCII_WORD = re.compile(r"[^a-z0-9]+")

SHORT = 300
T = TypeVar("T")


def clean_text(text: str) -> str:
    """*text* without characters that cannot be written safely; line ends become a line feed.

    Every string that leaves extraction passes here once.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Whatever is unwanted is not printable either, and asking that is many times cheaper than the search.
    if text.isprintable() or text.replace("\n", "").replace("\t", "").replace("\xa0", "").isprintable():
        return text
    return _UNWANTED.sub("", text)


def one_line(text: str) -> str:
    """*text* cleaned, on one line, with single blanks and none at the ends."""
    return " ".join(clean_text(text).split())


def remember_short(function: Callable[[str], T]) -> Callable[[str], T]:
    """*function* with a memory of its answers for short texts.

    Names, classes and addresses come again on every page of a blog. Long texts are not kept: pages may hold any number of them.
    """
    known = lru_cache(maxsize=4096)(function)

    @wraps(function)
    def answer(text: str) -> T:
        return known(text) if len(text) <= SHORT else function(text)

    return answer


@remember_short
def fold(text: str) -> str:
    """*text* reduced to its letters and digits in one case, for comparing titles and names; may be empty."""
    if text.isascii():
        return _NO_ASCII_WORD.sub("", text.lower())
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())

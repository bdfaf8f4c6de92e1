"""Text on its way out: one border for characters that break files, and folding for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar

__all__ = ["clean_text", "fold", "one_line", "remember_short"]

# C0 controls but tab and line feed, DEL, C1 controls, lone surrogates, noncharacters: none of them can be
# meant by an author, and each of them breaks some reader of JSON Lines, XML or WARC headers.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SAFE_ASCII = bytes([*range(32, 127), ord("\t"), ord("\n")])
_NO_WORD = re.compile(r"[\W_]+")
_NO_ASCII_WORD = bytes(code for code in range(128) if not chr(code).isalnum())

SHORT = 300
MAX_KNOWN = 4096
T = TypeVar("T")


def clean_text(text: str) -> str:
    """*text* without characters that cannot be written safely; line ends become a line feed.

    Every string that leaves extraction passes here once.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and not text.encode("ascii").translate(None, _SAFE_ASCII):
        return text
    # Whatever is unwanted is not printable either, and asking that is many times cheaper than the search.
    if text.isprintable() or text.replace("\n", "").replace("\t", "").replace("\xa0", "").isprintable():
        return text
    return _UNWANTED.sub("", text)


def one_line(text: str) -> str:
    """*text* cleaned, on one line, with single blanks and none at the ends."""
    return " ".join((text if text.isprintable() else clean_text(text)).split())


def remember_short(function: Callable[[str], T]) -> Callable[[str], T]:
    """*function* with a memory of its answers for short texts.

    Names, classes and addresses come again on every page of a blog. Long texts are not kept: pages may hold any number of them.
    """
    # The method of the dict, not a function of our own around it: it is asked a thousand times for each page.
    return _Known(function).__getitem__


class _Known(dict[str, T]):
    """Answers by text; what is not in it is asked for."""

    def __init__(self, function: Callable[[str], T]) -> None:
        self._function = function

    def __missing__(self, text: str) -> T:
        answer = self._function(text)
        if len(text) <= SHORT:
            if len(self) >= MAX_KNOWN:
                self.clear()
            self[text] = answer
        return answer


@remember_short
def fold(text: str) -> str:
    """*text* reduced to its letters and digits in one case, for comparing titles and names; may be empty."""
    if text.isascii():
        return text.lower().encode("ascii").translate(None, _NO_ASCII_WORD).decode("ascii")
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())

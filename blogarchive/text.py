"""Text on its way out: one border for characters that break files, and folding for comparison."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["clean_text", "fold", "one_line"]

# C0 controls but tab and line feed, DEL, C1 controls, lone surrogates, noncharacters: none of them can be
# meant by an author, and each of them breaks some reader of JSON Lines, XML or WARC headers.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
SHORT = 200

_NO_ASCII_WORD = re.compile(r"[^a-z0-9]+")


def clean_text(text: str) -> str:
    """*text* without characters that cannot be written safely; line ends become a line feed.

    Every string that leaves extraction passes here once.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", text)


def one_line(text: str) -> str:
    """*text* cleaned, on one line, with single blanks and none at the ends."""
    return _SPACES.sub(" ", clean_text(text)).strip()


def fold(text: str) -> str:
    """*text* reduced to its letters and digits in one case, for comparing titles and names; may be empty."""
    return _fold_short(text) if len(text) <= SHORT else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return _NO_ASCII_WORD.sub("", text.lower())
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


# The same names and headings are compared over and over.
_fold_short = lru_cache(maxsize=8192)(_fold)

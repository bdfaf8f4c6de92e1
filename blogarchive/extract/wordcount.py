"""How many words a text has."""

from __future__ import annotations

import re

__all__ = ["count_words"]

# In these scripts words are not set apart by blanks, so each character counts: Han, Kana, Thai, Lao, Khmer, Burmese.
_WORDS = re.compile(
    "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e01-\u0e2e\u0e81-\u0eae\u1780-\u17a2\u1000-\u102a]"
    "|[^\\W\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e01-\u0eff\u1780-\u17ff\u1000-\u109f]+(?:['’.-]\\w+)*"
)
# For each character of Latin-1 whether it is part of a word, and whether it joins two parts of one.
_LETTERS = bytes(chr(i).isalnum() or chr(i) == "_" for i in range(256))
_JOINTS = bytes(chr(i) in "'.-" for i in range(256))
# Signs in texts that are Latin-1 otherwise.
_QUOTES = (("’", "'"), ("“", " "), ("”", " "), ("—", " "), ("–", " "), ("‘", " "), ("…", " "))


def count_words(text: str) -> int:
    """Words in *text*; each character counts in scripts that set no blanks between words."""
    narrow = _narrow(text)
    if narrow is None:
        for sign, plain in _QUOTES:
            text = text.replace(sign, plain)
        narrow = _narrow(text)
    if narrow is not None:
        return _count(narrow)
    lines = [(line, _narrow(line)) for line in text.split("\n")]
    wide = "\n".join(line for line, narrow in lines if narrow is None)
    return _count(b"\n".join(narrow for _, narrow in lines if narrow is not None)) + len(_WORDS.findall(wide))


def _narrow(text: str) -> bytes | None:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _count(text: bytes) -> int:
    """Words in *text* of Latin-1: letters that no letter stands before, nor one joint behind a letter.

    A large integer holds a byte for each character: three operations look at all characters at once.
    """
    letters = int.from_bytes(text.translate(_LETTERS), "little")
    joints = int.from_bytes(text.translate(_JOINTS), "little")
    starts = letters & ~(letters << 8)
    joined = letters & (joints << 8) & (letters << 16)
    return starts.bit_count() - joined.bit_count()

"""The language the post is written in."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from blogarchive.extract.declared import declared_language, declared_tags
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.languagewords import SCRIPT_OF_LANGUAGE, SCRIPTS, STOP_WORDS
from blogarchive.extract.layout import Layout, layout_of
from blogarchive.items import Rejected

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["declared_language", "find_language"]

MAX_SAMPLE = 2500
MAX_PARAGRAPHS = 200
MAX_SCRIPT_SAMPLE = 1000
ENOUGH_LETTERS = 80
ENOUGH_WORDS = 8
CLEARLY = 3
"""How many times as often another language's commonest words must occur to be believed more than what the page declares."""

_ASCII = re.compile(r"[\0-\x7f]+")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_LETTERS = bytes(i if chr(i).isalpha() and i < 128 else ord(" ") for i in range(256))
_ASCII_OTHERS = bytes(i for i in range(128) if not chr(i).isalpha())
_LANGUAGES_OF: dict[str, list[str]] = {}
"""A common word → the languages that have it."""
for _language, _common in STOP_WORDS.items():
    for _stop_word in _common:
        _LANGUAGES_OF.setdefault(_stop_word, []).append(_language)


def find_language(page: Page, knowledge: SiteKnowledge) -> Finding[str] | None:
    """BCP 47 code of the post: what the page declares, unless its letters or commonest words plainly say otherwise."""
    sample = _sample(layout_of(page, knowledge))
    script = _main_script(sample)
    losers: list[Rejected] = []
    for tag, source, key in declared_tags(page):
        if _contradicts(tag, script):
            losers.append(rejected(tag, f"{source} {key}", f"the text is in {script} letters"))
            continue
        language = tag.split("-")[0]
        is_open = script in ("Latin", "Cyrillic") and language in STOP_WORDS and not _is_plainly(sample, language)
        other = _by_words(sample) if is_open else None
        if other and other[0] != language and other[1] >= CLEARLY * max(1, other[2].get(language, 0)):
            losers.append(rejected(tag, f"{source} {key}", f"the commonest words are those of {other[0]}"))
            continue
        return Finding(value=tag, source=source, selector=key, confidence=0.9, rejected=losers)
    guess = _by_letters(sample, script)
    if guess:
        return Finding(value=guess, source="structure", selector="text", confidence=0.7, rejected=losers)
    if knowledge.language and not _contradicts(knowledge.language, script):
        return Finding(value=knowledge.language, source="feed", selector="language", confidence=0.5, rejected=losers)
    return None


def _sample(layout: Layout) -> str:
    """Some of the text in the post's paragraphs."""
    parts: list[str] = []
    length = 0
    for paragraph in islice(layout.tree.iter("p"), MAX_PARAGRAPHS):
        text = "".join(paragraph.itertext()) if len(paragraph) else paragraph.text or ""
        if len(text) > 20 and layout.is_mine(paragraph):
            parts.append(text)
            length += len(text)
            if length > MAX_SAMPLE:
                break
    return " ".join(parts)[:MAX_SAMPLE]


def _main_script(sample: str) -> str | None:
    """The script of more than half of the letters; None for too little text. Kana and hangul count double against Han."""
    if sample.isascii():
        return "Latin" if len(sample) >= ENOUGH_LETTERS else None
    best, most, letters = None, 0, 0
    sample = sample[:MAX_SCRIPT_SAMPLE]
    others = _ASCII.sub("", sample)
    for name, pattern in SCRIPTS.items():
        count = sum(map(len, pattern.findall(others)))
        if name == "Latin":
            count += len(sample.encode("ascii", "ignore").translate(None, _ASCII_OTHERS))
        letters += count
        if name in ("Kana", "Hangul") and count > 20:
            count *= 6
        if count > most:
            best, most = name, count
    return best if letters >= ENOUGH_LETTERS else None


def _contradicts(tag: str, script: str | None) -> bool:
    if script is None:
        return False
    parts = tag.split("-")
    expected = SCRIPT_OF_LANGUAGE.get(parts[0], "Latin")
    if script in expected.split() or (len(parts) > 1 and len(parts[1]) == 4):
        return False
    # Posts about code and posts with long quotations hold much Latin whatever their language.
    return script != "Latin"


def _by_letters(sample: str, script: str | None) -> str | None:
    if script == "Arabic":
        persian, urdu = len(re.findall("[پچژگ]", sample)), len(re.findall("[ےٹڑں]", sample))
        return "ur" if urdu * 100 > len(sample) else "fa" if persian * 100 > len(sample) else "ar"
    if script in ("Latin", "Cyrillic"):
        words = _by_words(sample)
        return words[0] if words else None
    only = {
        "Kana": "ja",
        "Hangul": "ko",
        "Greek": "el",
        "Hebrew": "he",
        "Thai": "th",
        "Han": "zh",
        "Georgian": "ka",
        "Armenian": "hy",
    }
    only |= {"Devanagari": "hi", "Bengali": "bn", "Tamil": "ta", "Telugu": "te"}
    return only.get(script or "")


def _by_words(sample: str) -> tuple[str, int, dict[str, int]] | None:
    """The language whose commonest words occur clearly most often, with its count and all counts."""
    counts = dict.fromkeys(STOP_WORDS, 0)
    words = Counter(_words(sample))
    for word in words.keys() & _LANGUAGES_OF.keys():
        for language in _LANGUAGES_OF[word]:
            counts[language] += words[word]
    first, second = sorted(counts, key=lambda c: -counts[c])[:2]
    if counts[first] < ENOUGH_WORDS or counts[first] < 1.3 * counts[second]:
        return None
    return first, counts[first], counts


def _is_plainly(sample: str, language: str) -> bool:
    """Whether so many words of *sample* are common ones of *language* that no other can have CLEARLY times as many."""
    words = _words(sample)
    return CLEARLY * sum(map(STOP_WORDS[language].__contains__, words)) > len(words)


def _words(sample: str) -> list[str]:
    """The runs of letters in *sample*, in lower case."""
    if sample.isascii():
        return sample.lower().encode("ascii").translate(_ASCII_LETTERS).decode("ascii").split()
    return _WORD.findall(sample.casefold())

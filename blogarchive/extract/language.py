"""The language the post is written in."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.jsonld import texts
from blogarchive.extract.languagewords import SCRIPT_OF_LANGUAGE, SCRIPTS, STOP_WORDS
from blogarchive.extract.layout import Layout, layout_of
from blogarchive.extract.posting import json_postings
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
META = ("content-language", "og:locale", "language", "dc.language", "dcterms.language")

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*$", re.I)
_WORD = re.compile(r"[^\W\d_]+")


def declared_language(page: Page) -> str | None:
    """The first language the page declares, BCP 47, unchecked."""
    declared = _declared(page)
    return declared[0][0] if declared else None


def find_language(page: Page, knowledge: SiteKnowledge) -> Finding[str] | None:
    """BCP 47 code of the post: what the page declares, unless its letters or commonest words plainly say otherwise."""
    sample = _sample(layout_of(page, knowledge))
    script = _main_script(sample)
    losers: list[Rejected] = []
    for tag, source, key in _declared(page):
        if _contradicts(tag, script):
            losers.append(rejected(tag, f"{source} {key}", f"the text is in {script} letters"))
            continue
        other = _by_words(sample) if script in ("Latin", "Cyrillic") else None
        if (
            other
            and other[0] != tag.split("-")[0]
            and tag.split("-")[0] in STOP_WORDS
            and other[1] >= 3 * max(1, other[2].get(tag.split("-")[0], 0))
        ):
            losers.append(rejected(tag, f"{source} {key}", f"the commonest words are those of {other[0]}"))
            continue
        return Finding(value=tag, source=source, selector=key, confidence=0.9, rejected=losers)
    guess = _by_letters(sample, script)
    if guess:
        return Finding(value=guess, source="structure", selector="text", confidence=0.7, rejected=losers)
    if knowledge.language and not _contradicts(knowledge.language, script):
        return Finding(value=knowledge.language, source="feed", selector="language", confidence=0.5, rejected=losers)
    return None


def _declared(page: Page) -> list[tuple[str, str, str]]:
    known = page.memory.get("languages")
    if isinstance(known, list):
        return known
    meta = page.structured.meta
    found = [(page.tree.get("lang") or page.tree.get("xml:lang") or "", "structure", "html lang")]
    for node in json_postings(page)[:1]:
        found.extend((t, "json-ld", "inLanguage") for t in texts(node.get("inLanguage"))[:1])
    for key in META:
        found.extend((t, "meta", key) for t in meta.get(key, ())[:1])
    tidy = [(tag, source, key) for text, source, key in found if (tag := _tidy(text))]
    page.memory["languages"] = tidy
    return tidy


def _tidy(text: str) -> str | None:
    tag = re.split(r"[,;\s]", text.strip().replace("_", "-"))[0]
    if not _TAG.match(tag):
        return None
    language, *rest = tag.split("-")
    return "-".join([language.lower(), *(p.upper() if len(p) == 2 else p.title() if len(p) == 4 else p.lower() for p in rest)])


def _sample(layout: Layout) -> str:
    """Some of the text in the post's paragraphs."""
    parts: list[str] = []
    length = 0
    for paragraph in islice(layout.tree.iter("p"), MAX_PARAGRAPHS):
        text = "".join(paragraph.itertext())
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
    for name, pattern in SCRIPTS.items():
        count = sum(len(m) for m in pattern.findall(sample))
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
    words = Counter(_WORD.findall(sample.casefold()))
    counts = {language: sum(words[w] for w in common if w in words) for language, common in STOP_WORDS.items()}
    first, second = sorted(counts, key=lambda c: -counts[c])[:2]
    if counts[first] < ENOUGH_WORDS or counts[first] < 1.3 * counts[second]:
        return None
    return first, counts[first], counts

"""What stands over and under the text, where only the balance of the page says where the article is."""

from __future__ import annotations

import re
from itertools import accumulate

from blogarchive.extract.blocks import LEVEL, Block
from blogarchive.extract.clean import CUT
from blogarchive.extract.metalines import is_meta_line
from blogarchive.extract.titleforms import main_forms
from blogarchive.extract.wordcount import count_words
from blogarchive.extract.words import is_sources_heading
from blogarchive.text import fold

__all__ = ["without_outskirts"]

PARAGRAPH = 80
"""Characters of a block that reads like a part of the article."""

SHORT_PARAGRAPH = 40
"""Characters of a sentence that stands in a paragraph of its own and may be one of the article's."""

MAX_OVER = 0.3
"""Share of the text that may stand over the title and be no part of the article."""

MAX_UNDER = 0.3
"""Text that may stand under the end of the article, as a share of the article."""

PAUSE = 250
"""Characters of links and scraps that end the article."""

LISTED = 0.7
"""What a character of a link, or of a list of other pages that was left out, counts against the text going on."""

MAX_LISTED = 200
"""What such a list counts at most: it does not end an article alone, many stand in the midst of one."""

SCRAP = 15
"""What a line without links, too short for a paragraph, counts against the text going on."""

SENTENCE = 60
"""Characters from which on a line between title and text is no name, date or button."""

WORDS = 4
"""Words of a last line that is no name or button."""

# What ends a sentence, not a number or an abbreviation: behind a word of some letters, before a blank, a bracket or the end.
_SENTENCE = re.compile(r"(?:[^\W\d_]{4}|[\uac00-\ud7af]{2})[\"'”»)\]]*[.!?…।۔؟](?=[\s\"'”»)\]]|\Z)|[。！？]|:\Z")
_GREETING = (",", "،", "，")
_WIDE = re.compile("[\u1100-\u11ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def without_outskirts(blocks: list[Block], titles: frozenset[str], cut: list[tuple[str, str]]) -> list[Block]:
    """*blocks* from the title, one of *titles* after folding, to the last paragraph before a long stretch of links and scraps."""
    values = _values(blocks)
    begin = _after_title(blocks, values, main_forms(titles))
    end = _before_scraps(blocks, begin, _end_of_text(values, begin))
    cut.extend(("outside", b.text) for b in (*blocks[:begin], *blocks[end:]))
    return blocks[begin:end]


def _values(blocks: list[Block]) -> list[float]:
    """How much each of *blocks* speaks for the text going on; lists of sources and footnotes do not speak against it."""
    values = []
    sources = 0
    for block in blocks:
        level = LEVEL.get(block.node.tag, 0)
        if level and (not sources or level <= sources):
            sources = level if is_sources_heading(block.text) else 0
        values.append(max(0.0, _value(block)) if sources else _value(block))
    return values


def _value(block: Block) -> float:
    """How much *block* speaks for the text going on."""
    if block.node.tag == CUT:
        return -min(MAX_LISTED, LISTED * int(block.node.attrs["size"]))
    if block.node.tag in ("pre", "figure", "table"):
        return float(len(block.text)) if block.density < 0.3 else 0.0
    if block.node.tag in LEVEL:
        return -float(block.linked)
    if block.density > 0.4:
        return -max(2.0 * SCRAP, LISTED * block.linked)
    if len(block.text) >= PARAGRAPH:
        return float(len(block.text))
    if _is_said(block):
        return 0.0
    return 0.0 if block.images else -float(SCRAP)


def _is_said(block: Block) -> bool:
    """Whether *block* is a short paragraph: a sentence without a link in the page's own ``p``; it ends no article."""
    source = block.node.source
    return (
        len(block.text) >= SHORT_PARAGRAPH
        and not block.links
        and source is not None
        and source.tag == "p"
        and _SENTENCE.search(block.text) is not None
    )


def _after_title(blocks: list[Block], values: list[float], titles: frozenset[str]) -> int:
    """Index of the first block that is text behind the title; 0 where the title is not shown, or stands far down."""
    total = sum(v for v in values if v > 0)
    over = 0.0
    begin = 0
    for i, block in enumerate(blocks):
        if block.text and len(block.text) < 300 and fold(block.text) in titles:
            begin = i + 1
            break
        over += max(0.0, values[i])
        if over > MAX_OVER * total:
            break
    first = begin
    while begin < len(blocks) and _is_scrap(blocks[begin]):
        begin += 1
    if any(b.images or b.node.tag == "pre" or (b.text and b.density <= 0.4) for b in blocks[begin:]):
        return begin
    # Nothing but scraps: the post is one, and only what surely is none of it goes.
    while first < len(blocks) and (blocks[first].density > 0.4 or is_meta_line(blocks[first].text)):
        first += 1
    return first


def _before_scraps(blocks: list[Block], begin: int, end: int) -> int:
    """Index after the last block from *begin* to *end* that is no scrap; *end* where that is no paragraph, or announces more."""
    last = end
    while last > begin and _is_scrap(blocks[last - 1]):
        last -= 1
    if last == begin or len(blocks[last - 1].text) < PARAGRAPH or blocks[last - 1].node.tag != "p":
        return end
    while last < end and _is_beside(blocks[last], blocks[last - 1]):
        last += 1
    return end if blocks[last - 1].text.rstrip().endswith((":", "：")) else last


def _is_beside(block: Block, paragraph: Block) -> bool:
    """Whether *block* is made like *paragraph*, in the same box, without links, and more than a name: a verse, a last word."""
    one, other = block.node.source, paragraph.node.source
    return (
        not block.links
        and one is not None
        and other is not None
        and one.tag == other.tag == "p"
        and one.getparent() is other.getparent()
        and one.get("class") == other.get("class")
        and count_words(block.text) >= WORDS
        and not is_meta_line(block.text)
    )


def _is_scrap(block: Block) -> bool:
    """Names, dates and buttons between the title and the text."""
    return (
        block.node.tag in ("p", "ul")
        and not block.images
        and (block.density > 0.4 or _weight(block.text) < SENTENCE)
        and _SENTENCE.search(block.text) is None
        and not block.text.endswith(_GREETING)
    )


def _weight(text: str) -> float:
    """Characters, those of scripts that write a word in one or two of them counted for more."""
    return len(text) if text.isascii() else len(text) + 1.5 * len(_WIDE.findall(text))


def _end_of_text(values: list[float], begin: int) -> int:
    """Index after the last block of the text."""
    after = list(accumulate((max(0.0, value) for value in reversed(values)), initial=0.0))[::-1]
    total = most = 0.0
    end = begin
    for i in range(begin, len(values)):
        total += values[i]
        if total > most or (values[i] == 0.0 and end == i):
            most, end = max(total, most), i + 1
        elif most - total > PAUSE and after[end] < MAX_UNDER * most:
            return end
    return len(values)

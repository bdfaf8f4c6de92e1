"""The text that the page's own JSON-LD gives as the article's, as a witness of which blocks of its container are the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from blogarchive.extract.blocks import LEVEL, Block, blocks_of
from blogarchive.extract.clean import Node
from blogarchive.text import fold

__all__ = ["stated_body", "stated_text", "without_unstated"]

PIECE = 16
"""Letters that are looked up at a time; more than a common phrase has, fewer than most short paragraphs."""

MIN_STATED = 400
"""Letters of a stated text that is more than a summary."""

MIN_SHARE = 0.5
"""Share of the container's letters that the stated text must have: a summary, or the first page of several, has less."""

FOREIGN_SHARE = 0.1
"""A block with a smaller share of its letters in the stated text is not the article."""

LEAD = 60
"""Characters of a paragraph right before the first stated one that is the article's lead; some publishers state it elsewhere."""

PROSE = 250
"""Characters of a paragraph without links that is the article, where it stands between stated ones."""

_JUDGED = frozenset(("p", "ul", "ol", "dl", *LEVEL))
"""Blocks that publishers write out; listings, quotations, tables, pictures and embedded posts are left out by many."""

LINKED = 0.3
"""Share of a list's letters, or of a heading's, in links, from which it is judged; many publishers state paragraphs only."""

MIN_TEXT = 800
"""Characters of a stated text that stands for the page's own, where the page shows hardly any."""

SHOWN = 0.3
"""Share of the stated letters from which on the page shows the text itself."""

_TAG = re.compile(r"<[^<>]{0,500}>")
_BREAK = re.compile(r"\s*(?:\n|</p>|<br ?/?>|</h\d>|</li>)\s*", re.I)


def stated_body(nodes: Iterable[dict[str, Any]]) -> str:
    """The longest ``articleBody`` of the JSON-LD *nodes*, folded; empty without one."""
    texts = [text for node in nodes if isinstance(text := node.get("articleBody"), str)]
    if not texts:
        return ""
    longest = max(texts, key=len)
    return fold(_TAG.sub(" ", unescape(longest) if "&" in longest else longest))


def stated_text(nodes: Iterable[dict[str, Any]], root: Node) -> Node | None:
    """The longest ``articleBody`` of the JSON-LD *nodes* as paragraphs, when the clean tree *root* shows hardly any; else None.

    Pages that a script fills have their text nowhere else.
    """
    texts = [text for node in nodes if isinstance(text := node.get("articleBody"), str)]
    longest = max(texts, key=len, default="")
    if len(longest) < MIN_TEXT or sum(len(fold(block.text)) for block in blocks_of(root)) >= SHOWN * len(fold(longest)):
        return None
    told = Node("root")
    for part in _BREAK.split(unescape(longest) if "&" in longest else longest):
        words = _TAG.sub("", part).strip()
        if words:
            paragraph = Node("p")
            paragraph.children.append(words)
            told.children.append(paragraph)
    return told


def without_unstated(root: Node, stated: str) -> list[str]:
    """Take the blocks off *root* of which the folded text *stated* has nothing; says what they said.

    Nothing is taken when *stated* is not clearly the text of the container. What stands under its last words stays, unless it
    ends where a block ends: some publishers state the beginning only.
    """
    if len(stated) < MIN_STATED:
        return []
    blocks = blocks_of(root)
    texts = [fold(block.text) for block in blocks]
    shares = [_share(text, stated) for text in texts]
    whole = sum(len(text) for block, text in zip(blocks, texts, strict=True) if block.node.tag in _JUDGED)
    if sum(share * len(text) for share, text in zip(shares, texts, strict=True)) < MIN_SHARE * whole:
        return []
    known = [i for i, share in enumerate(shares) if share >= FOREIGN_SHARE]
    end = len(blocks) if any(text and stated.endswith(text[-PIECE:]) for text in texts) else known[-1]
    begin = known[0]
    while begin and _is_lead(blocks[begin - 1]):
        begin -= 1
    judged = [*range(begin), *range(known[0], end)]
    cut = [i for i in judged if _is_foreign(blocks[i], texts[i], shares[i]) and not (i < known[-1] and _is_prose(blocks[i]))]
    cut += _bare_headings(blocks, set(cut))
    gone = set(cut)
    root.children = [block.node for i, block in enumerate(blocks) if i not in gone]
    return [blocks[i].text for i in cut]


def _is_foreign(block: Block, text: str, share: float) -> bool:
    if share >= FOREIGN_SHARE or block.images or len(text) < PIECE or block.node.tag not in _JUDGED:
        return False
    return block.node.tag == "p" or block.density > LINKED


def _is_lead(block: Block) -> bool:
    return block.node.tag == "p" and block.density < LINKED and len(block.text) >= LEAD


def _is_prose(block: Block) -> bool:
    """Whether *block* is too long for a note: some publishers leave paragraphs with an ornamental letter out."""
    return block.node.tag == "p" and not block.links and len(block.text) >= PROSE


def _bare_headings(blocks: list[Block], gone: set[int]) -> list[int]:
    """Headings over which nothing stands any more: all up to the next heading is *gone*."""
    bare = []
    for i, block in enumerate(blocks):
        if block.node.tag in LEVEL and i + 1 in gone and i not in gone:
            end = next((j for j in range(i + 1, len(blocks)) if j not in gone), len(blocks))
            if end == len(blocks) or blocks[end].node.tag in LEVEL:
                bare.append(i)
    return bare


def _share(text: str, stated: str) -> float:
    """Share of the pieces of *text* that stand in *stated*."""
    starts = range(0, max(1, len(text) - PIECE + 1), PIECE)
    return sum(text[i : i + PIECE] in stated for i in starts) / len(starts) if text else 0.0

"""The text that the page's own JSON-LD gives as the article's, as a witness of which blocks of its container are the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from blogarchive.extract.blocks import LEVEL, Block, blocks_of
from blogarchive.extract.clean import Node
from blogarchive.text import fold

__all__ = ["stated_body", "without_unstated"]

PIECE = 16
"""Letters that are looked up at a time; more than a common phrase has, fewer than most short paragraphs."""

MIN_STATED = 400
"""Letters of a stated text that is more than a summary."""

MIN_SHARE = 0.5
"""Share of the container's letters that the stated text must have: a summary, or the first page of several, has less."""

FOREIGN_SHARE = 0.1
"""A block with a smaller share of its letters in the stated text is not the article."""

_JUDGED = frozenset(("p", "ul", "ol", "dl", "blockquote", "div", "section", *LEVEL))
"""Blocks that publishers write out; listings, tables, pictures and embedded media are left out by most."""

_TAG = re.compile(r"<[^<>]{0,500}>")


def stated_body(nodes: Iterable[dict[str, Any]]) -> str:
    """The longest ``articleBody`` of the JSON-LD *nodes*, folded; empty without one."""
    texts = [text for node in nodes if isinstance(text := node.get("articleBody"), str)]
    if not texts:
        return ""
    longest = max(texts, key=len)
    return fold(_TAG.sub(" ", unescape(longest) if "&" in longest else longest))


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
    complete = any(text and stated.endswith(text[-PIECE:]) for text in texts)
    end = len(blocks) if complete else known[-1]
    cut = [block for i, block in enumerate(blocks[:end]) if _is_foreign(block, texts[i], shares[i])]
    gone = {id(block.node) for block in cut}
    root.children = [block.node for block in blocks if id(block.node) not in gone]
    return [block.text for block in cut]


def _is_foreign(block: Block, text: str, share: float) -> bool:
    return block.node.tag in _JUDGED and not block.images and len(text) >= PIECE and share < FOREIGN_SHARE


def _share(text: str, stated: str) -> float:
    """Share of the pieces of *text* that stand in *stated*."""
    starts = range(0, max(1, len(text) - PIECE + 1), PIECE)
    return sum(text[i : i + PIECE] in stated for i in starts) / len(starts) if text else 0.0

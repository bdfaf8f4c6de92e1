"""The second copy of a text that a page carries twice: for print, for small screens, for a reader's view."""

from __future__ import annotations

from blogarchive.extract.blocks import Block

__all__ = ["without_second_copy"]

PARAGRAPH = 100
"""Characters of a block that nobody writes twice by chance."""

MIN_COPIED = 3
SHARE = 0.6
"""Long blocks that must come again, and their share of all different ones: a refrain is less."""

LINE = 25
"""Characters from which on a shorter block goes with the copy it stands in."""


def without_second_copy(blocks: list[Block], cut: list[tuple[str, str]]) -> list[Block]:
    """*blocks* without those that stand among them already, where most of the long ones do."""
    seen: set[str] = set()
    copied: set[str] = set()
    for block in blocks:
        if len(block.text) >= PARAGRAPH:
            (copied if block.text in seen else seen).add(block.text)
    if len(copied) < MIN_COPIED or sum(map(len, copied)) < SHARE * sum(map(len, seen)):
        return blocks
    kept: list[Block] = []
    known: set[str] = set()
    for block in blocks:
        if len(block.text) >= LINE and block.text in known:
            cut.append(("copy", block.text))
        else:
            known.add(block.text)
            kept.append(block)
    return kept

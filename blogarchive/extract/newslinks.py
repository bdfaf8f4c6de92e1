"""Headlines of other stories that news sites set between the paragraphs of a story."""

from __future__ import annotations

from blogarchive.extract.blocks import LEVEL, Block
from blogarchive.urls import host_of

__all__ = ["without_headlines"]

MIN_HEADLINE, MAX_HEADLINE = 25, 160
MAX_LIST = 1500
LINKED = 0.9
MAX_SHARE = 0.34
"""Share of an article's blocks that may be headlines of others; with more of them, they are what it is about."""

_SENTENCE = (".", ":", "。", "：")


def without_headlines(blocks: list[Block], url: str, cut: list[tuple[str, str]]) -> list[Block]:
    """*blocks* of a news article at *url* without those that are one link, and lists of links to the same site.

    In a blog post such a line is the writer's own; where a line ending with a colon announces it, here too.
    """
    host = host_of(url).removeprefix("www.")
    found = {
        i
        for i, block in enumerate(blocks)
        if _is_headline(block, host) and not (i and blocks[i - 1].text.rstrip().endswith((":", "：")))
    }
    if len(found) > MAX_SHARE * len(blocks):
        return blocks
    cut.extend(("headline", blocks[i].text) for i in found)
    return [block for i, block in enumerate(blocks) if i not in found]


def _is_headline(block: Block, host: str) -> bool:
    if not block.links or block.images or block.density < LINKED or len(block.text) < MIN_HEADLINE:
        return False
    if block.node.tag == "ul":
        return len(block.text) <= MAX_LIST and _stays(block, host)
    if len(block.links) > 1 or len(block.text) > MAX_HEADLINE or block.text.rstrip().endswith(_SENTENCE):
        return False
    return block.node.tag == "p" or (block.node.tag in LEVEL and _stays(block, host))


def _stays(block: Block, host: str) -> bool:
    """Whether all links of *block* stay on *host*."""
    return all(host_of(href).removeprefix("www.") == host for href, _ in block.links)

"""The top-level blocks of a clean tree, measured: text, links, pictures."""

from __future__ import annotations

from dataclasses import dataclass

from blogarchive.extract.classmarks import HEADING_TAGS
from blogarchive.extract.clean import CUT, Node
from blogarchive.extract.render import collapse, inline_text, plain_words

__all__ = ["LEVEL", "Block", "blocks_of"]

LEVEL = {tag: int(tag[1]) for tag in HEADING_TAGS}


@dataclass(slots=True)
class Block:
    """A top-level block of the clean tree with the measures that trimming needs."""

    node: Node
    text: str
    linked: int
    """Characters inside links."""

    links: list[tuple[str, str]]
    """Address and words of its links."""

    images: int

    @property
    def density(self) -> float:
        """Share of the text that is linked."""
        return self.linked / len(self.text) if self.text else 0.0


def blocks_of(root: Node) -> list[Block]:
    """The top-level blocks of *root*, empty ones left out."""
    found = []
    for child in root.children:
        if isinstance(child, str):
            if child.isspace():
                continue
            node = Node("p")
            node.children.append(child)
            child = node
        block = _measure(child)
        if block.text or block.images or child.tag in ("hr", "pre", CUT):
            found.append(block)
    return found


def _measure(node: Node) -> Block:
    if node.tag != "pre" and plain_words(node) is not None:
        return Block(node, inline_text(node), 0, [], 0)
    parts: list[str] = []
    links: list[tuple[str, str]] = []
    counts = [0]
    _gather(node, parts, links, counts)
    text = collapse("".join(parts)) if node.tag != "pre" else "".join(parts)
    return Block(node, text, sum(len(words) for _, words in links), links, counts[0])


def _gather(node: Node, parts: list[str], links: list[tuple[str, str]], counts: list[int]) -> None:
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "a":
            inner: list[str] = []
            _gather(child, inner, links, counts)
            words = "".join(inner)
            links.append((child.attrs.get("href", ""), collapse(words)))
            parts.append(words)
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag in ("img", "embed"):
            counts[0] += 1
        else:
            _gather(child, parts, links, counts)
            if child.tag in ("li", "p", "tr", "td", "th", "dt", "dd", "figcaption"):
                parts.append("\n")

"""What stands on every page of a blog, taken off the article."""

from __future__ import annotations

from blogarchive.extract.classmarks import HEADING_TAGS
from blogarchive.extract.clean import Node
from blogarchive.extract.learned import block_digest
from blogarchive.extract.render import to_text

__all__ = ["without_boilerplate"]

MIN_LETTERS = 25
"""Characters below which a line that comes again inside an article may be the author's own ("Ingredients")."""

OWN = frozenset(("pre", "table", "figure", "img"))


def without_boilerplate(root: Node, boilerplate: frozenset[str]) -> list[str]:
    """Take the blocks whose digests are *boilerplate* off *root*; says what: the text of each.

    At both ends of the article every such block goes, at its head no heading; inside it only longer paragraphs and lists.
    """
    if not boilerplate:
        return []
    blocks = [(child, _text(child)) for child in root.children]
    common = [_is_common(text, boilerplate) for _, text in blocks]
    first, last = 0, len(blocks)
    while first < last and common[first] and not _is(blocks[first][0], HEADING_TAGS):
        first += 1
    while last > first and common[last - 1]:
        last -= 1
    cut: list[str] = []
    kept: list[Node | str] = []
    for number, (child, text) in enumerate(blocks):
        inside = first <= number < last
        if common[number] and (not inside or (len(text) >= MIN_LETTERS and not _is(child, HEADING_TAGS | OWN))):
            cut.append(text)
        else:
            kept.append(child)
    if all(_is(child, HEADING_TAGS) for child in kept):
        return []  # a post that says what every post says is no template
    root.children = kept
    return cut


def _is_common(text: str, boilerplate: frozenset[str]) -> bool:
    parts = text.split("\n\n")
    return bool(text) and all(block_digest(part) in boilerplate for part in parts)


def _is(child: Node | str, tags: frozenset[str]) -> bool:
    return isinstance(child, Node) and child.tag in tags


def _text(child: Node | str) -> str:
    holder = Node("root")
    holder.children.append(child)
    return to_text(holder)

"""The words under a picture as its caption, where the page has them in other elements than ``figcaption``."""

from __future__ import annotations

from collections.abc import Iterable

from blogarchive.extract.clean import Node
from blogarchive.extract.notices import MAX_CREDIT, is_credit_line
from blogarchive.extract.render import inline_text

__all__ = ["settle_captions"]

MAX_CAPTION = 400
"""Characters of a caption with its credit; more is a text that stands in the figure with its picture."""

PICTURES = frozenset(("img", "embed"))
BARE = frozenset(("p", "cite", "em", "strong", "a", "figcaption", "br"))
_SOURCES = ("img", "picture", "amp-img", "video", "iframe")


def settle_captions(root: Node) -> None:
    """Make one caption of the lines in each figure of *root* that holds a picture and short lines, and nothing else.

    Templates write credits as ``<cite>`` and captions as ``<p>`` beside, or instead of, the ``<figcaption>``. A line behind a
    picture that says no more than whose it is goes to it too.
    """
    before: Node | None = None
    kept: list[Node | str] = []
    for node in root.children:
        if isinstance(node, Node):
            if before is not None and _is_credit(node) and _is_shown_alone(before):
                before.tag = "figure"
                before.children.append(node)
                before.line = None
                continue
            before = node
        elif not node.isspace():
            before = None
        kept.append(node)
    root.children = kept
    for node in kept:
        if isinstance(node, Node) and node.tag == "figure":
            _settle(node)


def _is_credit(node: Node) -> bool:
    """Whether *node* is a line that says whose the picture before it is."""
    if node.tag != "p" or _has_picture(node):
        return False
    said = inline_text(node)
    return 0 < len(said) <= MAX_CREDIT and is_credit_line(said)


def _is_shown_alone(node: Node) -> bool:
    """Whether *node* is a figure with a picture, or a paragraph of nothing but pictures."""
    return node.tag in ("p", "figure") and _has_picture(node) and (node.tag == "figure" or not inline_text(node).strip())


def _settle(figure: Node) -> None:
    lines = [child for child in figure.children if not _is_picture(child)]
    said = [child for child in lines if (child if isinstance(child, str) else inline_text(child)).strip()]
    if all(isinstance(child, Node) and child.tag == "figcaption" for child in said):
        return
    if not _is_caption(said) or not (len(lines) < len(figure.children) or _shows_picture(figure)):
        return
    caption = Node("figcaption")
    caption.source = next((child.source for child in said if isinstance(child, Node) and child.source is not None), figure.source)
    for child in said:
        if caption.children:
            caption.children.append(" ")
        caption.children.extend(child.children if isinstance(child, Node) and child.tag in ("p", "figcaption") else [child])
    figure.children = [*(child for child in figure.children if _is_picture(child)), caption]
    figure.line = None


def _is_picture(child: Node | str) -> bool:
    """Whether *child* is a picture or a player, or a link around nothing else."""
    if isinstance(child, str):
        return False
    return child.tag in PICTURES or (child.tag in ("a", "p") and bool(child.children) and all(map(_is_picture, child.children)))


def _is_caption(said: Iterable[Node | str]) -> bool:
    """Whether all that is *said* is plain lines without a picture of their own, short together."""
    size = 0
    for child in said:
        if isinstance(child, Node):
            if child.tag not in BARE or _has_picture(child):
                return False
            size += len(inline_text(child))
        else:
            size += len(child)
    return size <= MAX_CAPTION


def _has_picture(node: Node) -> bool:
    return any(isinstance(child, Node) and (child.tag in PICTURES or _has_picture(child)) for child in node.children)


def _shows_picture(figure: Node) -> bool:
    """Whether the page's figure has a picture that the tree has not: one that a script loads."""
    return figure.source is not None and next(figure.source.iter(*_SOURCES), None) is not None

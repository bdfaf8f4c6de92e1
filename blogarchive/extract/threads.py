"""Which comment answers which, where the markup does not nest them: depths, lists of answers beside a comment, links back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice

from lxml.html import HtmlElement

from blogarchive.text import one_line, remember_short

__all__ = ["find_parents"]

# WordPress "depth-2", Dreamwidth "comment-depth-2" (on the block around), Serendipity "commentlevel-1".
_DEPTH = re.compile(r"(?:^|[\s_-])(?:depth|level|commentlevel)-(\d{1,2})(?:\s|$)", re.I)
# Drupal's "indented" and others' lists of answers, which stand after the comment they belong to.
_ANSWERS = re.compile(
    r"(?:^|\s)(?:indented|children|replies|(?:nested|child|sub)-?comments?|comment-?(?:children|replies|answers))(?:\s|$)", re.I
)
_ANSWER_WORDS = re.compile(
    r"repl(?:y|ied)|respon[ds]|réponse|répond|antwort|svar|odpowied|rispo|^\W*parent\W*$|ответ|відпов|回复|回覆|返信|답글", re.I
)
MAX_WORDS_AROUND = 120


def find_parents(items: list[HtmlElement], outside: Callable[[int], list[HtmlElement]]) -> list[int | None]:
    """The place, in *items*, of the comment that each one answers; None for those that answer the post.

    *outside* gives those elements of an item that are not in the comment's text.
    """
    index = {el: i for i, el in enumerate(items)}
    parents = [next((index[a] for a in item.iterancestors() if a in index), None) for item in items]
    depths = _by_depth(items)
    if depths is not None:
        return [depths.get(i) if parent is None else parent for i, parent in enumerate(parents)]
    parents = [_beside(item, index) if parent is None else parent for item, parent in zip(items, parents, strict=True)]
    if len(items) > 1 and None in parents[1:]:
        parts = [outside(i) for i in range(len(items))]
        names = _names(items, parts)
        parents = [_linked(i, parts[i], names) if parent is None else parent for i, parent in enumerate(parents)]
    return parents


def _by_depth(items: list[HtmlElement]) -> dict[int, int] | None:
    """Parent by item, where every item's depth is stated; None where it is not."""
    found: dict[int, int] = {}
    above: list[tuple[int, int]] = []
    for i, item in enumerate(items):
        depth = _depth_of(item)
        if depth is None:
            return None
        while above and above[-1][0] >= depth:
            above.pop()
        if above and above[-1][0] == depth - 1:
            found[i] = above[-1][1]
        above.append((depth, i))
    return found


def _depth_of(item: HtmlElement) -> int | None:
    """The depth that the class of *item* or of the block around it alone states."""
    for el in (item, *islice(item.iterancestors(), 2)):
        depth = _depth_in(el.get("class") or "")
        if depth is not None:
            return depth
    return None


@remember_short
def _depth_in(names: str) -> int | None:
    match = _DEPTH.search(names)
    return int(match[1]) if match else None


def _beside(item: HtmlElement, index: dict[HtmlElement, int]) -> int | None:
    """The comment that stands right before the list of answers that holds *item*."""
    for around in islice(item.iterancestors(), 3):
        if _ANSWERS.search(around.get("class") or ""):
            before = next((el for el in around.itersiblings(preceding=True) if el.tag != "a" or len(el)), None)
            if before is None:
                return None
            return next((index[el] for el in before.iter() if el in index), None)
    return None


def _names(items: list[HtmlElement], outside: list[list[HtmlElement]]) -> dict[str, int]:
    """Item by the fragment that leads to it: an id of its own, of its parts, or of the empty anchor before it."""
    named: dict[str, int] = {}
    for i, item in enumerate(items):
        before = item.getprevious()
        anchors: Iterable[HtmlElement] = (item, *outside[i], *([before] if before is not None and before.tag == "a" else []))
        for el in anchors:
            name = el.get("id") or (el.get("name") if el.tag == "a" else None)
            if name:
                named.setdefault(name, i)
    return named


def _linked(i: int, outside: list[HtmlElement], names: dict[str, int]) -> int | None:
    """The earlier comment that a link outside the text leads to, beside words that say it is answered."""
    for el in outside:
        fragment = (el.get("href") or "").rpartition("#")[2] if el.tag == "a" else ""
        target = names.get(fragment, i) if fragment else i
        if target < i and _says_answer(el):
            return target
    return None


def _says_answer(link: HtmlElement) -> bool:
    parent = link.getparent()
    for el in (link, parent):
        words = "" if el is None else one_line("".join(el.itertext()))
        if len(words) <= MAX_WORDS_AROUND and _ANSWER_WORDS.search(words):
            return True
    return False

"""Blocks inside the article's container that are not the article, told by how they stand beside its paragraphs.

A logistic regression over a dozen measures of each block that does not stand where most paragraphs do: teasers, boxes, credits,
notes and lists between and around them. The measures are shallow ones, as in Kohlschütter, Fankhauser and Nejdl, "Boilerplate
Detection using Shallow Text Features" (WSDM 2010), together with those of the block's neighbours and of the box around it, as in
Vogels, Ganea and Eickhoff, "Web2Text" (ECIR 2018); none knows a language or a site. ``blockmodel.json`` holds the weights and how
they were made.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from operator import mul
from pathlib import Path
from typing import NamedTuple

from lxml.html import HtmlElement

from blogarchive.extract.blocks import LEVEL, Block
from blogarchive.extract.classmarks import marks_of
from blogarchive.extract.container import Container
from blogarchive.extract.sharelinks import leads_off
from blogarchive.extract.words import is_sources_heading

__all__ = ["MODEL_FILE", "Measures", "is_judged", "measure", "without_foreign"]

MODEL_FILE = Path(__file__).with_name("blockmodel.json")

LINKED = 0.4
"""Share of a paragraph's letters in links, from which it is no witness of where the paragraphs stand."""

PROSE, PROSE_LINKED = 80, 0.3
"""Characters of a paragraph that reads like a part of the article, and the share of them that may be linked."""

MAX_FOREIGN = 0.45
"""Share of the text that may go; where more seems foreign, the paragraphs were looked for in the wrong place."""

MARKED = 0.9
"""Confidence of a container that is marked as a post's text: what stands in it is mostly its author's own."""

CAREFUL = -1.5
"""What a block has to score less than in there, where the page is no news article; elsewhere, less than 0."""

NAMED = 0.8
"""Confidence of a container whose name says that it holds a post: a box in it that links other sites is its author's."""

OWN = frozenset(("pre", "blockquote", "figure", "hr"))
"""Blocks that stand in boxes of their own by nature: listings, quotations, posts of networks, pictures."""

TEXT_TAGS = frozenset((*LEVEL, "ul", "ol", "dl", "details", "table"))
"""Blocks that nobody makes of a label."""

WRITTEN = re.compile(
    r"(?<!\S)(?:[uoq]list|h?dlist|colist|(?:admonition|example|sidebar|verse|quote|stem|open)block|admonition|callout|line-block"
    r"|gallery|tiled-gallery|wp-caption|kg-(?:callout|toggle|bookmark|button|product|file|header)-card"
    r"|wp-block-(?:list|heading|table|verse|pullquote|media-text|cover|details|file|gallery|audio))(?!\S)"
)
"""Classes of what an author writes: of Asciidoctor, docutils, Markdown's call-outs, and the editors of Ghost and WordPress."""

TABLE_LINKED = 0.2
"""Share of a table's letters in links, from which it lists other pages; with less it is data, in a box that lets it scroll."""

_ENDS = frozenset(".!?…。！？।۔؟")
_CLOSING = " \n\t'\"”’»)]」』"


class Measures(NamedTuple):
    """What is measured of a block that does not stand among the paragraphs. Logarithms are of one plus the number."""

    main: float
    """Share of the article's letters in the paragraphs that stand where most do."""

    confidence: float
    """Of the container."""

    alike: float
    """Share of the letters in blocks of the same tag and class."""

    share: float
    """Share of the letters in this block."""

    after: float
    """Logarithm of the letters behind the block."""

    sentence: float
    """1 when it ends as a sentence does."""

    alone: float
    """1 when nothing else is in its box: the largest element around it without the place of the paragraphs."""

    linked: float
    """Share of the box's letters in links."""

    pictures: float
    """Logarithm of the pictures in the box."""

    prose: float
    """Logarithm of the paragraphs in the box."""

    repeated: float
    """Logarithm of the boxes of the same tag and class."""


@dataclass(slots=True)
class _Box:
    """What stands in one of the elements beside the paragraphs."""

    blocks: int = 0
    letters: int = 0
    linked: int = 0
    pictures: int = 0
    prose: int = 0


_Kind = tuple[object, ...]


def without_foreign(
    blocks: list[Block],
    container: Container,
    cut: list[tuple[str, str]],
    *,
    is_news: bool = False,
    host: str | None = None,
    weights: Mapping[str, float] | None = None,
) -> list[Block]:
    """*blocks*, which stand in *container*, without those that are more likely not the article; says in *cut* what went.

    Where the page *is_news*, other stories may stand between its paragraphs; elsewhere what links other sites than *host*
    is its author's. *weights* are those of MODEL_FILE unless given: one for each of `Measures`, and ``bias``.
    """
    model = _WEIGHTS if weights is None else _in_order(weights)
    least = CAREFUL if container.confidence >= MARKED and not is_news else 0.0
    stands = _stands(blocks, container)
    foreign = {
        i
        for i, stand in enumerate(stands)
        if stand is not None and sum(map(mul, model, (*stand[0], 1.0))) < least and is_judged(blocks, i, container)
    }
    if foreign and host and not is_news:
        foreign -= _authors(blocks, stands, foreign, host, is_named=container.confidence >= NAMED)
    if not foreign or sum(len(blocks[i].text) for i in foreign) > MAX_FOREIGN * sum(len(b.text) for b in blocks):
        return blocks
    cut.extend(("beside", blocks[i].text) for i in sorted(foreign))
    return [block for i, block in enumerate(blocks) if i not in foreign]


def is_judged(blocks: Sequence[Block], i: int, container: Container) -> bool:
    """Whether the block at *i* may go: it is no code, quotation, table of data, footnote, source or recipe, and not WRITTEN."""
    block = blocks[i]
    if not block.text or block.node.tag in OWN or (block.node.tag == "table" and block.density < TABLE_LINKED):
        return False
    el = block.node.source
    while el is not None and el is not container.element:
        names = el.get("class") or ""
        if "footnotes" in marks_of(el) or "recipe" in names.lower() or (names and WRITTEN.search(names)):
            return False
        el = el.getparent()
    heading = next((b for b in reversed(blocks[:i]) if b.node.tag in LEVEL), None)
    return heading is None or not is_sources_heading(heading.text)


def _authors(
    blocks: Sequence[Block], stands: Sequence[_Stand | None], foreign: set[int], host: str, *, is_named: bool
) -> set[int]:
    """Those of *foreign* that a post's author sets: what links nothing, or between the paragraphs leads off *host*.

    A template's boxes lead to other pages of the site. Where the container is not *is_named*, only what links nothing and
    stands between the paragraphs is sure to be inside the post.
    """
    main = [i for i, stand in enumerate(stands) if stand is None]
    boxes = [i if stand is None or stand[1] is None else stand[1] for i, stand in enumerate(stands)]
    links: dict[HtmlElement | int, list[str]] = {box: [] for box in boxes}
    for box, block in zip(boxes, blocks, strict=True):
        links[box].extend(href for href, _ in block.links)
    found = set()
    for i in foreign:
        hrefs = links[boxes[i]]
        is_between = i < main[-1] and (is_named or i > main[0])
        if hrefs:
            is_authors = is_named and is_between and all(leads_off(href, host) for href in hrefs)
        else:
            is_authors = (is_named and is_between) or ((is_named or is_between) and _is_text(blocks[i]))
        if is_authors:
            found.add(i)
    return found


def _is_text(block: Block) -> bool:
    """Whether *block* is made as text is, not as a label, a credit or a caption: a heading, a list, or whole sentences."""
    return block.node.tag in TEXT_TAGS or _ends_sentence(block)


def _ends_sentence(block: Block) -> bool:
    return block.text.rstrip(_CLOSING)[-1:] in _ENDS


def measure(blocks: Sequence[Block], container: Container) -> list[Measures | None]:
    """The measures of each of *blocks*; None for those that stand where most paragraphs do."""
    return [None if stand is None else stand[0] for stand in _stands(blocks, container)]


_Stand = tuple[Measures, HtmlElement | None]
"""What is measured of a block, and the box around it."""


def _stands(blocks: Sequence[Block], container: Container) -> list[_Stand | None]:
    """What is measured of each of *blocks*, and its box; None for those that stand where most paragraphs do."""
    sources = [container.element if b.node.source is None else b.node.source for b in blocks]
    place, among, size = _main_place(blocks, sources, container.element)
    if place is None or all(among):
        return [None] * len(blocks)
    kinds: list[_Kind] = [(b.node.tag, el.tag, el.get("class")) for b, el in zip(blocks, sources, strict=True)]
    letters: Counter[_Kind] = Counter()
    for kind, block in zip(kinds, blocks, strict=True):
        letters[kind] += len(block.text)
    total = sum(letters.values()) or 1
    within = {place, *place.iterancestors()}
    tops = [None if is_main else _top(el, within) for el, is_main in zip(sources, among, strict=True)]
    boxes = _boxes(blocks, tops)
    repeated = Counter(_kind(top) for top in boxes)
    found: list[_Stand | None] = []
    behind = total
    for i, (block, top) in enumerate(zip(blocks, tops, strict=True)):
        behind -= len(block.text)
        if among[i]:
            found.append(None)
            continue
        box = boxes[top] if top is not None else _Box()
        measures = Measures(
            main=size / total,
            confidence=container.confidence,
            alike=letters[kinds[i]] / total,
            share=len(block.text) / total,
            after=log1p(behind),
            sentence=_ends_sentence(block),
            alone=box.blocks == 1,
            linked=box.linked / box.letters if box.letters else 0.0,
            pictures=log1p(box.pictures),
            prose=log1p(box.prose),
            repeated=log1p(repeated[_kind(top)]) if top is not None else 0.0,
        )
        found.append((measures, top))
    return found


def _kind(el: HtmlElement) -> object:
    """What elements made by the same template share: tag and class; without a class each is its own."""
    names = el.get("class")
    return (el.tag, names) if names else el


def _main_place(
    blocks: Sequence[Block], sources: Sequence[HtmlElement], container: HtmlElement
) -> tuple[HtmlElement | None, list[bool], int]:
    """The element that most letters of unlinked paragraphs stand right in; which of *blocks* do so, there or in one like it;
    and how many letters those paragraphs have."""
    around = [(el, el if el is container or (parent := el.getparent()) is None else parent) for el in sources]
    places = [(_kind(el), _kind(parent)) for el, parent in around]
    by_element: Counter[HtmlElement] = Counter()
    by_kind: Counter[object] = Counter()
    for block, (el, parent), (own, kind) in zip(blocks, around, places, strict=True):
        if block.node.tag == "p" and block.density < LINKED:
            is_paragraph = el.tag == "p"
            by_element[parent if is_paragraph else el] += len(block.text)
            by_kind[kind if is_paragraph else own] += len(block.text)
    if not any(by_kind.values()):
        return None, [True] * len(blocks), 0
    best, size = max(by_kind.items(), key=lambda pair: pair[1])
    place = max((el for el in by_element if _kind(el) == best), key=lambda el: by_element[el])
    return place, [own == best or kind == best for own, kind in places], size


def _top(el: HtmlElement, within: set[HtmlElement]) -> HtmlElement | None:
    """The largest element around *el* that is not *within*; None when *el* is."""
    top = None
    while el not in within:
        top = el
        parent = el.getparent()
        if parent is None:
            break
        el = parent
    return top


def _boxes(blocks: Iterable[Block], tops: Iterable[HtmlElement | None]) -> dict[HtmlElement, _Box]:
    boxes: dict[HtmlElement, _Box] = {}
    for block, top in zip(blocks, tops, strict=True):
        if top is None:
            continue
        box = boxes.setdefault(top, _Box())
        box.blocks += 1
        box.letters += len(block.text)
        box.linked += block.linked
        box.pictures += block.images
        box.prose += block.node.tag == "p" and len(block.text) >= PROSE and block.density < PROSE_LINKED
    return boxes


def _in_order(weights: Mapping[str, float]) -> tuple[float, ...]:
    return (*(weights[name] for name in Measures._fields), weights["bias"])


_WEIGHTS = _in_order(json.loads(MODEL_FILE.read_text(encoding="utf-8"))["weights"])

"""What the pages of one blog teach together: where its template puts the article, and which blocks come again on every page.

A page alone cannot tell a notice of the template from a sentence of the author; that it stands under every post can. The idea
of voting over the pages of one template is that of BlogForever (Blanvillain, Kasioumis, Banos, 2014); no labels are needed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from blogarchive.extract.datewords import MONTHS
from blogarchive.items import Article
from blogarchive.text import fold

__all__ = ["NOTHING_LEARNED", "Learned", "PageShape", "block_digest", "learn", "shape_of"]

MAX_SHAPES = 2000
"""Pages that are learned from; more of one blog teach nothing new."""

MIN_PAGES = 6
COMMON = {"structure": 0.4, "marks": 0.8}
"""Share of the pages on which a block must come again to be the template's. Inside an element that is marked as the article's
text only what stands nearly everywhere can be: there an author's own closing words are likelier."""

AGREEMENT = 0.7
"""Share of the pages whose article stands in the same kind of element, for that to be the blog's place."""

MAX_LINE = 160
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_DATED = re.compile(r"(?:[^ 0]+ ){0,5}0 0 0(?= |\Z)")


@dataclass(frozen=True, slots=True)
class PageShape:
    """What learning needs of one page, as it was read without anything learned."""

    selector: str | None
    """The element that held the article, `Container` says which."""

    source: str
    """How it was found: ``marks`` or ``structure``, or a rule's name."""

    blocks: tuple[str, ...]
    """Digests of the blocks of the text, in order."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of a blog, or the part of it that one page can use. Empty is false."""

    body_selector: str | None = None
    """The element that holds the article on most pages, as `selector_of` writes it."""

    boilerplate: frozenset[str] = frozenset()
    """Digests of blocks that belong to the template."""

    given: bool = False
    """Whether a person said so: then the place holds for every page that has it."""

    def __bool__(self) -> bool:
        return bool(self.body_selector or self.boilerplate)

    def for_page(self, shape: PageShape) -> Learned:
        """The part that can change how the page with *shape* is read."""
        elsewhere = (self.given or shape.source == "structure") and shape.selector != self.body_selector
        return Learned(self.body_selector if elsewhere else None, self.boilerplate.intersection(shape.blocks))

    def fingerprint(self) -> str:
        """8 hexadecimal digits; empty when there is nothing."""
        if not self:
            return ""
        used = "|".join([self.body_selector or "", *sorted(self.boilerplate)])
        return hashlib.blake2b(used.encode(), digest_size=4).hexdigest()


NOTHING_LEARNED = Learned()


def block_digest(text: str) -> str:
    """12 hexadecimal digits of a block's words; empty when it has none.

    Of a short line that begins with a few words and a date only these count, and every date counts as the same: "Posted on
    3 May 2019 in Travel" is the same line of the template as "Posted on 8 June 2021 in Food, Health".
    """
    words = (_dateline(text) if len(text) <= MAX_LINE else None) or fold(text)
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=6).hexdigest() if words else ""


def _dateline(text: str) -> str | None:
    words = (word.casefold() for word in _WORDS.findall(text))
    found = _DATED.match(" ".join("0" if word.isdigit() or word in MONTHS else word for word in words))
    return found[0] if found else None


def shape_of(article: Article) -> PageShape:
    """The shape of a page whose *article* was read without anything learned."""
    found = article.provenance.get("body_text")
    blocks = (article.body_text or "").split("\n\n")
    return PageShape(
        found.selector if found else None,
        found.source if found else "",
        tuple(digest for block in blocks if (digest := block_digest(block))),
    )


def learn(shapes: Iterable[PageShape]) -> Learned:
    """What the pages with *shapes* teach together; nothing when they are few or do not agree."""
    pages = list(shapes)[:MAX_SHAPES]
    if len(pages) < MIN_PAGES:
        return NOTHING_LEARNED
    places = Counter(page.selector for page in pages if page.selector)
    place, count = places.most_common(1)[0] if places else (None, 0)
    counted = {source: [page for page in pages if page.source == source] for source in COMMON}
    boilerplate: set[str] = set()
    for source, members in counted.items():
        if len(members) < MIN_PAGES:
            continue
        seen = Counter(digest for page in members for digest in set(page.blocks))
        boilerplate.update(digest for digest, number in seen.items() if number >= COMMON[source] * len(members))
    return Learned(place if count >= AGREEMENT * len(pages) else None, frozenset(boilerplate))

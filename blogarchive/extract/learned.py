"""What the pages of one blog teach together: where its template puts the article, and which blocks come again on every page.

A page alone cannot tell a notice of the template from a sentence of the author; that it stands under every post can. The idea
of voting over the pages of one template is that of BlogForever (Blanvillain, Kasioumis, Banos, 2014); no labels are needed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from blogarchive.extract.datewords import MONTHS
from blogarchive.extract.learnedfields import (
    UNKNOWN_FIELDS,
    FieldShape,
    LearnedPlace,
    field_shape_of,
    is_misread,
    learn_names,
    learn_order,
    repeated_titles,
)
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

    fields: FieldShape = UNKNOWN_FIELDS
    """What the page gave for title, date and authors."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of a blog, or the part of it that one page can use. Empty is false."""

    body_selector: str | None = None
    """The element that holds the article on most pages, as `selector_of` writes it."""

    boilerplate: frozenset[str] = frozenset()
    """Digests of blocks that belong to the template."""

    given: bool = False
    """Whether a person said so: then the place holds for every page that has it."""

    places: tuple[LearnedPlace, ...] = ()
    """Where the templates put title, date and authors."""

    month_first: bool | None = None
    """Whether the blog writes the month before the day in figures; None when its pages do not tell."""

    site_names: frozenset[str] = frozenset()
    """What the ``title`` elements begin or end with, folded."""

    repeated: frozenset[str] = frozenset()
    """Titles, folded, that too many pages gave to be titles of posts."""

    def __bool__(self) -> bool:
        return bool(self.body_selector or self.boilerplate or self.places or self.site_names) or self.month_first is not None

    def for_page(self, shape: PageShape) -> Learned:
        """The part that can change how the page with *shape* is read."""
        elsewhere = (self.given or shape.source == "structure") and shape.selector != self.body_selector
        ordered = self.month_first is not None and (self.given or is_misread(shape.fields, self.month_first))
        named = any(name in fold(shape.fields.title) for name in self.site_names) and shape.fields.is_weak("title")
        places = self._places_for(shape)
        found = Learned(
            body_selector=self.body_selector if elsewhere else None,
            boilerplate=self.boilerplate.intersection(shape.blocks),
            given=self.given,
            places=tuple(place for place in places if place.holds),
            month_first=self.month_first if ordered else None,
            site_names=self.site_names if named else frozenset(),
        )
        # A page that is read again in any case also tells where it disagrees with the other places.
        return replace(found, places=places) if found else NOTHING_LEARNED

    def _places_for(self, shape: PageShape) -> tuple[LearnedPlace, ...]:
        """The place of each field on pages of the shape's template, which holds where the page alone gives nothing better."""
        chosen: dict[str, LearnedPlace] = {}
        for place in self.places:
            if place.template == (shape.selector or "") or (not place.template and place.field not in chosen):
                chosen[place.field] = place
        doubtful = {name for name in chosen if self.given or shape.fields.is_weak(name)}
        if "title" in chosen and fold(shape.fields.title) in self.repeated:
            doubtful.add("title")
        return tuple(replace(place, holds=name in doubtful) for name, place in chosen.items())

    def place_of(self, name: str) -> LearnedPlace | None:
        """The place of one field on the page this is for."""
        return next((place for place in self.places if place.field == name), None) if self.places else None

    def fingerprint(self) -> str:
        """8 hexadecimal digits; empty when there is nothing."""
        if not self:
            return ""
        used = [self.body_selector or "", *sorted(self.boilerplate)]
        if self.places or self.site_names or self.month_first is not None:
            told = [f"{place.field} {place.holds} {place.place!r}" for place in self.places]
            used += [*told, f"month first {self.month_first}", *sorted(self.site_names)]
        return hashlib.blake2b("|".join(used).encode("utf-8", "replace"), digest_size=4).hexdigest()


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
        field_shape_of(article),
    )


def learn(shapes: Iterable[PageShape], days: Mapping[int, str] | None = None) -> Learned:
    """What the pages with *shapes* teach together; nothing when they are few or do not agree.

    *days* are those that labels give, by the number of the page. Places of fields are learned from the pages themselves
    (`learnedfields.learn_places`), which shapes alone do not show.
    """
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
    fields = [page.fields for page in pages]
    known = [(days or {}).get(number, "") or one.known().published for number, one in enumerate(fields)]
    return Learned(
        place if count >= AGREEMENT * len(pages) else None,
        frozenset(boilerplate),
        month_first=learn_order(fields, known),
        site_names=learn_names(fields),
        repeated=repeated_titles(fields),
    )

"""Where the templates of one blog put title, date and authors, learned from posts of which these are known from elsewhere.

Each place of a known post that holds the known value is a vote; the place with the most votes is the template's, when it has
enough of them: a few labels may be wrong. The idea is that of BlogForever (Blanvillain, Kasioumis, Banos, 2014).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from blogarchive.extract.affix import segments
from blogarchive.extract.dateparse import day_of
from blogarchive.extract.placefinding import Known, Places
from blogarchive.extract.places import Place
from blogarchive.items import Article
from blogarchive.text import fold

__all__ = [
    "FIELDS",
    "TOLD",
    "UNKNOWN_FIELDS",
    "FieldShape",
    "LearnedPlace",
    "Lesson",
    "field_shape_of",
    "is_misread",
    "learn_names",
    "learn_order",
    "learn_places",
    "repeated_titles",
]

FIELDS = ("title", "published", "authors")

WEAK = {
    "title": frozenset(("title", "meta")),
    "published": frozenset(("structure", "address")),
    "authors": frozenset(("meta", "closing line")),
}
"""Sources of values that a learned place goes before: the page's ``title`` element, days in addresses and in odd places,
names that only ``meta`` or a last line gives. Lines near the heading are weak where another line names another day or person."""

TOLD = frozenset(("json-ld", "microdata", "meta"))
"""Sources that state a value apart from the page's text; what they say is as good a label as a feed's."""

IN_LINES = "line near the heading"
MIN_TOLD = 3
ENOUGH_TOLD = 0.6
"""Share of the pages with a label on which a place must hold its value."""

MIN_FOUND = 6
ENOUGH_FOUND = 0.9
"""The same where the values are only those that the pages themselves gave."""

MIN_ORDER = 3
SAME_ORDER = 0.9
MIN_NAMED = 6
NAMED = 0.8
REPEATED = 0.2
MIN_REPEATED = 3
"""A title that so many posts have, and so large a share of them, is none."""

MAX_RAWS = 4
_FIGURES = re.compile(r"(?<![\d.,])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class FieldShape:
    """What a page, read alone, gave for title, date and authors."""

    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    """Field → where its value came from."""

    unsure: frozenset[str] = frozenset()
    """Fields for which the page has another value in a place as good."""

    raws: tuple[str, ...] = ()
    """Days in figures that can be read in two ways, or that show how the others are to be read."""

    is_known: bool = True
    """False for pages that were read before fields were kept: nothing is learned from them, and nothing for them."""

    def is_weak(self, name: str) -> bool:
        """Whether a learned place goes before the page's own value of the field."""
        source = self.sources.get(name)
        return self.is_known and (source is None or source in WEAK[name] or name in self.unsure)

    def known(self) -> Known:
        """The values that are beyond doubt."""
        return Known(
            title="" if self.is_weak("title") else self.title,
            published="" if self.is_weak("published") else self.published,
            authors=() if self.is_weak("authors") else self.authors,
        )


UNKNOWN_FIELDS = FieldShape(is_known=False)


def field_shape_of(article: Article) -> FieldShape:
    """The fields of a page whose *article* was read without anything learned."""
    sources: dict[str, str] = {}
    unsure: set[str] = set()
    for name, key in (("title", "title"), ("published", "date_published"), ("authors", "authors")):
        found = article.provenance.get(key)
        if found is None:
            continue
        sources[name] = found.source
        if found.selector == IN_LINES and any(_speaks_against(loser.source, loser.reason) for loser in found.rejected):
            unsure.add(name)
    dates = article.provenance.get("date_published")
    texts = [article.date_published_raw or "", *(loser.value for loser in dates.rejected)] if dates else []
    raws = dict.fromkeys(match.group() for text in texts for match in [_FIGURES.search(text)] if match)
    return FieldShape(
        title=(article.title or "")[:300],
        published=article.date_published or "",
        authors=tuple(author.name[:100] for author in article.authors[:8]),
        sources=sources,
        unsure=frozenset(unsure),
        raws=tuple(raws)[:MAX_RAWS],
    )


def _speaks_against(source: str, reason: str) -> bool:
    return source.startswith("line") and (reason.startswith("another day") or reason == "less trusted")


@dataclass(frozen=True, slots=True)
class LearnedPlace:
    """Where one template puts a field."""

    field: str
    place: Place
    template: str = ""
    """The element that holds the article on pages of the template; empty where the place is that of the whole blog."""

    posts: int = 0
    """Posts that agreed."""

    holds: bool = True
    """Whether the place goes before what the page itself gives; else it is only compared with it."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page that was looked at with its known values."""

    template: str
    known: Known
    places: Places
    told: frozenset[str]
    """Fields whose value a feed or structured data tells."""


def learn_places(lessons: Sequence[Lesson]) -> tuple[LearnedPlace, ...]:
    """The places of each field, one for the whole blog and one for every template that has another."""
    learned: list[LearnedPlace] = []
    groups: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        groups.setdefault(lesson.template, []).append(lesson)
    for name in FIELDS:
        whole = _best(name, lessons)
        if whole:
            learned.append(LearnedPlace(name, whole[0], "", whole[1]))
        for template, members in sorted(groups.items()) if len(groups) > 1 else ():
            best = _best(name, members)
            if template and best and (whole is None or best[0] != whole[0]):
                learned.append(LearnedPlace(name, best[0], template, best[1]))
    return tuple(learned)


def _best(name: str, lessons: Sequence[Lesson]) -> tuple[Place, int] | None:
    """The place that most of *lessons* agree on, and how many do; None when too few do."""
    taught = [lesson for lesson in lessons if getattr(lesson.known, name)]
    told = [lesson for lesson in taught if name in lesson.told]
    votes = Counter(place for lesson in taught for place in getattr(lesson.places, name))
    told_votes = Counter(place for lesson in told for place in getattr(lesson.places, name))
    ranked = sorted(votes.items(), key=lambda entry: (-entry[1], *_simplicity(entry[0])))
    for place, count in ranked:
        by_label = told_votes[place] >= max(MIN_TOLD, ENOUGH_TOLD * len(told))
        if (by_label or count >= max(MIN_FOUND, ENOUGH_FOUND * len(taught))) and _is_proven(name, place, taught):
            return place, count
        if count < MIN_TOLD:
            break
    return None


def _is_proven(name: str, place: Place, taught: Iterable[Lesson]) -> bool:
    """Whether what stands at *place* changes with the post, or is a name that stands with the post's own data.

    The owner of a blog is named in many places of every page.
    """
    agreeing = [lesson for lesson in taught if place in getattr(lesson.places, name)]
    if len({_value(lesson.known, name) for lesson in agreeing}) > 1:
        return True
    return name == "authors" and all(place in lesson.places.beside for lesson in agreeing)


def _value(known: Known, name: str) -> str:
    value = getattr(known, name)
    return value[:10] if name == "published" else fold(" ".join(value) if isinstance(value, tuple) else value)


def _simplicity(place: Place) -> tuple[int, int, str, Place]:
    """Marked places go before paths, texts of their own before parts of others, the shorter before the longer."""
    return (
        len(place.before) + len(place.after) + 4 * place.selector.count(":nth-of-type") + 2 * place.behind,
        len(place.selector),
        place.selector,
        place,
    )


def learn_order(shapes: Iterable[FieldShape], days: Iterable[str]) -> bool | None:
    """Whether this blog writes the month before the day; None when its pages do not tell. *days* are those known, "" if not."""
    votes: Counter[bool] = Counter()
    for shape, day in zip(shapes, days, strict=True):
        for raw in shape.raws:
            order = _order_of(raw, day)
            if order is not None:
                votes[order] += 1
                break
    if not votes:
        return None
    [(order, count)] = votes.most_common(1)
    return order if count >= max(MIN_ORDER, SAME_ORDER * votes.total()) else None


def _order_of(raw: str, day: str) -> bool | None:
    readings = dict(_readings(raw))
    if len(readings) == 1:
        return next(iter(readings))
    fitting = [order for order, value in readings.items() if value == day[:10]]
    return fitting[0] if len(fitting) == 1 else None


def _readings(raw: str) -> Iterator[tuple[bool, str]]:
    """The days that figures can mean: with the month first, and with the day first."""
    match = _FIGURES.search(raw)
    if match is None or match[1] == match[2]:
        return
    for order, month, day in ((True, match[1], match[2]), (False, match[2], match[1])):
        value = f"{match[3]}-{int(month):02}-{int(day):02}"
        if day_of(value):
            yield order, value


def is_misread(shape: FieldShape, month_first: bool) -> bool:
    """Whether the page may have a day in figures that it could not read, or read against the order of the blog."""
    source = shape.sources.get("published")
    if source is None or source in TOLD or source == "feed":
        return source is None and shape.is_known
    for raw in shape.raws:
        readings = dict(_readings(raw))
        if len(readings) == 2 and readings[month_first] != shape.published[:10]:
            return True
    return False


def learn_names(shapes: Sequence[FieldShape]) -> frozenset[str]:
    """What nearly every title from the ``title`` element begins or ends with, folded: names of the site."""
    titles = [shape.title for shape in shapes if shape.sources.get("title") in WEAK["title"]]
    ends = Counter(end for title in titles for end in {fold(part) for a, _, b in segments(title) for part in (a, b)})
    return frozenset(end for end, count in ends.items() if end and count >= max(MIN_NAMED, NAMED * len(titles)))


def repeated_titles(shapes: Sequence[FieldShape]) -> frozenset[str]:
    """Titles, folded, that too many posts have."""
    counted = Counter(fold(shape.title) for shape in shapes if shape.title)
    return frozenset(title for title, count in counted.items() if count >= max(MIN_REPEATED, REPEATED * len(shapes)))

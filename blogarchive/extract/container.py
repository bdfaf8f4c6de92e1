"""Where on the page the article stands: by strong marks where they are clear, else by the balance of text against links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement

from blogarchive.extract.cards import LISTING, is_card_list
from blogarchive.extract.classmarks import HEADING_TAGS, holds_prose, is_hidden, marks_of, named_elements, short_text, tokens_of
from blogarchive.extract.finding import rejected
from blogarchive.extract.titleforms import main_forms, stated_titles
from blogarchive.extract.words import heading_kind
from blogarchive.items import Rejected
from blogarchive.text import fold
from blogarchive.urls import host_of

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["Container", "find_container", "learned_container", "selector_of"]

# Kinds of marks whose content is never the article, however much text it has, unless it holds most of the page.
FOREIGN = frozenset("comments related sidebar cookie ads share newsletter bio nav hidden unseen toc".split())
FOREIGN_TAGS = frozenset(("nav", "footer", "aside", "dialog"))
SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "select", "textarea", "iframe", "link", "meta"))
INLINE = frozenset(
    "a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
FOREIGN_HEADINGS = frozenset(("related", "latest", "popular", "comments", "newsletter", "share"))
SHORT_BLOCK = 25
MAX_MARKED = 60
# Elements that are skipped unless they have swallowed the page, because a tag was never closed or opened.
UNCLOSED = frozenset(("button", "head"))
PASSED = SKIPPED | UNCLOSED
MEDIA = ("img", "iframe", "video", "audio", "embed", "object")
SECTIONS = frozenset(("div", "section", "article", "main", "td"))
MARKED_TAGS = frozenset((*SECTIONS, "span", "blockquote"))
# Kinds whose names are also given to parts of the text; those with this much prose are kept.
TITLE_RANKS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "strong": 4, "b": 4, "p": 4, "td": 4, "div": 4, "font": 4, "span": 4}
MAX_TITLE_BYTES = 900
MIN_DATED = 16
MORE = 24
"""Letters of a title that is not mistaken for the beginning of another, and letters that may stand behind it in its heading."""

STATED_SHARE = 0.25
"""Share of the outer element's paragraphs that an ``itemprop="articleBody"`` inside it must have to be the text all the same."""

RUN_MIN = 200
RUN_PAUSE = 200
RUN_SHARE = 0.15
"""Bytes of text after the title that make a run; the loss at which it is over; its share of the densest place to be believed."""

SAME_RUN = 0.9
"""Share of the run that the densest place must have, where it stands in the run's holder with the title, to be the article."""

LAST_PART = 0.7
NOTICE_PARTS, NOTICE_BEGINNING = 60, 400
"""Share of the page's elements before a legal notice; pieces of text and characters in which it shows its sign."""

HELD = 0.6
"""Share of an element's text that a part of it has to have to stand for it."""

LOOSE = frozenset(("ads", "nav", "newsletter", "share", "toc", "cookie", "unseen"))
_SIZE = etree.XPath("string-length()")
_TEXT = etree.XPath("string()")


@dataclass(slots=True)
class Container:
    """The element that holds the article, how it was found, and what else could have been it."""

    element: HtmlElement
    source: str
    confidence: float
    rejected: list[Rejected] = field(default_factory=list)


def selector_of(el: HtmlElement) -> str:
    """A short CSS-like name of *el*, for provenance."""
    tag, ident, names = str(el.tag), el.get("id"), (el.get("class") or "").split()
    if el.get("itemprop") == "articleBody":
        return f"{tag}[itemprop=articleBody]"
    return f"{tag}#{ident}" if ident else f"{tag}.{names[0]}" if names else tag


def find_container(page: Page) -> Container:
    """The element that holds the article; the whole ``body`` at worst."""
    return _by_marks(page) or _by_text(page)


def learned_container(page: Page, selector: str | None) -> Container | None:
    """The one element that `selector_of` calls *selector*, on a page of a blog whose articles stand in it; None without one."""
    if not selector:
        return None
    tag = selector.partition("#")[0].partition(".")[0].partition("[")[0]
    found = [el for el in page.tree.iter(tag) if selector_of(el) == selector]
    return Container(found[0], "learned", 0.8) if len(found) == 1 else None


def is_marked(el: HtmlElement) -> bool:
    """True when *el* is one of the places where templates put the article's text."""
    return el.get("itemprop") == "articleBody" or "body" in marks_of(el)


def _by_marks(page: Page) -> Container | None:
    """The marked element, when there is one that clearly holds the page's paragraphs."""
    properties = page.mentions(b"articleBody")
    found = [
        el
        for el, _, _, marks in named_elements(page)
        if ("body" in marks or (properties and el.get("itemprop") == "articleBody")) and el.tag in MARKED_TAGS
    ]
    found = [el for el in found if not _is_foreign_place(el)]
    if not found or len(found) > 12:
        return None
    outer = _outermost(found)
    lengths = {el: _length(el) for el in (*page.by_tag.get("p", ()), *page.by_tag.get("pre", ()))}
    sizes = [(paragraph_size(el, lengths), el) for el in outer]
    chunks = _whole_of_chunks([el for size, el in sizes if size > SHORT_BLOCK])
    if chunks is not None:
        return Container(chunks, "marks", 0.8)
    size, best = max(sizes, key=lambda pair: pair[0])
    everything = sum(lengths.values())
    if size < 200 or size < (0.35 if len(outer) == 1 else 0.6) * everything or (len(outer) > 1 and _is_next(page, best, outer)):
        return None
    for el in found:
        # The inner of two marked elements is the text, the outer one has its author box and its comments too.
        inner = paragraph_size(el, lengths) if el is not best and best in el.iterancestors() else 0
        if inner >= (STATED_SHARE if el.get("itemprop") == "articleBody" else 0.7) * size:
            best, size = el, inner
    losers = [
        rejected(selector_of(el), "marks", "less text") for el in outer if el is not best and best not in el.iterdescendants()
    ]
    return Container(best, "marks", 0.95 if best.get("itemprop") == "articleBody" or len(outer) == 1 else 0.85, losers)


def _is_next(page: Page, best: HtmlElement, outer: list[HtmlElement]) -> bool:
    """Whether *best* is the text of another ``article``, with a main heading, than the first, which has one of *outer* too."""
    own = next(best.iterancestors("article"), None)
    if own is None or next(own.iter("h1"), None) is None:
        return False
    heading = next((el for el in page.tree.iter("h1") if short_text(el, 300)), None)
    first = None if heading is None else next(heading.iterancestors("article"), None)
    return first is not None and first is not own and any(a is first for el in outer for a in el.iterancestors("article"))


def _whole_of_chunks(outer: list[HtmlElement]) -> HtmlElement | None:
    """What holds all of *outer*, the pieces of one article: several of one class, in one ``article`` or under one heading."""
    if len(outer) < 2 or len({el.get("class") for el in outer}) > 1 or len({el.tag for el in outer}) > 1:
        return None
    if sum(paragraph_size(el) > 200 for el in outer) < 2:
        return None
    articles = {next(el.iterancestors("article"), None) for el in outer}
    around = [set(el.iterancestors()) for el in outer[1:]]
    whole = next((a for a in outer[0].iterancestors() if all(a in ancestors for ancestors in around)), None)
    if whole is None or (len(articles) == 1 and None not in articles):
        return whole
    return whole if articles == {None} and _has_no_heads(whole, outer) else None


def _has_no_heads(whole: HtmlElement, chunks: list[HtmlElement]) -> bool:
    """Whether no heading of another post stands in *whole* after the first of *chunks*; those in the chunks are their own."""
    known = set(chunks)
    begun = False
    for el in whole.iter(str(chunks[0].tag), "h1", "h2", "h3"):
        if el in known:
            begun = True
        elif begun and el.tag in HEADING_TAGS and not any(a in known for a in el.iterancestors()):
            return False
    return True


def paragraph_size(el: HtmlElement, lengths: Mapping[HtmlElement, int] | None = None) -> int:
    """Characters in the paragraphs and listings of *el*, known from *lengths* if given; its whole text when it has none."""
    size = sum(map(_length if lengths is None else lengths.__getitem__, el.iter("p", "pre")))
    return size if size > 200 else min(2000, len(str(_TEXT(el)).strip()))


def _length(el: HtmlElement) -> int:
    """Characters in *el*."""
    return int(_SIZE(el)) if len(el) else len(el.text or "")


def _outermost(found: list[HtmlElement]) -> list[HtmlElement]:
    known = set(found)
    return [el for el in found if not any(a in known for a in el.iterancestors())]


def _is_foreign_place(el: HtmlElement) -> bool:
    """True when *el* stands in, or is, a comment, a teaser, a sidebar …"""
    for ancestor in (el, *el.iterancestors()):
        if ancestor.tag in FOREIGN_TAGS or ancestor.tag in ("a", "li", "header"):
            return True
        marks = marks_of(ancestor)
        if marks & FOREIGN and "body" not in marks and ancestor.tag not in ("body", "html", "main", "article"):
            return True
    return False


class _Measure:
    """Sizes of every element of the page, in one pass: text that reads like an article counts, links and scraps count against."""

    def __init__(self, root: HtmlElement, shown: Iterable[tuple[HtmlElement, str]], titles: set[str], host: str) -> None:
        self.titles = titles
        self.host = host
        self.elements: list[HtmlElement] = []
        self.parents: list[int] = []
        self.values: list[float] = []
        self.own: list[float] = []
        self.raw: list[int] = []
        self.marked: list[int] = []
        self.listed: list[int] = []
        self._walk(root, shown)

    def _walk(self, root: HtmlElement, shown: Iterable[tuple[HtmlElement, str]]) -> None:
        """*shown* are the page's elements in page order: each is met after its parent, of those in *root* that count."""
        elements, parents = self.elements, self.parents
        text: list[int] = []
        link: list[int] = []
        block: list[int] = []
        sizes: list[list[int]] = []  # the list that the words of each element count in
        places: dict[HtmlElement | None, int] = {root.getparent(): -1}
        for el, tag in shown:
            parent = places.get(el.getparent())
            if parent is None or (parent < 0 and el is not root):
                continue
            if parent >= 0:
                words = el.tail
                if words and not words.isspace():
                    sizes[parent][block[parent]] += _bytes(words)
                if tag in PASSED and not (tag in UNCLOSED and el.find(".//p") is not None):
                    continue
            index = len(elements)
            places[el] = index
            elements.append(el)
            parents.append(parent)
            text.append(0)
            link.append(0)
            home = block[parent] if tag in INLINE and parent >= 0 else index
            block.append(home)
            own = link if tag == "a" or (parent >= 0 and sizes[parent] is link) else text
            sizes.append(own)
            words = el.text
            if words:
                own[home] += _bytes(words)
        self.raw = [text[i] + link[i] if home == i else 0 for i, home in enumerate(block)]
        for i in range(len(parents) - 1, 0, -1):
            self.raw[parents[i]] += self.raw[i]
        self.title = _title_place(self, self.titles)
        self._score(text, link, block, self._foreign())

    def _foreign(self) -> list[bool]:
        """Which elements stand in side matter. A name that would take most of the page away says something else than we think."""
        found: list[bool] = []
        whole = self.raw[0]
        around = self._around_title()
        for i, el in enumerate(self.elements):
            if i in around:
                outside = False
                marks = marks_of(el)
            elif i and found[self.parents[i]]:
                found.append(True)
                continue
            else:
                tag = str(el.tag)
                marks = marks_of(el)
                outside = (self._is_foreign(el, tag, marks) or (tag in SECTIONS and _begins_foreign(el))) and self.raw[i] <= (
                    0.8 if is_hidden(el) else 0.5
                ) * whole
                if not outside and tag in LISTING and self.raw[i] <= 0.5 * whole and is_card_list(el, self.host):
                    self.listed.append(i)
            is_body = "body" in marks or el.get("itemprop") == "articleBody"
            if is_body and not outside and (i in around or el.tag in MARKED_TAGS):
                self.marked.append(i)
            found.append(outside)
        return found

    def _around_title(self) -> set[int]:
        """What the page's main heading stands in: no side matter, whatever it is called."""
        around: set[int] = set()
        if self.title is not None and self.elements[self.title].tag == "h1":
            i = self.parents[self.title]
            while i >= 0:
                around.add(i)
                i = self.parents[i]
        return around

    def _is_foreign(self, el: HtmlElement, tag: str, marks: frozenset[str]) -> bool:
        if tag in FOREIGN_TAGS:
            return True
        if tag in ("body", "html", "main"):
            return False
        if marks and "body" not in marks and tag not in HEADING_TAGS:
            marks = marks & FOREIGN
            if marks:
                if marks <= LOOSE and holds_prose(el):
                    return False
                return tag != "article" or bool(marks & {"comments", "related"})
        return el.get("style") is not None and is_hidden(el)

    def discount(self, place: int) -> None:
        """Let the element at *place* count for nothing."""
        value = self.values[place]
        for i in range(place, len(self.values)):
            if i > place and self.parents[i] < place:
                break
            self.values[i] = self.own[i] = 0.0
        i = self.parents[place]
        while i >= 0:
            self.values[i] -= value
            i = self.parents[i]

    def _score(self, text: list[int], link: list[int], block: list[int], foreign: list[bool]) -> None:
        values = [0.0] * len(text)
        for i in self.listed:
            # What other pages' cards say beside their links counts for nothing.
            for j in range(i + 1, len(text)):
                if self.parents[j] < i:
                    break
                text[j] = 0
        for i, tag in enumerate(el.tag for el in self.elements):
            total = text[i] + link[i]
            if block[i] != i or not total or foreign[i]:
                continue
            if tag in HEADING_TAGS:
                values[i] = 0.0 if not link[i] else -10.0
            elif total < SHORT_BLOCK:
                values[i] = -8.0 if link[i] else (4.0 if tag in ("p", "li", "td", "pre") else -1.0)
            elif link[i] > 0.5 * total:
                values[i] = -0.7 * link[i]
            else:
                values[i] = float(total)
        self.own = values.copy()
        for i in range(len(values) - 1, 0, -1):
            values[self.parents[i]] += values[i]
        self.values = values


def _bytes(text: str) -> int:
    """Bytes of *text* without blanks around it: characters of scripts that need fewer of them count more."""
    text = text.strip()
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def _begins_foreign(el: HtmlElement) -> bool:
    """True for a section whose first child is a heading such as "Related posts" or "Comments"."""
    if not len(el):
        return False
    first = el[0]
    if first.tag not in HEADING_TAGS or (el.text and not el.text.isspace()):
        return False
    return heading_kind(short_text(first, 70)) in FOREIGN_HEADINGS


def _by_text(page: Page) -> Container:
    body = page.tree.find("body")
    root = page.tree if body is None or page.tree.find("head//p") is not None else body
    sure, doubtful = stated_titles(page)
    shown = ((element, tag) for element, tag, _, _ in page.elements)
    measure = _Measure(root, shown, sure | {after for _, after in doubtful}, host_of(page.url).removeprefix("www."))
    best = _densest(measure)
    if _is_legal_notice(measure, best):
        measure.discount(best)
        best = _densest(measure)
    run = _after_title(measure)
    if run is not None and measure.values[best] >= SAME_RUN * run.value and _is_within(measure, best, run.holder):
        run = None if _is_within(measure, run.start, best) else run
    if run is not None and max(run.value / RUN_SHARE, measure.values[run.holder] / 0.6) >= measure.values[best]:
        best = run.holder
    else:
        run = None
    marked = _marked_near(measure, best, under_title=run is not None)
    value = measure.values[best]
    losers = [rejected(selector_of(measure.elements[i]), "marks", "less text") for i in measure.marked if i != marked][:4]
    if marked is not None:
        return Container(measure.elements[marked], "marks", 0.8, losers)
    best = _descend(measure, best) if value > 0 else _semantic(measure)
    return Container(measure.elements[best], "structure", 0.7 if value > 500 else 0.4, losers)


@dataclass(slots=True)
class _Run:
    """The text that goes on from the post's title without a long pause."""

    value: float
    start: int
    """The title's heading."""

    holder: int
    """The innermost section that holds all of it."""


def _after_title(measure: _Measure) -> _Run | None:
    """The run of text after the first of the best headings that show the title; None without such a heading or text."""
    start = measure.title
    if start is None:
        return None
    total = most = 0.0
    end = start
    for i in range(start + 1, len(measure.own)):
        total += measure.own[i]
        if total > most:
            most, end = total, i
        elif most >= RUN_MIN and (most - total > RUN_PAUSE or _begins_next(measure, i, start)):
            break
    if most < RUN_MIN:
        return None
    holder = end
    first = next((i for i in range(start + 1, end + 1) if measure.own[i] >= SHORT_BLOCK), end)
    around = _around(measure, first)
    while not (holder in around and measure.elements[holder].tag in SECTIONS):
        holder = measure.parents[holder]
        if holder <= 0:
            return None
    return _Run(most, start, holder)


def _begins_next(measure: _Measure, i: int, title: int) -> bool:
    """Whether the element at *i* is the main heading of another ``article`` than that with the *title*."""
    if measure.elements[i].tag != "h1" or not measure.raw[i]:
        return False
    article = next(measure.elements[i].iterancestors("article"), None)
    return article is not None and all(around is not article for around in measure.elements[title].iterancestors("article"))


def _title_place(measure: _Measure, titles: set[str]) -> int | None:
    """The heading that shows most of the title; of equals the highest, then the first. The site's name alone is not the title."""
    wanted = main_forms(titles)
    best: tuple[int, int] | None = None
    for i, el in enumerate(measure.elements):
        rank = TITLE_RANKS.get(str(el.tag))
        if rank is None or (best is not None and rank >= best[0]) or not 0 < measure.raw[i] < MAX_TITLE_BYTES:
            continue
        shown = fold(short_text(el, 300))
        if shown in wanted or (rank == 0 and _is_dated_title(shown, wanted)):
            best = rank, i
    return best[1] if best else None


def _is_dated_title(shown: str, wanted: frozenset[str]) -> bool:
    """True for the main heading that has a few more words, such as the date, behind the title."""
    return any(len(form) >= MIN_DATED and shown.startswith(form) and len(shown) - len(form) <= MORE for form in wanted)


def _is_legal_notice(measure: _Measure, best: int) -> bool:
    """Whether the densest place is what the site says about its rights, at the end of a page with a short article."""
    if best < LAST_PART * len(measure.elements) or (measure.title is not None and measure.title > best):
        return False
    return "©" in "".join(islice(measure.elements[best].itertext(), NOTICE_PARTS))[:NOTICE_BEGINNING]


def _densest(measure: _Measure) -> int:
    """The element with the best balance; the deepest of equals that is a container."""
    best = 0
    for i, value in enumerate(measure.values):
        if value > measure.values[best] and measure.elements[i].tag in SECTIONS:
            best = i
    return best


def _descend(measure: _Measure, best: int) -> int:
    """From *best* down to the part of it that holds its text: nearly all the balance, and not only because the rest is links."""
    held = [max(0.0, value) for value in measure.own]
    children: dict[int, list[int]] = {}
    for i in range(len(held) - 1, 0, -1):
        held[measure.parents[i]] += held[i]
        children.setdefault(measure.parents[i], []).append(i)
    while True:
        step = [
            i
            for i in children.get(best, ())
            if measure.values[i] >= 0.995 * measure.values[best] > 0
            and held[i] >= HELD * held[best]
            and measure.elements[i].tag in SECTIONS
        ]
        if not step:
            return best
        best = step[0]


def _marked_near(measure: _Measure, best: int, *, under_title: bool) -> int | None:
    """A marked element that holds most of what *best* holds, or is the only one on a page with little text.

    Pages go on with other articles, marked alike: where *best* stands *under_title*, it is the marked element in it or around it.
    """
    if not measure.marked:
        return None
    value = measure.values[best]
    good = [i for i in measure.marked if measure.values[i] >= 0.6 * value > 0]
    if under_title:
        good = [i for i in good if _is_within(measure, i, best) or _is_within(measure, best, i)] or good
    if good:
        top = max(good, key=lambda i: measure.values[i])
        enough = measure.values[top]
        inner = [i for i in measure.marked if measure.values[i] >= (STATED_SHARE if _is_stated(measure, i) else 0.97) * enough]
        return inner[-1] if _is_within(measure, inner[-1], top) else top
    if len(measure.marked) > MAX_MARKED:
        return None
    outer = [i for i in measure.marked if not any(_is_within(measure, i, j) for j in measure.marked if j != i)]
    if (
        len(outer) == 1
        and value < 1500
        and (measure.raw[outer[0]] or next(measure.elements[outer[0]].iter(*MEDIA), None) is not None)
    ):
        return outer[0]
    return None


def _is_stated(measure: _Measure, i: int) -> bool:
    return measure.elements[i].get("itemprop") == "articleBody"


def _semantic(measure: _Measure) -> int:
    """For a page without text: the only ``article``, or ``main``, or all of it."""
    for tag in ("article", "main"):
        found = [i for i, el in enumerate(measure.elements) if el.tag == tag]
        if len(found) == 1:
            return found[0]
    return 0


def _is_within(measure: _Measure, inner: int, outer: int) -> bool:
    while inner > outer:
        inner = measure.parents[inner]
    return inner == outer


def _around(measure: _Measure, place: int) -> set[int]:
    """The element at *place* and all that it stands in."""
    around: set[int] = set()
    while place >= 0:
        around.add(place)
        place = measure.parents[place]
    return around


def names(elements: Iterable[HtmlElement]) -> list[str]:
    """Class and id of each of *elements*; for looking at a page by hand."""
    return [tokens_of(el) for el in elements]

"""Where the post stands on its page: its heading, its region, and the lines around the heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogarchive.extract.title import choose_title
from blogarchive.extract.zones import Zones, text_of
from blogarchive.urls import absolute_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["Layout", "Line", "layout_of"]

BLOCKS = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section header footer article main aside nav table tr td blockquote pre "
    "figure hr address form".split()
)
BODY_CLASS = (
    "entry-content",
    "post-content",
    "article-content",
    "post-body",
    "article-body",
    "e-content",
    "markdown-body",
    "prose",
    "entry-body",
)
MAX_AFTER = 24
MAX_BEFORE = 10
MAX_DEPTH = 30
NEVER_LINES = frozenset({"head", "script", "style"})
HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "select", "textarea"})
LONG_LINE = 240
BESIDE = ("sidebar", "footer", "share", "other")  # kinds of side matter that may hold a byline or a date of the post


@dataclass(slots=True, frozen=True)
class Line:
    """One line of text as shown, its block, and whether it stands in the post's text."""

    element: HtmlElement
    text: str
    in_body: bool


class Layout:
    """The page seen from the post's heading."""

    def __init__(self, tree: HtmlElement, url: str, base_url: str, heading: HtmlElement | None) -> None:
        """*tree* is the page at *url*, with relative addresses meant against *base_url*; *heading* shows the post's title."""
        self.tree = tree
        self.path = urlsplit(url).path.rstrip("/")
        self.base_url = base_url
        self.heading = heading
        self.zones = Zones(heading)
        self._places: dict[HtmlElement | None, tuple[bool, bool | None]] = {}
        self._texts: dict[HtmlElement, bool] = {}

    @cached_property
    def article(self) -> HtmlElement | None:
        """The innermost article element (or hentry) that holds the heading; else the page's first article."""
        if self.heading is not None:
            for ancestor in self.heading.iterancestors():
                if is_entry(ancestor):
                    return ancestor
        return next((e for e in islice(self.tree.iter("article"), 5) if not self.zones.of(e)), None)

    def is_mine(self, element: HtmlElement, *, beside: bool = False) -> bool:
        """Whether *element* belongs to the post: in no side matter, other post's article, or card that leads elsewhere.

        With *beside*, also in a side column, a footer or a share bar of the post's own article, where some themes put its data.
        """
        zone = self.zones.of(element)
        if zone and not (beside and zone in BESIDE):
            return False
        parent = element.getparent()
        place = self._places.get(parent)
        if place is None:
            place = self._places[parent] = self._place_in(parent)
        is_inside, is_posts = place
        if zone and self.article is not None and not is_inside:
            return False
        return not self.in_card(element) if is_posts is None else is_posts

    def _place_in(self, parent: HtmlElement | None) -> tuple[bool, bool | None]:
        """Whether *parent* is in the post's article; and where another article is nearer, whether that holds the post's, too."""
        article = self.article
        around = [] if parent is None else [parent, *parent.iterancestors()]
        is_inside = article is not None and article in around
        first = next((a for a in around if a is article or a.tag == "article"), None)
        if first is None or first is article:
            return is_inside, None
        return is_inside, article is None or any(first is a for a in article.iterancestors())

    def in_card(self, element: HtmlElement) -> bool:
        """Whether *element* stands in a link with more text that leads to another page: a card of another post."""
        for ancestor in islice(element.iterancestors(), 5):
            if ancestor.tag == "a":
                address = absolute_url(ancestor.get("href", ""), self.base_url)
                elsewhere = address is not None and urlsplit(address).path.rstrip("/") != self.path
                return elsewhere and len(text_of(ancestor)) > len(text_of(element)) + 20
        return False

    def in_text(self, element: HtmlElement) -> bool:
        """Whether *element* stands inside the post's text; a block that holds the heading too is more than the text."""
        known = self._texts.get(element)
        if known is None:
            known = self._texts[element] = self._is_in_text(element)
        return known

    def _is_in_text(self, element: HtmlElement) -> bool:
        for ancestor in (element, *element.iterancestors()):
            if ancestor in self._around_heading:
                return False
            if _is_body(ancestor.get("class", "")) or "articleBody" in ancestor.get("itemprop", ""):
                return True
            if ancestor.tag in ("header", "footer"):
                return False
        return False

    @cached_property
    def _around_heading(self) -> set[HtmlElement]:
        return set() if self.heading is None else set(self.heading.iterancestors())

    @cached_property
    def lines(self) -> list[Line]:
        """Lines shown after and before the heading, nearest first after it, up to where the text has clearly begun."""
        if self.heading is None:
            return []
        after: list[Line] = []
        for line in islice(self._following(self.heading), MAX_AFTER):
            after.append(line)
            if len(line.text) > LONG_LINE:
                break
        return after + list(islice(self._preceding(self.heading), MAX_BEFORE))

    def _following(self, heading: HtmlElement) -> Iterator[Line]:
        current, parent = heading, heading.getparent()
        while parent is not None:
            yield from self._block(parent, current, 0)
            current, parent = parent, parent.getparent()

    def _preceding(self, heading: HtmlElement) -> Iterator[Line]:
        current = heading
        for _ in range(6):
            for sibling in islice(current.itersiblings(preceding=True), 6):
                if isinstance(sibling.tag, str) and sibling.tag not in NEVER_LINES and not self.zones.of(sibling):
                    yield from reversed(list(islice(self._block(sibling, None, 0), 20)))
            parent = current.getparent()
            if parent is None or parent.tag in ("body", "article"):
                return
            current = parent

    def _block(self, element: HtmlElement, start: HtmlElement | None, depth: int) -> Iterator[Line]:
        """The lines inside *element*, after its child *start*; text between two blocks is one line."""
        run = [(element.text if start is None else start.tail) or ""]
        for child in element if start is None else start.itersiblings():
            if child.tag == "br" or _is_block(child):
                line = self._line(element, run)
                if line:
                    yield line
                run = []
                if child.tag != "br" and depth < MAX_DEPTH and not self.zones.of(child):
                    yield from self._block(child, None, depth + 1)
            elif isinstance(child.tag, str) and child.tag not in HIDDEN:
                run.append(text_of(child))
            if child.tail:
                run.append(child.tail)
        line = self._line(element, run)
        if line:
            yield line

    def _line(self, element: HtmlElement, run: list[str]) -> Line | None:
        text = "".join(run)
        if not text or text.isspace():
            return None
        return Line(element, " ".join(text.split()), self.in_text(element))


def layout_of(page: Page, knowledge: SiteKnowledge) -> Layout:
    """The page's layout; made once per page, since every field looks at it."""
    layout = page.memory.get("layout")
    if not isinstance(layout, Layout):
        heading = choose_title(page, knowledge).heading
        layout = Layout(page.tree, page.url, page.base_url, heading)
        if heading is None:  # the article's own block then tells what is side matter and what only has a name like it
            layout.zones = Zones(page.container.element)
        page.memory["layout"] = layout
    return layout


def _is_block(element: HtmlElement) -> bool:
    return element.tag in BLOCKS or (len(element) > 0 and any(child.tag in BLOCKS for child in element))


def is_entry(element: HtmlElement) -> bool:
    """Whether *element* is marked up as one post."""
    if element.tag == "article":
        return True
    names = element.get("class", "")
    return "entry" in names and bool({"hentry", "h-entry"} & set(names.split()))


def in_body(element: HtmlElement) -> bool:
    """Whether *element* stands inside the post's text, by widespread class names."""
    for ancestor in (element, *element.iterancestors()):
        if _is_body(ancestor.get("class", "")) or "articleBody" in ancestor.get("itemprop", ""):
            return True
        # Themes call the whole article "post-content", its header and footer inside.
        if ancestor.tag in ("header", "footer"):
            return False
    return False


@lru_cache(20_000)
def _is_body(names: str) -> bool:
    return any(name in names and f"{name}__" not in names for name in BODY_CLASS)

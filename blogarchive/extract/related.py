"""Teasers of other posts, and the previous and next post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import HEADING_TAGS, marks_of, named_elements, short_text, tokens_of
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.neighbours import find_neighbours
from blogarchive.extract.teasers import Links, is_post_address, teasers_in
from blogarchive.extract.words import heading_kind
from blogarchive.items import Teaser
from blogarchive.text import remember_short
from blogarchive.urls import post_key

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["find_related"]

KINDS = ("related", "latest", "popular")
STOPS = frozenset(("comments", "share", "bio", "newsletter", "cookie"))
LIST_TAGS = frozenset(("div", "section", "aside", "ul", "ol", "nav"))
ANNOUNCING_TAGS = HEADING_TAGS | {"p", "strong", "legend", "summary"}
MAX_TEASERS = 60
MAX_CLIMB = 3
MAX_HEADINGS = 12
_LATEST = re.compile(r"latest|recent|newest", re.I)
_POPULAR = re.compile(r"popular|trending|most-?read", re.I)


def find_related(page: Page, knowledge: SiteKnowledge) -> Finding[list[Teaser]] | None:
    """Teasers in page order, never the post itself; None when the page shows none.

    Taken are the links under a heading that says "Related posts", "Latest news" … in one of many languages, or inside an element
    whose class says so; then the previous and the next post.
    """
    links = Links(page, own_keys(page))
    found: dict[str, Teaser] = {}
    selector = None
    for heading, kind in islice(_headings(page), MAX_HEADINGS):
        for teaser in _under_heading(heading, links, kind):
            selector = selector or f"{heading.tag!s}: {short_text(heading)[:60]}"
            found.setdefault(teaser.url, teaser)
    for element, kind in islice(_marked(page), MAX_HEADINGS):
        if len(found) >= MAX_TEASERS:
            break
        group = teasers_in([element], links, kind)
        if len(group) >= 2 and not any(t.url in found for t in group):
            selector = selector or f"{element.tag!s}.{tokens_of(element).split()[0]}"
            found.update((t.url, t) for t in group)
    teasers = list(found.values())[:MAX_TEASERS]
    neighbours = find_neighbours(page, links)
    if not teasers and not neighbours:
        return None
    reasons = [rejected(url, "link", "the post itself") for url in sorted(links.self_links)[:2]]
    return Finding(
        value=[*teasers, *neighbours],
        source="structure",
        selector=selector or "previous and next",
        confidence=0.85 if selector else 0.75,
        rejected=reasons,
    )


def own_keys(page: Page) -> frozenset[str]:
    """The keys under which the page itself may be linked."""
    own = {post_key(page.url)}
    canonical = page.find_canonical()
    if canonical and urlsplit(canonical).path not in ("", "/"):
        own.add(post_key(canonical))
    return frozenset(own)


def _headings(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    """Headings that announce other posts, with their kind."""
    for heading, tag, _, _ in page.elements:
        if tag not in ANNOUNCING_TAGS:
            continue
        children = len(heading)
        if children > 1 and (tag == "p" or tag == "strong"):
            continue
        if children:
            text = short_text(heading, 90)
        else:
            text = heading.text or ""
            text = text if len(text) <= 90 else short_text(heading, 90)
        kind = _announced(text) if text else None
        if kind and not _is_linked(heading) and not (tag == "strong" and _in_text(heading, page)):
            yield heading, kind


@remember_short
def _announced(text: str) -> str | None:
    """The kind of posts that a heading with *text* announces, if any."""
    text = " ".join(text.split())
    kind = heading_kind(text.rstrip(": ")) if 2 < len(text) <= 70 else None
    return kind if kind in KINDS else None


def _in_text(strong: HtmlElement, page: Page) -> bool:
    """True for a word in bold in a paragraph of the article, which is no heading: the author links what the text speaks of."""
    parent = strong.getparent()
    container = page.container.element
    return parent is not None and parent.tag in ("p", "li") and any(a is container for a in parent.iterancestors())


def _is_linked(heading: HtmlElement) -> bool:
    """True for the title of a teaser: a heading inside a link, or one that is a link to a post."""
    parent = heading.getparent()
    return (parent is not None and parent.tag == "a") or any(is_post_address(a.get("href") or "") for a in heading.iter("a"))


def _under_heading(heading: HtmlElement, links: Links, kind: str) -> list[Teaser]:
    """Teasers in what follows *heading*; looked for one level up when nothing follows it, as headings often have a wrapper."""
    level = int(heading.tag[1]) if heading.tag in HEADING_TAGS else 7
    current = heading
    for _ in range(MAX_CLIMB):
        scope = list(_following(current, level))
        teasers = teasers_in(scope, links, kind) if scope else []
        if teasers:
            return teasers
        parent = current.getparent()
        if parent is None or parent.tag in ("body", "main", "article", "html") or "body" in marks_of(parent):
            return []
        current = parent
    return []


def _following(start: HtmlElement, level: int) -> Iterator[HtmlElement]:
    """Siblings after *start* up to the next section of the page."""
    first: HtmlElement | None = None
    for sibling in start.itersiblings():
        if not isinstance(sibling.tag, str) or sibling.tag in ("script", "style", "template"):
            continue
        if sibling.tag in HEADING_TAGS and int(str(sibling.tag)[1]) <= level and not _is_linked(sibling):
            return
        if marks_of(sibling) & STOPS or (sibling.tag in ("footer", "form", "nav") and first is not None):
            return
        if _starts_section(sibling, level):
            return
        if next(sibling.iter("a"), None) is not None:
            if (
                first is not None
                and (sibling.tag != first.tag or sibling.get("class") != first.get("class"))
                and _is_group(first)
            ):
                return
            first = sibling if first is None else first
        yield sibling


def _starts_section(el: HtmlElement, level: int) -> bool:
    """True when *el* begins with a heading of its own that announces a section."""
    for child in el.iter(*HEADING_TAGS):
        return int(str(child.tag)[1]) <= level and not _is_linked(child) and heading_kind(short_text(child, 90)) is not None
    return False


def _is_group(el: HtmlElement) -> bool:
    """True when *el* holds the links of several posts."""
    return len({a.get("href") for a in el.iter("a") if is_post_address(a.get("href") or "")}) > 1


def _marked(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    """Outermost elements whose class says that they list other posts."""
    taken: set[HtmlElement] = set()
    for el, names, ident, marks in named_elements(page):
        if "related" not in marks or el.tag not in LIST_TAGS or any(a in taken for a in el.iterancestors()):
            continue
        taken.add(el)
        names = f"{names} {ident}"
        yield el, "latest" if _LATEST.search(names) else "popular" if _POPULAR.search(names) else "related"

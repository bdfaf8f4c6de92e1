"""The elements of a page as lexbor sees them, for links and requisites."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from blogarchive.urls import absolute_url

__all__ = ["UNREADABLE", "Elements", "Markup", "base_of", "read_markup"]

UNREADABLE = (SelectolaxError, ValueError, UnicodeError, RuntimeError)
"""What lexbor raises on markup it cannot take."""

# Everything that names an address. One walk over the tree costs as much as one for links alone.
_SELECTOR = (
    "a[href], area[href], base[href], link[rel][href], meta[content], "
    "img, source, video, audio, track, embed, object, script[src], input[type=image], image, use, amp-img, "
    "style, noscript, [style], [background], [data-bg], [data-background], [data-background-image]"
)


@dataclass(slots=True)
class Elements:
    """The elements of a page that name addresses, in page order."""

    anchors: list[tuple[LexborNode, str, str]] = field(default_factory=list)
    """``a`` and ``area``, each with its address and its relation as written."""

    links: list[LexborNode] = field(default_factory=list)
    """``link``."""

    metas: list[LexborNode] = field(default_factory=list)
    """``meta``."""

    shown: list[tuple[str, LexborNode]] = field(default_factory=list)
    """Whatever may show or run something, ``link`` and ``meta`` included, each after its tag."""

    base: str | None = None
    """The address of the first ``base``, as written."""


class Markup(LexborHTMLParser):
    """A page as a tree of elements."""

    @cached_property
    def elements(self) -> Elements:
        """Its elements that name addresses."""
        found = Elements()
        anchors, shown = found.anchors, found.shown
        for node in self.css(_SELECTOR):
            tag = node.tag or ""
            if tag in ("a", "area"):
                attributes = node.attributes
                if "href" in attributes:
                    anchors.append((node, attributes["href"] or "", attributes.get("rel") or ""))
                if "style" in attributes or "data-bg" in attributes or "data-background" in attributes:
                    shown.append((tag, node))
            elif tag == "base" and found.base is None:
                found.base = node.attributes.get("href")
            elif tag == "link":
                found.links.append(node)
                shown.append((tag, node))
            elif tag == "meta":
                found.metas.append(node)
                shown.append((tag, node))
            else:
                shown.append((tag, node))
        return found


def read_markup(html: bytes | str) -> Markup | None:
    """The elements of *html*; None when there is nothing to read."""
    try:
        return Markup(html)
    except UNREADABLE:
        return None


def base_of(markup: Markup, url: str) -> str:
    """What relative addresses on the page at *url* are relative to."""
    base = markup.elements.base
    return (absolute_url(base, url) if base is not None else None) or url

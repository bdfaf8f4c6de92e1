"""What of a page names addresses that no earlier page of the blog named in the same words, as a small page of its own.

Menus, sidebars, footers and share buttons are most of what a blog's pages name, and the same bytes on page after page. Telling
them apart by their bytes costs a third of parsing them again. It errs on one side only: what is left out stood on an earlier
page; what is kept may be more than a browser would see (a link inside an attribute). Of where a link stands nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from html import unescape

from blogarchive.urls import absolute_url

__all__ = ["KnownTags", "Remainder"]

MAX_KNOWN = 50_000
MAX_LENGTH = 1500
MAX_LINKED = 400
"""Characters of a link's words that are looked at."""

NAMES = frozenset(
    "a area base link meta img source video audio track embed object script input image use amp-img body table td".split()
)
MARKS = ("url(", "background=", "background-image=", "data-bg")
"""What any tag may name an address with."""

_DRAWN = frozenset(("image", "use"))
_CELLS = frozenset(("body", "table", "td"))
_OPEN = frozenset(("a", "video", "audio", "object", "script", "amp-img"))

_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9-]*[\s/][^>]*>")
_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = r"""[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`]+))?"""
_WELL_FORMED = re.compile(rf"<[A-Za-z][A-Za-z0-9-]*(?:[\s/]+{_ATTRIBUTE})*[\s/]*>")
# What hides tags, in small letters as nearly all write it: what is hidden otherwise is taken for visible.
_HIDING = re.compile(r"<(?:(!--)|(s(?:cript|tyle)|t(?:extarea|itle)|xmp|iframe|no(?:embed|frames))(?=[\s/>]))")
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+))""", re.IGNORECASE)
# An address that means another thing on another page. A comma may begin the next one of a set.
_RELATIVE = re.compile(
    r"""(?:\b(?:src|href|poster|data|background|content|style)|set|data-[\w-]+)\s*=\s*["']?(?!\s*(?:/|https?:|data:|\#|["']))"""
    r"""|set\s*=\s*(?:"[^"]*,\s+(?!/|https?:|")|'[^']*,\s+(?!/|https?:|'))""",
    re.IGNORECASE,
)
_PLAIN_RELATION = re.compile(
    r"""\srel\s*=\s*["']?(?:(?:shortcut )?icon|stylesheet|apple-touch-icon|mask-icon|manifest|preload|modulepreload|preconnect"""
    r"""|dns-prefetch|profile|pingback|EditURI|wlwmanifest|webmention|https://api\.w\.org/)["'\s>]"""
    r"""|\stype\s*=\s*["']?(?:application/json|text/xml)\+oembed["'\s>]""",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Remainder:
    """What is left of a page, and what was taken off."""

    html: str
    passed: list[str]
    """Addresses of the links that were left out."""


class KnownTags:
    """The tags of one blog's pages that were read before."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def beside(self, html: str, url: str, heard: Container[str]) -> Remainder | None:
        """What the page *html* at *url* has beside tags read before that lead to *heard* addresses or show what was shown.

        None when its markup is not plain enough to be told apart this way.
        """
        known, passed, fresh = self._known, [], []
        for tag in _TAG.findall(html):
            if tag in known:
                address = known[tag]
                if address is None:
                    continue
                if address in heard:
                    passed.append(address)
                    continue
            elif not _may_name(tag):
                if tag.count('"') % 2 == 0 and tag.count("'") % 2 == 0:
                    self._remember(tag, None)
                elif _names_more(html, tag):
                    return None
                continue
            if tag[:5].lower() == "<base" or not _WELL_FORMED.fullmatch(tag):
                return None
            fresh.append(tag)
        pieces = list(_pieces(html, fresh))
        for tag in fresh:
            self._take_in(tag, url)
        return Remainder("".join(pieces), passed)

    def _take_in(self, tag: str, url: str) -> None:
        """Know *tag* from now on, when it means the same on every page."""
        name = _name(tag)
        if name in ("a", "area"):
            match = _HREF.search(tag)
            href = unescape(match[1] or match[2] or match[3] or "").strip() if match else ""
            if match is None or href[:1] == "#" or href[:11].lower() in ("javascript:", "mailto:"):
                self._remember(tag, None)
            elif href[:1] == "/" or href[:8].lower().startswith(("http://", "https://")):
                address = absolute_url(href, url)
                if address is not None and "background" not in tag and "data-bg" not in tag and "style" not in tag:
                    self._remember(tag, address)
        elif name == "link":
            if _PLAIN_RELATION.search(tag) and not _RELATIVE.search(tag):
                self._remember(tag, None)
        elif name == "meta":
            if "http-equiv" not in tag.lower() and (":image" not in tag or not _RELATIVE.search(tag)):
                self._remember(tag, None)
        elif not _RELATIVE.search(tag):
            self._remember(tag, None)

    def _remember(self, tag: str, address: str | None) -> None:
        if len(tag) <= MAX_LENGTH and len(self._known) < MAX_KNOWN:
            self._known[tag] = address


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match[1].lower() if match else ""


def _may_name(tag: str) -> bool:
    """Whether a tag can name an address."""
    name = _name(tag)
    lowered = tag.lower()
    if name in NAMES and name not in _CELLS:
        return name != "script" or "src" in lowered
    return any(mark in lowered for mark in MARKS)


def _names_more(html: str, tag: str) -> bool:
    """Whether an address may follow what looks like the end of *tag* and is a part of an attribute."""
    end = html.find(tag) + len(tag)
    following = html[end : end + MAX_LENGTH].lower()
    return any(mark in following for mark in MARKS)


def _pieces(html: str, fresh: list[str]) -> Iterator[str]:
    """The *fresh* tags, which stand in *html* in this order, each closed, and the style sheets; without what is hidden."""
    if not fresh and "<style" not in html:
        return
    hidden = list(_hidden(html))
    for start, end in hidden:
        if html.startswith("<style", start):
            style = html[start:end]
            if "url(" in style or "@import" in style or "URL(" in style:
                yield f"{style}</style>"
    at, spans = 0, iter([*hidden, (len(html), len(html))])
    start, end = next(spans)
    for tag in fresh:
        place = html.find(tag, at)
        at = place + len(tag)
        while end <= place:
            start, end = next(spans)
        if not start < place < end:
            yield _piece(html, tag, at)


def _hidden(html: str) -> Iterator[tuple[int, int]]:
    """From where to where comments, scripts and the like reach, without their end tags; none of those that are not closed."""
    done = 0
    for match in _HIDING.finditer(html):
        start = match.start()
        if start < done:
            continue
        end = _end_of_comment(html, start) if match[1] else html.find(f"</{match[2]}", start)
        if end > 0:
            done = end
            yield start, end


def _end_of_comment(html: str, start: int) -> int:
    """Where the comment that begins at *start* ends; negative when it does not."""
    if html.startswith(("<!-->", "<!--->"), start):
        return html.index(">", start) + 1
    end = html.find("-->", start + 4)
    other = html.find("--!>", start + 4, end if end > 0 else None)
    end = other + 1 if other > 0 else end
    return end + 3 if end > 0 else end


def _piece(html: str, tag: str, end: int) -> str:
    """*tag*, which ends at *end*, as an element that nothing behind it falls into."""
    name = _name(tag)
    if name in _DRAWN:
        return f"<svg>{tag}</{name}></svg>"
    if name in _CELLS:
        return f"<div{tag[1 + len(name) :]}</div>"
    if name == "a":
        close = html.find("</a", end, end + MAX_LINKED)
        return f"{tag}{html[end:close] if close > 0 else ''}</a>"
    if name in _OPEN:
        return f"{tag}</{name}>"
    return tag if name in NAMES else f"{tag}</{name}>"

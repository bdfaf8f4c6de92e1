"""What a page needs to look as it did: pictures, styles, scripts, fonts, players."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from blogarchive.discover.markup import UNREADABLE, Markup, base_of, read_markup
from blogarchive.urls import absolute_url

__all__ = ["find_css_requisites", "find_requisites"]

MAX_REQUISITES = 2000
MAX_CANDIDATES = 40
MAX_CSS = 2_000_000

# Attributes that hold one address, in place of `src` until a script moves it.
LAZY_ATTRIBUTES = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-original-src",
    "data-orig-file",
    "data-large-file",
    "data-full-src",
    "data-hi-res-src",
    "data-url",
    "data-image",
    "data-bg",
    "data-background",
    "data-background-image",
    "data-lazy",
    "data-echo",
    "data-actualsrc",
    "data-croporisrc",
)
LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "data-sizes-srcset")
ADDRESSES_OF = {
    "img": ("src",),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "script": ("src",),
    "input": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
    "amp-img": ("src",),
}
LINK_RELATIONS = frozenset(
    (
        *("stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"),
        *("preload", "modulepreload", "manifest", "image_src"),
    )
)
PICTURE_META = frozenset(("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"))
_CSS_URL = re.compile(
    r"""@import\s+(?:url\(\s*)?(?:"(?P<i1>[^"]{1,4000})"|'(?P<i2>[^']{1,4000})')"""
    r"""|url\(\s*(?:"(?P<u1>[^"]{1,4000})"|'(?P<u2>[^']{1,4000})'|(?P<u3>(?:\\[0-9a-f]{1,6}\s?|\\.|[^\s"'()\\]){1,4000}))\s*\)""",
    re.IGNORECASE,
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_SRCSET_PART = re.compile(r"[\s,]*(?P<url>\S*[^\s,])(?:\s+[^,()]*|\s*)(?:,|$)")
_FILE_LIKE = re.compile(r"\A(?:https?:)?/|\A\.{0,2}/|\.\w{2,5}(?:[?#]|\Z)")


def find_requisites(html: bytes | str | Markup, url: str) -> list[str]:
    """Addresses of everything the page shows or runs, http(s) only, each once, in page order, at most 2000.

    Every candidate of a srcset counts: which one a replaying browser asks for depends on its screen.
    """
    found = _Collector(url)
    markup = html if isinstance(html, Markup) else read_markup(html)
    if markup is None:
        return []
    try:
        found.base = base_of(markup, url)
        _collect(markup, found)
    except UNREADABLE:
        pass  # what was found so far is worth keeping
    return list(found.urls)


def find_css_requisites(css: str, url: str) -> list[str]:
    """Addresses that the style sheet at *url* imports or shows, http(s) only, each once, in its order."""
    found = _Collector(url)
    found.add_css(css)
    return list(found.urls)


class _Collector:
    """Addresses in the order they were met."""

    def __init__(self, url: str) -> None:
        self.base = url
        self.urls: dict[str, None] = {}

    def add(self, address: str | None) -> None:
        """Keeps *address* when it is http(s) and there is room."""
        if not address or address[:5].lower() == "data:" or address[0] == "#" or len(self.urls) >= MAX_REQUISITES:
            return
        target = absolute_url(address, self.base)
        if target:
            self.urls.setdefault(target)

    def add_set(self, srcset: str | None) -> None:
        """Keeps the candidates of a srcset; a comma inside an address belongs to it."""
        if not srcset or "data:" in srcset[:10]:
            return
        for count, match in enumerate(_SRCSET_PART.finditer(srcset[:20_000])):
            if count >= MAX_CANDIDATES:
                break
            self.add(match["url"])

    def add_css(self, css: str) -> None:
        """Keeps what a style sheet names."""
        if "url(" not in css and "@import" not in css and "URL(" not in css:
            return
        for match in _CSS_URL.finditer(_CSS_COMMENT.sub(" ", css[:MAX_CSS])):
            address = match[match.lastgroup or 0].strip()
            self.add(_CSS_ESCAPE.sub(_unescape, address) if "\\" in address else address)


def _unescape(match: re.Match[str]) -> str:
    if match[2]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 else ""


def _collect(markup: Markup, found: _Collector) -> None:
    for tag, node in markup.elements.shown:
        if tag == "style":
            found.add_css(node.text(deep=True))
            continue
        if tag == "noscript":
            _collect_noscript(node, found)
            continue
        attributes = node.attributes
        if tag == "link":
            _collect_link(attributes, found)
        elif tag == "meta":
            if (attributes.get("property") or attributes.get("name") or "").lower() in PICTURE_META:
                found.add(attributes.get("content"))
        else:
            _collect_attributes(tag, attributes, found)
        style = attributes.get("style")
        if style:
            found.add_css(style)


def _collect_attributes(tag: str, attributes: dict[str, str | None], found: _Collector) -> None:
    for name in ADDRESSES_OF.get(tag, ("background",)):
        found.add(attributes.get(name))
    found.add_set(attributes.get("srcset"))
    for name, value in attributes.items():
        if not value or not name.startswith("data-"):
            continue
        if name in LAZY_SETS:
            found.add_set(value)
        elif name in LAZY_ATTRIBUTES and _FILE_LIKE.search(value):
            found.add(value)


def _collect_link(attributes: dict[str, str | None], found: _Collector) -> None:
    rels = set((attributes.get("rel") or "").lower().split())
    if not rels.isdisjoint(LINK_RELATIONS):
        found.add(attributes.get("href"))
        found.add_set(attributes.get("imagesrcset"))


def _collect_noscript(node: LexborNode, found: _Collector) -> None:
    """Markup inside noscript: parsed as text by some parsers, as elements by others; text is parsed here."""
    text = node.text(deep=True)
    if text and "<" in text:
        _collect(Markup(text), found)

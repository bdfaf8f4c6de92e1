"""Bodies of posts made safe to show: a small set of tags, no scripts, nothing fetched from elsewhere, well-formed XHTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from lxml import etree, html

from blogarchive.urls import absolute_url

__all__ = ["XHTML", "Place", "safe_body"]

Place = Callable[[str], str | None]
"""Where the picture of an address is in the copy; None when it has none."""

XHTML = "http://www.w3.org/1999/xhtml"

# Tags that may stand, with the attributes they may have. Of every other tag only the content is kept.
PLAIN = (
    "p br hr pre blockquote figure figcaption details summary dl dt dd table caption thead tbody tr h1 h2 h3 h4 h5 h6 ul div span"
    " em strong code kbd samp var sub sup del ins u q cite mark ruby rt rp dfn b i s small"
)
TAGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(PLAIN.split(), ()),
    "a": ("href",),
    "abbr": ("title",),
    "img": ("src", "alt"),
    "li": ("value",),
    "ol": ("start", "reversed", "type"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
}
DROPPED = frozenset(
    "script style template noscript iframe object embed svg math form input select textarea button head title".split()
)
VOID = frozenset(("br", "hr", "img"))
NUMBERS = frozenset(("value", "start", "colspan", "rowspan"))
LISTS = frozenset(("ul", "ol"))
ROWS = frozenset(("table", "thead", "tbody"))
ORDERS = frozenset("1aAiI")
_NUMBER = re.compile(r"-?\d{1,5}\Z")
_SPACE = re.compile(r"\s+")
_MAIL = re.compile(r"mailto:\S", re.IGNORECASE)
_IN_URL = "%:/?@!$&'()*+,;=~"  # what may stand in a path, a query or a fragment as it is (RFC 3986)
MAX_DEPTH = 100


def safe_body(body: str, place: Place, prefix: str) -> str:
    """*body* as XHTML that can stand in a page; ids get *prefix*, so that many posts can stand in one."""
    if not body.strip():
        return ""
    try:
        found = html.fragment_fromstring(body, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    root = etree.Element("div", nsmap={None: XHTML})
    _Copier(place, prefix, _ids(found)).fill(root, found, 0)
    for element in root.iter():
        if element.tag not in VOID and not len(element) and element.text is None:
            element.text = ""  # written with an end tag, which HTML needs and XHTML allows
    text: str = etree.tostring(root, encoding="unicode", method="xml")
    return text


def _ids(root: Any) -> dict[str, Any]:
    """The first element of each id that a link can lead to."""
    ids: dict[str, Any] = {}
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name and element.tag in TAGS:
            ids.setdefault(name, element)
    return ids


class _Copier:
    """Copies what may stand into a new tree."""

    def __init__(self, place: Place, prefix: str, ids: dict[str, Any]) -> None:
        self._place = place
        self._prefix = prefix
        self._ids = ids
        self._names = {name: f"{prefix}-{_SPACE.sub('-', name.strip())}" for name in ids}

    def fill(self, target: Any, source: Any, depth: int) -> None:
        """Append the content of *source* to *target*."""
        _append_text(target, source.text)
        for child in source:
            if isinstance(child.tag, str) and depth < MAX_DEPTH:
                self._append(target, child, depth)
            _append_text(target, child.tail)

    def _append(self, target: Any, child: Any, depth: int) -> None:
        tag = child.tag.lower()
        if tag in DROPPED:
            return
        if tag == "img":
            self._append_picture(target, child)
        elif tag not in TAGS:
            self.fill(target, child, depth + 1)
        elif not (tag in ("ul", "ol", "tr", "table") and len(child) == 0):  # must have something in them
            made = etree.SubElement(_holder(target, tag), tag)
            self._copy_attributes(made, child, tag)
            self.fill(made, child, depth + 1)

    def _append_picture(self, target: Any, child: Any) -> None:
        address = child.get("src") or ""
        alt = child.get("alt") or ""
        place = self._place(address)
        if place:
            etree.SubElement(target, "img", src=place, alt=alt)
        elif href := self._link(address):
            # Not archived: a link to it, so that reading asks nobody for anything.
            etree.SubElement(target, "a", href=href).text = f"[{alt or 'picture'}]"

    def _copy_attributes(self, made: Any, child: Any, tag: str) -> None:
        name = child.get("id")
        if name and self._ids.get(name) is child:
            made.set("id", self._names[name])
        for attribute in TAGS[tag]:
            value = child.get(attribute)
            value = self._link(value) if attribute == "href" and value else value
            if value is not None and _fits(attribute, value):
                made.set(attribute, value)

    def _link(self, address: str) -> str | None:
        if address.startswith("#"):
            return f"#{self._names[address[1:]]}" if address[1:] in self._names else None
        if _MAIL.match(address):
            return quote(address, safe=_IN_URL)
        url, hash_sign, fragment = address.strip().partition("#")
        clean = absolute_url(url)
        if clean is None:
            return None
        start = clean.index("/", len("https://"))
        return clean[:start] + quote(clean[start:], safe=_IN_URL) + hash_sign + quote(fragment, safe=_IN_URL)


def _holder(target: Any, tag: str) -> Any:
    """*target*, or a list item in it when a list may hold nothing but items."""
    if target.tag in LISTS and tag != "li":
        return etree.SubElement(target, "li")
    return target


def _append_text(target: Any, text: str | None) -> None:
    if not text or (not text.strip() and target.tag in LISTS | ROWS | {"tr", "dl"}):
        return
    if target.tag in LISTS | ROWS | {"tr", "dl"}:
        inside = {"tr": "td", "dl": "dd"}.get(target.tag, "li")
        if target.tag not in ROWS:
            etree.SubElement(target, inside).text = text
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def _fits(attribute: str, value: str) -> bool:
    if attribute in NUMBERS:
        return bool(_NUMBER.match(value))
    return attribute != "type" or value in ORDERS

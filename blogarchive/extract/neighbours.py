"""The previous and the next post."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import short_text, tokens_of
from blogarchive.extract.teasers import Links, leads_to_post
from blogarchive.extract.words import pager_kind
from blogarchive.items import Teaser
from blogarchive.text import one_line, remember_short

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["find_neighbours"]

_CLASS = re.compile(r"(?:^|[\s_-])(?:(prev|previous|older)|(next|newer))(?:$|[\s_-])", re.I)
_ARROW_START = re.compile(r"^[\s]*[«‹←⟵⇐][\s]*")
_ARROW_END = re.compile(r"[\s]*[»›→⟶⇒][\s]*$")
_ARROWS = " \t\n«»‹›←→⟵⟶⇐⇒<>|:：—–-"
_LABEL = re.compile(r"^(.{2,30}?)\s*[:：]\s*(.+)$", re.S)
MAX_TITLE = 300


def find_neighbours(page: Page, links: Links) -> list[Teaser]:
    """The previous and next post the page links to: at most one of each, previous first when it comes first."""
    found: dict[str, Teaser] = {}
    for a, tag, names, ident in page.elements:
        if tag != "a" or not leads_to_post(a.get("href") or ""):
            continue
        kind, sure = _kind(a, f"{names} {ident}" if names and ident else names or ident)
        if not kind or kind in found:
            continue
        post = links.post(a)
        title = _title(a) if post else None
        if post and title and (sure or not _in_body(a, page)):
            found[kind] = Teaser(title=title, url=post[1], kind=kind)
            if len(found) == 2:
                return list(found.values())
    for link in page.tree.iter("link"):
        kind = {"prev": "previous", "previous": "previous", "next": "next"}.get((link.get("rel") or "").lower())
        if kind and kind not in found and link.get("title"):
            post = links.post(link)
            if post:
                found[kind] = Teaser(title=one_line(link.get("title", "")), url=post[1], kind=kind)
    return list(found.values())


def _kind(a: HtmlElement, names: str | None) -> tuple[str | None, bool]:
    """``next`` or ``previous``, and whether the markup says so; by rel, then the label's words, class names, arrows."""
    relation = a.get("rel")
    kind = _kind_of_relation(relation) if relation else None
    if kind:
        return kind, True
    hint = a.get("title") or a.get("aria-label")
    kind = pager_kind(hint) if hint and ":" in hint and len(hint) < 200 else None
    if kind:
        return kind, True
    if len(a):
        kind = _kind_of_words(a) or _kind_of_names(a, names) or _kind_of_arrows(short_text(a, 2 * MAX_TITLE))
    else:
        words, arrow = _kinds_of_text(a.text or "")
        kind = words or _kind_of_names(a, names) or arrow
    return kind or _kind_before(a), False


@remember_short
def _kind_of_relation(relation: str) -> str | None:
    kinds = relation.lower().split()
    return "previous" if "prev" in kinds or "previous" in kinds else "next" if "next" in kinds else None


def _kind_of_words(a: HtmlElement) -> str | None:
    """By a label among the link's words: "Next", "Previous: …"."""
    for part in islice(a.itertext(), 12):
        kind = _kind_of_label(part)
        if kind:
            return kind
    return None


def _kind_of_label(text: str) -> str | None:
    label = text.strip(_ARROWS)
    return pager_kind(label) if 0 < len(label) < 200 else None


@remember_short
def _kinds_of_text(text: str) -> tuple[str | None, str | None]:
    """By the words, and by the arrows, of a link that is nothing but *text*."""
    line = " ".join(text.split())
    return _kind_of_label(text), _kind_of_arrows(line) if len(line) <= 2 * MAX_TITLE else None


def _kind_of_names(a: HtmlElement, names: str | None) -> str | None:
    """By *names*, the class and id of the link, or by those of what it stands in."""
    kind = _kind_of_tokens(names) if names else None
    parent = None if kind else a.getparent()
    around = tokens_of(parent) if parent is not None else ""
    return _kind_of_tokens(around) if around else kind


@remember_short
def _kind_of_tokens(names: str) -> str | None:
    match = _CLASS.search(names)
    return ("previous" if match.group(1) else "next") if match else None


def _kind_of_arrows(text: str) -> str | None:
    if text.isascii():
        return None
    if _ARROW_START.match(text):
        return "previous"
    return "next" if text and _ARROW_END.search(text) else None


def _kind_before(a: HtmlElement) -> str | None:
    label = _label_before(a)
    return pager_kind(label) if label else None


def _label_before(a: HtmlElement) -> str | None:
    """The short words right before a link: "Next: <a>"."""
    previous = a.getprevious()
    parent = a.getparent() if previous is None else None
    text = previous.tail if previous is not None else parent.text if parent is not None else None
    if text and text.strip():
        return text.strip(_ARROWS) if len(text) < 60 else None
    if previous is not None and not isinstance(previous.tag, str):
        return None
    if previous is not None and previous.tag in ("span", "strong", "small", "p", "div", "b", "em", "h3", "h4", "h5"):
        words = "".join(previous.itertext()).strip(_ARROWS)
        return words if 0 < len(words) < 40 else None
    return None


def _title(a: HtmlElement) -> str | None:
    """The other post's title: the link's words without label and arrows; the label itself when nothing else is shown."""
    blocks = [one_line(t).strip(_ARROWS) for t in a.itertext()]
    blocks = [b for b in blocks if b]
    titled = [b for b in blocks if not pager_kind(b)]
    text = one_line(" ".join(titled)).strip(" «»‹›←→⟵⟶⇐⇒")
    match = _LABEL.match(text)
    if match and pager_kind(match.group(1)):
        text = match.group(2)
    if not text:
        hint = one_line(a.get("title") or a.get("aria-label") or "")
        match = _LABEL.match(hint)
        text = match.group(2) if match and pager_kind(match.group(1)) else hint if hint and not pager_kind(hint) else ""
    return (text or one_line(" ".join(blocks)))[:MAX_TITLE] or None


def _in_body(a: HtmlElement, page: Page) -> bool:
    """True for links inside the article's paragraphs, where an arrow is only an arrow."""
    container = page.container.element
    inside = False
    for ancestor in a.iterancestors():
        if ancestor.tag in ("nav", "footer"):
            return False
        if ancestor.tag in ("p", "li", "td", "h1", "h2", "h3"):
            inside = True
        if ancestor is container:
            return inside and container.tag not in ("body", "main", "html")
    return False

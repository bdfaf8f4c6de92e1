"""What the XML feed formats share: element names, texts, dates, people."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

from lxml import etree

from blogarchive.discover.dates import iso_date
from blogarchive.discover.xml import attribute, local_name, text_of
from blogarchive.text import one_line
from blogarchive.urls import absolute_url

__all__ = [
    "XML_BASE",
    "author",
    "children",
    "core_namespace",
    "date_of",
    "first_attribute",
    "first_text",
    "has_entities",
    "join",
    "names",
    "next_urls",
    "number",
    "plain",
    "tags",
]

MAX_NAMES = 100

ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# Namespaces whose elements have the names of core ones (media:title, itunes:author) but mean something else.
FOREIGN = {
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.google.com/schemas/play-podcasts/1.0": "itunes",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://a9.com/-/spec/opensearchrss/1.0/": "opensearch",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
}
_INLINE_MARKUP = re.compile(
    r"</?(?:b|i|em|strong|code|span|sub|sup|a|br|wbr|small|big|mark|u|s|del|ins|kbd|tt|q|cite|abbr|font|p|div)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
# What stands before "@" has none, so that there is one way to read a text, however long.
_MAIL_WITH_NAME = re.compile(r"\A[^\s@]+@\S+\s*\((?P<name>[^()]+)\)\Z|\A(?P<first>[^<>]+?)\s*<[^\s@]+@\S+>\Z")
_MAIL = re.compile(r"\A[^\s@]+@\S+\Z")


def name_of(element: etree._Element, core: str | None) -> str:
    """``title`` for core elements, ``dc:creator`` for known modules; undeclared prefixes count as declared."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if tag[0] != "{":
        return tag.lower()
    namespace, _, name = tag[1:].partition("}")
    if namespace == core:
        return name.lower()
    if namespace in ATOM:
        return "atom:" + name.lower()
    prefix = FOREIGN.get(namespace)
    if prefix is None:
        # RSS 0.9, 1.0 and 2.0 have namespaces of their own spelling; anything else unknown keeps its prefix.
        prefix = element.prefix or ""
    return f"{prefix}:{name.lower()}" if prefix and prefix != "rss" else name.lower()


def core_namespace(root: etree._Element) -> str | None:
    """The namespace of the root element: what lies in it is the format's own."""
    tag = str(root.tag)
    return tag[1:].partition("}")[0] if tag[:1] == "{" else None


def children(element: etree._Element, core: str | None) -> dict[str, list[etree._Element]]:
    """The element's children by their `name_of`."""
    found: dict[str, list[etree._Element]] = {}
    for child in element:
        name = name_of(child, core)
        if name:
            found.setdefault(name, []).append(child)
    return found


def first_text(parts: dict[str, list[etree._Element]], *names: str) -> str | None:
    """The text of the first of *names* that has any."""
    for name in names:
        for element in parts.get(name, ()):
            text = text_of(element)
            if text:
                return text
    return None


def plain(text: str | None) -> str | None:
    """*text* of a title as one line, inline markup and doubled entities undone."""
    if not text:
        return None
    if _ENTITY.search(text):
        text = unescape(text)
    return one_line(_INLINE_MARKUP.sub("", text)) or None


def join(base: str, address: str | None) -> str:
    """*address* relative to *base*; *base* when there is none or it is broken."""
    try:
        return urljoin(base, address) if address else base
    except ValueError:
        return base


def has_entities(text: str) -> bool:
    """Whether *text* still holds entities: it was escaped twice."""
    return _ENTITY.search(text) is not None


def date_of(parts: dict[str, list[etree._Element]], *names: str) -> str | None:
    """The first readable date of the elements *names*, in that order."""
    return next((d for d in (iso_date(first_text(parts, name)) for name in names) if d), None)


def names(parts: dict[str, list[etree._Element]], *names: str) -> list[str]:
    """Author names of the first element kind that yields any."""
    for name in names:
        found: list[str] = []
        for element in parts.get(name, [])[:MAX_NAMES]:
            inner = next((c for c in element if local_name(c) == "name"), None)
            person = author(text_of(inner if inner is not None else element))
            if person and person not in found:
                found.append(person)
        if found:
            return found
    return []


def author(text: str) -> str | None:
    text = plain(text) or ""
    match = _MAIL_WITH_NAME.match(text)
    if match:
        return (match["name"] or match["first"] or "").strip(" \"'") or None
    return None if not text or _MAIL.match(text) else text[:300]


def tags(elements: list[etree._Element]) -> list[str]:
    found: list[str] = []
    for element in elements[:MAX_NAMES]:
        tag = plain(text_of(element) or element.get("label") or element.get("term"))
        # Blogger files every post under a category that only says "this is a post".
        if tag and tag not in found and not (element.get("scheme") or "").endswith("#kind"):
            found.append(tag)
    return found


def first_attribute(elements: list[etree._Element] | None, name: str) -> str | None:
    return attribute(elements[0], name) if elements else None


def number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def next_urls(links: list[etree._Element], base: str) -> list[str]:
    found: list[str] = []
    for link in links:
        if (link.get("rel") or "").lower() in ("next", "prev-archive"):
            target = absolute_url(link.get("href") or "", base)
            if target and target not in found:
                found.append(target)
    return found

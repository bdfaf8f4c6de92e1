"""A captured page, ready for extraction: bytes and address in, findings out.

A `Page` is pure: no network, no clock, no settings. Engines and sites subclass it in `blogarchive.sites` and override single
``find_…`` methods; ``super()`` inside an override gives the general answer, which lives in the module named after the field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from charset_normalizer import from_bytes
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement
from w3lib.encoding import html_body_declared_encoding, html_to_unicode, http_content_type_encoding

from blogarchive.extract.authors import find_authors
from blogarchive.extract.bio import find_bios
from blogarchive.extract.body import Body, Trimmed, find_body, trim_page
from blogarchive.extract.canonical import find_canonical
from blogarchive.extract.closing import author_of_closing_line
from blogarchive.extract.comments import find_comments
from blogarchive.extract.container import Container, find_container, learned_container
from blogarchive.extract.dates import Dates, find_dates
from blogarchive.extract.excerpt import find_excerpt
from blogarchive.extract.finding import Finding
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.language import find_language
from blogarchive.extract.learned import NOTHING_LEARNED, Learned
from blogarchive.extract.learneduse import learned_authors
from blogarchive.extract.license import find_license
from blogarchive.extract.related import find_related
from blogarchive.extract.structured import StructuredData, read_structured
from blogarchive.extract.tags import Tags, find_tags
from blogarchive.extract.title import find_title
from blogarchive.items import Author, Comment, Teaser
from blogarchive.urls import absolute_url

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

__all__ = ["Page"]

EMPTY_DOCUMENT = "<html><head></head><body></body></html>"
GUESS_FROM_BYTES = 20_000
ITEM_WORD = len(b"itemscope")
ASCII_FIRST = frozenset(("utf-8", "cp1252"))
"""Encodings in which bytes of ASCII say the same; what pages declare is nearly always one of them."""

BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")


Shown = tuple[HtmlElement, str, str | None, str | None]
"""An element, its tag, its class and its id as they stand."""


class Page:
    """One HTML page as captured."""

    rule: ClassVar[str | None] = None
    """Name of the engine or site rule, for the row's ``extractor.name``; None for the general page."""

    lower_case_escapes: ClassVar[bool] = False
    """Whether the software itself spells the percent-escapes of its addresses in lower case."""

    def __init__(self, *, url: str, body: bytes, content_type: str | None, captured_at: datetime) -> None:
        """*url* answered with *body* (content coding undone) and the header *content_type* at *captured_at* (aware, UTC)."""
        self.url = url
        self.body = body
        self.content_type = content_type
        self.captured_at = captured_at
        self.memory: dict[str, object] = {}
        """What field functions found on the way and others need again."""
        self._mentioned: dict[bytes, bool] = {}
        self.learned: Learned = NOTHING_LEARNED
        """What the other pages of the blog taught; to be set before the article is looked for."""

    @cached_property
    def text(self) -> str:
        """The page as characters; encoding by BOM, header, ``meta``, then a guess. NUL is dropped, as browsers do.

        Bytes above ASCII that are UTF-8 from first to last are UTF-8, whatever is declared: nothing else does that by chance.
        """
        text = self._utf8
        if text is None:
            try:
                _, text = html_to_unicode(self.content_type, self.body, auto_detect_fun=_guess_encoding)
            except (LookupError, ValueError):  # an encoding name that is a codec but not of text
                text = self.body.decode("utf-8", "replace")
        return text.replace("\0", "") if "\0" in text else text

    @cached_property
    def _utf8(self) -> str | None:
        """The page as characters where its bytes are UTF-8 with some above ASCII, else None."""
        return _as_utf8(self.body)

    @cached_property
    def tree(self) -> HtmlElement:
        """The root element. Do not change it: other fields read the same tree; copy what you want to cut."""
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
        # lxml.html chooses the class of every element in Python; nothing here needs its classes for forms.
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
        is_ready = _is_plain(self.content_type, self.body) or self._utf8 is self.text
        data = self.body if is_ready else self.text.encode("utf-8", "replace")
        try:
            return lxml_html.document_fromstring(data, parser=parser)
        except etree.ParserError:  # nothing in it that makes an element
            return lxml_html.document_fromstring(EMPTY_DOCUMENT, parser=parser)

    @cached_property
    def elements(self) -> list[Shown]:
        """Every element of *tree* in page order, with its tag, class and id: read once for all fields.

        While they are held, lxml need not make them anew for each field that looks at them.
        """
        elements: Iterator[Any] = self.tree.iter()  # lxml's types allow tags of other kinds, which have gone with the comments
        return [(element, element.tag, element.get("class"), element.get("id")) for element in elements]

    @cached_property
    def by_tag(self) -> dict[str, list[HtmlElement]]:
        """The page's elements of each tag, in page order; a tag that no element has is not in it."""
        found: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        for element, tag, _, _ in self.elements:
            found[tag].append(element)
        return dict(found)

    def mentions(self, word: bytes) -> bool:
        """Whether the page's bytes hold *word*: a quick way to know what need not be looked for."""
        known = self._mentioned.get(word)
        if known is None:
            if word.startswith(b"item") and len(word) <= ITEM_WORD:
                known = any(rest.startswith(word[4:]) for rest in self._behind_item)
            else:
                known = word in self.body
            self._mentioned[word] = known
        return known

    @cached_property
    def _behind_item(self) -> set[bytes]:
        """How the words go on that begin with "item": one look through the page for all attributes of microdata."""
        return {part[: ITEM_WORD - 4] for part in self.body.split(b"item")[1:]}

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as Beautiful Soup, for site rules: easier to write with, several times slower than *tree*."""
        from bs4 import BeautifulSoup  # most runs never want it, and it takes a twentieth of their start

        return BeautifulSoup(self.text, "lxml")

    @cached_property
    def base_url(self) -> str:
        """What relative addresses on the page are relative to: ``<base href>`` or the page's address."""
        base = next((b for b in self.by_tag.get("base", ()) if b.get("href")), None)
        return (self.url if base is None else absolute_url(base.get("href", ""), self.url)) or self.url

    @cached_property
    def structured(self) -> StructuredData:
        """JSON-LD, microdata and meta tags of the page."""
        return read_structured(self)

    @cached_property
    def container(self) -> Container:
        """The element that holds the article."""
        return learned_container(self, self.learned.body_selector) or find_container(self)

    @cached_property
    def trimmed(self) -> Trimmed:
        """The article as a clean tree, and what was taken off it."""
        return trim_page(self)

    def is_unwanted(self, element: HtmlElement) -> bool:
        """True for elements inside the article that a rule knows not to be part of it; the general page knows none."""
        return False

    def absolute(self, url: str | None) -> str | None:
        """*url* as it stands on this page, as an absolute http(s) address, or None."""
        return absolute_url(url, self.base_url) if url else None

    def find_canonical(self) -> str | None:
        """The page's own canonical address."""
        return find_canonical(self)

    def find_title(self, knowledge: SiteKnowledge) -> Finding[str] | None:
        """The post's title."""
        return find_title(self, knowledge)

    def find_dates(self, knowledge: SiteKnowledge) -> Dates:
        """Publication and modification."""
        return find_dates(self, knowledge)

    def find_authors(self, knowledge: SiteKnowledge) -> Finding[list[Author]] | None:
        """The authors, without bios."""
        found = find_authors(self, knowledge) or author_of_closing_line(self)
        return learned_authors(self, knowledge, found) if self.learned.places else found

    def find_bios(self, knowledge: SiteKnowledge, authors: list[Author]) -> Finding[dict[str, str]] | None:
        """Author name → bio."""
        return find_bios(self, knowledge, authors)

    def find_body(self, knowledge: SiteKnowledge) -> Finding[Body] | None:
        """The article alone."""
        return find_body(self, knowledge)

    def find_related(self, knowledge: SiteKnowledge) -> Finding[list[Teaser]] | None:
        """Teasers of other posts."""
        return find_related(self, knowledge)

    def find_comments(self, knowledge: SiteKnowledge) -> Finding[list[Comment]] | None:
        """Readers' comments."""
        return find_comments(self, knowledge)

    def find_tags(self, knowledge: SiteKnowledge) -> Tags:
        """Tags and categories."""
        return find_tags(self, knowledge)

    def find_language(self, knowledge: SiteKnowledge) -> Finding[str] | None:
        """The post's language."""
        return find_language(self, knowledge)

    def find_license(self, knowledge: SiteKnowledge) -> Finding[str] | None:
        """The licence."""
        return find_license(self, knowledge)

    def find_excerpt(self, knowledge: SiteKnowledge) -> Finding[str] | None:
        """The page's own summary."""
        return find_excerpt(self, knowledge)


def _is_plain(content_type: str | None, body: bytes) -> bool:
    """Whether *body* is ASCII, of which no encoding that it declares makes something else: it may be parsed as it stands."""
    if not body.isascii() or b"\0" in body:
        return False
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    return declared is None or declared in ASCII_FIRST


def _as_utf8(body: bytes) -> str | None:
    if body.isascii() or body.startswith(BYTE_ORDER_MARKS):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _guess_encoding(body: bytes) -> str | None:
    """The most likely encoding of a page that declares none: UTF-8 when it decodes, else by statistics."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(body[:GUESS_FROM_BYTES]).best()
        return best.encoding if best else "cp1252"
    return "utf-8"

"""Boxes about a post's author, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import HEADING_TAGS, marks_of, named_elements, short_text, tokens_of
from blogarchive.extract.clean import clean_tree
from blogarchive.extract.finding import rejected
from blogarchive.extract.images import image_source, is_pixel
from blogarchive.extract.metalines import is_meta_line
from blogarchive.extract.render import to_text
from blogarchive.extract.words import heading_kind
from blogarchive.items import Author, Rejected
from blogarchive.text import clean_text, fold, one_line, remember_short

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["MAX_BIO", "MIN_LETTERS", "MIN_TOLD", "find_boxes", "is_in_comment"]

BOX_TAGS = frozenset(("div", "section", "aside", "p", "span", "footer", "li", "article", "figure"))
MAX_BIO = 4000
MIN_LETTERS = 12
MIN_SAID = 10
"""Letters of a bio besides the words of the name: the full name alone says nothing about the person."""

MAX_PROFILES = 40
MIN_TOLD = 50
MIN_DESCRIBED = 30
MIN_PARAGRAPH = 40
SHORT_NAME = 5
# Several people speak of themselves.
_WE = re.compile(
    r"\b(?:we|our|us|wir|unsere?[mnrs]?|nous|notre|nos|nosotr[oa]s|nuestr[oa]s?|noi|nostr[aeio]|nós|noss[oa]s?|wij|ons|onze)\b"
    r"|мы|наш|私たち|我们|我們",
    re.I,
)
# Boxes about a person: themes name them so. "bio" of marks.py is stronger and needs no name inside.
PROFILE = re.compile(
    r"(?:^|[\s_-])(?:profile|author|authors|contributor|contributors|writer|p-author|h-card|vcard)(?:$|[\s_-])", re.I
)
PROFILE_WORDS = ("author", "profile", "contributor", "writer", "card")
# Widgets in which the people of a blog show themselves.
ABOUT = re.compile(r"(?:^|[\s_-])(?:widget[-_]about|about[-_]widget|about[-_](?:me|us))(?:$|[\s_-])", re.I)
PORTRAIT = re.compile(r"(?:^|[\s_-])author[-_]*(?:image|img|photo|avatar|picture|pic)(?:$|[\s_-])", re.I)
DESCRIPTION = re.compile(
    r"(?:^|[\s_-])(?:bio|bio-?desc|biography|description|desc|about|note|p-note|info-text|excerpt|summary|"
    r"text|job-?title-and-bio)(?:$|[\s_-])",
    re.I,
)
NAME = re.compile(r"(?:^|[\s_-])(?:fn|p-name|name|author-?name|bio-?name|author-?title|display-?name)(?:$|[\s_-])", re.I)
FEED_BOX = re.compile(
    r"(?:^|[\s_-])(?:sbi|ctf|cff|instagram|twitter|facebook|tiktok)[\s_-](?:\w+[\s_-]){0,4}(?:bio|feed|header|timeline|widget)",
    re.I,
)
# Lines of a box that are not about the person.
NOT_BIO = re.compile(
    r"^\W*(?:about|about the author|author|by|written by|posted by|view (?:all|more)|see (?:all|more)|all "
    r"posts|(?:see|read|view) (?:full |the )?bio|more (?:posts|from|by|articles)|posts by|articles by|read more|follow|website|"
    r"twitter|facebook|instagram|linkedin|github|youtube|mastodon|email|e-mail|rss|contact|home ?page|"
    r"visit|メール|フォロー|関注)\b[^.!?。]{0,60}$"
    r"|^\W*(?:disclaimer|haftungsausschluss)\b"
    r"|(?:すべての投稿|の投稿をすべて表示|投稿一覧|查看.{0,10}(?:文章|帖子)|"
    r"alle beiträge|tous les articles|ver todas? l[ao]s|все записи|всі записи|wszystkie wpisy)",
    re.I,
)
BIO_TEXT = re.compile(
    r"(?:^|[\s_-])(?:bio-?desc(?:ription)?|desc|description|p-note|author-?bio|bio-?text|biography)(?:$|[\s_-])", re.I
)
ANNOUNCED = re.compile(r"^\W*(?:about|by|written by|author|über|sobre|à propos de|об авторе|この記事を書いた人)\W*", re.I)
DROPPED = frozenset(("share", "hidden", "newsletter", "related", "nav"))


def find_boxes(page: Page, authors: list[Author], lost: list[Rejected]) -> Iterator[tuple[str, str, str]]:
    """What the boxes about authors say, each with the author it is about."""
    article = page.container.element
    whole = {article, *article.iterancestors()}
    for box, strong in _candidates(page):
        if box in whole:  # the post itself, with its author's name among its classes
            continue
        text = "".join(box.itertext())
        if not MIN_LETTERS < len(text) < 3 * MAX_BIO:
            continue
        bio = _bio_text(box, page, authors)
        if not _says_enough(bio, authors) or _in_feed_box(box):
            continue
        named = [a for a in authors if _is_named(a.name, text)]
        where = f"box {box.tag!s}.{(tokens_of(box).split() or [''])[0]}"
        if len(named) == 1:
            named[0].image = named[0].image or _portrait(box, page)
            yield named[0].name, bio, where
        elif not named and strong and len(authors) == 1 and not _names_another(box, authors[0]):
            authors[0].image = authors[0].image or _portrait(box, page)
            yield authors[0].name, bio, where
        elif len(named) > 1 and (parts := [(a, part) for a in named if (part := _own_part(box, a, authors)) is not None]):
            for author, part in parts:
                author.image = author.image or _portrait(part, page)
                if _says_enough(own := _bio_text(part, page, authors), authors):
                    yield author.name, own, where
        elif strong and len(authors) > 1 and not named and _WE.search(bio) and not any(_names_another(box, a) for a in authors):
            yield from ((author.name, bio, where) for author in authors)
        else:
            lost.append(rejected(bio, where, "not about one of the authors"))


def _is_named(name: str, text: str) -> bool:
    """Whether *text* holds *name*; a short one, as a word of its own."""
    folded = fold(name)
    if folded not in fold(text):
        return False
    return len(folded) > SHORT_NAME or not name.isascii() or re.search(rf"\b{re.escape(name)}\b", text, re.I) is not None


def _says_enough(bio: str, authors: list[Author]) -> bool:
    return len(fold(bio)) >= MIN_LETTERS and len(_without_names(bio, authors)) >= MIN_SAID


def _own_part(box: HtmlElement, author: Author, authors: list[Author]) -> HtmlElement | None:
    """The outermost part of a box about several authors that names *author* alone and says something about that person."""
    others = {fold(a.name) for a in authors if a is not author}
    for part in box.iter("div", "section", "li", "article", "p"):
        text = fold("".join(part.itertext()))
        if part is not box and fold(author.name) in text and not any(other in text for other in others):
            return part if len(text) >= MIN_TOLD + len(author.name) else None
    return None


def _portrait(box: HtmlElement, page: Page) -> str | None:
    """Address of the first picture in *box* that is no counting pixel."""
    return next((source for img in box.iter("img") if not is_pixel(img) and (source := image_source(img, page))), None)


def _candidates(page: Page) -> Iterator[tuple[HtmlElement, bool]]:
    """Boxes about a person: marked as bio, under "About the author", or profiles; with whether the mark is strong."""
    inside: set[HtmlElement] = set()
    weak: list[HtmlElement] = []
    properties = page.mentions(b"itemprop")
    for el, names, ident, marks in named_elements(page):
        if "bio" in marks and "comments" not in marks and el.tag in BOX_TAGS:
            if not any(a in inside for a in el.iterancestors()) and not is_in_comment(el):
                inside.add(el)
                yield el, True
            continue
        kind = _kind_of(f"{names} {ident}" if ident else names) or (properties and el.get("itemprop") == "author" and "profile")
        if not kind or el.tag not in BOX_TAGS:
            continue
        if kind == "profile" and len(weak) < MAX_PROFILES:
            weak.append(el)
        elif kind == "about" and _shows_author(el):
            inside.add(el)
            yield el, True
    for heading in [element for element, tag, _, _ in page.elements if tag in HEADING_TAGS]:
        parent = heading.getparent() if heading_kind(short_text(heading, 70)) == "author" else None
        if (
            parent is None
            or parent.tag not in ("div", "section", "aside", "footer")
            or any(a in inside for a in heading.iterancestors())
        ):
            continue
        if len("".join(parent.itertext())) < MAX_BIO:
            inside.add(parent)
            yield parent, True
    for el in _innermost(weak):
        if not is_in_comment(el) and not any(a in inside for a in el.iterancestors()):
            yield el, False


@remember_short
def _kind_of(names: str) -> str | None:
    """What class and id say of a box: a person's profile, or a widget about the blog's people."""
    lowered = names.lower()
    if any(word in lowered for word in PROFILE_WORDS) and PROFILE.search(names):
        return "profile"
    return "about" if "about" in lowered and ABOUT.search(names) else None


def _shows_author(el: HtmlElement) -> bool:
    """Whether a box about the blog's people, as themes put them in the side column, has an author's portrait and a text."""
    inner = [child.get("class", "") for child in el.iter("div", "p", "span", "img", "figure", "a")]
    return any(PORTRAIT.search(names) for names in inner) and any(DESCRIPTION.search(names) for names in inner)


def _innermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Those of *elements* with a description that hold no other one with a description of its own: one person each."""
    described = [el for el in elements if _has_description(el)]
    outer = {a for el in described for a in el.iterancestors()}
    return [el for el in described if el not in outer]


def _has_description(el: HtmlElement) -> bool:
    """True when a profile has a text about the person, and not only a name."""
    if _is_description(tokens_of(el)):
        return True
    for child in el.iterdescendants("p", "div", "span"):
        names = tokens_of(child)
        if names and _is_description(names):
            return True
        if child.get("itemprop") == "description":
            return True
        if child.tag == "p" and _kind_of(names) != "profile" and len("".join(child.itertext())) > MIN_PARAGRAPH:
            return True
    return False


@remember_short
def _is_description(names: str) -> bool:
    return DESCRIPTION.search(names) is not None


def _without_names(bio: str, authors: list[Author]) -> str:
    """What the folded *bio* says besides the words of the authors' names."""
    names = {fold(word) for author in authors for word in author.name.split()}
    return "".join(folded for word in bio.split() if (folded := fold(word)) not in names)


def _in_feed_box(box: HtmlElement) -> bool:
    """True inside a box that shows an account of a network; its owner is most often the site."""
    return any(_is_feed_box(tokens_of(el)) for el in (box, *islice(box.iterancestors(), 4)))


@remember_short
def _is_feed_box(names: str) -> bool:
    return FEED_BOX.search(names) is not None


def is_in_comment(el: HtmlElement) -> bool:
    return any("comments" in marks_of(a) for a in (el, *el.iterancestors()) if a.tag not in ("body", "html", "article", "main"))


def _names_another(box: HtmlElement, author: Author) -> bool:
    """True when the box shows a name that is not the author's."""
    wanted = fold(author.name)
    for el in box.iter():
        if not isinstance(el.tag, str):
            continue
        if (
            el.get("itemprop") == "name"
            or "author" in (el.get("rel") or "").split()
            or (el.get("class") and NAME.search(el.get("class", "")))
        ):
            shown = fold("".join(el.itertext()))
            if shown and wanted not in shown and shown not in wanted and heading_kind(one_line("".join(el.itertext()))) is None:
                return True
    return False


@remember_short
def _is_bio_text(names: str) -> bool:
    return BIO_TEXT.search(names) is not None


def _bio_text(box: HtmlElement, page: Page, authors: list[Author]) -> str:
    """The words about the person: the box's description when one is marked, else its lines without name, labels and links."""
    marked = (
        el
        for el in box.iterdescendants("p", "div", "span")
        if _is_bio_text(el.get("class", "")) or el.get("itemprop") == "description"
    )
    place = next((el for el in marked if len("".join(el.itertext()).strip()) >= MIN_DESCRIBED), box)
    lines = to_text(clean_tree(place, page, dropped=DROPPED).root).split("\n")
    names = {fold(a.name) for a in authors}
    kept = []
    for line in lines:
        folded = fold(line)
        if (
            not folded
            or folded in names
            or fold(ANNOUNCED.sub("", line)) in names
            or NOT_BIO.search(line)
            or is_meta_line(line)
            or heading_kind(line)
        ):
            continue
        kept.append(line)
    return clean_text(one_line(" ".join(kept)))[:MAX_BIO]

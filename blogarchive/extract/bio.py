"""What the page says about its authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import HEADING_TAGS, marks_of, named_elements, short_text, tokens_of
from blogarchive.extract.clean import clean_tree
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.images import image_source, is_pixel
from blogarchive.extract.metalines import is_meta_line
from blogarchive.extract.render import to_text
from blogarchive.extract.words import heading_kind
from blogarchive.items import Author, Rejected
from blogarchive.text import clean_text, fold, one_line, remember_short

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["find_bios"]

BOX_TAGS = frozenset(("div", "section", "aside", "p", "span", "footer", "li", "article", "figure"))
MAX_BIO = 4000
MIN_LETTERS = 12
MIN_SAID = 10
"""Letters of a bio besides the words of the name: the full name alone says nothing about the person."""

MAX_PROFILES = 40
# Boxes about a person: themes name them so. "bio" of marks.py is stronger and needs no name inside.
PROFILE = re.compile(
    r"(?:^|[\s_-])(?:profile|author|authors|contributor|contributors|writer|p-author|h-card|vcard)(?:$|[\s_-])", re.I
)
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
    r"posts|more (?:posts|from|by|articles)|posts by|articles by|read more|follow|website|"
    r"twitter|facebook|instagram|linkedin|github|youtube|mastodon|email|e-mail|rss|contact|home ?page|"
    r"visit|メール|フォロー|関注)\b[^.!?。]{0,60}$"
    r"|(?:すべての投稿|の投稿をすべて表示|投稿一覧|查看.{0,10}(?:文章|帖子)|"
    r"alle beiträge|tous les articles|ver todas? l[ao]s|все записи|всі записи|wszystkie wpisy)",
    re.I,
)
DROPPED = frozenset(("share", "hidden", "newsletter", "related", "nav"))


def find_bios(page: Page, knowledge: SiteKnowledge, authors: list[Author]) -> Finding[dict[str, str]] | None:
    """Author name → bio, for those of *authors* about whom the page has a text; None when there is none.

    A text counts when it stands in a box about the author, names the author or is alone with the only author; a box that names
    somebody else is left alone. *authors* without a portrait get the one that such a box shows.
    """
    if not authors:
        return None
    bios: dict[str, str] = {}
    sources: dict[str, str] = {}
    lost: list[Rejected] = []
    for name, text, source in (*_closing(page, authors), *_boxes(page, authors, lost), *_structured(page, authors)):
        if name not in bios:
            bios[name] = text
            sources[name] = source
        elif fold(text) != fold(bios[name]):
            lost.append(rejected(text, source, "another text was found first"))
    if not bios:
        return None
    source, _, selector = next(iter(sources.values())).partition(" ")
    return Finding(
        value=bios,
        source=source.replace("_", " "),
        selector=selector or None,
        confidence=0.9 if source != "box" else 0.8,
        rejected=lost,
    )


def _closing(page: Page, authors: list[Author]) -> Iterator[tuple[str, str, str]]:
    """The last line of the article, when it is about one of *authors*."""
    line = page.trimmed.closing
    if line:
        for author in authors:
            if _same_person(author.name, line.name):
                yield author.name, clean_text(line.text), "closing_line last paragraph"


def _same_person(a: str, b: str) -> bool:
    """Equal names, or one spelt with more of them than the other ("Ann Lee", "Ann B. Lee")."""
    x, y = fold(a), fold(b)
    if x == y:
        return bool(x)
    first, second = a.split(), b.split()
    return len(first) > 1 < len(second) and fold(first[0]) == fold(second[0]) and fold(first[-1]) == fold(second[-1])


def _structured(page: Page, authors: list[Author]) -> Iterator[tuple[str, str, str]]:
    """Descriptions of persons in JSON-LD and microdata, when the person has an author's name."""
    for source, items in (("json-ld", page.structured.nodes), ("microdata", page.structured.microdata)):
        for person in _persons(items):
            text = _plain(_first(person.get("description")))
            name = _first(person.get("name"))
            for author in authors:
                if len(text) >= MIN_LETTERS and fold(name) == fold(author.name) and fold(text) != fold(name):
                    yield author.name, text[:MAX_BIO], f"{source} author.description"


def _persons(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        kind = item.get("@type")
        if kind == "Person" or (isinstance(kind, list) and "Person" in kind):
            yield item
        for field in ("author", "creator", "contributor"):
            value = item.get(field)
            for entry in value if isinstance(value, list) else [value]:
                if isinstance(entry, dict):
                    yield entry


def _first(value: Any) -> str:
    while isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """*text* without markup and escapes: plugins put HTML into JSON-LD, where no parser of HTML undoes it."""
    text = unescape(text) if "&" in text else text
    return one_line(re.sub(r"<[^>]{0,500}>", " ", text) if "<" in text else text)


def _boxes(page: Page, authors: list[Author], lost: list[Rejected]) -> Iterator[tuple[str, str, str]]:
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
        if len(fold(bio)) < MIN_LETTERS or len(_without_names(bio, authors)) < MIN_SAID or _in_feed_box(box):
            continue
        named = [a for a in authors if fold(a.name) in fold(text)]
        where = f"box {box.tag!s}.{(tokens_of(box).split() or [''])[0]}"
        if len(named) == 1:
            named[0].image = named[0].image or _portrait(box, page)
            yield named[0].name, bio, where
        elif not named and strong and len(authors) == 1 and not _names_another(box, authors[0]):
            authors[0].image = authors[0].image or _portrait(box, page)
            yield authors[0].name, bio, where
        else:
            lost.append(rejected(bio, where, "not about one of the authors"))


def _portrait(box: HtmlElement, page: Page) -> str | None:
    """Address of the first picture in *box* that is no counting pixel."""
    return next((source for img in box.iter("img") if not is_pixel(img) and (source := image_source(img, page))), None)


def _candidates(page: Page) -> Iterator[tuple[HtmlElement, bool]]:
    """Boxes about a person: marked as bio, under "About the author", or profiles; with whether the mark is strong."""
    inside: set[HtmlElement] = set()
    weak: list[HtmlElement] = []
    properties = b"itemprop" in page.body
    for el, names, ident, marks in named_elements(page):
        about = f"{names} {ident}" if ident else names
        if "bio" in marks and "comments" not in marks and el.tag in BOX_TAGS:
            if not any(a in inside for a in el.iterancestors()) and not _in_comment(el):
                inside.add(el)
                yield el, True
        elif (
            len(weak) < MAX_PROFILES
            and el.tag in BOX_TAGS
            and (_is_profile(about) or (properties and el.get("itemprop") == "author"))
        ):
            weak.append(el)
    for heading in page.tree.iter(*HEADING_TAGS):
        text = short_text(heading, 70)
        parent = heading.getparent() if heading_kind(text) == "author" else None
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
        if not _in_comment(el) and not any(a in inside for a in el.iterancestors()) and _has_description(el):
            yield el, False


@remember_short
def _is_profile(names: str) -> bool:
    return PROFILE.search(names) is not None


def _innermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """*elements* that hold no other element with a description of its own: one person each."""
    outer = {a for el in elements if _has_description(el) for a in el.iterancestors()}
    return [el for el in elements if el not in outer]


def _has_description(el: HtmlElement) -> bool:
    """True when a profile has a text about the person, and not only a name."""
    if DESCRIPTION.search(tokens_of(el)):
        return True
    return any(
        child.get("itemprop") == "description"
        or (child.tag == "p" and not _is_profile(tokens_of(child)) and len("".join(child.itertext())) > 40)
        or DESCRIPTION.search(tokens_of(child))
        for child in el.iter("p", "div", "span")
        if child is not el
    )


def _without_names(bio: str, authors: list[Author]) -> str:
    """What the folded *bio* says besides the words of the authors' names."""
    names = {fold(word) for author in authors for word in author.name.split()}
    return "".join(folded for word in bio.split() if (folded := fold(word)) not in names)


def _in_feed_box(box: HtmlElement) -> bool:
    """True inside a box that shows an account of a network; its owner is most often the site."""
    return any(FEED_BOX.search(tokens_of(el)) for el in (box, *islice(box.iterancestors(), 4)))


def _in_comment(el: HtmlElement) -> bool:
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


def _bio_text(box: HtmlElement, page: Page, authors: list[Author]) -> str:
    """The words about the person: the box's description when one is marked, else its lines without name, labels and links."""
    marked = [
        el
        for el in box.iter("p", "div", "span")
        if el is not box
        and (
            el.get("itemprop") == "description"
            or (
                el.get("class")
                and re.search(
                    r"(?:^|[\s_-])(?:bio-?desc(?:ription)?|desc|description|p-note|author-?bio|bio-?text|biography)(?:$|[\s_-])",
                    el.get("class", ""),
                    re.I,
                )
            )
        )
    ]
    place = marked[0] if marked else box
    lines = to_text(clean_tree(place, page, dropped=DROPPED).root).split("\n")
    names = {fold(a.name) for a in authors}
    kept = []
    for line in lines:
        folded = fold(line)
        bare = fold(
            re.sub(
                r"^\W*(?:about|by|written by|author|über|sobre|à propos de|об авторе|この記事を書いた人)\W*", "", line, flags=re.I
            )
        )
        if not folded or folded in names or bare in names or NOT_BIO.search(line) or is_meta_line(line) or heading_kind(line):
            continue
        kept.append(line)
    return clean_text(one_line(" ".join(kept)))[:MAX_BIO]

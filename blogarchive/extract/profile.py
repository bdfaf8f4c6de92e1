"""What an author's own page says about the author."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from blogarchive.extract.bio import find_bios
from blogarchive.extract.classmarks import short_text, tokens_of
from blogarchive.extract.clean import clean_tree
from blogarchive.extract.knowledge import AuthorProfile, SiteKnowledge
from blogarchive.extract.render import to_text
from blogarchive.items import Author
from blogarchive.text import fold, one_line

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["find_profile"]

MAX_BIO = 4000
MIN_LETTERS = 12
MAX_HEADINGS = 5
# What themes call the text that introduces a list; on a list of somebody's posts it is about that person.
INTRODUCTION = re.compile(
    r"(?:^|[\s_-])(?:archive|author|taxonomy|term|page|category)-?_*(?:header-?)?(?:description|desc|bio|intro)(?:$|[\s_-])", re.I
)
PORTRAIT = re.compile(
    r"(?:^|[\s_-])(?:avatar|author-?(?:image|img|photo|avatar|picture|pic)|profile-?\w*|u-photo|portrait)(?:$|[\s_-])", re.I
)
# Descriptions that plugins make up for an author without one.
MADE_UP = re.compile(
    r"^\W*(?:posts? (?:by|from|written by)|all posts|author archives?|articles? (?:by|from)|read (?:all|the latest)|"
    r"view all|latest (?:posts|articles)|beiträge von|alle beiträge|articles de|tous les articles|artículos de|"
    r"entradas de|posts de|articoli di|artikelen van|записи|статьи|の(?:記事|投稿)|文章)",
    re.I,
)


def find_profile(page: Page, name: str) -> AuthorProfile | None:
    """The profile of the author called *name*, when *page* is about that person; None when it is not, or says nothing."""
    if not _is_about(page, name):
        return None
    bio = _bio(page, name)
    image = _image(page, name)
    return AuthorProfile(name=name, bio=bio, image=image) if bio or image else None


def _is_about(page: Page, name: str) -> bool:
    """Whether the page's title or one of its first headings holds the name, or it is marked as that person's page."""
    wanted = fold(name)
    if not wanted:
        return False
    title = page.tree.find(".//title")
    texts = [title.text or ""] if title is not None else []
    texts += page.structured.meta.get("og:title", [])
    texts += [short_text(h, 200) for _, h in zip(range(MAX_HEADINGS), page.tree.iter("h1", "h2"), strict=False)]
    return any(wanted in fold(text) for text in texts) or bool(_persons(page, name))


def _persons(page: Page, name: str) -> list[dict[str, Any]]:
    """What JSON-LD and microdata say of a person of that name, on a page that is about one (schema.org/ProfilePage)."""
    items = [*page.structured.nodes, *page.structured.microdata]
    persons = [item for item in items if "Person" in _list(item.get("@type"))]
    for item in items:
        persons += [entity for entity in _list(item.get("mainEntity")) if isinstance(entity, dict)]
    return [person for person in persons if fold(_text(person.get("name"))) == fold(name)]


def _bio(page: Page, name: str) -> str | None:
    for person in _persons(page, name):
        if found := _good(unescape(_text(person.get("description"))), name):
            return found
    for element in page.tree.iter("div", "p", "section", "header", "span"):
        if INTRODUCTION.search(tokens_of(element)) and (found := _good(to_text(clean_tree(element, page).root), name)):
            return found
    bios = find_bios(page, SiteKnowledge(), [Author(name=name)])
    if bios and (found := _good(bios.value.get(name, ""), name)):
        return found
    if "profile" in page.structured.meta.get("og:type", []):
        for text in (*page.structured.meta.get("og:description", []), *page.structured.meta.get("description", [])):
            if found := _good(text, name):
                return found
    return None


def _good(text: str, name: str) -> str | None:
    """*text* on one line when it can be a text about somebody."""
    line = one_line(re.sub(r"<[^>]{0,500}>", " ", text) if "<" in text else text)[:MAX_BIO]
    return None if len(fold(line)) < MIN_LETTERS or fold(line) == fold(name) or MADE_UP.search(line) else line


def _image(page: Page, name: str) -> str | None:
    for person in _persons(page, name):
        for image in _list(person.get("image")):
            url = image.get("url") if isinstance(image, dict) else image
            if isinstance(url, str) and (found := page.absolute(url)):
                return found
    for img in page.tree.iter("img"):
        named = fold(img.get("alt", "")) == fold(name)
        if named or PORTRAIT.search(tokens_of(img)):
            found = page.absolute(img.get("src"))
            if found:
                return found
    return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    first = next(iter(_list(value)), "")
    return first if isinstance(first, str) else ""

"""Tags and categories, kept apart."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogarchive.extract.finding import Finding
from blogarchive.extract.jsonld import texts
from blogarchive.extract.layout import Layout, in_body, is_entry, layout_of
from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.posting import json_postings, microdata_postings
from blogarchive.extract.zones import text_of
from blogarchive.text import fold, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["Tags", "find_tags"]

MAX_TAGS = 100
MAX_LENGTH = 100
MAX_WORDS = 6
TAG_CLASSES = frozenset(("tag", "p-category", "tag-item", "keyword"))
MAX_LINKS = 300
CATEGORY_PATH = re.compile(
    r"/(?:category|categories|categorie|categoria|categorias|kategorie|kategorien|kategori|kategoria|cat|section|sections|rubrik|rubrique|rubrica)/(.+)",
    re.I,
)
TAG_PATH = re.compile(
    r"/(?:tags?|label|labels|topics?|keywords?|schlagwort|schlagworte|etiquetas?|etiketter|hashtag|mots?-cles?|tagged|search/label|taxonomy/term)/(.+)",
    re.I,
)
_QUERY = re.compile(r"(?:^|&)(cat|category|tag|label)=([^&]+)", re.I)
_LABEL = re.compile(
    r"^(?:tags?|labels?|topics?|categor(?:y|ies)|filed under|posted in|in|schlagwörter|kategorien?|"
    r"étiquettes?|catégories?|etiquetas|categorías?|标签|標籤|分类|タグ|カテゴリー?|태그|метки|теги|рубрика)\s*[:：]\s*",
    re.I,
)
_COUNT = re.compile(r"\s*[(（\[]\d+[)）\]]$")
META_TAGS = ("article:tag", "parsely-tags", "sailthru.tags", "og:article:tag", "citation_keywords")
META_SECTIONS = ("article:section", "parsely-section", "og:article:section")
_NOT_TAGS = frozenset(
    ("uncategorized", "uncategorised", "alltags", "allcategories", "tags", "categories", "more", "readmore", "edit")
)
_NOT_SECTIONS = frozenset(("posts", "post", "articles", "blog"))  # a generator's folder, not a subject


@dataclass(slots=True, kw_only=True, frozen=True)
class Tags:
    """Lists in page order, without repeats."""

    tags: Finding[list[str]] | None = None
    categories: Finding[list[str]] | None = None


class Collected:
    """Names from one field's places, first place first; the same name in another case is one name."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.source = ""
        self.selector = ""

    def add(self, names: list[str], source: str, selector: str) -> None:
        """Takes *names* that are new."""
        for name in names:
            name = _COUNT.sub("", _LABEL.sub("", one_line(html.unescape(name) if "&" in name else name))).strip(" \t,;#·•|/")
            key = fold(name) or name
            if name and len(name) <= MAX_LENGTH and key not in _NOT_TAGS and key not in self.names and len(self.names) < MAX_TAGS:
                self.names[key] = name
                self.source = self.source or source
                self.selector = self.selector or selector

    def finding(self, confidence: float) -> Finding[list[str]] | None:
        """The names, or None when there are none."""
        if not self.names:
            return None
        return Finding(value=list(self.names.values()), source=self.source, selector=self.selector, confidence=confidence)


def find_tags(page: Page, knowledge: SiteKnowledge) -> Tags:
    """The post's tags and categories, as shown; what the page states for machines only fills the gaps.

    The site-wide ``meta keywords`` are never taken. Where a name is both, it is a category.
    """
    tags, categories = Collected(), Collected()
    layout = layout_of(page, knowledge)
    _from_links(page, layout, tags, categories)
    _from_marks(page, layout, tags)
    _stated(page, tags, categories)
    label = knowledge.label(page.url)
    if label and not tags.names and not categories.names:
        tags.add(list(label.tags), "feed", "category")
    for key in categories.names:
        tags.names.pop(key, None)
    return Tags(tags=tags.finding(0.9), categories=categories.finding(0.9))


def _from_links(page: Page, layout: Layout, tags: Collected, categories: Collected) -> None:
    for link in marks_of(page).terms[:MAX_LINKS]:
        href = link.get("href", "")
        rel = link.get("rel", "").lower().split()
        if not layout.is_mine(link) and not ("tag" in rel and _in_own_article(link, layout)):
            continue
        address = page.absolute(href)
        kind = _kind(address or href, rel) or (_kind_of_mark(link) if "tag" in rel else None)
        if kind is None or not _is_the_posts(link, layout, "tag" in rel):
            continue
        name = text_of(link)
        if name and len(name.split()) <= 12:
            (categories if kind == "category" else tags).add([name], "structure", _selector(link))


def _in_own_article(link: HtmlElement, layout: Layout) -> bool:
    """Whether *link* stands in the post's article and in no other: ``rel=tag`` is about the nearest one, in an aside too."""
    nearest = next((a for a in link.iterancestors() if is_entry(a)), None)
    return nearest is not None and nearest is layout.article


def _kind(address: str, rel: list[str]) -> str | None:
    parts = urlsplit(address)
    path = unquote(parts.path)
    for pattern, kind in ((CATEGORY_PATH, "category"), (TAG_PATH, "tag")):
        match = pattern.search(path)
        if match and match[1].strip("/"):
            return kind
    query = _QUERY.search(parts.query)
    if query:
        return "category" if query[1].lower().startswith("cat") else "tag"
    return "category" if "category" in rel else None


def _kind_of_mark(link: HtmlElement) -> str:
    """What a link with ``rel=tag`` to a plain address is, by the names of the list it stands in: themes give it to both kinds."""
    names = " ".join(element.get("class", "") for element in (link, *islice(link.iterancestors(), 2))).lower()
    return "category" if "categor" in names and "tag" not in names else "tag"


def _is_the_posts(link: HtmlElement, layout: Layout, marked: bool) -> bool:
    """Whether a link of the post's part of the page stands with its data, not in its text."""
    if in_body(link) and not marked:
        parent = link.getparent()
        return parent is not None and "tag" in f"{parent.get('class', '')} {link.get('class', '')}".lower()
    return layout.article is None or _near(link, layout)


def _near(link: HtmlElement, layout: Layout) -> bool:
    """In the post's article, or in the block that holds the article and its heading."""
    if any(a is layout.article for a in link.iterancestors()):
        return True
    names = " ".join(f"{a.get('class', '')}" for a in (link, *list(link.iterancestors())[:4])).lower()
    return any(word in names for word in ("tag", "categor", "meta", "term", "topic", "label", "info")) or _above_heading(
        link, layout
    )


def _above_heading(link: HtmlElement, layout: Layout) -> bool:
    if layout.heading is None:
        return False
    around = list(layout.heading.iterancestors())[:3]
    return any(a in around for a in list(link.iterancestors())[:6])


def _from_marks(page: Page, layout: Layout, tags: Collected) -> None:
    """Tags that are no links, in blocks that are named after them."""
    if tags.names:
        return
    for element in marks_of(page).tagged[:MAX_LINKS]:
        own = element.get("class", "").lower().replace("_", "-").split()
        if not any(n in TAG_CLASSES or n.endswith("-tag") for n in own) or len(element) > 3:
            continue
        text = text_of(element)
        if len(text.split()) <= MAX_WORDS and layout.is_mine(element) and not in_body(element):
            tags.add([text], "structure", f"{element.tag!s}.{own[0]}")


def _stated(page: Page, tags: Collected, categories: Collected) -> None:
    """Adds what is stated for machines where nothing is shown, or where it holds what is shown and more."""
    meta = page.structured.meta
    keywords: list[tuple[list[str], str, str]] = []
    sections: list[tuple[list[str], str, str]] = []
    for source, items in (("json-ld", json_postings(page)), ("microdata", microdata_postings(page))):
        for item in items[:1]:
            keywords.append((_split(texts(item.get("keywords"))), source, "keywords"))
            sections.append((_sections(texts(item.get("articleSection"))), source, "articleSection"))
    keywords += [(_split(meta[key]), "meta", key) for key in META_TAGS if key in meta]
    sections += [(_sections(meta[key]), "meta", key) for key in META_SECTIONS if key in meta]
    shown = set(tags.names) | set(categories.names)
    for names, source, selector in keywords:
        if not tags.names or shown & {fold(n) for n in names}:
            tags.add(names, source, selector)
    for names, source, selector in sections:
        if not categories.names:
            categories.add([n for n in names if fold(n) not in _NOT_SECTIONS], source, selector)


def _split(values: list[str]) -> list[str]:
    if len(values) > 1 and not any(len(v) > MAX_LENGTH for v in values):
        return values
    return [part.strip() for value in values for part in re.split(r"[,;、，]", value) if part.strip()]


def _sections(values: list[str]) -> list[str]:
    """Sections as given; names that only say "posts" are the address of the folder, not a section."""
    return [v for value in values for v in (value.split(",") if "," in value and len(values) == 1 else [value])]


def _selector(link: HtmlElement) -> str:
    rel = link.get("rel")
    return f"a[rel={rel}]" if rel else "a"

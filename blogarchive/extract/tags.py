"""Tags and categories, kept apart."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogarchive.extract.classmarks import named_elements
from blogarchive.extract.finding import Finding
from blogarchive.extract.jsonld import texts
from blogarchive.extract.layout import Layout, in_body, is_entry, layout_of
from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.posting import json_postings, microdata_postings
from blogarchive.extract.zones import text_of
from blogarchive.text import fold, one_line, remember_short

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
    r"/(?:tags?|label|labels|topics?|keywords?|schlagwort|schlagworte|etiquetas?|etiketter|hashtag|mots?-cles?|tagged|search/label|taxonomy/term"
    r"|thema|themen|thematiques?|temas?|argoment[io]|aiheet|sujets?|onderwerp(?:en)?|emner|amnen|tagi)/(.+)",
    re.I,
)
_FACET = re.compile(r"\w[\w -]{1,25}:\s?\S.*", re.S)
# What programs note in the place of keywords: "nlp-category: general", "primary_category:news", numbers of records.
_MACHINE = re.compile(
    r"(?i:nlp[-_ ][\w -]+):.*|[a-z0-9]+(?:[-_][a-z0-9]+)+\s*:.*|[a-z]+(?:[A-Z][a-z]+)+\s*:.*|[a-z]+:[a-z]+:.*|[\w-]+:\s?(?:true|false|\d+)|https?://.*|urn:.*"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=.*\d)[0-9a-f]{16,}|\d{5,}|_\w+",
    re.S,
)
_LISTS = re.compile(
    r"(?:^|\s)(?:[\w-]+[-_])?(?:(?:hash)?tags|topics|keywords|schlagworte|etiquetas|tag[-_]?list)"
    r"(?:[-_]+(?:list|links|items?|wrap(?:per)?|inner|container))?(?:\s|$)",
    re.I,
)
_LISTS_OF_OTHERS = re.compile(r"today|trend|popular|hot|cloud|search|more|menu|nav|widget|related|all-?tags", re.I)
_TERM_CLASS = re.compile(r"(?:^|\s)(category|tag)-([^\s]+)")
MAX_LISTED = 30
PROSE = 120
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
    if not tags.names:
        _from_lists(page, layout, tags, categories)
    for key in categories.names:
        tags.names.pop(key, None)
    _stated(page, tags, categories)
    if not tags.names and not categories.names:
        _from_entry_class(page, layout, tags, categories)
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
    match = CATEGORY_PATH.search(path)
    if match and match[1].strip("/"):
        return "category"
    match = None if "category" in rel else TAG_PATH.search(path)
    if match and match[1].strip("/"):
        return "tag"
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
    if not marked and (_in_prose(link) or in_body(link)):
        parent = link.getparent()
        return parent is not None and "tag" in f"{parent.get('class', '')} {link.get('class', '')}".lower()
    return layout.article is None or _near(link, layout)


def _in_prose(link: HtmlElement) -> bool:
    """Whether *link* is a word or two of a paragraph that goes on before and after it."""
    paragraph = next((a for a in islice(link.iterancestors(), 3) if a.tag == "p"), None)
    linked = 0 if paragraph is None else sum(len(text_of(a)) for a in paragraph.iter("a"))
    return paragraph is not None and len(text_of(paragraph)) > linked + max(PROSE, linked)


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


def _from_lists(page: Page, layout: Layout, tags: Collected, categories: Collected) -> None:
    """Links with plain addresses in a list that is named after tags, as Drupal's ``field-name-field-tags``."""
    around: list[HtmlElement] | None = None
    for element, names, _, marks in named_elements(page):
        if not ("tags" in marks or "topics" in names or "keywords" in names or "chlagwort" in names) or not _names_list(names):
            continue
        links = list(islice(element.iter("a"), MAX_LISTED + 1))
        if not links or len(links) > MAX_LISTED:
            continue
        around = around or _own_blocks(page, layout)
        if not any(a in around for a in element.iterancestors()) or not layout.is_mine(element) or in_body(element):
            continue
        found = [text_of(link) for link in links if _is_term_link(link)]
        if len(found) == len(links) and all(0 < len(name.split()) <= MAX_WORDS for name in found):
            tags.add(
                [name for name in found if fold(name) not in categories.names], "structure", f"{element.tag!s}.{names.split()[0]}"
            )
            return


def _own_blocks(page: Page, layout: Layout) -> list[HtmlElement]:
    """The post's article, else the blocks right around its text."""
    if layout.article is not None:
        return [layout.article]
    container = page.container.element
    return [a for a in (container, *islice(container.iterancestors(), 2)) if a.tag not in ("body", "html")]


@remember_short
def _names_list(names: str) -> bool:
    return _LISTS.search(names) is not None and _LISTS_OF_OTHERS.search(names) is None


def _is_term_link(link: HtmlElement) -> bool:
    """Whether *link* may lead to the page of a term: it has an address and holds nothing but words."""
    return bool(link.get("href", "").strip("#")) and not any(
        child.tag in ("img", "h2", "h3", "h4", "p", "time") for child in link
    )


def _from_entry_class(page: Page, layout: Layout, tags: Collected, categories: Collected) -> None:
    """The terms that WordPress names in the post's own class, under the names that a link of the page to each has.

    ``category-national-security`` is only the end of an address; the name stands in the menu, if anywhere.
    """
    entry = layout.article
    if entry is None:
        return
    terms = _TERM_CLASS.findall(entry.get("class", ""))
    if not terms:
        return
    named: dict[tuple[str, str], str] = {}
    for link in marks_of(page).terms:
        address = page.absolute(link.get("href", ""))
        kind = _kind(address, []) if address else None
        name = text_of(link) if kind else ""
        if address and kind and name and len(name.split()) <= MAX_WORDS:
            named.setdefault((kind, unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]), name)
    for kind, slug in terms:
        shown = named.get((kind, unquote(slug)))
        if shown and fold(shown) not in _NOT_SECTIONS:
            (categories if kind == "category" else tags).add([shown], "structure", f"{entry.tag!s}.{kind}-{slug}")


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
    for stated, source, selector in keywords:
        names = _of_readers(stated)
        if not tags.names or shown & {fold(n) for n in names}:
            tags.add(names, source, selector)
    for stated, source, selector in sections:
        if not categories.names:
            categories.add([n for n in _of_readers(stated) if fold(n) not in _NOT_SECTIONS], source, selector)


def _of_readers(stated: list[str]) -> list[str]:
    """The names among *stated* that are meant for readers; where a program wrote "name: value" once, all of that form are its."""
    names = [n for n in stated if not _MACHINE.fullmatch(n.strip())]
    if len(names) < len(stated) and any(":" in n and n not in names for n in stated):
        names = [n for n in names if not _FACET.fullmatch(n)]
    return names


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

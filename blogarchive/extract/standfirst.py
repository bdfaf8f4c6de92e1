"""The standfirst of an article: the paragraph between headline and text that says what it is about."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import marks_of, short_text
from blogarchive.extract.clean import Node, node_text
from blogarchive.extract.metalines import is_meta_line
from blogarchive.extract.posting import is_blog_posting
from blogarchive.extract.render import to_text
from blogarchive.text import fold, one_line, remember_short

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["find_standfirst"]

NAMES = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|lead-?text|stand-?first|chapo|chapeau|entradilla|bajada|ingress|dek|deck|sub-?title|"
    r"sub-?deck|sub-?head(?:line|ing)?|intro|introduction|intro-?text|summary|excerpt|sapo|vorspann|teaser-text|perex|sommario|"
    r"occhiello|catenaccio|zajawka|anons|bigline|underrubrik|manchet|onderkop|"
    r"(?:video|player|embed(?:ded)?)-(?:caption|description|summary))(?:$|[\s_-])",
    re.I,
)
DESCRIPTIONS = ("og:description", "description", "twitter:description")
MIN_LETTERS, MAX_LETTERS = 40, 800
SAME = 60
"""Folded letters that a paragraph and the page's own description begin with alike."""

REPEATED = 100
"""Folded letters of it that stand in the text too, when it is only the text's own beginning."""

PARAGRAPH = 80
"""Characters of a paragraph of the text itself."""

PIECES = 12
"""Texts of a paragraph that are read to know it again."""

NEAR = 150
"""Folded letters at the head of the text: place and agency may stand before the first sentence."""

LINKED = 0.3
_ELLIPSES = ("…", "...", "[…]", "[...]")
_OUTSIDE = frozenset(("aside", "nav", "footer", "li", "a", "figure", "button", "form"))
_OTHER = frozenset(("bio", "caption", "related", "unseen"))
_TAGS = ("p", "div", "h2", "h3", "span")
_UNNAMED = frozenset(("p", "h2", "h3", "div"))
_PARTS = ("h1", "h2", "h3", "h4", "ul", "ol", "figure", "img", "table", "form")
_BLOCKS = ("p", "div", "ul", "h1", "h2", "h3")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def find_standfirst(page: Page, root: Node, titles: frozenset[str]) -> HtmlElement | None:
    """The element with the standfirst, which stands over the article's container and not in its clean tree *root*; or None.

    It is named as one, or says what the page states as its description. What repeats one of the folded *titles* is none.
    Pages that call themselves blog posts have none: the subtitle of a blog post is no part of its text, its feed leaves it out.
    """
    if is_blog_posting(page):
        return None
    container = page.container.element
    inside = next((el for el in container.iter("h1") if short_text(el, 300)), None)
    if inside is not None:
        return _find_inside(container, inside, root, titles, _descriptions(page))
    around = set(container.iterancestors())
    heading = next((el for el in page.by_tag.get("h1", ()) if el not in around and short_text(el, 300)), None)
    if heading is None:
        return None
    stated = _descriptions(page)
    below = False
    for el in page.tree.iter("h1", *_TAGS, str(container.tag)):
        if el is container:
            return None
        below = below or el is heading
        if not below or el.tag not in _TAGS or el in around:
            continue
        if (_says(el, stated) or _is_standfirst(el)) and _is_text(el, root, titles):
            return el
    return None


def _find_inside(
    container: HtmlElement, heading: HtmlElement, root: Node, titles: frozenset[str], stated: set[str]
) -> HtmlElement | None:
    """The same between the *heading* in the *container* and the first paragraph of *root*, where trimming took it away."""
    first = next((begun for child in root.children if isinstance(child, Node) and (begun := _beginning(child))), "")
    below = False
    for el in container.iter("h1", *_TAGS):
        if not below or el.tag == "h1":
            below = below or el is heading
        elif el.tag == "p" and first and fold("".join(islice(el.itertext(), PIECES)))[:MIN_LETTERS] == first:
            return None
        elif (_says(el, stated) or _is_standfirst(el)) and _is_text(el, root, titles):
            return el
    return None


def _beginning(block: Node) -> str:
    """How a paragraph begins, folded; empty for what is none."""
    said = node_text(block) if block.tag == "p" else ""
    return fold(said)[:MIN_LETTERS] if len(said) >= PARAGRAPH else ""


def _descriptions(page: Page) -> set[str]:
    """How the page's own descriptions begin, folded."""
    meta = page.structured.meta
    found = {fold(unescape(text))[:SAME] for key in DESCRIPTIONS for text in meta.get(key, ())[:1]}
    return {text for text in found if len(text) >= MIN_LETTERS}


def _is_standfirst(el: HtmlElement) -> bool:
    """Whether *el* is named as one, and neither it nor what is right around it as something else."""
    names = el.get("class")
    if not names or not _is_named(names):
        return False
    return not any(marks_of(near) & _OTHER for near in (el, *islice(el.iterancestors(), 2)))


def _says(el: HtmlElement, stated: set[str]) -> bool:
    """Whether *el* begins as one of the folded descriptions *stated* does."""
    if not stated or el.tag not in _UNNAMED or (el.tag == "div" and any(child.tag in _BLOCKS for child in el)):
        return False
    said = fold(short_text(el, MAX_LETTERS))[:SAME]
    return len(said) >= MIN_LETTERS and said in stated


@remember_short
def _is_named(names: str) -> bool:
    return NAMES.search(_CAMEL.sub("-", names)) is not None


def _is_text(el: HtmlElement, root: Node, titles: frozenset[str]) -> bool:
    if any(ancestor.tag in _OUTSIDE for ancestor in el.iterancestors()):
        return False
    if any(part is not el for part in el.iter(*_PARTS)):
        return False
    said = one_line("".join(el.itertext()))
    linked = sum(len("".join(a.itertext())) for a in el.iter("a"))
    if not MIN_LETTERS <= len(said) <= MAX_LETTERS or linked >= LINKED * len(said) or is_meta_line(said):
        return False
    folded = fold(said)
    return bool(folded) and folded not in titles and not _is_repeated(folded, fold(to_text(root)), said.endswith(_ELLIPSES))


def _is_repeated(folded: str, text: str, is_cut: bool) -> bool:
    """Whether *text* has the *folded* words too; their mere beginning is enough at its head, and for words that are cut."""
    place = text.find(folded[:MIN_LETTERS])
    return place >= 0 and (is_cut or place < NEAR or folded[:REPEATED] in text)

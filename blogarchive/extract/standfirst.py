"""The standfirst of a news article: the paragraph between headline and text that says what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import short_text
from blogarchive.extract.metalines import is_meta_line
from blogarchive.extract.newslinks import is_news
from blogarchive.text import fold, one_line

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["find_standfirst"]

NAMES = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|stand-?first|chapo|chapeau|entradilla|bajada|ingress|dek|deck|sub-?title|sub-?head(?:line|ing)?|"
    r"intro|introduction|summary|excerpt|sapo|vorspann|teaser-text|perex|sommario)(?:$|[\s_-])",
    re.I,
)
MIN_LETTERS, MAX_LETTERS = 40, 800
LINKED = 0.3
_OUTSIDE = frozenset(("aside", "nav", "footer", "li", "a", "figure", "button", "form"))
_TAGS = ("p", "div", "h2")


def find_standfirst(page: Page, text: str, titles: frozenset[str]) -> HtmlElement | None:
    """The element with the standfirst, where it stands over the article's container and is not in its *text*; None without one.

    What repeats one of the folded *titles* is none.

    Only pages that call themselves news have one: the subtitle of a blog post is no part of its text, its feed leaves it out.
    """
    if not is_news(page):
        return None
    container = page.container.element
    if container.find(".//h1") is not None:
        return None
    around = set(container.iterancestors())
    heading = next((el for el in page.tree.iter("h1") if el not in around and short_text(el, 300)), None)
    if heading is None:
        return None
    known = fold(text)
    below = False
    for el in page.tree.iter("h1", *_TAGS, str(container.tag)):
        if el is container:
            return None
        below = below or el is heading
        if below and el.tag in _TAGS and el not in around and NAMES.search(el.get("class") or "") and _is_text(el, known, titles):
            return el
    return None


def _is_text(el: HtmlElement, known: str, titles: frozenset[str]) -> bool:
    if any(ancestor.tag in _OUTSIDE for ancestor in el.iterancestors()) or el.find(".//h1") is not None:
        return False
    said = one_line("".join(el.itertext()))
    linked = sum(len("".join(a.itertext())) for a in el.iter("a"))
    if not MIN_LETTERS <= len(said) <= MAX_LETTERS or linked >= LINKED * len(said) or is_meta_line(said):
        return False
    folded = fold(said)
    return bool(folded) and folded not in titles and folded[:MIN_LETTERS] not in known

"""The article alone: its text, clean HTML, Markdown, pictures and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blogarchive.extract.boilerplate import without_boilerplate
from blogarchive.extract.classmarks import short_text
from blogarchive.extract.clean import Node, clean_tree
from blogarchive.extract.closing import ClosingLine, find_closing_line
from blogarchive.extract.container import Container, selector_of
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.images import featured_image, split_credit
from blogarchive.extract.markdown import to_markdown
from blogarchive.extract.newslinks import is_news
from blogarchive.extract.render import inline_text, to_html, to_text
from blogarchive.extract.standfirst import find_standfirst
from blogarchive.extract.statedbody import stated_body, without_unstated
from blogarchive.extract.titleforms import stated_titles
from blogarchive.extract.trim import trim
from blogarchive.items import Image, OutLink, Rejected
from blogarchive.text import clean_text, fold, one_line

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["Body", "Trimmed", "body_of", "count_words", "find_body", "page_titles", "trim_page"]

# In these scripts words are not set apart by blanks, so each character counts: Han, Kana, Thai, Lao, Khmer, Burmese.
_WORDS = re.compile(
    "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e01-\u0e2e\u0e81-\u0eae\u1780-\u17a2\u1000-\u102a]"
    "|[^\\W\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e01-\u0eff\u1780-\u17ff\u1000-\u109f]+(?:['’.-]\\w+)*"
)
MAX_NOTICE = 2000


_ASCII_WORDS = re.compile(r"[a-zA-Z0-9_]+(?:['.-][a-zA-Z0-9_]+)*")


@dataclass(slots=True, kw_only=True)
class Body:
    """One article body in three forms that agree, with what stands in it."""

    text: str
    """Blocks separated by one empty line."""

    html: str
    """Clean HTML with absolute addresses."""

    markdown: str
    """The same as Markdown."""

    word_count: int = 0
    """Words in the text; in scripts without spaces each character counts."""

    images: list[Image] = field(default_factory=list)
    """Pictures of the text, and first the one over it that the page states as the post's own."""

    links: list[OutLink] = field(default_factory=list)


def find_body(page: Page, knowledge: SiteKnowledge) -> Finding[Body] | None:
    """The article alone, or None when the page has none.

    A closing line about the author ("*Ann Lee is a …") is not part of it: it is the author's bio.
    """
    trimmed = page.trimmed
    body = body_of(trimmed.root)
    if not body.html:
        return None
    featured = featured_image(page)
    if featured is not None and all(image.url != featured.url for image in body.images):
        body.images.insert(0, featured)
    container = page.container
    return Finding(
        value=body,
        source=container.source,
        selector=selector_of(container.element),
        confidence=container.confidence,
        rejected=_losers(container, trimmed),
    )


@dataclass(slots=True)
class Trimmed:
    """The article as a clean tree, with what was taken away from its container."""

    root: Node
    closing: ClosingLine | None
    """The last line of the article, when it says who wrote it; it is not in *root*."""

    dropped: list[tuple[str, str]]
    """Kind and text of what was left out of the container, then of what was trimmed."""

    common: list[str]
    """What was taken away because it stands in other posts too."""


def trim_page(page: Page) -> Trimmed:
    """The article of *page*: its container cleaned, without what is not the article."""
    cleaned = clean_tree(page.container.element, page, page.is_unwanted if page.rule else None)
    titles = page_titles(page)
    cut = trim(cleaned.root, titles, loose=page.container.source == "structure", news_url=page.url if is_news(page) else None)
    if b"articleBody" in page.body:
        cut.extend(("unstated", text) for text in without_unstated(cleaned.root, stated_body(page.structured.nodes)))
    common = without_boilerplate(cleaned.root, page.learned.boilerplate)
    standfirst = find_standfirst(page, to_text(cleaned.root), titles) if cleaned.root.children else None
    if standfirst is not None:
        cleaned.root.children[:0] = clean_tree(standfirst, page).root.children
    found = find_closing_line(cleaned.root)
    if found:
        cleaned.root.children.remove(found[1])
    return Trimmed(cleaned.root, found[0] if found else None, [*cleaned.dropped[:4], *cut[:4]], common[:4])


def body_of(root: Node) -> Body:
    """The three forms of a clean tree, its pictures and links."""
    text = clean_text(to_text(root))
    images: dict[str, Image] = {}
    links: list[OutLink] = []
    _collect(root, images, links)
    return Body(
        text=text,
        html=clean_text(to_html(root)),
        markdown=clean_text(to_markdown(root)),
        word_count=count_words(text),
        images=list(images.values()),
        links=links,
    )


def count_words(text: str) -> int:
    """Words in *text*; each character counts in scripts that set no blanks between words."""
    return len((_ASCII_WORDS if text.isascii() else _WORDS).findall(text))


def page_titles(page: Page) -> frozenset[str]:
    """Every form of the post's title on the page, folded: a heading with one of these texts repeats the title.

    First headings inside the article count only when another place confirms them: some blogs use them for sections.
    """
    found, subtitles = stated_titles(page)
    inside = set(page.container.element.iter("h1"))
    shown = {fold(short_text(h, 300)) for h in page.tree.iter("h1") if h not in inside}
    found = found | shown | {after for before, after in subtitles if before in shown}
    return frozenset(found - {""})


def _collect(node: Node, images: dict[str, Image], links: list[OutLink]) -> None:
    """Pictures by address and links, in order."""
    if node.tag == "figure":
        _figure(node, images)
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.tag == "img":
            images.setdefault(child.attrs["src"], Image(url=child.attrs["src"], alt=one_line(child.attrs.get("alt", "")) or None))
        elif child.tag == "a" and child.attrs.get("href", "").startswith("http"):
            links.append(OutLink(url=child.attrs["href"], text=one_line(inline_text(child)), rel=child.attrs.get("rel")))
        elif child.tag == "embed":
            links.append(OutLink(url=child.attrs["src"], text=child.attrs.get("title", ""), rel=None))
        _collect(child, images, links)


def _figure(figure: Node, images: dict[str, Image]) -> None:
    """Caption and credit of a figure go to its only picture, or to the last of several."""
    pictures = _pictures(figure)
    captions = [one_line(inline_text(c)) for c in figure.children if isinstance(c, Node) and c.tag == "figcaption"]
    for picture in pictures:
        images.setdefault(
            picture.attrs["src"], Image(url=picture.attrs["src"], alt=one_line(picture.attrs.get("alt", "")) or None)
        )
    if pictures and captions:
        image = images[pictures[-1].attrs["src"]]
        image.caption, image.credit = split_credit(captions[0])


def _pictures(node: Node) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        if isinstance(child, Node):
            found.extend([child] if child.tag == "img" else _pictures(child))
    return found


def _losers(container: Container, trimmed: Trimmed) -> list[Rejected]:
    left_out = [rejected(text, kind, "stands in the article and is not part of it") for kind, text in trimmed.dropped if text]
    common = [
        Rejected(value=text[:MAX_NOTICE], source="boilerplate", reason="stands in other posts too") for text in trimmed.common
    ]
    return [*common, *container.rejected[:3], *left_out]

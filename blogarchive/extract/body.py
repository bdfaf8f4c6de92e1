"""The article alone: its text, clean HTML, Markdown, pictures and links."""

from __future__ import annotations

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
from blogarchive.extract.posting import is_news
from blogarchive.extract.render import inline_text, to_html, to_text
from blogarchive.extract.standfirst import find_standfirst
from blogarchive.extract.statedbody import stated_body, stated_text, without_unstated
from blogarchive.extract.titleforms import stated_titles
from blogarchive.extract.trim import trim
from blogarchive.extract.wordcount import count_words
from blogarchive.items import Image, OutLink, Rejected
from blogarchive.text import clean_text, fold, one_line
from blogarchive.urls import host_of

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["Body", "Trimmed", "body_of", "count_words", "find_body", "page_titles", "trim_page"]

MAX_NOTICE = 2000
STATED = 0.6
"""Confidence in a text that only the page's data have."""


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
    if trimmed.stated:
        return Finding(value=body, source="json-ld", selector="articleBody", confidence=STATED)
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

    stated: bool = False
    """Whether *root* is the text that the page's JSON-LD states, because its elements show hardly any."""


def trim_page(page: Page) -> Trimmed:
    """The article of *page*: its container cleaned, without what is not the article."""
    cleaned = clean_tree(page.container.element, page, page.is_unwanted if page.rule else None)
    titles = page_titles(page)
    news = is_news(page)
    loose = page.container.source == "structure"
    cut = trim(
        cleaned.root,
        titles,
        loose=loose,
        news_url=page.url if news else None,
        container=page.container,
        host=host_of(page.url),
    )
    if page.mentions(b"articleBody"):
        told = stated_text(page.structured.nodes, cleaned.root)
        if told is not None:
            return Trimmed(told, None, [], [], stated=True)
        cut.extend(("unstated", text) for text in without_unstated(cleaned.root, stated_body(page.structured.nodes)))
    common = without_boilerplate(cleaned.root, page.learned.boilerplate)
    standfirst = find_standfirst(page, cleaned.root, titles) if cleaned.root.children else None
    if standfirst is not None:
        cleaned.root.children[:0] = clean_tree(standfirst, page).root.children
    found = find_closing_line(cleaned.root)
    if found:
        cleaned.root.children.remove(found[1])
    return Trimmed(cleaned.root, found[0] if found else None, [*cleaned.dropped[:4], *cut[:4]], common[:4])


def body_of(root: Node) -> Body:
    """The three forms of a clean tree, its pictures and links."""
    html = to_html(root)
    # All characters of the tree stand in its HTML: when nothing has to be cleaned off that, the other two are clean.
    clean = clean_text(html)
    is_clean = clean == html
    text, markdown = to_text(root), to_markdown(root)
    if not is_clean:
        text, markdown = clean_text(text), clean_text(markdown)
    images: dict[str, Image] = {}
    links: list[OutLink] = []
    _collect(root, images, links)
    return Body(
        text=text,
        html=clean,
        markdown=markdown,
        word_count=count_words(text),
        images=list(images.values()),
        links=links,
    )


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

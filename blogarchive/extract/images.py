"""Pictures: which address of an image to take, and which words of a caption are the credit."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from blogarchive.items import Image
from blogarchive.text import one_line

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["featured_image", "image_source", "is_pixel", "split_credit"]

# Lazy loaders keep the real address aside; the first attribute that holds one wins over ``src``.
SRCSET_ATTRIBUTES = ("data-lazy-srcset", "data-srcset", "data-original-set", "data-bgset", "srcset")
SOURCE_ATTRIBUTES = (
    "data-full-url", "data-orig-file", "data-large-file", "data-lazy-src", "data-src", "data-original", "data-original-src",
    "data-actualsrc", "data-hi-res-src", "data-echo", "data-url", "src",
)  # fmt: skip
_SRCSETS = frozenset(SRCSET_ATTRIBUTES)
_LAZY = frozenset(SOURCE_ATTRIBUTES) - {"src"}
_DIGITS = frozenset("0123456789")
PLACEHOLDER = re.compile(
    r"(?:^|/)(?:blank|placeholder|spacer|pixel|transparent|lazy(?:load)?|loading|1x1|grey|"
    r"gray)[\w-]*\.(?:gif|png|svg|jpe?g)(?:$|\?)",
    re.I,
)

# Words that begin a picture's credit; the credit goes on to the end of the caption.
CREDIT_WORDS = (
    r"(?:photo|picture|image|pic|photograph|illustration|cover|header|featured image|art|artwork|graphic|main image|banner)s?\s+"
    r"(?:credits?|by|courtesy(?: of)?|source|via|from)\b"
    r"|(?:photo|picture|image|illustration|credit|credits|copyright|courtesy of|source|photographer|photography)\s*[:：]"
    r"|(?:foto|fotos|bild|bilder|abbildung|bildquelle|fotografie|bildnachweis|quelle|grafik|titelbild)\s*[:：©]"
    r"|(?:crédits?(?: photos?)?|photo(?:graphie)?s?|source|fuente|crédito|créditos|imagen|fotografía|"
    r"fonte|imagem|immagine|fotocredit|beeld|bron|zdjęcie|źródło|zdroj)\s*[:：]"
    r"|(?:фото|источник|автор фото|иллюстрация|джерело|снимка|φωτογραφία|صورة|المصدر|תמונה|צילום|写真|出典|画像|"
    r"图片来源|图源|圖片來源|來源|사진|출처)\s*[:：]"
    r"|©|\(c\)\s"
)
_CREDIT = re.compile(rf"(?:^|(?<=[\s.(\[|/–—-]))(?:{CREDIT_WORDS})", re.I)
_LABEL = re.compile(rf"^(?:{CREDIT_WORDS})\s*[:：]?\s*", re.I)


def image_source(img: HtmlElement, page: Page) -> str | None:
    """The largest version of *img* that the page names, absolute; None when there is none (``data:`` placeholders)."""
    named = img.keys()
    for attribute in SRCSET_ATTRIBUTES if not _SRCSETS.isdisjoint(named) else ():
        value = img.get(attribute)
        if value:
            found = _largest(value, page)
            if found:
                return found
    for attribute in SOURCE_ATTRIBUTES if not _LAZY.isdisjoint(named) else ("src",):
        value = img.get(attribute)
        if value and not value.startswith("data:") and not (attribute == "src" and PLACEHOLDER.search(value)):
            found = page.absolute(value)
            if found:
                return found
    return _from_picture(img, page)


def _from_picture(img: HtmlElement, page: Page) -> str | None:
    parent = img.getparent()
    while parent is not None and parent.tag == "source":  # libxml2 does not know that source has no content
        parent = parent.getparent()
    if parent is None or parent.tag != "picture":
        return None
    for source in parent.iter("source"):
        for attribute in SRCSET_ATTRIBUTES:
            found = _largest(source.get(attribute) or "", page)
            if found:
                return found
    return None


def _largest(srcset: str, page: Page) -> str | None:
    """The candidate of a ``srcset`` with the largest width or density; addresses may hold commas, so blanks decide."""
    best: tuple[float, str] | None = None
    for candidate in _candidates(srcset.strip()):
        parts = candidate.split()
        if not parts or parts[0].startswith("data:"):
            continue
        try:
            size = float(parts[1][:-1]) if len(parts) > 1 else 1.0
        except ValueError:
            size = 1.0
        if best is None or size > best[0]:
            best = (size, parts[0].strip(","))
    return page.absolute(best[1]) if best else None


def _candidates(srcset: str) -> list[str]:
    """The parts of *srcset* between commas that a blank follows, or that follow a width or density."""
    found: list[str] = []
    held: list[str] = []
    for piece in srcset.split(","):
        if held and (piece[:1].isspace() or (held[-1].endswith(("w", "x")) and held[-1][-2:-1] in _DIGITS)):
            found.append(",".join(held))
            held = []
        held.append(piece)
    return [*found, ",".join(held)]


def is_pixel(img: HtmlElement) -> bool:
    """True for pictures nobody sees: counters of one pixel."""
    return (img.get("width") or "").strip(" px") in ("0", "1") or (img.get("height") or "").strip(" px") in ("0", "1")


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """Caption and credit of the text under a picture; the credit without its label, either may be None."""
    caption = caption.strip()
    match = _CREDIT.search(caption)
    if not match:
        return caption or None, None
    credit = _LABEL.sub("", caption[match.start() :]).strip(" .()[]")
    rest = caption[: match.start()].strip(" \n(|[/–—-")
    return rest or None, credit or None


# Copies of one picture in several sizes differ in these parts of the file's name, and in the query.
_SIZE = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|scaled|large|medium|small|\d{3,4}w?)(?=\.\w+$)", re.I)
_PERSON = re.compile(r"author|avatar|byline|profile|contributor|logo", re.I)
_STATED = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image")


def featured_image(page: Page) -> Image | None:
    """The picture over the article's container that the page states as the post's own; None when it shows none there.

    It counts where the ``article`` (else ``main``) that holds the container shows it, in whatever size, before the container.
    """
    container = page.container.element
    stated = {_file(url) for name in _STATED for url in page.structured.meta.get(name, ())} - {""}
    around = list(container.iterancestors())
    post = next((el for tag in ("article", "main") for el in around if el.tag == tag), None)
    if post is None or not stated:
        return None
    for el in post.iter("img", str(container.tag)):
        if el is container:
            return None
        if el.tag == "img" and (source := image_source(el, page)) and _file(source) in stated and not _is_portrait(el, post):
            return _with_caption(el, source)
    return None


def _is_portrait(img: HtmlElement, post: HtmlElement) -> bool:
    """Whether *img*, or what is around it in *post*, is named after the writer or the site."""
    around = (img, *takewhile(lambda el: el is not post, img.iterancestors()))
    return any(_PERSON.search(el.get("class") or "") for el in around)


def _file(url: str) -> str:
    """Name of the file that *url* leads to, without the size of this copy."""
    return _SIZE.sub("", url.partition("?")[0].partition("#")[0].rpartition("/")[2]).lower()


def _with_caption(img: HtmlElement, source: str) -> Image:
    image = Image(url=source, alt=one_line(img.get("alt") or "") or None)
    figure = next(img.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    if caption is not None:
        image.caption, image.credit = split_credit(one_line("".join(caption.itertext())))
    return image

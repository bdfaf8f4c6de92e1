"""From links to teasers: which links lead to posts, and what the card around each says."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import HEADING_TAGS, marks_of
from blogarchive.extract.images import image_source, is_pixel
from blogarchive.extract.metalines import is_meta_line
from blogarchive.items import Teaser
from blogarchive.text import fold, one_line, remember_short
from blogarchive.urls import host_of, post_key

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["Links", "is_post_address", "iso_date", "leads_to_post", "teasers_in"]

MAX_LINKS = 200
NOT_TITLES = frozenset(("tags", "meta", "share"))
BLOCK_TAGS = ("p", "div", "span", "blockquote")
# Addresses that are never posts: taxonomies, people, pages of listings, feeds, files, log-ins, share links.
NOT_POSTS = re.compile(
    r"/(?:tags?|categor(?:y|ies|ia|ias|ie)|topics?|labels?|authors?|users?|profile|wp-admin|wp-login\.php|"
    r"wp-content|feed|rss|atom|login|signin|sign-in|signup|register|search|cart|subscribe|"
    r"newsletter|privacy|terms|contact|about|page)(?:/|\.\w+$|$)"
    r"|/page/\d+/?$|\.(?:jpe?g|png|gif|svg|webp|pdf|zip|xml|rss|mp[34])$|[?&](?:share|replytocom|s|paged|"
    r"tag|cat|author|like_comment)=|/(?:comment-page-\d+|amp)/?$",
    re.I,
)
# "Read more" and the like, which are nobody's title.
_MORE = frozenset(
    fold(p)
    for p in (
        "view all,see all,show all,all posts,all articles,view all posts,view all articles,see all posts,see all articles,"
        "more posts,more articles,view more,see more,show more,load more,alle anzeigen,alle beiträge,alle artikel,mehr anzeigen,"
        "voir tout,voir plus,tous les articles,ver todo,ver todos,ver más,"
        "ver mais,ver tudo,vedi tutti,bekijk alles,zobacz wszystkie,"
        "все записи,все статьи,показать ещё,всі записи,查看全部,查看更多,すべて見る,一覧を見る,전체보기,"
        "read more,more,continue reading,read,read on,read article,read post,read the post,read full "
        "article,view,view post,learn more,full story,"
        "weiterlesen,mehr,mehr lesen,lire la suite,lire,leer más,seguir leyendo,leia mais,ler mais,leggi "
        "tutto,leggi,lees meer,czytaj dalej,číst dál,"
        "läs mer,læs mere,les mer,lue lisää,devamını oku,читать "
        "далее,читать,далее,подробнее,прочитати,читати далі,детальніше,اقرأ المزيد,קרא עוד,ادامه مطلب,"
        "阅读全文,阅读更多,继续阅读,閱讀更多,続きを読む,もっと見る,더 보기,더보기,계속 읽기,"
        "xem thêm,đọc tiếp,selengkapnya,baca selengkapnya,»,→,..."
    ).split(",")
)
_ISO = re.compile(r"^((?:19|20)\d\d-[01]\d-[0-3]\d)(?:[T ]([0-2]\d:[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$")
_PLAIN = re.compile(r"(?:(?:https?:)?//[^/?#]*)?([^?#]*)(?:\?([^#]*))?")
_BACKGROUND = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_MORE_WORDS = ("read more", "continue reading", "weiterlesen", "lire la suite", "leer más", "читать далее", "続きを読む")
_TAIL_MORE = re.compile(rf"\s*(?:{'|'.join(_MORE_WORDS)})\W*$", re.I)


def is_post_address(href: str) -> bool:
    """True when *href* may lead to a post, by its looks alone."""
    if not href or href[0] == "#" or href.startswith(("javascript:", "mailto:", "tel:")):
        return False
    path, query = _path_and_query(href)
    if path in ("", "/") and not query:
        return False
    return not NOT_POSTS.search(f"{path}?{query}" if query else path)


def _path_and_query(href: str) -> tuple[str, str]:
    """The two as urlsplit gives them, which takes several times as long for a plain address."""
    match = _PLAIN.match(href) if href.isascii() and href.isprintable() and "[" not in href and "]" not in href else None
    if match and ":" not in match[1]:
        return match[1], match[2] or ""
    parts = urlsplit(href) if "//" in href[:8] or "?" in href or "#" in href else None
    return (parts.path, parts.query) if parts else (href, "")


@remember_short
def leads_to_post(href: str) -> bool:
    """The same for an address as it stands in the page, which may be broken."""
    try:
        return is_post_address(href.strip())
    except ValueError:
        return False


class Links:
    """Which links of a page lead to other posts of the same blog."""

    def __init__(self, page: Page, own: frozenset[str]) -> None:
        self.page = page
        self.own = own
        self.host = host_of(page.url).removeprefix("www.")
        self.self_links: set[str] = set()
        self._known: dict[str, tuple[str, str] | None] = {}

    def post(self, a: HtmlElement) -> tuple[str, str] | None:
        """Key and absolute address of the other post that *a* leads to, or None."""
        href = (a.get("href") or "").strip()
        if href not in self._known:
            self._known[href] = self._read(href)
        return self._known[href]

    def _read(self, href: str) -> tuple[str, str] | None:
        if not leads_to_post(href):
            return None
        address = self.page.absolute(href)
        if (
            not address
            or host_of(address).removeprefix("www.") != self.host
            or (urlsplit(address).path == "/" and not urlsplit(address).query)
        ):
            return None
        key = post_key(address)
        if key in self.own:
            self.self_links.add(address)
            return None
        if any(key.startswith(own + "/") and key[len(own) + 1 :].isdigit() for own in self.own):
            return None  # the next part of this post
        return key, address


def teasers_in(scope: list[HtmlElement], links: Links, kind: str) -> list[Teaser]:
    """One teaser for each post linked in *scope*, in order; links without any title are left out."""
    groups: dict[str, tuple[str, list[HtmlElement]]] = {}
    roots = set(scope)
    count = 0
    for root in scope:
        for a in root.iter("a"):
            count += 1
            if count > MAX_LINKS:
                return []
            post = links.post(a)
            if post and NOT_TITLES.isdisjoint(marks_of(a)) and "tag" not in (a.get("rel") or "").split():
                groups.setdefault(post[0], (post[1], []))[1].append(a)
    keys = _keys_inside(groups, roots)
    found = []
    for key, (address, anchors) in groups.items():
        card = _card(anchors[0], key, keys, roots)
        words = _bare_words(card, anchors[0])
        if words:
            found.append(Teaser(title=words, url=address, kind=kind))
            continue
        parts = _Parts(card)
        title = _title(parts, anchors)
        if title:
            found.append(_teaser(parts, address, title, kind, links.page))
    return found


class _Parts:
    """The elements of a card that may tell something of its post, each kind in page order; the card is walked for them once."""

    def __init__(self, card: HtmlElement) -> None:
        self.card = card
        self.headings: list[HtmlElement] = []
        self.blocks: list[HtmlElement] = []
        self.images: list[HtmlElement] = []
        self.times: list[HtmlElement] = []
        kinds = dict.fromkeys(HEADING_TAGS, self.headings) | dict.fromkeys(BLOCK_TAGS, self.blocks)
        kinds |= {"img": self.images, "time": self.times}
        for el in card.iter(*kinds):
            kinds[str(el.tag)].append(el)


def _bare_words(card: HtmlElement, a: HtmlElement) -> str | None:
    """The words of a card that is a list item with one link and nothing else, as most are."""
    if card.tag != "li" or len(card) != 1 or card[0] is not a or len(a) or (a.tail and not a.tail.isspace()):
        return None
    if card.get("style") or a.get("style"):
        return None
    words = one_line(a.text or "")
    return words if words and len(words) < 400 and fold(words) not in _MORE else None


def _keys_inside(groups: dict[str, tuple[str, list[HtmlElement]]], roots: set[HtmlElement]) -> dict[HtmlElement, str | None]:
    """Each element around the links of *groups*, up to *roots*: the key of the only post it leads to, None for several."""
    keys: dict[HtmlElement, str | None] = {}
    for key, (_, anchors) in groups.items():
        for anchor in anchors:
            el: HtmlElement | None = anchor
            while el is not None:
                known = keys.setdefault(el, key)
                if known is None:
                    break  # so are those around it
                if known != key:
                    keys[el] = None
                if el in roots:
                    break
                el = el.getparent()
    return keys


def _card(anchor: HtmlElement, key: str, keys: dict[HtmlElement, str | None], roots: set[HtmlElement]) -> HtmlElement:
    """The largest element around *anchor* that leads to no other post."""
    card = anchor
    while card not in roots:
        parent = card.getparent()
        if parent is None or keys[parent] != key:
            return card
        card = parent
    return card


def _title(parts: _Parts, anchors: list[HtmlElement]) -> str | None:
    """The card's heading, else the longest words linked, else what the link or its picture is named."""
    for heading in parts.headings:
        text = one_line("".join(heading.itertext()))
        if text and fold(text) not in _MORE:
            return text
    for el in parts.card.iter():
        if isinstance(el.tag, str) and "title" in marks_of(el):
            text = one_line("".join(el.itertext()))
            if 1 < len(text) < 300:
                return text
    words = [_own_words(a) for a in anchors]
    words = [w for w in words if w and fold(w) not in _MORE and len(w) < 400]
    if words:
        return max(words, key=len)
    for a in anchors:
        named = one_line(a.get("title") or a.get("aria-label") or "")
        if named:
            return named
    images = [one_line(img.get("alt") or "") for a in anchors for img in a.iter("img")]
    return next((alt for alt in images if len(alt) > 3), None)


def _own_words(a: HtmlElement) -> str:
    """The title inside a link that may hold a whole card: its first block of text."""
    blocks = [b for b in a.iter("p", "div", "span", "strong", "b") if (b.text or "").strip()]
    if a.find(".//p") is not None or a.find(".//div") is not None:
        texts = [one_line("".join(b.itertext())) for b in blocks]
        texts = [t for t in texts if t and not is_meta_line(t)]
        if texts:
            return texts[0]
    return one_line("".join(a.itertext()))


def _teaser(parts: _Parts, address: str, title: str, kind: str, page: Page) -> Teaser:
    return Teaser(
        title=title,
        url=address,
        excerpt=_excerpt(parts, title),
        image=_image(parts, page),
        date_published=_date(parts.times),
        kind=kind,
    )


def _excerpt(parts: _Parts, title: str) -> str | None:
    """The longest paragraph of the card that is neither its title nor about the post."""
    best = ""
    wanted = fold(title)
    card = parts.card
    for el in parts.blocks:
        if el.tag != "p" and (not (el.text or "").strip() or len(el) > 3):
            continue
        text = "".join(el.itertext()) if len(el) else el.text or ""
        if len(text) <= len(best) or len(text) < 20:
            continue  # on one line it is no longer
        text = one_line(text)
        if len(text) > len(best) and len(text) >= 20 and fold(text) != wanted and not is_meta_line(text) and not _in_title(el):
            best = text
    if not best and card.tag == "li" and card.find("a") is not None:
        tail = one_line("".join(a.tail or "" for a in card.iter("a")))
        best = tail if len(tail) >= 20 and not is_meta_line(tail) else ""
    if best and wanted and fold(best).startswith(wanted) and not card.iter("p"):
        best = ""
    lowered = best.lower()
    return (_TAIL_MORE.sub("", best) if any(words in lowered for words in _MORE_WORDS) else best) or None


def _in_title(el: HtmlElement) -> bool:
    return "title" in marks_of(el) or any(a.tag in HEADING_TAGS or "title" in marks_of(a) for a in islice(el.iterancestors(), 3))


def _image(parts: _Parts, page: Page) -> str | None:
    for img in parts.images:
        if not is_pixel(img) and "avatar" not in (img.get("class") or ""):
            source = image_source(img, page)
            if source:
                return source
    if not page.mentions(b"background"):
        return None
    for el in parts.card.iter():
        style = el.get("style") if isinstance(el.tag, str) else None
        if style and "background" in style:
            match = _BACKGROUND.search(style)
            if match:
                return page.absolute(match.group(1))
    return None


def _date(times: list[HtmlElement]) -> str | None:
    for time in times:
        found = iso_date(time.get("datetime") or time.text or "")
        if found:
            return found
    return None


def iso_date(text: str) -> str | None:
    """*text* as ISO 8601 when it is a plain ISO date or time, else None."""
    match = _ISO.match(text.strip())
    if not match:
        return None
    day, clock, zone = match.groups()
    if not clock:
        return day
    return f"{day}T{clock if len(clock) > 5 else clock + ':00'}{zone or ''}"

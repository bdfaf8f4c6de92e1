"""The clean tree: the container of an article reduced to a small set of tags, without what is not the article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement

from blogarchive.extract.cards import LISTING, MIN_CARDS, is_card_list
from blogarchive.extract.classmarks import HEADING_TAGS, PROSE, holds_prose, is_hidden, marks_of, short_text, stated_marks
from blogarchive.extract.code import code_of
from blogarchive.extract.images import image_source, is_pixel
from blogarchive.extract.posting import is_news
from blogarchive.extract.words import heading_kind
from blogarchive.urls import host_of

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["CUT", "Cleaned", "Node", "clean_tree", "node_text", "visible_length"]

FLOW = frozenset(("root", "blockquote", "li", "td", "th", "dd", "figure", "details"))
LINE = frozenset((*HEADING_TAGS, "figcaption", "caption", "summary", "dt"))
LISTS = {"ul": "ul", "ol": "ol", "dl": "dl", "menu": "ul", "dir": "ul"}
INLINE = {
    "a": "a", "em": "em", "i": "em", "strong": "strong", "b": "strong", "code": "code", "tt": "code", "kbd": "kbd",
    "samp": "samp", "var": "var", "sub": "sub", "sup": "sup", "del": "del", "s": "del", "strike": "del", "ins": "ins",
    "u": "u", "q": "q",
    "cite": "cite", "abbr": "abbr", "acronym": "abbr", "mark": "mark", "ruby": "ruby", "rt": "rt", "rp": "rp", "dfn": "dfn",
}  # fmt: skip
TRANSPARENT_BLOCKS = frozenset(
    "div section article main header footer aside address fieldset center hgroup body html dir "
    "picture-block search noscript tbody thead tfoot form".split()
)
SKIPPED = frozenset(
    "script style template svg input select textarea option datalist canvas title meta link map "
    "area dialog nav param "
    "basefont bgsound frame frameset base col colgroup progress meter applet".split()
)
TRANSPARENT = frozenset("span font bdi bdo label small big nobr time data picture".split())
EMBEDS = frozenset(("iframe", "embed", "object", "video", "audio"))
KEPT_ATTRIBUTES = {
    "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "ol": ("start", "reversed", "type"), "abbr": ("title",),
    "blockquote": ("cite",), "q": ("cite",), "li": ("value",),
}  # fmt: skip
BOXES = frozenset(("div", "section", "aside", "ul", "figure"))
BOX_HEADINGS = frozenset((*HEADING_TAGS, "p", "strong", "b", "span", "li"))
_WRAPPERS = frozenset(("div", "header", "a", "span"))
BOX_KINDS = frozenset(("related", "latest", "popular", "newsletter"))
CUT = "cut"
"""Tag of the nodes that stand for a list that was left out: trimming reads them, and takes them away."""

MAX_DEPTH = 60
MAX_WRAPPERS = 20
"""Elements around a box's heading that hold nothing else; deeper ones are judged from inside, as time is to stay linear."""

MAX_NOTICE = 400
"""Characters of a box that asks to subscribe; what is behind a paywall is marked by the same names and is the article."""

DROPPED_KINDS = frozenset("share related bio comments newsletter paywall ads toc nav cookie sidebar hidden unseen player".split())
HEADING_KINDS = frozenset(("share", "related", "bio", "comments", "newsletter", "hidden", "unseen"))
EDGE_KINDS = frozenset(("meta", "tags", "copyright"))
# Kinds whose names are also given to parts of the text: what holds prose is not left out for them.
LOOSE_KINDS = frozenset(("player", "newsletter", "ads", "toc", "nav", "cookie", "share", "unseen"))
STATED_KINDS = frozenset(("share", "related", "comments", "newsletter", "ads", "nav", "cookie", "bio"))
_OF_BLOCKS = frozenset(("root", "blockquote", "details", "figure"))
_NO_BLANKS = frozenset(("root", "blockquote", "ul", "ol", "dl", "table", "tr", "figure"))
_HOLDERS = frozenset((*FLOW, *LINE, "ul", "ol", "dl", "table", "tr"))
_NOT_SHOWN = frozenset(("hidden", "style", "aria-hidden", "role"))
_LENGTH = etree.XPath("string-length(normalize-space())")
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_LANGUAGE = re.compile(r"(?:^|\s)(?:lang(?:uage)?|highlight-source|brush:)-?\s*([\w+#.-]{1,30})")
_AD_FRAME = re.compile(
    r"doubleclick|googlesyndication|googletagmanager|amazon-adsystem|adserver|disqus\.com|"
    r"facebook\.com/plugins/(?:like|share)|platform\.twitter\.com/widgets/(?:tweet_button|follow)",
    re.I,
)


class Node:
    """An element of the clean tree."""

    __slots__ = ("attrs", "children", "line", "source", "tag")

    def __init__(self, tag: str, attrs: dict[str, str] | None = None) -> None:
        self.tag = tag
        self.attrs = attrs or {}
        self.children: list[Node | str] = []
        self.line: str | None = None
        """What `inline_text` made of it: below the root nothing is changed once the tree is done."""

        self.source: HtmlElement | None = None
        """The page's element it was made of, or in which its words stand; None for a rule, a listing or an embed."""


@dataclass(slots=True)
class Cleaned:
    """The clean tree with what was met on the way."""

    root: Node
    dropped: list[tuple[str, str]] = field(default_factory=list)
    """What was left out inside the container: its kind and the start of its text."""


def visible_length(el: HtmlElement) -> int:
    """Characters of text in *el*, runs of blanks counted once; scripts and styles do not count."""
    return max(0, int(_LENGTH(el)) - sum(int(_LENGTH(s)) for s in el.iter("script", "style", "template", "noscript")))


def node_text(node: Node) -> str:
    """All the text of *node* in one string, as it stands."""
    return "".join(c if isinstance(c, str) else ("\n" if c.tag == "br" else node_text(c)) for c in node.children)


def clean_tree(
    container: HtmlElement,
    page: Page,
    unwanted: Callable[[HtmlElement], bool] | None = None,
    *,
    dropped: frozenset[str] = DROPPED_KINDS,
) -> Cleaned:
    """*container* as a clean tree. *unwanted* may name further elements to leave out, *dropped* are the kinds of marks left out.

    Linear in the size of the container; nesting deeper than MAX_DEPTH is flattened, so that the tree may be walked recursively.
    """
    return _Cleaner(container, page, unwanted, dropped).run()


class _Cleaner:
    def __init__(
        self, container: HtmlElement, page: Page, unwanted: Callable[[HtmlElement], bool] | None, dropped: frozenset[str]
    ) -> None:
        self.kinds = dropped
        self.page = page
        self.container = container
        self.unwanted = unwanted
        self.chars = 0
        self.out = Cleaned(Node("root"))
        self.stack: list[Node] = [self.out.root]
        self.measured = 0
        self.host = host_of(page.url).removeprefix("www.")
        self.around: tuple[HtmlElement, dict[str, str]] | None = None
        self.at: HtmlElement | None = container  # what is being read
        self.named: list[str] = []  # the attributes of the element that is entered: most have none, and need no look at each

    @cached_property
    def total(self) -> int:
        """Characters in the container, at least one."""
        return max(1, visible_length(self.container))

    def run(self) -> Cleaned:
        """Walk the container without recursion: a frame per open element, closed when its children are done."""
        frames = [(iter(self.container), 1, self.container)]
        self.text(self.container.text)
        while frames:
            children, depth, el = frames[-1]
            child = next(children, None)
            if child is None:
                frames.pop()
                if el is not self.container:
                    self.leave(el, depth)
                continue
            self.at = child
            entered = self.enter(child)
            if entered is None:
                self.text(child.tail, child)
                continue
            self.text(child.text)
            if len(child):
                frames.append((iter(child), entered, child))
            else:
                self.leave(child, entered)
        return self.out

    def leave(self, el: HtmlElement, depth: int) -> None:
        """Close *el*, before which the stack had *depth* nodes, and go on with what follows it."""
        if self.around and el is self.around[0]:
            self.around = None
        del self.stack[max(1, depth) :]
        self.text(el.tail, el)

    def text(self, text: str | None, before: HtmlElement | None = None) -> None:
        """Add *text*, which stands behind the end of *before*, or begins the element that is being read."""
        if not text:
            return
        top = self.stack[-1]
        if text.isspace():
            if top.children and top.tag not in _NO_BLANKS:
                top.children.append(text)
            return
        if top.tag in _OF_BLOCKS:
            if before is not None:
                self.at = before.getparent()
            top = self.wrapped(self.push(Node("p")))
        elif top.tag in ("ul", "ol"):
            top = self.push(Node("li"))
        elif top.tag in ("table", "tr", "dl"):
            return
        self.chars += len(text)
        top.children.append(text)

    def push(self, node: Node) -> Node:
        node.source = self.at
        self.stack[-1].children.append(node)
        if len(self.stack) < MAX_DEPTH:
            self.stack.append(node)
        return node

    def wrapped(self, node: Node) -> Node:
        """*node*, or the link inside it when a link stands around the block."""
        return self.push(Node("a", dict(self.around[1]))) if self.around and self.stack[-1] is node else node

    def boundary(self) -> bool:
        """End the running paragraph for a block that begins; False inside a heading or caption, where a line breaks instead."""
        i = len(self.stack) - 1
        while i > 0 and self.stack[i].tag not in _HOLDERS:
            i -= 1
        if self.stack[i].tag in LINE:
            top = self.stack[-1]
            if self.stack[i].children and not (
                top.children and isinstance(top.children[-1], Node) and top.children[-1].tag == "br"
            ):
                top.children.append(Node("br"))
            return False
        del self.stack[i + 1 :]
        return True

    def enter(self, el: HtmlElement) -> int | None:
        """Depth of the stack to return to after *el*, or None when *el* is done with its tail to follow."""
        tag = el.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            return None
        self.named = el.keys()
        if self.is_unwanted(el, tag):
            return None
        inline = INLINE.get(tag)
        if inline:
            return self.enter_inline(el, inline)
        if tag in TRANSPARENT:
            if self.stack[-1].tag == "figcaption" and "class" in self.named:
                before = el.getprevious()
                if before is not None and not before.tail:
                    self.stack[-1].children.append(" ")  # caption and credit, set apart by the page's style only
            return len(self.stack)
        special = _SPECIAL.get(tag)
        if special:
            return special(self, el)
        if self.named and tag in ("div", "p", "dd") and "caption" in marks_of(el):
            depth = self.enter_caption()
            if depth is not None:
                return depth
        if tag in TRANSPARENT_BLOCKS:
            self.boundary()
            return len(self.stack)
        if tag == "p" or tag in LINE or tag in FLOW or tag in LISTS:
            return self.enter_block(el, LISTS.get(tag, tag))
        return len(self.stack)

    def enter_block(self, el: HtmlElement, tag: str) -> int:
        if not self.boundary():
            return len(self.stack)
        depth = len(self.stack)
        if tag == "li" and self.stack[-1].tag not in ("ul", "ol"):
            self.push(Node("ul"))
        elif tag in ("dt", "dd") and self.stack[-1].tag != "dl":
            self.push(Node("dl"))
        elif tag in ("td", "th") and self.stack[-1].tag != "tr":
            return depth
        node = self.push(Node(tag, self.attributes(el, tag)))
        if tag == "p" or tag in LINE:
            self.wrapped(node)
        return depth

    def enter_caption(self) -> int | None:
        """Begin the words under the picture that was just read: both become a figure. None when no picture stands before them."""
        if not self.boundary():
            return None
        depth = len(self.stack)
        before = self.stack[-1].children[-1] if self.stack[-1].children else None
        if not isinstance(before, Node) or before.tag not in ("p", "figure") or len(self.stack) > MAX_DEPTH - 2:
            return None
        if node_text(before).strip() or not _has_image(before):
            return None
        before.tag = "figure"
        self.stack.append(before)
        self.push(Node("figcaption"))
        return depth

    def enter_inline(self, el: HtmlElement, tag: str) -> int | None:
        attrs: dict[str, str] = {}
        if tag == "a":
            if self.is_headerlink(el):
                return None
            attrs = self.link(el)
            if attrs and len(el) and any(c.tag in _BLOCK_CHILDREN for c in el):
                # A link around whole blocks is put inside each of them, as HTML's content model of the clean tree wants it.
                self.around = (el, attrs)
                self.boundary()
                return len(self.stack)
        elif tag == "abbr" and "title" in self.named and el.get("title"):
            attrs = {"title": el.get("title", "")}
        depth = len(self.stack)
        if self.stack[-1].tag in ("root", "blockquote", "details"):
            if tag == "a" and not attrs and not len(el) and not (el.text or "").strip():
                return depth
            self.push(Node("p"))
        elif self.stack[-1].tag in ("ul", "ol", "dl", "table", "tr"):
            return depth
        if tag == "a" and not attrs:
            return depth
        self.push(Node(tag, attrs))
        return depth

    def attributes(self, el: HtmlElement, tag: str) -> dict[str, str]:
        if not self.named:
            return {}
        kept = {name: value for name in KEPT_ATTRIBUTES.get(tag, ()) if (value := el.get(name))}
        if kept.get("cite"):
            absolute = self.page.absolute(kept.pop("cite"))
            if absolute:
                kept["cite"] = absolute
        for name in ("id", "lang", "dir"):
            if name in self.named and (value := el.get(name)):
                kept[name] = value
        return kept

    def link(self, el: HtmlElement) -> dict[str, str]:
        """Attributes of a link: its absolute address with fragment; empty for scripts and links that lead nowhere."""
        href = (el.get("href") or "").strip()
        if not href or href.lower().startswith(("javascript:", "data:", "vbscript:")):
            return {}
        if href.startswith("#"):
            address: str | None = href if len(href) > 1 else None
        elif href.lower().startswith(("mailto:", "tel:")):
            address = href
        else:
            path, _, fragment = href.partition("#")
            address = self.page.absolute(path)
            if address and fragment:
                address += "#" + fragment
        if not address:
            return {}
        attrs = {"href": address}
        for name in ("title", "rel"):
            if name in self.named and (value := el.get(name)):
                attrs[name] = value
        return attrs

    def is_headerlink(self, el: HtmlElement) -> bool:
        """Permalink signs beside headings."""
        parts = len(el)
        text = ("".join(el.itertext()) if parts else el.text or "") if parts < 4 else "-"
        text = text.strip(" \t\n\u200b\u200d\ufe0f")
        if text in ("", "#", "¶", "§", "🔗", "∞", "⚓", "link", "Link to heading", "Permalink") and el.find(".//img") is None:
            return (el.get("href") or "").startswith("#") or "headerlink" in marks_of(el) or not text
        return len(text) < 30 and "headerlink" in marks_of(el)

    def is_unwanted(self, el: HtmlElement, tag: str) -> bool:
        if self.named and self.says_unwanted(el, tag):
            return True
        if tag in BOXES and self.announces(el):
            return True
        if tag in LISTING and len(el) >= MIN_CARDS and self.lists_cards(el):
            return True
        if tag == "aside" and self.is_side_matter(el):
            return True
        if self.unwanted is not None and self.unwanted(el):
            self.drop("rule", el)
            return True
        return False

    def says_unwanted(self, el: HtmlElement, tag: str) -> bool:
        """True when an attribute of *el* says that it is no part of the article."""
        marks = marks_of(el)
        if tag in BOXES and tag != "figure":
            marks = marks | (stated_marks(el) & STATED_KINDS)
        # Nested marks, each measured anew, would make a hostile page quadratic.
        if marks and self.measured < 20 * self.total + 100_000:
            kind = self.unwanted_kind(el, tag, marks)
            if kind:
                self.drop(kind, el)
                return True
        if _NOT_SHOWN.isdisjoint(self.named):
            return False
        if is_hidden(el) and (tag == "pre" or self.size(el) < 0.4 * self.total) and not self.hides_text:
            return True
        if el.get("aria-hidden") == "true" and tag in ("span", "i", "div", "a") and el.find(".//img") is None:
            return True
        role = el.get("role")
        if role in _ROLES and self.size(el) < 0.4 * self.total:
            self.drop(role, el)
            return True
        return False

    @cached_property
    def hides_text(self) -> bool:
        """True when most of the container is kept from readers: its text, which a script shows to those who may read it."""
        hidden: set[HtmlElement] = set()
        size = 0
        for el in self.container.iter("div", "section", "p", "span"):
            if is_hidden(el) and not any(a in hidden for a in el.iterancestors()):
                hidden.add(el)
                size += self.size(el)
        return size > 0.5 * self.total

    def unwanted_kind(self, el: HtmlElement, tag: str, marks: frozenset[str]) -> str | None:
        """The first kind of *marks* for which *el* is left out. Sizes guard against class names that say something else."""
        if "footnotes" in marks or "body" in marks:
            return None
        if "headerlink" in marks and tag in ("a", "button"):
            return "headerlink"
        if "factbox" in marks and tag in BOXES and self.size(el) < 0.3 * self.total and is_news(self.page):
            return "factbox"
        kinds = marks & (self.kinds & HEADING_KINDS if tag in HEADING_TAGS else self.kinds)
        if kinds:
            size = self.size(el)
            for kind in sorted(kinds):  # the same on every run
                if (kind == "paywall" and tag not in BOXES) or (kind == "player" and tag == "figcaption"):
                    continue
                if kind == "share" and el.find(".//blockquote") is not None:
                    continue  # what others wrote on a network, shown inside the text
                if size <= _limit(kind, self.total) and not (kind in LOOSE_KINDS and size > PROSE and holds_prose(el)):
                    return kind
        kinds = marks & EDGE_KINDS
        if kinds and (self.chars < 0.1 * self.total + 200 or self.chars > 0.7 * self.total):
            size = self.size(el)
            if size <= 300 and not (size > 120 and "meta" in kinds and el.find(".//p") is not None and size > 0.3 * self.total):
                return min(kinds)
        return None

    def is_side_matter(self, el: HtmlElement) -> bool:
        """True for an ``aside`` about something else: links under a heading, or mostly links. Notes to the text have neither."""
        if "footnotes" in marks_of(el) or el.find(".//pre") is not None:
            return False
        size = self.size(el)
        linked = sum(int(_LENGTH(a)) for a in el.iter("a"))
        announced = (linked > 0 and next(el.iter(*HEADING_TAGS), None) is not None) or (
            el.find(".//img") is None and is_news(self.page)
        )
        if size > 0.3 * self.total or not (announced or linked > 0.3 * size):
            return False
        self.drop("aside", el)
        return True

    def announces(self, el: HtmlElement) -> bool:
        """True when *el* is a box under a heading such as "Related posts", and is left out."""
        if not len(el) or _has_words(el):
            return False
        first, steps = el[0], 0
        while first.tag in _WRAPPERS and len(first) == 1 and not _has_words(first) and steps < MAX_WRAPPERS:
            first, steps = first[0], steps + 1
        if first.tag not in BOX_HEADINGS:
            return False
        if first.tag == "li" and _depth_of(first) > MAX_WRAPPERS:
            return False
        kind = heading_kind(short_text(first, 70).rstrip(": "))
        if kind not in BOX_KINDS or self.measured > 20 * self.total + 100_000:
            return False
        if self.size(el) > 0.4 * self.total or next(el.iter("a"), None) is None or holds_prose(el, 400):
            return False
        self.drop(kind, el)
        return True

    def lists_cards(self, el: HtmlElement) -> bool:
        """True when *el* is a list of other pages' cards beside the text, and is left out; a CUT says where it stood.

        In an element that is marked as a post's text, a list in its midst is the author's own.
        """
        if self.measured > 20 * self.total + 100_000 or not (self.loose or self.chars > 0.7 * self.total or self.is_announced()):
            return False
        if not is_card_list(el, self.host) or self.size(el) > 0.5 * self.total:
            return False
        self.drop("related", el)
        is_trimmed = self.container is self.page.container.element
        if is_trimmed and self.boundary() and len(self.stack) == 1:
            self.out.root.children.append(Node(CUT, {"size": str(self.size(el))}))
        return True

    def is_announced(self) -> bool:
        """Whether the last block so far is a heading such as "Related posts"."""
        last = self.out.root.children[-1] if self.out.root.children else None
        if not isinstance(last, Node) or last.tag not in BOX_HEADINGS:
            return False
        return heading_kind(node_text(last).strip().rstrip(":")) in BOX_KINDS

    @cached_property
    def loose(self) -> bool:
        """Whether more than the post's text is to be expected in the container."""
        return self.page.container.source == "structure" or is_news(self.page)

    def size(self, el: HtmlElement) -> int:
        size = visible_length(el)
        self.measured += size + 50
        return size

    def drop(self, kind: str, el: HtmlElement) -> None:
        if len(self.out.dropped) < 20:
            self.out.dropped.append((kind, " ".join("".join(el.itertext()).split())[:200]))

    def enter_br(self, el: HtmlElement) -> int | None:
        top = self.stack[-1]
        if top.tag not in ("root", "blockquote", "ul", "ol", "dl", "table", "tr", "figure", "details"):
            top.children.append(Node("br"))
        return None

    def enter_hr(self, el: HtmlElement) -> int | None:
        if self.boundary():
            self.stack[-1].children.append(Node("hr"))
        return None

    def enter_img(self, el: HtmlElement) -> int | None:
        alt = (el.get("alt") or "").strip()
        names = el.get("class") or ""
        if "emoji" in names or "smiley" in names:
            self.text(alt)
            return None
        source = None if is_pixel(el) else image_source(el, self.page)
        if source:
            attrs = {"src": source}
            if alt:
                attrs["alt"] = alt
            if el.get("title"):
                attrs["title"] = el.get("title", "")
            if self.stack[-1].tag in ("root", "blockquote", "details"):
                depth = len(self.stack)
                self.wrapped(self.push(Node("p"))).children.append(Node("img", attrs))
                self.stack[depth:] = [self.stack[depth]] if len(self.stack) > depth else []
            elif self.stack[-1].tag not in ("ul", "ol", "dl", "table", "tr"):
                self.stack[-1].children.append(Node("img", attrs))
        return None

    def enter_pre(self, el: HtmlElement) -> int | None:
        if self.boundary():
            text = code_of(el)
            if text.strip():
                names = " ".join(
                    filter(
                        None,
                        (
                            el.get("class"),
                            *(c.get("class") for c in el.iterchildren("code")),
                            *(a.get("class") for a in _near(el)),
                        ),
                    )
                )
                match = _LANGUAGE.search(names)
                node = Node("pre", {"data-language": match.group(1).lower()} if match else {})
                node.children.append(text)
                self.chars += len(text)
                self.stack[-1].children.append(node)
            return None
        return len(self.stack)

    def enter_table(self, el: HtmlElement) -> int | None:
        """Data tables stay tables; a table that only lays out a page, or a listing beside its line numbers, is looked through."""
        if not self.boundary():
            return len(self.stack)
        depth = len(self.stack)
        if not is_layout(el):
            self.push(Node("table"))
        return depth

    def enter_tr(self, el: HtmlElement) -> int | None:
        if not self.boundary():
            return len(self.stack)
        depth = len(self.stack)
        if self.stack[-1].tag == "table":
            self.push(Node("tr"))
        return depth

    def enter_tbody(self, el: HtmlElement) -> int | None:
        return len(self.stack)

    def enter_noscript(self, el: HtmlElement) -> int | None:
        """The twin of a lazy picture is dropped; pictures that only stand in ``noscript`` are kept."""
        if el.find(".//img") is None or _has_picture_beside(el):
            return None
        return len(self.stack)

    def enter_embed(self, el: HtmlElement) -> int | None:
        address = self.page.absolute(
            el.get("src") or el.get("data-src") or el.get("data-lazy-src") or el.get("data") or _source_of(el)
        )
        if not address or is_pixel(el) or _AD_FRAME.search(address):
            return None
        title = " ".join((el.get("title") or "").split())
        if self.boundary():
            node = Node("p")
            node.children.append(Node("embed", {"src": address, **({"title": title} if title else {})}))
            self.stack[-1].children.append(node)
        return None

    def enter_button(self, el: HtmlElement) -> int | None:
        """Buttons and heads are left out, but one that was never closed has swallowed the page."""
        if el.find(".//p") is None:
            return None
        self.boundary()
        return len(self.stack)

    def enter_form(self, el: HtmlElement) -> int | None:
        """Forms to fill in are left out; those around a whole page, which ASP.NET makes, are looked through."""
        if next(el.iter("input", "textarea", "select", "button"), None) is not None and self.size(el) < 0.3 * self.total:
            return None
        self.boundary()
        return len(self.stack)

    def enter_math(self, el: HtmlElement) -> int | None:
        tex = el.find(".//{*}annotation")
        if tex is None:
            tex = el.find(".//annotation")
        if tex is not None and tex.text:
            self.text("$" + tex.text.strip() + "$")
            return None
        return len(self.stack)


_SPECIAL: dict[str, Callable[[_Cleaner, HtmlElement], int | None]] = {
    "br": _Cleaner.enter_br,
    "hr": _Cleaner.enter_hr,
    "img": _Cleaner.enter_img,
    "amp-img": _Cleaner.enter_img,
    "pre": _Cleaner.enter_pre,
    "table": _Cleaner.enter_table,
    "tr": _Cleaner.enter_tr,
    "tbody": _Cleaner.enter_tbody,
    "thead": _Cleaner.enter_tbody,
    "tfoot": _Cleaner.enter_tbody,
    "noscript": _Cleaner.enter_noscript,
    "math": _Cleaner.enter_math,
    "button": _Cleaner.enter_button,
    "head": _Cleaner.enter_button,
    "form": _Cleaner.enter_form,
    **dict.fromkeys(EMBEDS, _Cleaner.enter_embed),
}
_BLOCK_CHILDREN = frozenset(
    (*HEADING_TAGS, "div", "p", "figure", "ul", "ol", "section", "article", "blockquote", "table", "header")
)
_ROLES = frozenset(
    ("navigation", "search", "banner", "contentinfo", "dialog", "alertdialog", "toolbar", "menu", "menubar", "tablist")
)


def _has_image(node: Node) -> bool:
    return any(isinstance(c, Node) and (c.tag == "img" or _has_image(c)) for c in node.children)


def _has_words(el: HtmlElement) -> bool:
    return el.text is not None and not el.text.isspace()


def _depth_of(el: HtmlElement) -> int:
    """How deep the first elements in *el* are nested, up to one more than MAX_WRAPPERS."""
    depth = 0
    while len(el) and depth <= MAX_WRAPPERS:
        el, depth = el[0], depth + 1
    return depth


def _limit(kind: str, total: int) -> float:
    """How many characters an element of *kind* may have and still be left out of a container of *total* characters."""
    if kind == "share":
        return max(250.0, 0.1 * total) if total > 600 else 0.5 * total
    if kind == "paywall":
        return min(MAX_NOTICE, 0.4 * total)
    if kind == "player":
        return min(max(MAX_NOTICE, 0.15 * total), 0.4 * total)
    return {"comments": 0.8, "related": 0.5, "bio": 0.5}.get(kind, 0.4) * total


def is_layout(table: HtmlElement) -> bool:
    """True when *table* only arranges other blocks: one row or one column, tables inside, or said so."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return True
    if table.find(".//th") is not None or table.find("./caption") is not None:
        return False
    rows = [len(row) for row in table.iter("tr")]
    return len(rows) < 2 or max(rows) < 2


def _has_picture_beside(noscript: HtmlElement) -> bool:
    previous = noscript.getprevious()
    if previous is not None and (previous.tag == "img" or previous.find(".//img") is not None):
        return True
    following = noscript.getnext()
    return following is not None and (following.tag == "img" or following.find(".//img") is not None)


def _source_of(el: HtmlElement) -> str | None:
    source = el.find(".//source[@src]")
    return source.get("src") if source is not None else None


def _near(el: HtmlElement) -> list[HtmlElement]:
    """Parent, and the two above it: highlighters put the language there."""
    found: list[HtmlElement] = []
    parent = el.getparent()
    while parent is not None and len(found) < 3:
        found.append(parent)
        parent = parent.getparent()
    return found

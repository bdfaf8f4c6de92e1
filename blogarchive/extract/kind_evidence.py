"""What one page shows about its own kind: read once when it is captured, judged with the whole blog later."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from lxml import etree
from lxml.html import HtmlElement

from blogarchive.discover.pagers import pager_base
from blogarchive.extract.kind_marks import (
    ARTICLE_TYPES,
    CLOSED_CLASSES,
    CLOSED_PHRASES,
    LISTING_TYPES,
    PAGE_TYPES,
    PASSWORD_WORDS,
    engine_mark,
    says_not_found,
)
from blogarchive.text import fold, one_line
from blogarchive.urls import absolute_url, host_of, post_key

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["Evidence", "read_evidence"]

MAX_HEADINGS = 120
MAX_TEASERS = 12
MAX_TEXTS = 400
MAX_ROWS = 2000
MAX_BESIDE = 60
"""Characters beside the link in one row of a dated list."""

MAX_REDIRECT_SECONDS = 10
"""A refresh after this time sends readers on who cannot have read the page; later ones load it or a start page anew."""

MIN_ROWS = 3
MIN_PLAIN_ROWS = 5
MAX_PIECES = 60
MAX_DIGESTED = 4000
MIN_LETTERS = 60
STUB_WORDS = 250
_OUTSIDE = frozenset(("nav", "aside", "footer"))
_REFRESH = re.compile(r"^\s*+(?P<seconds>\d*+)[\d.]*+\s*+[;,]\s*+(?:url\s*=\s*)?['\"]?(?P<url>[^'\"]+)", re.IGNORECASE)
# Dates in figures and in words of any language; texts of neighbouring elements may touch, so no word borders.
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}(?:st|nd|rd|th)?\.?\s(?:de\s|d')?[^\W\d_]{3,12}\.?,?\s(?:de\s)?(?:19|20)\d\d(?!\d)"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)"
)
_ENDS_IN_NUMBER = re.compile(r"\d/?(?:\.html?)?$")
ENDING = 8
"""Characters of an address's end that this pattern can match."""

# What generators write where an author gave no date.
_DATE_META = ("article:published_time", "article:published", "og:published_time")
_NO_DATE = ("0001-", "0000-")
_whole_text = etree.XPath("string(.)", smart_strings=False)
_ROLE_MAIN = etree.XPath("(.//div[@role='main'] | .//section[@role='main'])[1]")
_CLOSED_WORDS = tuple(c.encode() for c in CLOSED_CLASSES if not any(d != c and d in c for d in CLOSED_CLASSES))
_BLOCKS = ("p", "pre", "blockquote", "li", "h1", "h2", "h3", "h4", "figure", "td", "dd")
_CLOSED = etree.XPath(" or ".join(f"boolean(//*[contains(concat(' ', @class, ' '), ' {c} ')])" for c in CLOSED_CLASSES))
_ASKS_PASSWORD = etree.XPath(
    "boolean(//input[@name='post_password']) or boolean(//form[contains(concat(' ', @class, ' '), ' post-password-form ')])"
)
_FOR_NO_SCRIPTS = etree.XPath(
    "boolean(//noscript//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh'])", smart_strings=False
)
_PAYWALL = etree.XPath("boolean(.//*[contains(@class, 'paywall')])")
_PASSWORD = etree.XPath(
    "boolean(.//input[@type='password'][not(ancestor::nav or ancestor::aside or ancestor::footer or ancestor::header)])"
)


@dataclass(slots=True, kw_only=True)
class Evidence:
    """What a page shows about its own kind. Small: kept for every page of a blog until the end."""

    title: str = ""
    """The page's heading, or its ``title`` without heading, folded to letters and digits."""

    canonical: str | None = None
    """The page's canonical address, when it names another page than this."""

    canonical_own: bool = False
    """Whether the page names itself as canonical."""

    refresh: str | None = None
    """Where a meta refresh leads, when to another page."""

    refresh_soon: bool = False
    """Whether it leads there before the page can be read."""

    mark: str | None = None
    """What the blog software says the page is (`kind_marks.engine_mark`)."""

    articles: int = 0
    """Objects of schema.org article types."""

    article_own: bool = False
    """Whether exactly one of them, or the one that names this address, is this page."""

    listing_type: bool = False
    page_type: bool = False
    og_article: bool = False
    published: bool = False
    """Whether machine-readable metadata gives a publication date for the page as a whole."""

    date_near_title: bool = False
    h1: int = 0
    words: int = 0
    """Words in the blocks of the main part."""

    words_before_teasers: int = 0
    """Those in front of the first heading that links to another page of the host."""

    teasers: int = 0
    """Headings of the main part that link to other pages of the host, counted up to 12."""

    self_title: bool = False
    """Whether a heading links to this very page."""

    link_density: float = 0.0
    """Share of the main part's letters that are links."""

    times: int = 0
    pager: bool = False
    """Whether the page links to numbered pages."""

    closed: bool = False
    """Whether the content needs a password or a membership."""

    password: bool = False
    """Whether it is a password that a closed page asks for."""

    missing: bool = False
    """Whether the page says that it was not found, with status 200."""

    noindex: bool = False
    lang: str | None = None
    rows: list[str] = field(default_factory=list)
    """Keys of the addresses that the page is a plain list of links to; empty for a page that is no such list."""

    longest: str = ""
    """A digest of the longest paragraph of the main part; empty when it has none of a line or more."""

    signature: str = ""
    """The elements around the heading: pages made by one template share it."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; values that equal the default are left out."""
        return {name: value for name, default in _DEFAULTS.items() if (value := getattr(self, name)) != default}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Evidence:
        """The evidence that `to_dict` wrote; unknown keys of other versions are ignored."""
        return cls(**{k: v for k, v in values.items() if k in _DEFAULTS})


_DEFAULTS: dict[str, Any] = {f.name: [] if f.default is MISSING else f.default for f in fields(Evidence)}


def read_evidence(page: Page) -> Evidence:
    """What *page* shows about its own kind. Never judges; never raises on odd markup."""
    tree = page.tree
    evidence = Evidence(lang=tree.get("lang"))
    own = post_key(page.url)
    body = tree.find("body")
    body = tree if body is None else body
    evidence.mark = engine_mark(f"{tree.get('class', '')} {body.get('class', '')}", page.body)
    _read_statements(page, own, evidence)
    main = _main(tree, body)
    _read_structure(page, main, own, evidence)
    text = _text(main)
    _read_links(main, len(text), evidence)
    if evidence.teasers < MIN_ROWS and not evidence.article_own:
        _read_rows(page, main, own, len("".join(text.split())), evidence)
    _read_state(page, main, text, evidence)
    return evidence


def _main(tree: HtmlElement, body: HtmlElement) -> HtmlElement:
    named = next(tree.iter("main"), None)
    if named is not None:
        return named
    found = cast("list[HtmlElement]", _ROLE_MAIN(body))
    return found[0] if found else body


def _read_statements(page: Page, own: str, evidence: Evidence) -> None:
    """Canonical, refresh, metadata."""
    meta = page.structured.meta
    for link in page.tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            target = page.absolute(link.get("href"))
            if target and post_key(target) == own:
                evidence.canonical_own = True
            elif target and evidence.canonical is None:
                evidence.canonical = target
    _read_refresh(page, own, evidence)
    evidence.og_article = "article" in (v.lower() for v in meta.get("og:type", ()))
    evidence.published = any(not v.startswith(_NO_DATE) for k in _DATE_META for v in meta.get(k, ()))
    evidence.noindex = any("noindex" in v.lower() for v in meta.get("robots", ()))
    types = page.structured.types()
    evidence.listing_type = not types.isdisjoint(LISTING_TYPES)
    evidence.page_type = not types.isdisjoint(PAGE_TYPES)
    if not types.isdisjoint(ARTICLE_TYPES):
        _read_articles(page, own, evidence)


def _read_refresh(page: Page, own: str, evidence: Evidence) -> None:
    match = _REFRESH.match(page.structured.meta.get("refresh", [""])[0])
    target = absolute_url(match["url"], page.base_url) if match else None
    if match is None or not target or post_key(target) == own:
        return
    evidence.refresh = target
    # Only the first figures: Python refuses to read numbers of thousands of them.
    evidence.refresh_soon = int(match["seconds"].lstrip("0")[:4] or 0) <= MAX_REDIRECT_SECONDS and not _FOR_NO_SCRIPTS(page.tree)


def _read_articles(page: Page, own: str, evidence: Evidence) -> None:
    nodes = [n for n in (*page.structured.nodes, *page.structured.microdata) if _is_article(n)]
    addresses = [{post_key(u) for u in _addresses(n, page.base_url)} for n in nodes]
    naming = [n for n, found in zip(nodes, addresses, strict=True) if own in found]
    silent = [n for n, found in zip(nodes, addresses, strict=True) if not found]
    mine = naming or (silent if len(silent) == 1 else [])
    # The same article told twice (JSON-LD and microdata) is one.
    evidence.articles = len({frozenset(f) for f in addresses if f and own not in f}) + len(silent) + bool(naming)
    evidence.article_own = bool(mine)
    evidence.published = evidence.published or any(_has_date(n) for n in mine)


def _is_article(node: dict[str, Any]) -> bool:
    kind = node.get("@type")
    return not ARTICLE_TYPES.isdisjoint(kind if isinstance(kind, list) else [str(kind)])


def _states_not_free(page: Page) -> bool:
    """Whether an article of the page says that it is for paying readers (schema.org ``isAccessibleForFree``)."""
    nodes = [n for n in (*page.structured.nodes, *page.structured.microdata) if _is_article(n)]
    return any(str(n.get("isAccessibleForFree", "")).rpartition("/")[2].lower() == "false" for n in nodes)


def _has_date(node: dict[str, Any]) -> bool:
    value = node.get("datePublished")
    value = value[0] if isinstance(value, list) and value else value
    return isinstance(value, str) and bool(value.strip()) and not value.startswith(_NO_DATE)


def _addresses(node: dict[str, Any], base: str) -> Iterable[str]:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = node.get(name)
        for one in value if isinstance(value, list) else [value]:
            address = one.get("@id") or one.get("url") if isinstance(one, dict) else one
            target = absolute_url(address, base) if isinstance(address, str) and address else None
            if target:
                yield target


def _read_structure(page: Page, main: HtmlElement, own: str, evidence: Evidence) -> None:
    """Headings, teasers, words: one walk over the blocks of the main part."""
    host = host_of(page.url)
    title: HtmlElement | None = None
    words = 0
    longest = ""
    before: int | None = None
    headings = 0
    teasers: set[str] = set()
    for block in main.iterdescendants(*_BLOCKS):
        tag = str(block.tag)
        if tag[0] != "h":
            if tag in ("li", "td") and len(block) > 6:
                continue  # a container: its own blocks are counted
            text = _text(block)
            words += _word_count(text)
            longest = text if len(text) > len(longest) and tag == "p" else longest
            continue
        headings += 1
        if headings > MAX_HEADINGS or _is_outside(block, main):
            continue
        href = _heading_href(block)
        if href is None or not _same_host(href, host):
            evidence.h1 += tag == "h1"
            if title is None or (tag == "h1" and title.tag != "h1"):
                title = block
            continue
        if len(teasers) >= MAX_TEASERS:
            continue
        key = post_key(page.absolute(href) or page.url)
        if key == own:
            evidence.self_title = True
            title = block
        elif not key.endswith("/") or "?" in key:  # the host's root is no teaser
            teasers.add(key)
            before = words if before is None else before
    if title is None or title.tag != "h1":
        # Banners with the title often stand in front of <main>.
        title = next((h for h in page.tree.iter("h1") if not _is_outside(h, page.tree) and _text(h).strip()), title)
    evidence.words = words
    evidence.longest = _digest(longest)
    evidence.words_before_teasers = words if before is None else before
    evidence.teasers = len(teasers)
    _read_title(page, title, evidence)


def _digest(text: str) -> str:
    letters = fold(text[:MAX_DIGESTED])
    return hashlib.blake2b(letters.encode(), digest_size=8).hexdigest() if len(letters) >= MIN_LETTERS else ""


def _read_rows(page: Page, main: HtmlElement, own: str, total: int, evidence: Evidence) -> None:
    """Counts a page that is mostly rows of a link and a date as one whose headings lead on; notes where plain rows lead.

    The main part has *total* letters.
    """
    host = host_of(page.url)
    dated: dict[str, int] = {}
    plain: dict[str, dict[str, int]] = {}
    links = 0
    for link in islice(main.iter("a"), MAX_ROWS):
        links += 1
        href = link.get("href", "").strip()
        if not href or href[0] == "#" or not _same_host(href, host):
            continue
        row, length, has_date = _row_of(link)
        key = own if row is None else post_key(page.absolute(href) or page.url)
        if row is None or key == own:
            continue
        if has_date:
            dated.setdefault(key, length)
        if row.tag in ("li", "tr", "dd", "dt", "p") and not _is_outside(row, main):
            plain.setdefault(_signature(row), {}).setdefault(key, length)
    longest = max(plain.values(), key=len, default={})
    if len(dated) >= MIN_ROWS and _is_most(dated, links, total):
        evidence.teasers, evidence.words_before_teasers = min(len(dated), MAX_TEASERS), 0
    if len(longest) >= MIN_PLAIN_ROWS and _is_most(longest, links, total):
        evidence.rows = list(longest)


def _is_most(rows: dict[str, int], links: int, total: int) -> bool:
    """Whether *rows* hold most of the *total* letters; of a list too long to be read whole, most of the *links* read."""
    return 2 * len(rows) > links if links == MAX_ROWS else 2 * sum(rows.values()) > total


def _row_of(link: HtmlElement) -> tuple[HtmlElement | None, int, bool]:
    """The row that *link* makes up with few words beside it, its letters, and whether a date is among them."""
    own = len("".join(_text(link).split()))
    found: tuple[HtmlElement | None, int, bool] = (None, 0, False)
    around = link.getparent()
    for _ in range(3):
        if around is None or not own or around.tag in ("main", "body", "ul", "ol", "dl", "table", "tbody"):
            break
        text = " ".join(islice(around.itertext(), MAX_PIECES))
        length = len("".join(text.split()))
        if length > own + MAX_BESIDE or len({a.get("href") for a in islice(around.iter("a"), 4)}) > 2:
            break
        found = (around, length, length > own and _DATE.search(text) is not None)
        if found[2]:
            break
        around = around.getparent()
    return found


def _text(element: HtmlElement) -> str:
    """The text of *element*; most elements that are asked have no others in them, and tell it several times faster."""
    return cast("str", _whole_text(element)) if len(element) else element.text or ""


def _word_count(text: str) -> int:
    """Words; in scripts without blanks two characters count as one."""
    count = len(text.split())
    wide = len(text) // 2 if count and len(text) > count * 25 else 0
    return max(count, wide)


def _is_outside(element: HtmlElement, main: HtmlElement) -> bool:
    up = element.getparent()
    while up is not None and up is not main:
        if up.tag in _OUTSIDE:
            return True
        up = up.getparent()
    return False


def _heading_href(heading: HtmlElement) -> str | None:
    """Where a heading leads, as written: the first link inside it, or a link around it."""
    link = heading.find(".//a[@href]")
    up = heading.getparent()
    for _ in range(3):
        if link is not None or up is None:
            break
        link = up if up.tag == "a" else None
        up = up.getparent()
    href = "" if link is None else link.get("href", "").strip()
    # "#…" is the anchor of the heading itself.
    return href if href and href[0] != "#" else None


def _same_host(href: str, host: str) -> bool:
    """Whether the address, as written, stays on the host; cheap, for it is asked of every heading."""
    if href.startswith("//") or "://" in href[:12]:
        return href.partition("//")[2].partition("/")[0].lower().removeprefix("www.") == host.removeprefix("www.")
    return ":" not in href.partition("/")[0]


def _read_title(page: Page, title: HtmlElement | None, evidence: Evidence) -> None:
    if title is None:
        text = _text(next(page.tree.iter("title"), page.tree))[:300] if page.tree.find(".//title") is not None else ""
        evidence.title = fold(one_line(text))
        return
    text = one_line(_text(title)[:500])
    evidence.title = fold(text)
    evidence.signature = _signature(title)
    around = title
    for _ in range(3):
        up = around.getparent()
        if up is None or up.tag in ("body", "html"):
            break
        around = up
        content = " ".join(" ".join(islice(around.itertext(), MAX_TEXTS)).split())
        start = content.find(text[:20])
        if _DATE.search(content[max(0, start - 150) : start + len(text) + 250]):
            evidence.date_near_title = True
            break
        if len(content) > len(text) + 600:
            break
    if not evidence.date_near_title:
        evidence.date_near_title = any(t.get("datetime") for t in around.iter("time"))


def _signature(title: HtmlElement) -> str:
    """Tags and first plain classes from the title up to the body. Classes with digits name one page."""
    path: list[str] = []
    up: HtmlElement | None = title
    while up is not None and up.tag not in ("body", "html") and len(path) < 8:
        first = next((c for c in up.get("class", "").split() if not any(d.isdigit() for d in c)), "")
        if first or up.tag != "div":  # wrappers without a name tell nothing, and one template may have more or fewer of them
            path.append(f"{up.tag!s}.{first}"[:40])
        up = up.getparent()
    return "<".join(path)


def _read_links(main: HtmlElement, total: int, evidence: Evidence) -> None:
    """Pager, share of linked text in the main part's *total* letters, and times."""
    linked = 0
    for link in main.iter("a"):
        linked += len(_text(link))
        href = link.get("href")
        if href and not evidence.pager and len(href) < 500 and _ENDS_IN_NUMBER.search(href[-ENDING:]):
            evidence.pager = pager_base(href) is not None
    evidence.link_density = round(min(1.0, linked / total), 2) if total else 0.0
    evidence.times = min(50, sum(1 for _ in main.iter("time")))


def _read_state(page: Page, main: HtmlElement, text: str, evidence: Evidence) -> None:
    """Closed and missing pages, which answer 200 all the same; *text* is that of the *main* part."""
    tree = page.tree
    is_short = evidence.words < STUB_WORDS
    if b"assword" in page.body:
        evidence.password = bool(_ASKS_PASSWORD(tree)) or (is_short and bool(_PASSWORD(main)))
    if any(word in page.body for word in _CLOSED_WORDS):
        evidence.closed = bool(_CLOSED(tree))
    if b"isAccessibleForFree" in page.body and _states_not_free(page):
        evidence.closed = evidence.closed or is_short or bool(_PAYWALL(main))
    evidence.closed = evidence.closed or evidence.password
    if not is_short:
        return
    lowered = text[:6000].lower()
    phrase = next((phrase for phrase in CLOSED_PHRASES if phrase in lowered), None)
    if phrase:
        evidence.closed = True
        evidence.password = evidence.password or any(word in phrase for word in PASSWORD_WORDS)
    title = tree.find(".//title")
    evidence.missing = title is not None and says_not_found(one_line(_text(title)[:500]))

"""Links from one page of a listing to its others."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from blogarchive.discover.link import Link, Source
from blogarchive.discover.links import PageLinks
from blogarchive.discover.words import NEWER_WORDS, OLDER_WORDS, PAGER_SEGMENTS
from blogarchive.text import remember_short
from blogarchive.urls import host_of

__all__ = ["find_pagers", "is_same_listing", "may_page", "page_number", "pager_base", "plain_words"]

MAX_PAGERS = 200
PAGER_PARAMETERS = frozenset(
    (
        *("page", "paged", "pg", "p", "pagenum", "pageno", "page_num", "page_no", "page-number", "seite", "pagina"),
        *("offset", "start", "start-index", "startindex", "skip", "updated-max", "before", "older", "from", "cursor"),
        "after",
    )
)
NUMBER_PARAMETERS = frozenset(
    ("page", "paged", "pg", "p", "pagenum", "pageno", "page_num", "page_no", "page-number", "seite", "pagina")
)
"""Those of them that count pages from one."""

_SEGMENT_WITH_NUMBER = re.compile(r"^(?P<word>[^\W\d_]+)[-_]?(?P<number>\d{1,5})(?P<ending>\.html?|\.php|\.aspx)?$")
_NUMBER = re.compile(r"^\d{1,5}(?:\.html?)?$")
_DIGITS = re.compile(r"\d+")
_NOT_WORDS = re.compile(r"[^\w\s'’‌.-]+|_")
_NUMBERED_FILES = frozenset(("index", "page", "blog", "archive", "archives", "posts", "list", "main", "home", "news", "articles"))


def find_pagers(links: PageLinks, url: str) -> list[Link]:
    """The links of the page at *url* that lead to other pages of the same listing, in page order, source ``pager``.

    Archives by date are no pagers. A post in several parts (``/slug/2/``) is paged the same way; what its parts are
    is told by the pages themselves.
    """
    found: dict[str, Link] = {}
    for target, rel in ((links.next, "next"), (links.prev, "prev")):
        if target and _same_listing(target, url, trusted=False):
            found[target] = Link(target, Source.PAGER, "", rel)
    host = host_of(url)
    for link in links.anchors:
        if len(found) >= MAX_PAGERS:
            break
        if link.url not in found and _is_pager(link, url, host):
            found[link.url] = Link(link.url, Source.PAGER, link.text, link.rel, None, None, link.region)
    found.pop(url, None)
    return list(found.values())


@remember_short
def pager_base(url: str) -> str | None:
    """The first page's path (and the query without the page) when *url* says it is a further page, else None.

    Only spellings that say so: ``/page/3``, ``page3/``, ``?paged=3``, ``index-3.html``; a bare number does not.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    kept = [p for p in parts.query.split("&") if p and p.partition("=")[0].lower() not in PAGER_PARAMETERS]
    rest = "?" + "&".join(kept) if kept else ""
    if parts.query and "&".join(kept) != parts.query and _pages_by_query(parts.path, parts.query):
        return parts.path + rest
    segments = [unquote(s).casefold() for s in parts.path.strip("/").split("/")]
    last = segments[-1]
    if len(segments) >= 2 and segments[-2] in PAGER_SEGMENTS and _NUMBER.match(last):
        return "/" + "".join(s + "/" for s in parts.path.strip("/").split("/")[:-2]) + rest
    match = _SEGMENT_WITH_NUMBER.match(last)
    words = PAGER_SEGMENTS if match is None or not match["ending"] else PAGER_SEGMENTS | _NUMBERED_FILES
    if match and match["word"] in words and len(match["word"]) > 1:
        return "/" + "".join(s + "/" for s in parts.path.strip("/").split("/")[:-1]) + rest
    return None


def _pages_by_query(path: str, query: str) -> bool:
    """Whether a parameter pages a listing; WordPress's ``?p=123`` at the root is the short address of a post."""
    names = {p.partition("=")[0].lower() for p in query.split("&")} & PAGER_PARAMETERS
    if names == {"p"} and path.strip("/") in ("", "index.php"):
        return False
    return any(value for name, _, value in (p.partition("=") for p in query.split("&")) if name.lower() in names)


def page_number(url: str) -> int:
    """The number of the page of a list that *url* says it is; 1 when it says none."""
    if pager_base(url) is None:
        return 1
    parts = urlsplit(url)
    pairs = [part.partition("=") for part in parts.query.split("&")]
    numbers = [value for name, _, value in pairs if name.lower() in NUMBER_PARAMETERS and _NUMBER.match(value)]
    numbers = numbers or [n for n in _DIGITS.findall(parts.path) if len(n) < 6]
    return max(1, int(numbers[-1])) if numbers else 1


def is_same_listing(target: str, url: str) -> bool:
    """Whether *target* can be another page of the listing at *url*, by its spelling alone."""
    return _same_listing(target, url, trusted=False)


@remember_short
def may_page(url: str) -> bool:
    """Whether *url* looks as if it could be paged; a link between two addresses that do not is no pager, whatever its words."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    is_number = _NUMBER.match(last) is not None or last.removesuffix(".html").isdigit()
    return is_number or bool(parts.query) or "search" in url or pager_base(url) is not None


def _is_pager(link: Link, url: str, host: str) -> bool:
    if host_of(link.url) != host:
        return False
    if pager_base(link.url) is not None:
        return True
    words = plain_words(link.text)
    if words.isdigit() and len(words) <= 4:
        return _is_numbered_child(link.url, url, words)
    rels = link.rel.split()
    if "next" in rels or "prev" in rels:
        return _same_listing(link.url, url, trusted=False)
    if words in OLDER_WORDS or words in NEWER_WORDS:
        return _same_listing(link.url, url, trusted=" " in words and "search" in link.url)
    return False


def plain_words(text: str) -> str:
    """*text*, the first 60 characters, in lower case without arrows and punctuation."""
    return " ".join(_NOT_WORDS.sub(" ", text[:60]).casefold().split())


def _is_numbered_child(target: str, url: str, number: str) -> bool:
    """Whether the link "3" leads to ``…/3/`` beside or below this page."""
    path, own = urlsplit(target).path.rstrip("/"), urlsplit(url).path.rstrip("/")
    head, _, last = path.rpartition("/")
    if last.removesuffix(".html") != number or _is_year_or_day(head, last):
        return False
    own_head, _, own_last = own.rpartition("/")
    return head == own or (head == own_head and own_last.removesuffix(".html").isdigit())


def _is_year_or_day(head: str, last: str) -> bool:
    """``/2018/``, ``/2018/02/``: archives by date, which number themselves the same way."""
    if re.fullmatch(r"(?:19|20)\d\d", last):
        return True
    return bool(re.search(r"/(?:19|20)\d\d(?:/\d\d?)?$", head))


def _same_listing(target: str, url: str, *, trusted: bool) -> bool:
    """Whether *target* can be another page of the listing at *url*: further page by its spelling, or the address
    differs in its query or in its last number alone. Posts name their neighbours "next" and "previous" as well.
    """
    if host_of(target) != host_of(url) or target == url:
        return False
    if trusted or pager_base(target) is not None:
        return True
    there, here = urlsplit(target), urlsplit(url)
    if there.path == here.path:
        return there.query != here.query
    if pager_base(url) is not None and there.path.rstrip("/") == (pager_base(url) or "").rstrip("/"):
        return True
    head, _, last = there.path.rstrip("/").rpartition("/")
    return (
        _NUMBER.match(last) is not None
        and not _is_year_or_day(head, last)
        and (head == here.path.rstrip("/") or _DIGITS.sub("0", there.path) == _DIGITS.sub("0", here.path))
    )

"""Addresses of lists that stand in a page without a link: "load more" buttons, endless scrolling, drop-down archives.

Only addresses that are written in the page, or follow from a template in it, are given; nothing that needs a form to be posted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from blogarchive.discover.jsondata import as_record, as_text, read_json
from blogarchive.discover.link import Link, Source
from blogarchive.discover.markup import UNREADABLE, Markup, base_of, read_markup
from blogarchive.discover.pagers import is_same_listing, page_number, pager_base, plain_words
from blogarchive.discover.query import with_parameters
from blogarchive.discover.words import NEWER_WORDS, OLDER_WORDS
from blogarchive.urls import absolute_url, host_of

__all__ = ["find_unlinked", "fragment_of"]

MAX_FOUND = 200
MAX_SCRIPT = 200_000
MAX_ELEMENTS = 2000

# Attributes that name the next piece of a list, whatever element they stand at.
NEXT_ATTRIBUTES = (
    *("data-next-url", "data-nexturl", "data-next-page-url", "data-next-link", "data-next-href", "data-next", "data-next-page"),
    *("data-load-more-url", "data-loadmore-url", "data-more-url", "data-infinite-scroll-url", "data-pagination-next"),
)
# Attributes with addresses of any kind: these count at an element that says "more", or when they are spelled as a further page.
ADDRESS_ATTRIBUTES = (
    *(
        "data-url",
        "data-href",
        "data-link",
        "data-path",
        "data-endpoint",
        "data-ajax-url",
        "data-ajaxurl",
        "hx-get",
        "data-hx-get",
    ),
    *("up-href", "ic-get-from", "src", "href", "value"),
)
_SELECTOR = ", ".join(
    [f"[{name}]" for name in (*NEXT_ATTRIBUTES, *ADDRESS_ATTRIBUTES[:11])]
    + ["turbo-frame[src]", "amp-next-page[src]", "[onclick*=location]", "[data-infinite-scroll]", "[data-ias]"]
)
_MORE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:load-?more|loadmore|show-?more|more-?posts|infinite(?:-?scroll)?|next-?page|older-?posts|pagination|pager)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOCATION = re.compile(r"location(?:\.href)?\s*=\s*[\"']([^\"']{1,2000})[\"']")
_IN_SCRIPT = re.compile(
    r"[\"']?(?:next_?(?:page_?)?(?:url|link|href|path)|load_?more_?(?:url|link)|nextPage)[\"']?\s*[:=]\s*(\"(?:[^\"\\\n]|\\.){1,2000}\")",
    re.IGNORECASE,
)
# Jetpack's endless scrolling and others: an address with a place for the number of the page.
_TEMPLATE = re.compile(
    r"[\"'](?:path|page_?path|pagePattern|url_?template)[\"']\s*:\s*(\"(?:[^\"\\\n]|\\.){1,500}\")", re.IGNORECASE
)
_NUMBER_PLACE = re.compile(r"%d|%s|\{\{#\}\}|\{page\}|\{\{page\}\}|:page\b|__page__", re.IGNORECASE)
# Buttons of WordPress themes say how many pages a list has, and ask a script for them that answers to posted forms only.
_LAST_PAGE = re.compile(r"[\"']?(?:max_?(?:num_?)?pages?|total_?pages?)[\"']?\s*[:=]\s*[\"']?(\d{1,5})\b", re.IGNORECASE)
_LAST_PAGE_ATTRIBUTES = ("data-max-pages", "data-max-page", "data-max_num_pages", "data-total-pages", "data-max", "data-pages")
_WORDPRESS = re.compile(r"/wp-(?:content|includes)/|admin-ajax\.php")
FRAGMENT_KEYS = ("html", "content", "data", "posts", "markup", "rendered", "fragment", "items", "body", "output")


def find_unlinked(html: Markup | bytes | str, url: str) -> list[Link]:
    """The addresses of lists in the page *html* at *url* that no link leads to, on the same host, in page order.

    Source ``pager`` for further pieces of this list, ``archive`` for lists of another kind, ``link`` for what may be either.
    """
    markup = html if isinstance(html, Markup) else read_markup(html)
    if markup is None:
        return []
    found: dict[str, Link] = {}
    try:
        for link in _candidates(markup, url):
            if link.url != url and host_of(link.url) == host_of(url):
                found.setdefault(link.url, link)
            if len(found) >= MAX_FOUND:
                break
    except UNREADABLE:
        pass  # what was found until then counts
    return list(found.values())


def _candidates(markup: Markup, url: str) -> Iterator[Link]:
    base = base_of(markup, url)
    for node in markup.css(_SELECTOR)[:MAX_ELEMENTS]:
        yield from _of_element(node, base, url)
    scripts = " ".join((node.text(deep=True) or "")[:MAX_SCRIPT] for node in markup.css("script:not([src])")[:100])
    yield from _of_scripts(scripts, base, url)
    yield from _of_form(markup, base, url)
    yield from _of_choices(markup, base)
    yield from _of_numbers(markup, scripts, url)


def _of_element(node: LexborNode, base: str, url: str) -> Iterator[Link]:
    attributes = node.attributes
    for name in NEXT_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if value and not value.isdigit() and value.lower() not in ("true", "false", "null", "none"):
            yield from _link(value, base, url)
    says_more = _says_more(node)
    for name in ADDRESS_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        target = absolute_url(value, base) if value else None
        if target and (pager_base(target) is not None or (says_more and is_same_listing(target, url))):
            yield Link(target, Source.PAGER)
    match = _LOCATION.search((attributes.get("onclick") or "")[:3000])
    if match and says_more:
        yield from _link(match[1], base, url)
    for name in ("data-infinite-scroll", "data-ias"):
        path = as_text(as_record(read_json((attributes.get(name) or "").encode())).get("path"))
        if path:
            yield from _of_template(path, base, url)


def _says_more(node: LexborNode) -> bool:
    """Whether the element is made to show more of a list: by its class or id, or by its whole text."""
    attributes = node.attributes
    if _MORE_CLASS.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
        return True
    words = plain_words(attributes.get("aria-label") or node.text(deep=True) or "")
    return words in OLDER_WORDS or words in NEWER_WORDS


def _link(value: str, base: str, url: str) -> Iterator[Link]:
    target = absolute_url(value, base)
    if target and "{" not in value:
        is_page = pager_base(target) is not None or is_same_listing(target, url)
        yield Link(target, Source.PAGER if is_page else Source.LINK)


def _of_scripts(scripts: str, base: str, url: str) -> Iterator[Link]:
    for match in _IN_SCRIPT.finditer(scripts):
        value = _unquoted(match[1])
        if value and ("/" in value or value.startswith("?")):
            yield from _link(value, base, url)
    for match in _TEMPLATE.finditer(scripts):
        yield from _of_template(_unquoted(match[1]), base, url)


def _of_template(template: str, base: str, url: str) -> Iterator[Link]:
    """The page after this one, by an address with one place for a number."""
    if len(_NUMBER_PLACE.findall(template)) == 1 and "/" in template:
        target = absolute_url(_NUMBER_PLACE.sub(str(page_number(url) + 1), template), base)
        if target and pager_base(target) is not None:
            yield Link(target, Source.PAGER)


def _unquoted(literal: str) -> str:
    """The text of a string literal of a script."""
    try:
        value = json.loads(literal)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""


def _of_form(markup: Markup, base: str, url: str) -> Iterator[Link]:
    """Forms that page a list by asking for an address: hidden fields and one button."""
    for form in markup.css("form")[:20]:
        attributes = form.attributes
        if (attributes.get("method") or "get").lower() != "get":
            continue
        fields = [(n.attributes.get("name") or "", n.attributes.get("value") or "") for n in form.css("input[type=hidden]")[:20]]
        target = absolute_url(attributes.get("action") or url, base)
        if not fields or target is None or form.css_first("input[type=text], input[type=search], textarea, input:not([type])"):
            continue
        query = urlencode([(name, value) for name, value in fields if name])
        asked = urlunsplit(urlsplit(target)._replace(query=query, fragment=""))
        if pager_base(asked) is not None:
            yield Link(asked, Source.PAGER)


def _of_choices(markup: Markup, base: str) -> Iterator[Link]:
    """Drop-down lists of months or subjects, as WordPress makes them: addresses, or numbers of categories."""
    for choice in markup.css("select")[:20]:
        name = (choice.attributes.get("name") or "").lower()
        for option in choice.css("option[value]")[:MAX_FOUND]:
            value = (option.attributes.get("value") or "").strip()
            if name == "cat" and value.isascii() and value.isdigit() and value != "0":
                root = absolute_url("/", base)
                if root:
                    yield Link(with_parameters(root, {"cat": value}), Source.ARCHIVE)
            elif value.startswith(("http://", "https://", "/")):
                target = absolute_url(value, base)
                if target:
                    yield Link(target, Source.PAGER if pager_base(target) is not None else Source.ARCHIVE)


def _of_numbers(markup: Markup, scripts: str, url: str) -> Iterator[Link]:
    """The next page of a list of WordPress whose script only knows how many pages there are: it has an address all the same."""
    last = max((int(n) for n in _LAST_PAGE.findall(scripts)), default=0)
    for name in _LAST_PAGE_ATTRIBUTES:
        values = [(node.attributes.get(name) or "").strip() for node in markup.css(f"[{name}]")[:5] if _says_more(node)]
        last = max([last, *(int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 6)])
    following = page_number(url) + 1
    if not 1 < following <= last or not _WORDPRESS.search(scripts + (markup.head.html or "" if markup.head else "")):
        return
    parts = urlsplit(url)
    path = (pager_base(url) or parts.path or "/").partition("?")[0]
    if "paged=" in parts.query or (path == "/" and parts.query):
        yield Link(with_parameters(url, {"paged": following}), Source.PAGER)
    else:
        yield Link(urlunsplit(parts._replace(path=f"{path.rstrip('/')}/page/{following}/", query="", fragment="")), Source.PAGER)


def fragment_of(body: bytes) -> str | None:
    """The HTML in an answer to a script: JSON whose fields hold pieces of a page, joined; None when it is no such answer."""
    data = read_json(body)
    pieces = [piece for piece in _pieces(data, 3) if "<a " in piece or "<article" in piece]
    return "\n".join(pieces) or None


def _pieces(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth:
        for item in value[:MAX_FOUND]:
            yield from _pieces(item, depth - 1)
    elif isinstance(value, dict) and depth:
        for key in FRAGMENT_KEYS:
            if key in value:
                yield from _pieces(value[key], depth - 1)

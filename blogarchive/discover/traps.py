"""Addresses that never lead to posts: one table of patterns, each with its name, reason and an example.

A pattern must be true on every site; ``docs/reference/traps.md`` is made from the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["TRAPS", "TRAP_NAMES", "Trap", "trap_reason"]

MAX_LENGTH = 2000
MAX_SEGMENTS = 20
MAX_REPEATS = 2


@dataclass(frozen=True, slots=True)
class Trap:
    """One kind of address that never leads to a post."""

    name: str
    """What switches it off."""

    reason: str
    """Why such an address is left out, in a few words; stands in the ledger."""

    pattern: str
    """Regular expression for path and query as they are spelled, without regard to case; empty: told by counting."""

    example: str
    """Path and query of such an address."""


# A single word of a path may be the name of a post, so words count only right below the host or a language folder.
_TOP = r"^/(?:[a-z]{2}(?:[-_][a-z]{2})?/)?"
_END = r"(?:\.(?:php|aspx?|html?))?/?(?:[?]|$)"

TRAPS: tuple[Trap, ...] = (
    Trap("share", "share button", r"[?&](?:share|sharing|shared)=(?:[a-z]{1,12}(?:-[a-z0-9-]+)?)(?:&|$)", "/a/?share=facebook"),
    Trap("share-page", "share button", r"/sharer?(?:\.php)?/?\?(?:[^#]*&)?(?:u|url)=http", "/share?url=https://x.example/a/"),
    Trap("reply", "reply form", r"[?&](?:replytocom|reply_?to)=|/comment/reply/\d", "/a/?replytocom=12"),
    Trap(
        "comment",
        "one comment",
        r"[?&](?:like_comment|unlike_comment|commentid|comment_id|showcomment|unapproved|moderation-hash)=",
        "/a.html?showComment=1399",
    ),
    Trap(
        "comment-pages",
        "page of comments",
        r"/comment-page-\d+/?(?:[?]|$)|[?&](?:cpage|comments_page)=\d",
        "/a/comment-page-2/",
    ),
    Trap(
        "comment-feed",
        "feed of comments",
        r"/comments/feed/?$|/feeds?/comments(?:/|$)|/feeds?/\d+/comments/|[?&]feed=comments",
        "/comments/feed/",
    ),
    Trap(
        "print",
        "print version",
        r"[?&]print(?:able|er)?=|[?&](?:format|view|output|mode)=(?:print|pdf|amp)(?:&|$)",
        "/a/?print=1",
    ),
    Trap("amp", "AMP version", r"[?&]amp(?:=1|=true|&|=?$)|[?&]outputtype=amp", "/a/?amp=1"),
    Trap(
        "wordpress",
        "WordPress machinery",
        r"/wp-admin(?!/admin-ajax\.php\?(?:[^#]*&)?action=\w*(?:more|posts|infinite|scroll))(?:[/?]|$)|/wp-json(?:[/?]|$)"
        r"|/wp-(?:login|signup|cron|trackback|comments-post)\.php|[?&](?:doing_wp_cron|wc-ajax)=",
        "/wp-login.php",
    ),
    Trap("interface", "machine interface", r"[?&]rest_route=|/xmlrpc\.php(?:[?]|$)|/oembed(?:[?]|$)|[?&]oembed=", "/xmlrpc.php"),
    Trap("network", "content network machinery", r"^/cdn-cgi/", "/cdn-cgi/l/email-protection"),
    Trap(
        "account",
        "account",
        _TOP + r"(?:user/)?(?:log-?in|log-?out|sign-?in|sign-?out|sign-?up|register|lost-?password)" + _END,
        "/de/login",
    ),
    Trap(
        "account-action",
        "account",
        r"[?&](?:action|do)=(?:login|logout|register|edit|lostpassword|history|diff|revert|delete)(?:&|$)",
        "/index.php?action=login",
    ),
    Trap("account-parts", "account", r"[?&]option=com_(?:mailto|users|search|finder)(?:&|$)", "/index.php?option=com_users"),
    Trap("administration", "administration", _TOP + r"(?:admin|administrator)" + _END + r"|^/ghost/$", "/admin/"),
    Trap("shop", "shop", _TOP + r"(?:cart|checkout|basket|warenkorb|panier|carrito|my-account)" + _END, "/cart/"),
    Trap("shop-action", "shop", r"[?&](?:add-to-cart|add_to_cart|add_to_wishlist|remove_item)=", "/shop/?add-to-cart=3"),
    Trap(
        "calendar",
        "calendar",
        r"[?&](?:ical|outlook-ical|tribe-bar-date|eventdisplay|tribe_\w+)=|[?&](?:format=ical|view=calendar)(?:&|$)|\.ics(?:[?]|$)",
        "/events/?tribe-bar-date=2031-01-01",
    ),
    Trap(
        "calendar-pages",
        "calendar",
        r"/(?:calendar|events?|agenda|kalender|termine)/(?:month|week|day|today)/(?:\d{4}-\d\d(?:-\d\d)?/?)?(?:[?]|$)"
        r"|/(?:calendar|events?|agenda|kalender|termine)/\d{4}-\d\d(?:-\d\d)?/?(?:[?]|$)",
        "/events/month/2031-01/",
    ),
    Trap("sort", "sort order", r"[?&](?:sort|sort_?by|sort_?order|order|order_?by|direction)=", "/list?orderby=date"),
    Trap("folder-sort", "sort order", r"[?&]C=[NMSD][;&]O=[AD]", "/files/?C=M;O=A"),
    Trap("filter", "filter of a list", r"[?&]filter_\w+=|[?&]filter(?:\[|%5b)", "/shop/?filter_color=red"),
    Trap("page-size", "page size", r"[?&](?:limit|per_?page|page_?size|view_mode)=", "/list?per_page=50"),
    Trap("search", "search", r"[?&](?:s|q|query|search|keywords?|searchterm|search_query)=", "/?s=word"),
    Trap("search-page", "search", _TOP + r"(?:search|suche|recherche|buscar|zoeken)" + _END, "/search/"),
    Trap(
        "session",
        "session id",
        r"[?&](?:phpsessid|jsessionid|session_?id|aspsessionid\w*|cfid|cftoken)=|;jsessionid=|[?&]s(?:es)?s?id=[0-9a-z]*\d[0-9a-z]{15,}",
        "/a?PHPSESSID=9b1f",
    ),
    Trap(
        "preview",
        "preview",
        r"[?&](?:preview|preview_id|preview_nonce|customize_changeset_uuid|elementor-preview|et_fb|fl_builder)(?:=|&|$)",
        "/?p=5&preview=true",
    ),
    Trap("revision", "old version of a page", r"[?&](?:oldid|diff)=(?:\d|prev|next|cur)", "/index.php?title=A&oldid=44"),
    Trap(
        "return",
        "way back after a login",
        r"[?&](?:return_?(?:to|url)|redirect(?:_?to|_?uri|_?url)?|destination)=",
        "/user?destination=/a/",
    ),
    Trap(
        "other-view",
        "other view of a page",
        r"[?&](?:m|noamp|nonamp|showall)=(?:0|1|true|false|mobile|available)(?:&|$)|[?&](?:lightbox|pgid|highlight)=",
        "/a.html?m=1",
    ),
    Trap("cache", "other view of a page", r"[?&](?:nocache|no_cache|cachebuster|_)=\d", "/a/?nocache=1399"),
    Trap("attachment", "page around a picture", r"[?&]attachment_id=\d", "/?attachment_id=44"),
    Trap("trackback", "address for machines", r"/trackback/?(?:[?]|$)", "/a/trackback/"),
    Trap(
        "blogger-form", "e-mail form or editing", r"/(?:email-post|delete-comment|post-edit)\.g(?:[?]|$)", "/email-post.g?postID"
    ),
    Trap("script", "broken script link", r"/(?:javascript|mailto|tel|data)(?::|%3a)", "/javascript:void(0)"),
    Trap("too-long", "overlong address", "", "/" + "a" * MAX_LENGTH),
    Trap("too-deep", "endless path", "", "/x" * (MAX_SEGMENTS + 1)),
    Trap("repeated", "path repeats itself", "", "/a/b/a/b/a/b/"),
)
TRAP_NAMES = frozenset(trap.name for trap in TRAPS)

_REASONS = {trap.name: trap.reason for trap in TRAPS}
_BLOGGER_PAGING = re.compile(r"/search(?:/label/[^?]*)?\?(?:[^#]*&)?(?:updated-max|updated-min|start)=", re.IGNORECASE)
_AFTER_HOST = re.compile(r"\Ahttps?://[^/?#]*", re.IGNORECASE)
_NONE: frozenset[str] = frozenset()


def trap_reason(url: str, off: frozenset[str] = _NONE) -> str | None:
    """Why *url* (absolute) never leads to a post, in a few words, or None when it may.

    *off* are names of the traps that are not to be looked for.
    """
    rest = _AFTER_HOST.sub("", url)
    name = _by_count(rest, len(url))
    if name is None or name in off:
        name = None
        anything, patterns = _patterns(off)
        # One test for all: nearly every address passes it, so the reason is only looked for when there is one.
        if len(url) <= MAX_LENGTH and anything.search(rest) and not _BLOGGER_PAGING.match(rest):
            name = next(name for name, pattern in patterns if pattern.search(rest))
    return _REASONS[name] if name else None


def _by_count(rest: str, length: int) -> str | None:
    """The trap that an address of *length* characters is in by its length or by the segments of *rest*, its path and query."""
    if length > MAX_LENGTH:
        return "too-long"
    segments = [s for s in rest.partition("?")[0].split("/") if s]
    if len(segments) > MAX_SEGMENTS:
        return "too-deep"
    if len(segments) > MAX_REPEATS + 1 and any(segments.count(s) > MAX_REPEATS and not s.isdigit() for s in set(segments)):
        return "repeated"
    return None


@lru_cache(maxsize=16)
def _patterns(off: frozenset[str]) -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]]:
    """One pattern that finds any trap but those named *off*, and each of them by its name."""
    wanted = [trap for trap in TRAPS if trap.pattern and trap.name not in off]
    anything = "|".join(f"(?:{trap.pattern})" for trap in wanted) or r"(?!)"
    return re.compile(anything, re.IGNORECASE), [(trap.name, re.compile(trap.pattern, re.IGNORECASE)) for trap in wanted]

"""Addresses that never lead to posts, each pattern with its reason. A pattern must be true on every site."""

from __future__ import annotations

import re

__all__ = ["TRAPS", "trap_reason"]

MAX_LENGTH = 2000
MAX_SEGMENTS = 20
MAX_REPEATS = 2

# Matched against the path and query of the address, percent-encoding as it stands, without regard to case.
# A single word of a path may be the name of a post, so words count only right below the host or a language folder.
_TOP = r"^/(?:[a-z]{2}(?:[-_][a-z]{2})?/)?"
_END = r"(?:\.(?:php|aspx?|html?))?/?(?:[?]|$)"
TRAPS: tuple[tuple[str, str], ...] = (
    (r"[?&](?:share|sharing|shared)=(?:[a-z]{1,12}(?:-[a-z0-9-]+)?)(?:&|$)", "share button"),
    (r"[?&](?:replytocom|reply_?to)=", "reply form"),
    (r"[?&](?:like_comment|unlike_comment|commentid|comment_id|showcomment)=", "one comment"),
    (r"/comment-page-\d+/?(?:[?]|$)|[?&](?:cpage|comments_page)=\d", "page of comments"),
    (r"/comments/feed/?$|/feeds?/comments(?:/|$)|/feeds?/\d+/comments/|[?&]feed=comments", "feed of comments"),
    (r"[?&]print(?:able|er)?=|[?&](?:format|view|output|mode)=(?:print|pdf|amp)(?:&|$)", "print version"),
    (r"[?&]amp(?:=1|=true|&|=?$)|[?&]outputtype=amp", "AMP version"),
    (r"/wp-(?:admin|json)(?:[/?]|$)|/wp-(?:login|signup|cron|trackback|comments-post)\.php", "WordPress machinery"),
    (r"[?&]rest_route=|/xmlrpc\.php(?:[?]|$)|/oembed(?:[?]|$)|[?&]oembed=", "machine interface"),
    (r"^/cdn-cgi/", "content network machinery"),
    (_TOP + r"(?:user/)?(?:log-?in|log-?out|sign-?in|sign-?out|sign-?up|register|lost-?password)" + _END, "account"),
    (r"[?&](?:action|do)=(?:login|logout|register|edit|lostpassword|history|diff|revert|delete)(?:&|$)", "account"),
    (_TOP + r"(?:admin|administrator)" + _END, "administration"),
    (r"^/ghost/$", "administration"),
    (_TOP + r"(?:cart|checkout|basket|warenkorb|panier|carrito|my-account)" + _END, "shop"),
    (r"[?&](?:add-to-cart|add_to_cart|add_to_wishlist|remove_item)=", "shop"),
    (r"[?&](?:ical|outlook-ical|tribe-bar-date|eventdisplay|tribe_\w+)=|[?&]format=ical|\.ics(?:[?]|$)", "calendar"),
    (r"[?&](?:sort|sort_?by|sort_?order|order|order_?by|direction)=", "sort order"),
    (r"[?&](?:limit|per_?page|page_?size|view_mode)=", "page size"),
    (r"[?&](?:s|q|query|search|keywords?|searchterm|search_query)=", "search"),
    (_TOP + r"(?:search|suche|recherche|buscar|zoeken)" + _END, "search"),
    (r"[?&](?:phpsessid|jsessionid|session_?id|aspsessionid\w*|cfid|cftoken)=|;jsessionid=", "session id"),
    (r"[?&]s(?:es)?s?id=[0-9a-z]*\d[0-9a-z]{15,}", "session id"),
    (r"[?&](?:preview|preview_id|preview_nonce|customize_changeset_uuid|elementor-preview)=", "preview"),
    (r"[?&](?:return_?(?:to|url)|redirect(?:_?to|_?uri|_?url)?|destination)=", "way back after a login"),
    (r"[?&](?:m|noamp|nonamp|showall)=(?:0|1|true|false|mobile|available)(?:&|$)", "other view of a page"),
    (r"[?&]attachment_id=\d", "page around a picture"),
    (r"/(?:email-post|delete-comment|post-edit)\.g(?:[?]|$)", "e-mail form or editing"),
    (r"/(?:javascript|mailto|tel|data)(?::|%3a)", "broken script link"),
)
_TRAPS = [(re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in TRAPS]
# One test for all: nearly every address passes it, so the reasons are only looked for when there is one.
_ANY_TRAP = re.compile("|".join(f"(?:{pattern})" for pattern, _ in TRAPS), re.IGNORECASE)
_BLOGGER_PAGING = re.compile(r"/search(?:/label/[^?]*)?\?(?:[^#]*&)?(?:updated-max|updated-min|start)=", re.IGNORECASE)
_AFTER_HOST = re.compile(r"\Ahttps?://[^/?#]*", re.IGNORECASE)


def trap_reason(url: str) -> str | None:
    """Why *url* (absolute) never leads to a post, in a few words, or None when it may."""
    if len(url) > MAX_LENGTH:
        return "overlong address"
    rest = _AFTER_HOST.sub("", url)
    if _ANY_TRAP.search(rest) and not _BLOGGER_PAGING.match(rest):
        return next((reason for pattern, reason in _TRAPS if pattern.search(rest)), None)
    segments = [s for s in rest.partition("?")[0].split("/") if s]
    if len(segments) > MAX_SEGMENTS:
        return "endless path"
    if len(segments) > MAX_REPEATS + 1 and any(segments.count(s) > MAX_REPEATS and not s.isdigit() for s in set(segments)):
        return "path repeats itself"
    return None

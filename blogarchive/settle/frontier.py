"""Which addresses a reading leads to, in which role and order. Pure: a reading in, `Heard` out.

Order of work: lists of REST interfaces, feeds and sitemaps, then the posts they name (newest first), then the posts that
pages list, then paging, other links, archives, margins, and requisites last, so that a crawl that is stopped early holds
the newest posts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from blogarchive.discover.feedpages import next_feed_page
from blogarchive.discover.feeds import Feed
from blogarchive.discover.link import Link, Source
from blogarchive.discover.listing import Listing
from blogarchive.discover.listings import list_name
from blogarchive.discover.pagers import find_pagers
from blogarchive.discover.places import usual_feeds, usual_sitemaps
from blogarchive.discover.requisites import find_css_requisites
from blogarchive.discover.scope import Scope
from blogarchive.discover.sitemaps import Sitemap, sitemap_kind
from blogarchive.discover.traps import trap_reason
from blogarchive.settle.answer import Reading
from blogarchive.settle.soft404 import SOFT_404, probe_of
from blogarchive.store.ledger import Heard
from blogarchive.store.states import Reason, Role, State
from blogarchive.urls import absolute_url, post_key

__all__ = [
    "assets_of",
    "further_feeds",
    "further_lists",
    "further_sitemaps",
    "guessed_feeds",
    "heard_again",
    "heard_by_hand",
    "heard_from_feed",
    "heard_from_listing",
    "heard_from_page",
    "heard_from_sitemap",
    "lists_to_try",
    "places_to_try",
    "redirect_target",
]

START = 1000.0
PROBE_404 = 97.0
REST = 95.0
FEED = 90.0
SITEMAP = 80.0
DATED = 64.0
"""A post whose date is known, and up to three more by that."""

POST = 60.0
TEASER = 58.0
PAGER = 50.0
UNDATED = 45.0
"""A post of a sitemap when only the newest posts are wanted: the order of listing pages is better than none."""

LINK = 30.0
ARCHIVE = 25.0
MARGIN = 20.0
ASSET = 5.0

GIVEN = "given"
"""Source of a post that the user named by hand."""

MAX_SITEMAP_PLACES = 3
MAX_ELSEWHERE = 1000
"""Addresses on other hosts that are noted of one sitemap."""

_AGAIN = {GIVEN: POST, "feed": POST, "rest": POST, "sitemap": POST, "pager": PAGER, "listing": TEASER}

_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|ogg|og[av]|webm|mov|avi|wav|flac|pdf|zip|gz|tgz|bz2|xz|7z|rar"
    r"|docx?|xlsx?|pptx?|odt|ods|epub|mobi|exe|dmg|apk|iso|jar|css|js|mjs|json|map|woff2?|ttf|otf|eot|ics|vcf)\Z",
    re.IGNORECASE,
)
_ARCHIVE_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies|ie)|label|topics?|authors?|archives?)/|/(?:19|20)\d\d/(?:\d\d?/){0,2}\Z|/page/?\d+/?\Z",
    re.IGNORECASE,
)
_DATE_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01]))?[/-]")


def heard_from_page(
    reading: Reading, scope: Scope, *, depth: int, lists_posts: bool, remembered: Callable[[str], Container[str]]
) -> Iterator[Heard]:
    """The addresses an HTML page names. *lists_posts* says whether the page is a listing, whose headed links are teasers.

    Plain links that are *remembered* are left out: nearly all links of a blog's pages stand on many of them.
    """
    links = reading.links
    for feed in links.feeds:
        if feed.kind == "posts":
            yield Heard(url=feed.url, source="feed-link", role=Role.FEED, priority=FEED, depth=depth)
        else:
            yield _skipped(feed.url, "feed-link", Reason.DUPLICATE, depth)
    for url in links.sitemaps:
        if scope.same_host(url):
            yield Heard(url=url, source="sitemap-link", role=Role.SITEMAP, priority=SITEMAP, depth=depth)
    pagers = {link.url for link in find_pagers(links, links.url)}
    for url in pagers:
        yield _page(url, scope, "pager", PAGER, depth)
    for target, source in ((links.refresh, "refresh"), (links.canonical, "canonical")):
        if target and post_key(target) != post_key(links.url):
            yield _page(target, scope, source, LINK, depth)
    for entry in reading.marked_up if lists_posts else ():
        yield _page(entry.url, scope, "listing", TEASER, depth)
    for link in reading.unlinked if lists_posts else ():
        priority = PAGER if link.source is Source.PAGER else ARCHIVE
        yield _page(link.url, scope, "pager" if link.source is Source.PAGER else "link", priority, depth)
    known = remembered("link")
    for link in links.anchors:
        source = "listing" if lists_posts and link.heading and link.region == "main" else "link"
        if link.url not in pagers and (source == "listing" or link.url not in known):
            yield from _anchor(link, source, scope, depth)


def _anchor(link: Link, source: str, scope: Scope, depth: int) -> Iterator[Heard]:
    """What a link on a page stands for; nothing when it is a file on another host."""
    if _MEDIA.search(urlsplit(link.url).path):
        if scope.allows(link.url):
            yield Heard(url=link.url, source="link", role=Role.ASSET, priority=ASSET, depth=depth)
        elif scope.same_host(link.url):
            yield _skipped(link.url, "link", Reason.SCOPE, depth)
        return
    if _ARCHIVE_PATH.search(link.url):
        priority = ARCHIVE
    elif source == "listing":
        priority = TEASER
    else:
        priority = LINK if link.region == "main" else MARGIN
    yield _page(link.url, scope, source, priority, depth)


def heard_from_feed(feed: Feed, scope: Scope, *, depth: int, of_blog: bool) -> Iterator[Heard]:
    """The entries a feed of posts names.

    Only the feed of the blog as a whole vouches for posts: feeds of lists by subject may list lists (Hugo's
    ``/categories/index.xml``).
    """
    for entry in feed.entries:
        if of_blog:
            yield _page(entry.url, scope, "feed", _dated(_published(entry.url, entry.published), POST), depth)
        else:
            yield _page(entry.url, scope, "subject-feed", LINK, depth)


def heard_by_hand(urls: Sequence[str], scope: Scope) -> Iterator[Heard]:
    """Posts that the user names: on the blog's host wherever they lie, unless a pattern excludes them."""
    for url in urls:
        if not scope.same_host(url):
            yield _skipped(url, GIVEN, Reason.SCOPE, 0)
        elif (scope.reason(url) or "").startswith("excluded"):
            yield _skipped(url, GIVEN, Reason.EXCLUDED, 0)
        else:
            yield Heard(url=url, source=GIVEN, role=Role.PAGE, priority=_dated(_published(url), POST))


def heard_from_listing(listing: Listing, scope: Scope, *, source: str, depth: int) -> Iterator[Heard]:
    """The entries a platform's list names; pages such as "about" come after posts."""
    for entry in listing.entries:
        priority = LINK if source == "rest:page" else _dated(_published(entry.url, entry.published), POST)
        yield _page(entry.url, scope, source, priority, depth)


def further_lists(urls: Sequence[str], *, depth: int, limit: str | None) -> Iterator[Heard]:
    """The further answers of a platform's list; skipped with the rule *limit* when there is one."""
    for url in urls:
        if limit:
            yield _skipped(url, "rest", limit, depth, Role.FURTHER)
        else:
            yield Heard(url=url, source="rest", role=Role.FURTHER, priority=REST, depth=depth)


def lists_to_try(urls: Sequence[str], *, depth: int = 0) -> Iterator[Heard]:
    """Where lists may begin; of the places of one list, the first that answers is enough (`Ledger.skip_probes_like`)."""
    names: dict[str, int] = {}
    for url in urls:
        place = names.setdefault(list_name(url) or url, len(names))
        yield Heard(url=url, source="usual-place", role=Role.PROBE, priority=REST - (place + 1) / 1000 - depth / 100, depth=depth)


def guessed_feeds(url: str, feed: Feed, *, depth: int, limit: str | None) -> Iterator[Heard]:
    """The page of the feed after the one at *url*, where the software that made it pages its feeds; skipped with the rule
    *limit* when there is one.
    """
    further = next_feed_page(url, feed.generator, feed.entries)
    if further and limit:
        yield _skipped(further, "feed", limit, depth, Role.FURTHER)
    elif further:
        yield Heard(url=further, source="feed", role=Role.FURTHER, priority=FEED, depth=depth)


def further_feeds(feed: Feed, scope: Scope, *, depth: int, limit: str | None) -> Iterator[Heard]:
    """The older pages of a feed; skipped with the rule *limit* when there is one."""
    for url in feed.next_urls:
        if limit or not scope.same_host(url):
            yield _skipped(url, "feed", limit or Reason.SCOPE, depth, Role.FEED)
        else:
            yield Heard(url=url, source="feed", role=Role.FEED, priority=FEED, depth=depth)


def heard_from_sitemap(sitemap: Sitemap, url: str, scope: Scope, *, depth: int, newest: bool = False) -> Iterator[Heard]:
    """The pages that the sitemap at *url* names; its name may say what kind of pages they are.

    When only the *newest* posts are wanted, those without a date come after what pages list: a sitemap has no order.
    """
    undated = UNDATED if newest else POST
    kind = sitemap_kind(url)
    source = f"sitemap:{kind}" if kind else "sitemap"
    elsewhere = 0
    for entry in sitemap.pages:
        if _MEDIA.search(urlsplit(entry.url).path):
            continue
        elsewhere += not scope.same_host(entry.url)
        if elsewhere > MAX_ELSEWHERE and not scope.same_host(entry.url):
            continue
        late = _ARCHIVE_PATH.search(entry.url) is not None or kind in ("listing", "author")
        priority = ARCHIVE if late else _dated(_published(entry.url, entry.published), undated + _recency(entry.lastmod))
        yield _page(entry.url, scope, source, priority, depth)


def further_sitemaps(sitemap: Sitemap, scope: Scope, *, depth: int, limit: str | None) -> Iterator[Heard]:
    """The sitemaps a sitemap names; skipped with the rule *limit* when there is one."""
    for child in sitemap.children:
        if limit or not scope.same_host(child):
            yield _skipped(child, "sitemap", limit or Reason.SCOPE, depth, Role.SITEMAP)
        else:
            yield Heard(url=child, source="sitemap", role=Role.SITEMAP, priority=SITEMAP, depth=depth)


def heard_again(url: str, source: str, scope: Scope) -> Heard:
    """An address that was out of scope, judged by a wider *scope*."""
    if _MEDIA.search(urlsplit(url).path):
        return Heard(url=url, source=source, role=Role.ASSET, priority=ASSET)
    return _page(url, scope, source, _AGAIN.get(source.partition(":")[0], LINK), 0)


def assets_of(reading: Reading, *, depth: int, remembered: Callable[[str], Container[str]]) -> Iterator[Heard]:
    """The requisites of an HTML page or a style sheet, on whatever host; those that are *remembered* are left out."""
    answer = reading.answer
    if reading.kind == "html":
        urls = reading.requisites
    else:
        urls = find_css_requisites(answer.body.decode("utf-8", "replace"), answer.url)
    known = remembered("requisite")
    for url in urls:
        if url not in known:
            yield Heard(url=url, source="requisite", role=Role.ASSET, priority=ASSET, depth=depth)


def places_to_try(root_url: str, engine: str | None, *, feeds_named: bool, sitemaps_named: bool) -> Iterator[Heard]:
    """An address that cannot exist, and the usual places of feeds and sitemaps where nothing names them."""
    yield Heard(url=probe_of(root_url), source=SOFT_404, role=Role.PROBE, priority=PROBE_404)
    if not feeds_named:
        for url in usual_feeds(root_url, engine):
            yield Heard(url=url, source="usual-place", role=Role.PROBE, priority=FEED - 1)
    if not sitemaps_named:
        for url in usual_sitemaps(root_url, engine)[:MAX_SITEMAP_PLACES]:
            yield Heard(url=url, source="usual-place", role=Role.PROBE, priority=SITEMAP - 1)


def redirect_target(url: str, location: str | None) -> str | None:
    """Where a redirect leads, absolute; None when it leads nowhere."""
    return absolute_url(location, url) if location else None


def _page(url: str, scope: Scope, source: str, priority: float, depth: int) -> Heard:
    """A page in scope is queued; others are skipped with the reason."""
    outside = scope.reason(url)
    if outside:
        reason = Reason.EXCLUDED if outside.startswith("excluded") else Reason.SCOPE
        return _skipped(url, source, reason, depth)
    trap = trap_reason(url)
    if trap:
        return _skipped(url, source, f"{Reason.TRAP}:{trap.replace(' ', '-')}", depth)
    return Heard(url=url, source=source, role=Role.PAGE, priority=priority, depth=depth)


def _skipped(url: str, source: str, reason: str, depth: int, role: Role = Role.PAGE) -> Heard:
    return Heard(url=url, source=source, role=role, state=State.SKIPPED, reason=reason, depth=depth)


def _dated(date: str | None, undated: float) -> float:
    """The priority of a post of this *date*; *undated* without one."""
    recency = _recency(date)
    return DATED + recency if recency else undated


def _published(url: str, stated: str | None = None) -> str | None:
    """When the post at *url* was published, as ISO 8601: the day in its address, else what is *stated*, else the month there.

    Feeds may state when a post was changed last.
    """
    match = _DATE_PATH.search(url)
    if match and (match[3] or stated is None):
        return f"{match[1]}-{match[2]}-{match[3] or '01'}"
    return stated


def _recency(date: str | None) -> float:
    """0 to 5 by the date, so that newer posts come first; 0 without one."""
    if not date:
        return 0.0
    try:
        when = datetime.fromisoformat(date)
        seconds = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
    return min(max(seconds / 1e9, 0.0), 3.0)

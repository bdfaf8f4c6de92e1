"""Posts, listings and other pages told apart by evidence: what the page shows, who names it, how its address looks.

A blog is judged as a whole: pages that are surely posts teach what the blog's posts have in common, and that decides
about pages that show little themselves. `judge_one` is the provisional word while the crawl runs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from blogarchive.discover.pagers import pager_base
from blogarchive.extract.kind_evidence import Evidence, read_evidence
from blogarchive.extract.kind_shapes import Shapes, address_kind, date_parts, in_pages_folder, learn_shapes
from blogarchive.urls import host_of, post_key

__all__ = ["Evidence", "Hints", "Shapes", "Verdict", "judge", "judge_one", "learn_shapes", "read_evidence"]

POST_AT = 2.5
SURE_AT = 4.0
MIN_SURE = 3
MIN_LISTED = 5
TYPICAL_SHARE = 0.9
FEED_OF_PAGES = 3.0
"""What an entry in the feed counts less when the feed also names pages."""

MEMBERS = "asks for a membership"
MAX_STUB_WORDS = 100
"""Words of a page that does nothing but send its readers on."""

NEAR_WORDS = 0.02
MIN_BODY_WORDS = 40
MIN_TEXT_WORDS = 150
_PART = re.compile(r"(?P<base>.*?)/(?:page[-/]?)?(?P<number>[2-9]|[1-9]\d)/?$")


@dataclass(slots=True, kw_only=True)
class Hints:
    """What the rest of the blog says about an address."""

    in_feed: bool = False
    """A feed of posts has it as an entry."""

    in_sitemap: bool = False
    sitemap_kind: str | None = None
    """What the sitemap that names it holds: post, page, listing or author (`discover.sitemaps.sitemap_kind`)."""

    teaser: bool = False
    """A heading in the main part of a listing links to it."""

    linked_by_main: bool = False
    """The main part of some page links to it."""

    is_author_url: bool = False
    """Some page names it as its author's address."""

    is_pager: bool = False
    """Some page links to it as a further page of a listing."""

    is_start: bool = False
    """The user gave it."""


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What a page is."""

    kind: str
    """post, part (of a post), listing, page, author, alias, closed (a post behind a password or membership), other."""

    confidence: float
    """0 to 1."""

    reason: str
    """Why, in a few words: for the report."""

    of: str | None = None
    """The post a part belongs to, or the page an alias stands for."""


@dataclass(slots=True)
class _Blog:
    """What the sure pages of a blog teach about its others."""

    shapes: Shapes = field(default_factory=Shapes)
    templates: Counter[str] = field(default_factory=Counter)
    other_templates: Counter[str] = field(default_factory=Counter)
    typical: list[str] = field(default_factory=list)
    """Names of the pieces of evidence that nearly all posts show."""

    all_listed: bool = False
    """Whether lists show nearly all posts with a heading."""

    feed_of_pages: bool = False
    """Whether the blog's feed names pages that are surely no posts, as Hugo's does."""


_TYPICAL = ("published", "date_near_title", "article_own", "og_article")
_FIXED = {
    "listing": "listing",
    "home": "listing",
    "author": "author",
    "missing": "other",
    "attachment": "other",
}
_FIXED_REASONS = {
    "listing": "the blog software calls it a list",
    "home": "the blog software calls it the home page",
    "author": "the blog software calls it an author's page",
    "missing": "the blog software calls it missing",
    "attachment": "a page around one picture",
}
_ADDRESS_REASONS = {
    "author": ("author", "address of an author's page"),
    "listing": ("listing", "address of a list by subject"),
    "page": ("page", "address of a page every site has"),
    "page-below": ("page", "address of a page every site has"),
    "date-archive": ("listing", "address of an archive by date"),
    "home": ("listing", "the site's home"),
}


def judge(evidence_by_url: Mapping[str, Evidence], hints: Mapping[str, Hints], root_url: str) -> dict[str, Verdict]:
    """What every page of the blog is. Addresses without hints count as linked by nobody."""
    verdicts: dict[str, Verdict] = {}
    keys: dict[str, str] = {}
    for url in sorted(evidence_by_url, key=lambda u: (_spelling_rank(u, evidence_by_url[u]), len(u), u)):
        first = keys.setdefault(post_key(url), url)
        if first != url:
            verdicts[url] = Verdict(kind="alias", confidence=1.0, reason="another spelling of the address", of=first)
    named = _merged_hints(hints, keys)
    root = post_key(root_url)
    for url in keys.values():
        found = _fixed(url, evidence_by_url[url], named.get(url, _NO_HINTS), root)
        if found is None:
            found = _alias(url, evidence_by_url, keys, root) or _same_without_query(url, evidence_by_url, keys)
        if found is not None:
            verdicts[url] = found
    weighed = [u for u in keys.values() if u not in verdicts]
    _weigh(weighed, evidence_by_url, named, verdicts)
    if not any(hint.in_feed for hint in named.values()):
        _take_from_plain_lists(weighed, evidence_by_url, verdicts, keys)
    _find_parts(evidence_by_url, verdicts, keys)
    _find_attachments(evidence_by_url, named, verdicts, keys)
    return {url: verdicts[url] for url in evidence_by_url}


def _merged_hints(hints: Mapping[str, Hints], keys: Mapping[str, str]) -> dict[str, Hints]:
    """Hints by the address that is judged: what is said of one spelling of an address holds for all."""
    merged: dict[str, Hints] = {}
    for url, hint in hints.items():
        judged = keys.get(post_key(url))
        if judged is None:
            continue
        known = merged.setdefault(judged, Hints())
        for name in _FLAGS:
            if getattr(hint, name):
                setattr(known, name, True)
        known.sitemap_kind = known.sitemap_kind or hint.sitemap_kind
    return merged


def _weigh(
    urls: list[str], evidence_by_url: Mapping[str, Evidence], hints: Mapping[str, Hints], verdicts: dict[str, Verdict]
) -> None:
    """Judges what is left: first by what the sure posts teach, then once more by what all the found posts teach."""
    others = [u for u, v in verdicts.items() if v.kind in ("listing", "page", "author", "other")]
    feed_of_pages = any(verdicts[u].kind == "page" and hints.get(u, _NO_HINTS).in_feed for u in others)
    scores = {u: _own_score(u, evidence_by_url[u], hints.get(u, _NO_HINTS))[0] for u in urls}
    if feed_of_pages:
        scores = {u: s - FEED_OF_PAGES * hints.get(u, _NO_HINTS).in_feed for u, s in scores.items()}
    sure = [u for u, s in scores.items() if s >= SURE_AT]
    for bar in (POST_AT, 1.5):
        if len(sure) < MIN_SURE:
            sure = [u for u, s in scores.items() if s >= bar]
    feed_of_pages = any(verdicts[u].kind == "page" and hints.get(u, _NO_HINTS).in_feed for u in others)
    for _ in range(2):
        blog = _learn(sure, others, evidence_by_url)
        blog.feed_of_pages = feed_of_pages
        listed = sum(hints.get(u, _NO_HINTS).teaser for u in sure)
        blog.all_listed = len(sure) >= MIN_SURE and listed >= TYPICAL_SHARE * len(sure)
        judged = {u: _judge_with(u, evidence_by_url[u], hints.get(u, _NO_HINTS), blog) for u in urls}
        sure = [u for u, v in judged.items() if v.kind in ("post", "closed")]
    verdicts.update(judged)


def _take_from_plain_lists(
    weighed: list[str],
    evidence_by_url: Mapping[str, Evidence],
    verdicts: dict[str, Verdict],
    keys: Mapping[str, str],
) -> None:
    """Makes posts of those *weighed* texts that plain lists lead to, on a blog that says nothing else: no feed, no dates."""
    lists = {url for url in keys.values() if evidence_by_url[url].rows}
    wanted = {keys[key] for url in lists for key in evidence_by_url[url].rows if key in keys}
    found = [
        url
        for url in sorted(wanted.intersection(weighed) - lists)
        if verdicts[url].kind == "page" and evidence_by_url[url].title and _has_body(evidence_by_url[url])
    ]
    if len(found) < MIN_LISTED or len(found) <= 3 * sum(v.kind == "post" for v in verdicts.values()):
        return
    for url in found:
        verdicts[url] = Verdict(kind="post", confidence=0.6, reason="a plain list of links leads to it")
    for url in lists:
        if verdicts[url].kind == "post":
            verdicts[url] = Verdict(kind="listing", confidence=0.6, reason="a plain list of links")


_NO_HINTS = Hints()
_FLAGS = ("in_feed", "in_sitemap", "teaser", "linked_by_main", "is_author_url", "is_pager", "is_start")


def judge_one(url: str, evidence: Evidence, hints: Hints, shapes: Shapes | None = None) -> Verdict:
    """What the page seems to be while the rest of the blog is unknown; *shapes* as learned so far."""
    found = _fixed(url, evidence, hints, None)
    if found is not None:
        return found
    if evidence.canonical and _is_variant(url, evidence.canonical):
        return Verdict(kind="alias", confidence=0.7, reason="names another address as its own", of=evidence.canonical)
    return _judge_with(url, evidence, hints, _Blog(shapes=shapes or Shapes()))


def _spelling_rank(url: str, evidence: Evidence) -> int:
    """Lower is the better spelling among addresses of one page: listed plainly, without index file and query."""
    return 2 * ("?" in url) + (urlsplit(url).path.rpartition("/")[2].startswith(("index.", "default.")))


def _fixed(url: str, evidence: Evidence, hints: Hints, root: str | None) -> Verdict | None:
    """Kinds that need no weighing."""
    # A page with a text of its own that leads on after minutes is meant to be read.
    if evidence.refresh and (evidence.refresh_soon or evidence.words < MAX_STUB_WORDS):
        return Verdict(kind="alias", confidence=0.95, reason="sends the reader on", of=evidence.refresh)
    if post_key(url) == root and not (evidence.mark in ("post", "single") or evidence.article_own):
        return Verdict(kind="listing", confidence=0.95, reason="the blog's start")
    if evidence.mark in _FIXED:
        kind = _FIXED[evidence.mark]
        return Verdict(kind=kind, confidence=0.95, reason=_FIXED_REASONS[evidence.mark])
    if hints.is_author_url and not hints.in_feed:
        return Verdict(kind="author", confidence=0.9, reason="named as an author's page")
    if evidence.mark == "page" and not hints.in_feed:
        return Verdict(kind="page", confidence=0.95, reason="the blog software calls it a page")
    return _fixed_by_address(url, evidence, hints)


def _fixed_by_address(url: str, evidence: Evidence, hints: Hints) -> Verdict | None:
    named = address_kind(url)
    if named == "pager" and evidence.mark != "post":
        return Verdict(kind="listing", confidence=0.9, reason="a further page of a list")
    if named in _ADDRESS_REASONS and evidence.mark not in ("post", "single"):
        kind, reason = _ADDRESS_REASONS[named]
        # A feed may carry an "about" page; that does not make it a post. Other words may be folders or slugs of posts.
        if named == "page" or not _stands_as_post(evidence, hints):
            return Verdict(kind=kind, confidence=0.9, reason=reason)
    if evidence.missing and not hints.in_feed:
        return Verdict(kind="other", confidence=0.8, reason="says that it was not found")
    return None


def _stands_as_post(evidence: Evidence, hints: Hints) -> bool:
    """Whether enough speaks for a post to weigh it against its address."""
    if not _has_body(evidence):
        return False
    if hints.in_feed or (evidence.article_own and evidence.published):
        return True
    return evidence.date_near_title and evidence.teasers == 0 and evidence.words >= MIN_TEXT_WORDS


def _alias(url: str, evidence_by_url: Mapping[str, Evidence], keys: Mapping[str, str], root: str) -> Verdict | None:
    """An alias when the page names another known page as canonical, shows the same title and is a copy of it.

    Themes that name the home page or one and the same post on every page are so found out. Of two pages that name each
    other, the one with the better address is the post.
    """
    evidence = evidence_by_url[url]
    if not evidence.canonical:
        return None
    key = post_key(evidence.canonical)
    other = keys.get(key)
    if key == root or other is None or other == url or _PART.fullmatch(urlsplit(url).path):
        return None
    shown = evidence_by_url[other]
    if shown.title != evidence.title or not evidence.title or not _is_copy(url, evidence, other, shown):
        return None
    back = shown.canonical is not None and keys.get(post_key(shown.canonical)) == url
    if back and (_spelling_rank(url, evidence), len(url), url) < (_spelling_rank(other, shown), len(other), other):
        return None
    return Verdict(kind="alias", confidence=0.9, reason="names another address as its own", of=other)


def _is_copy(url: str, evidence: Evidence, other: str, shown: Evidence) -> bool:
    """Whether two pages of one title may be one: the name of one is part of the other's address, or their texts agree."""
    name = urlsplit(other).path.rstrip("/").rpartition("/")[2].partition(".")[0]
    if name and name in url.partition("://")[2]:
        return True
    if evidence.longest and shown.longest:
        return evidence.longest == shown.longest
    return abs(evidence.words - shown.words) <= NEAR_WORDS * shown.words


def _same_without_query(url: str, evidence_by_url: Mapping[str, Evidence], keys: Mapping[str, str]) -> Verdict | None:
    """An alias when the address without its query answers with the same page: servers ignore queries they do not know."""
    plain, _, query = url.partition("?")
    other = keys.get(post_key(plain)) if query else None
    if other is None or other == url:
        return None
    one, two = evidence_by_url[url], evidence_by_url[other]
    if not one.title or (one.title, one.words, one.teasers, one.link_density) != (
        two.title,
        two.words,
        two.teasers,
        two.link_density,
    ):
        return None
    return Verdict(kind="alias", confidence=0.9, reason="the same page without the query", of=other)


def _is_variant(url: str, canonical: str) -> bool:
    """Whether *url* is the canonical address with something added: a query, a print or AMP folder."""
    one, two = urlsplit(url), urlsplit(canonical)
    if host_of(url) != host_of(canonical) or two.path.strip("/") == "":
        return False
    return one.path.rstrip("/") == two.path.rstrip("/") and bool(one.query) and not two.query


def _learn(sure: list[str], others: list[str], evidence_by_url: Mapping[str, Evidence]) -> _Blog:
    """What the addresses *sure* (posts) and *others* (surely none) have in common."""
    blog = _Blog(learn_shapes(sure, others))
    blog.templates.update(evidence_by_url[u].signature for u in sure)
    blog.other_templates.update(evidence_by_url[u].signature for u in others)
    if len(sure) >= MIN_SURE:
        for name in _TYPICAL:
            if sum(bool(getattr(evidence_by_url[u], name)) for u in sure) >= TYPICAL_SHARE * len(sure):
                blog.typical.append(name)
    return blog


def _has_body(evidence: Evidence) -> bool:
    """Whether the main part begins with text of its own, not with headings that lead elsewhere."""
    return evidence.teasers < 3 or evidence.words_before_teasers >= MIN_BODY_WORDS


def _own_score(url: str, evidence: Evidence, hints: Hints) -> tuple[float, list[str]]:
    """How much speaks for a post without looking at other pages, and the weightiest reasons."""
    alone = _has_body(evidence)
    one_of_many = evidence.articles > 1 and not evidence.article_own
    table: tuple[tuple[bool, float, str], ...] = (
        (hints.in_feed, 5.0, "a feed names it"),
        (evidence.mark == "post", 4.0, "the blog software calls it a post"),
        (evidence.mark == "single", 2.5, "the blog software calls it a single item"),
        (hints.sitemap_kind == "post", 3.5, "the sitemap of posts names it"),
        (hints.sitemap_kind == "page", -3.0, "the sitemap of pages names it"),
        (hints.sitemap_kind in ("listing", "author"), -4.0, "the sitemap of lists names it"),
        (evidence.article_own, 2.5, "it states to be an article"),
        (one_of_many, -2.0, "it states several articles"),
        (evidence.published, 1.5, "it states a publication date"),
        (date_parts(url) > 1, 2.0, "its address holds a date"),
        (date_parts(url) == 1, 1.0, "its address holds a year"),
        (evidence.og_article, 0.5, "og:type article"),
        (evidence.date_near_title and alone, 1.5, "a date beside the title"),
        (evidence.self_title, 0.5, "its title links to itself"),
        (hints.teaser, 1.5, "a list shows it with a heading"),
        (hints.linked_by_main and not hints.teaser, 0.5, "the main part of a page links to it"),
        (in_pages_folder(url), -3.0, "its address lies in a folder of pages"),
        (hints.is_start and not alone, -1.0, "the start, with headings that lead on"),
        (not alone, -3.0, "headings lead to other pages at once"),
        (evidence.listing_type or evidence.page_type, -2.0, "it states to be a list or page"),
        (evidence.link_density > 0.6 and evidence.words > 30, -1.5, "mostly links"),
        (evidence.pager, -1.5, "links to numbered pages"),
        (hints.is_pager, -2.0, "linked as a further page"),
        (not evidence.title, -1.0, "no title"),
        (evidence.noindex, -0.5, "noindex"),
    )
    score = sum(weight for holds, weight, _ in table if holds)
    reasons = sorted(((abs(w), r) for holds, w, r in table if holds and (w > 0) == (score > 0)), reverse=True)
    return score, [r for _, r in reasons]


def _blog_score(url: str, evidence: Evidence, hints: Hints, blog: _Blog) -> tuple[float, str | None]:
    """What the other pages of the blog say about this one."""
    score = blog.shapes.vote(url)
    reason = "its address is like those of the posts" if score > 0 else "its address is unlike those of the posts"
    posts, others = blog.templates[evidence.signature], blog.other_templates[evidence.signature]
    if evidence.signature and posts + others:
        dated = evidence.date_near_title or evidence.published
        score += (2.5 if dated else 1.5) * (posts - others) / (posts + others)
    missing = {name for name in blog.typical if not getattr(evidence, name)}
    if evidence.date_near_title:
        missing.discard("published")  # the date is shown, only not told to machines, or told wrongly
    score -= min(3.0, 1.5 * len(missing))
    if blog.all_listed and not hints.teaser:
        score -= 1.0
    if blog.feed_of_pages and hints.in_feed:
        score -= FEED_OF_PAGES
    return score, reason


def _judge_with(url: str, evidence: Evidence, hints: Hints, blog: _Blog) -> Verdict:
    own, reasons = _own_score(url, evidence, hints)
    shared, shared_reason = _blog_score(url, evidence, hints, blog)
    score = own + shared
    if abs(shared) > abs(own) and shared_reason:
        reasons.insert(0, shared_reason)
    reason = "; ".join(reasons[:2]) or "nothing speaks for a post"
    confidence = round(min(0.99, 0.5 + abs(score - POST_AT) / 10), 2)
    if score >= POST_AT:
        if evidence.closed:
            return Verdict(kind="closed", confidence=confidence, reason="asks for a password" if evidence.password else MEMBERS)
        return Verdict(kind="post", confidence=confidence, reason=reason)
    many = evidence.teasers >= 3 or evidence.link_density > 0.6 or evidence.articles > 1
    return Verdict(kind="listing" if many else "page", confidence=confidence, reason=reason)


def _find_parts(evidence_by_url: Mapping[str, Evidence], verdicts: dict[str, Verdict], keys: Mapping[str, str]) -> None:
    """Turns further pages of a post (``/slug/2/``, ``/slug/?page=2``) into its parts."""
    for url, verdict in verdicts.items():
        if verdict.kind not in ("post", "listing", "page", "alias"):
            continue
        base = _part_base(url)
        first = keys.get(post_key(base)) if base else None
        if first is None or first == url or verdicts[first].kind != "post":
            continue
        evidence, other = evidence_by_url[url], evidence_by_url[first]
        names_it = evidence.canonical is not None and post_key(evidence.canonical) == post_key(first)
        if names_it or (evidence.title and evidence.title == other.title):
            verdicts[url] = Verdict(kind="part", confidence=0.95, reason="a further page of a post", of=first)


def _find_attachments(
    evidence_by_url: Mapping[str, Evidence],
    hints: Mapping[str, Hints],
    verdicts: dict[str, Verdict],
    keys: Mapping[str, str],
) -> None:
    """Takes back posts that lie below another post's address and that nobody lists: pages around its pictures."""
    posts = {url for url, verdict in verdicts.items() if verdict.kind == "post"}
    folders = {url: keys.get(post_key(_folder_of(url))) for url in posts if not urlsplit(url).query}
    children = Counter(above for above in folders.values() if above in posts)
    for url, above in folders.items():
        if above is None or above not in posts:
            continue
        if children[above] >= MIN_SURE and 2 * children[above] >= len(posts):
            verdicts[above] = Verdict(kind="listing", confidence=0.7, reason="most of the posts lie below it")
            continue
        hint, evidence = hints.get(url, _NO_HINTS), evidence_by_url[url]
        if not (hint.in_feed or hint.teaser or evidence.mark == "post" or evidence.article_own):
            verdicts[url] = Verdict(kind="other", confidence=0.7, reason="a page below a post", of=above)


def _folder_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').rpartition('/')[0]}/"


def _part_base(url: str) -> str | None:
    """The address of the post whose further page *url* may be."""
    parts = urlsplit(url)
    match = _PART.fullmatch(parts.path)
    if match and match["base"]:
        return f"{parts.scheme}://{parts.netloc}{match['base']}/"
    if parts.query and pager_base(url):
        numbers = {k: v for k, v in parse_qsl(parts.query) if k in ("page", "paged", "pg", "p") and v.isdigit()}
        if numbers:
            # With ``?p=12&page=2`` the post is ``?p=12``; alone, ``p`` is the number of the part.
            post = f"?p={numbers['p']}" if "p" in numbers and len(numbers) > 1 else ""
            return f"{parts.scheme}://{parts.netloc}{parts.path}{post}"
    return None

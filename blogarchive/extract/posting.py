"""Which of the page's structured items speaks of the post itself, and not of the site or of another post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blogarchive.extract.jsonld import texts
from blogarchive.urls import post_key

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["is_blog_posting", "is_news", "item_types", "json_postings", "microdata_postings", "site_names_of"]

POSTING_TYPES = frozenset(
    "Article BlogPosting NewsArticle Report ScholarlyArticle TechArticle SocialMediaPosting LiveBlogPosting "
    "DiscussionForumPosting OpinionNewsArticle AnalysisNewsArticle ReportageNewsArticle ReviewNewsArticle "
    "BackgroundNewsArticle AdvertiserContentArticle MedicalScholarlyArticle Review Recipe HowTo Posting "
    "APIReference PodcastEpisode".split()
)
PAGE_TYPES = frozenset("WebPage ItemPage".split())
SITE_TYPES = frozenset("WebSite Blog".split())


def is_news(page: Page) -> bool:
    """Whether the page says in its own data that it is a news article."""
    known = page.memory.get("is news")
    if not isinstance(known, bool):
        known = any(kind.endswith("NewsArticle") for kind in page.structured.types())
        page.memory["is news"] = known
    return known


def is_blog_posting(page: Page) -> bool:
    """Whether the page says in its own data that it is a blog's post."""
    return page.mentions(b"Blog") and not page.structured.types().isdisjoint(("BlogPosting", "Blog"))


def item_types(item: dict[str, Any]) -> set[str]:
    """The names in the item's ``@type``."""
    kind = item.get("@type")
    return {str(k) for k in kind} if isinstance(kind, list) else {str(kind)} if kind else set()


def json_postings(page: Page) -> list[dict[str, Any]]:
    """The JSON-LD items that speak of the page's post, best first."""
    return _remembered(page, "json-ld", page.structured.nodes)


def microdata_postings(page: Page) -> list[dict[str, Any]]:
    """The microdata items that speak of the page's post, best first."""
    return _remembered(page, "microdata", page.structured.microdata)


def _remembered(page: Page, name: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = page.memory.get(f"postings {name}")
    if not isinstance(known, list):
        known = page.memory[f"postings {name}"] = _postings(page, items) if items else []
    return known


def _postings(page: Page, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items of an article type that speak of this page's post, best first; items about other addresses are left out.

    An item whose address is the page's comes before one without address. Where no item names this page, a single posting is
    taken in spite of its address: templates get it wrong often enough.
    """
    mine = {post_key(page.url)}
    canonical = page.find_canonical()
    if canonical:
        mine.add(post_key(canonical))
    named: list[dict[str, Any]] = []
    unnamed: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for item in items:
        if item_types(item) & POSTING_TYPES:
            keys = _addresses(page, item)
            (named if keys & mine else others if keys else unnamed).append(item)
    if named or unnamed:
        return named + unnamed[:1]
    return others if len(others) == 1 else []


def _addresses(page: Page, item: dict[str, Any]) -> set[str]:
    keys = set()
    for name in ("url", "mainEntityOfPage", "@id"):
        value = item.get(name)
        for entry in value if isinstance(value, list) else [value]:
            text = entry.get("@id") or entry.get("url") if isinstance(entry, dict) else entry
            if isinstance(text, str) and not (name == "@id" and text.startswith(("#", "_:"))):
                address = page.absolute(text)
                if address:
                    keys.add(post_key(address))
    return keys


def site_names_of(page: Page) -> list[str]:
    """Names the page states for its site: og:site_name, the WebSite item and the like."""
    structured = page.structured
    names = [v for key in ("og:site_name", "application-name", "al:ios:app_name") for v in structured.meta.get(key, ())]
    for item in (*structured.nodes, *structured.microdata):
        if item_types(item) & SITE_TYPES:
            names.extend(texts(item.get("name"))[:1])
            names.extend(texts(item.get("alternateName"))[:1])
    for node in json_postings(page):
        for publisher in _as_list(node.get("publisher")):
            if isinstance(publisher, dict) and "Person" not in item_types(publisher):
                names.extend(texts(publisher.get("name"))[:1])
    return names


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

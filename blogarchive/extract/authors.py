"""Who wrote the post: names, pages and portraits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from blogarchive.extract.bylines import AuthorGroup, boxed_authors, is_full_name, shown_authors
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.jsonld import texts
from blogarchive.extract.layout import layout_of
from blogarchive.extract.names import clean_name, is_role, split_names
from blogarchive.extract.namewords import PLACEHOLDERS
from blogarchive.extract.posting import item_types, json_postings, microdata_postings, site_names_of
from blogarchive.items import Author
from blogarchive.text import fold

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["find_authors"]

META_AUTHORS = (
    "article:author parsely-author sailthru.author citation_author dc.creator dcterms.creator dc.creator.name author "
    "article:author:name byl byline twitter:creator:name cxenseparse:author rbauthors shareaholic:article_author_name"
).split()
WRITTEN_BY = frozenset(
    (
        "written by",
        "verfasst von",
        "écrit par",
        "escrito por",
        "scritto da",
        "geschreven door",
        "napisane przez",
        "автор",
        "投稿者",
        "執筆者",
        "作者",
        "글쓴이",
    )
)
# Names of papers and agencies, which some sites list beside the people who write for them.
_PAPER = re.compile(
    r"^The\s|\s(?:Times|Report|Press|News|Journal|Tribune|Herald|Gazette|Magazine|Agency|Network|University|Newspapers?)$", re.I
)
CONFIDENCE = {"json-ld": 0.95, "microdata": 0.93, "byline": 0.9, "meta": 0.7, "feed": 0.75, "line": 0.7}
MAX_AUTHORS = 30


def find_authors(page: Page, knowledge: SiteKnowledge) -> Finding[list[Author]] | None:
    """All the authors, without bios; None when the page names nobody.

    Structured data goes first, then bylines, the feed, then ``meta``; a byline that names the same people and more, or people
    where structured data has only the site's name, goes before it.
    """
    sites = {f for n in (*knowledge.site_names, knowledge.name or "", *site_names_of(page)) if (f := fold(n))}
    shown = shown_authors(layout_of(page, knowledge), page)
    stated = [
        g for g in (_stated("json-ld", json_postings(page), page), _stated("microdata", microdata_postings(page), page)) if g
    ]
    label = knowledge.label(page.url)
    groups = [*stated, *shown]
    if label and label.authors:
        names = [n for text in label.authors for n in split_names(text)]
        groups.append(AuthorGroup([Author(name=n) for n in names], "feed", "author"))
    meta = _meta(page)
    groups += [meta] if meta else []
    groups = [g for g in groups if g.authors]
    if not groups and (box := boxed_authors(layout_of(page, knowledge), page)):
        groups = [box]
    if not groups:
        return None
    for group in groups:
        group.authors = _people_only(group.authors, sites)
    best = _choose(groups, sites | PLACEHOLDERS)
    if best is None:
        return None
    _complete(best, groups)
    losers = [
        rejected(", ".join(a.name for a in g.authors), f"{g.source} {g.selector}", "less trusted")
        for g in groups
        if _key(g) != _key(best)
    ]
    return Finding(
        value=best.authors[:MAX_AUTHORS],
        source="byline" if best.source == "line" else best.source,
        selector=best.selector,
        confidence=CONFIDENCE[best.source],
        raw=best.raw,
        rejected=losers,
    )


def _people_only(authors: list[Author], sites: set[str]) -> list[Author]:
    """*authors* without roles, the names of the site and of papers beside people, and names that only repeat another.

    A name repeats another where something is glued to it."""
    if len(authors) == 1:
        return authors
    people = [a for a in authors if not is_role(a.name) and fold(a.name) not in sites]
    persons = [a for a in people if not _PAPER.search(a.name)]
    people = persons if any(is_full_name(a.name) for a in persons) else people
    folded = {fold(a.name) for a in people}
    people = [a for a in people if not any(len(f) > 7 and fold(a.name) != f and fold(a.name).startswith(f) for f in folded)]
    return people or authors


def _key(group: AuthorGroup) -> set[str]:
    return {fold(a.name) for a in group.authors}


def _choose(groups: list[AuthorGroup], sites: set[str]) -> AuthorGroup | None:
    best = groups[0]
    if _key(best) <= sites:
        # The site's name as author: only where nobody else is named, and only from a place that is meant for authors.
        people = next((g for g in groups if not _key(g) <= sites and g.source != "meta"), None)
        if people is None and best.source in ("meta", "line"):
            # a blog that bears its author's name is written by somebody; one with a name in one word is not
            return next((g for g in groups if not _key(g) <= sites), best if _is_full(best.authors) else None)
        best = people or best
    for group in groups:
        if group.source == "byline" and len(group.authors) > len(best.authors) and _key(best) <= _key(group):
            known = _key(best)
            if all(fold(a.name) in known or _is_another(a.name, known) for a in group.authors):
                return group
    return best


def _is_full(authors: list[Author]) -> bool:
    return (
        len(authors) == 1 and is_full_name(authors[0].name) and not authors[0].name.casefold().startswith(("the ", "my ", "das "))
    )


def _is_another(name: str, known: set[str]) -> bool:
    """Whether *name*, found in a byline only, is one more person: two words or more, all with capitals, and nobody twice."""
    words = name.split()
    folded = fold(name)
    return (
        2 <= len(words) <= 4
        and all(not w[:1].islower() or len(w) <= 3 for w in words)
        and not any(f in folded or folded in f for f in known)
        and not is_role(name)
    )


def _complete(best: AuthorGroup, groups: list[AuthorGroup]) -> None:
    """Pages and portraits that another place gives for the same people."""
    for author in best.authors:
        for group in groups:
            for other in group.authors:
                if fold(other.name) == fold(author.name):
                    author.url = author.url or other.url
                    author.image = author.image or other.image


def _stated(source: str, items: list[dict[str, Any]], page: Page) -> AuthorGroup | None:
    authors: list[Author] = []
    for item in items:
        kinds: list[bool] = []
        for key in ("author", "creator", "contributor", "contributors", "byline"):
            if key == "creator" and authors:
                continue  # "creator" repeats "author"; contributors are co-authors
            for value in _as_list(item.get(key)):
                for author in _people(value, page):
                    if fold(author.name) and all(fold(author.name) != fold(a.name) for a in authors):
                        authors.append(author)
                        kinds.append(not (isinstance(value, dict) and "Organization" in item_types(value)))
        if authors:
            # beside people, a company in the same list is where they work
            people = [a for a, is_person in zip(authors, kinds, strict=True) if is_person]
            return AuthorGroup(people or authors, source, "author")
    return None


def _people(value: Any, page: Page) -> list[Author]:
    if not isinstance(value, dict):
        return [Author(name=n) for text in texts(value) if not text.startswith("http") for n in split_names(text)]
    if item_types(value) & {"Comment", "WebPage", "ImageObject"}:
        return []
    names = [n for text in texts(value.get("name"))[:20] for n in _names_of(text, item_types(value))]
    if len(names) != 1:
        return [Author(name=n) for n in names]
    return [Author(name=names[0], url=_address(value.get("url"), page), image=_address(value.get("image"), page))]


def _names_of(text: str, types: set[str]) -> list[str]:
    """A person's name is split only where it lists several; an organisation's name never."""
    if "Organization" in types:
        name = clean_name(text)
        return [name] if name else []
    return split_names(text)


def _address(value: Any, page: Page) -> str | None:
    for entry in _as_list(value):
        text = (entry.get("url") or entry.get("contentUrl")) if isinstance(entry, dict) else entry
        for single in _as_list(text):
            address = page.absolute(single) if isinstance(single, str) else None
            if address:
                return address
    return None


def _meta(page: Page) -> AuthorGroup | None:
    meta = page.structured.meta
    for key in META_AUTHORS:
        names = [n for text in meta.get(key, ()) if "/" not in text for n in split_names(text)]
        if names:
            return AuthorGroup([Author(name=n) for n in dict.fromkeys(names)], "meta", key)
    for number in ("1", "2"):
        labels = meta.get(f"twitter:label{number}", [""])
        if labels[0].strip(" :").lower() in WRITTEN_BY:
            names = [n for text in meta.get(f"twitter:data{number}", ()) for n in split_names(text)]
            if names:
                return AuthorGroup([Author(name=n) for n in names], "meta", f"twitter:data{number}")
    return None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]

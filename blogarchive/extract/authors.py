"""Who wrote the post: names, pages and portraits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from blogarchive.extract.bylines import shown_authors
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.jsonld import texts
from blogarchive.extract.layout import layout_of
from blogarchive.extract.namelines import AuthorGroup
from blogarchive.extract.names import clean_name, is_full_name, is_role, split_names
from blogarchive.extract.namewords import AGENCIES, PLACEHOLDERS
from blogarchive.extract.posting import item_types, json_postings, microdata_postings, site_names_of
from blogarchive.extract.signatures import signed_authors, unmarked_authors
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
_TITLE_BEFORE = re.compile(r"^(?:(?:dr|prof|mr|mrs|ms|mag|ing)\.?\s+)+", re.I)
BIBLIOGRAPHIC = frozenset(("citation_author", "dc.creator", "dcterms.creator", "dc.creator.name"))
"""Names in ``meta`` after the manner of libraries: "Lee, Ann B."."""

_SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2})$")
LISTS = ("citation_author", "article:author")
"""Names in ``meta`` that are given once for each author."""

CONFIDENCE = {"json-ld": 0.95, "microdata": 0.93, "byline": 0.9, "meta": 0.7, "feed": 0.75, "line": 0.7}
MAX_AUTHORS = 30


def find_authors(page: Page, knowledge: SiteKnowledge) -> Finding[list[Author]] | None:
    """All the authors, without bios; None when the page names nobody.

    Structured data goes first, then bylines, the feed, then ``meta``; a byline that names the same people and more, or people
    where structured data has only the site's name, goes before it.
    """
    sites = _site_forms((*knowledge.site_names, knowledge.name or "", *site_names_of(page)))
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
    if not groups and (unmarked := unmarked_authors(layout_of(page, knowledge), page, knowledge)):
        groups = [unmarked]
    if not groups:
        return None
    for group in groups:
        group.authors = _people_only(group.authors, sites)
    nobody = sites | PLACEHOLDERS
    nobody |= {folded for group in stated if group.organisation for folded in _key(group)} - AGENCIES
    best = _choose(groups, nobody)
    if best is None or _key(best) <= nobody:
        best = signed_authors(layout_of(page, knowledge), page) or best
    if best is None:
        return None
    _complete(best, groups, sites)
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


def _site_forms(names: Iterable[str]) -> set[str]:
    """*names* of the site, folded; with their initials, by which papers call themselves, and "paper" of "paper.example"."""
    forms = {fold(name) for name in names}
    forms.update(fold(name.rpartition(".")[0]) for name in names if " " not in name)
    forms.update(fold("".join(word[0] for word in name.split())) for name in names if " " in name)
    return forms - {""}


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
        people = next((g for g in groups if not _key(g) <= sites and g.source != "meta" and _is_named(g)), None)
        if people is None and best.organisation:
            people = next((g for g in groups if not _key(g) <= sites and _are_people(g, best)), None)
        if people is None and best.source in ("meta", "line"):
            # a blog that bears its author's name is written by somebody; one with a name in one word is not
            return next((g for g in groups if not _key(g) <= sites), best if _is_full(best.authors) else None)
        best = people or best
    for group in groups:
        if (group.source == "byline" or group.selector in LISTS) and len(group.authors) > len(best.authors):
            known = _untitled(best)
            if known <= _untitled(group) and all(
                _without_title(a.name) in known or _is_another(a.name, known) for a in group.authors
            ):
                return group
    return best


def _untitled(group: AuthorGroup) -> set[str]:
    return {_without_title(a.name) for a in group.authors}


def _without_title(name: str) -> str:
    """*name* folded, without "Dr." before it."""
    return fold(_TITLE_BEFORE.sub("", name))


def _are_people(group: AuthorGroup, company: AuthorGroup) -> bool:
    """Whether *group* names people in full, and not *company* in other words."""
    first = fold(company.authors[0].name)
    return group.selector in BIBLIOGRAPHIC and all(
        is_full_name(a.name) and not _PAPER.search(a.name) and fold(a.name) not in first for a in group.authors
    )


def _is_named(group: AuthorGroup) -> bool:
    """Whether *group* begins with a name; "red." and "staff" in small letters are none."""
    return not group.authors[0].name[:1].islower() or len(group.authors) == 1


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


def _complete(best: AuthorGroup, groups: list[AuthorGroup], sites: set[str]) -> None:
    """Pages, portraits and whole names that another place gives for the same people."""
    others = [other for group in groups if group.source != "line" for other in group.authors if fold(other.name) not in sites]
    for author in best.authors:
        same = [other for other in others if fold(other.name) == fold(author.name)]
        if " " not in author.name:
            author.name = _whole_name(author.name, [other.name for other in (*same, *others)])
        for other in same:
            author.url = author.url or other.url
            author.image = author.image or other.image


def _whole_name(name: str, others: list[str]) -> str:
    """*name*, a first name or an account's, as *others* spell it in full: "Ann" is "Ann Lee", "annlee" is "Ann Lee"."""
    start = f"{name} ".casefold()
    whole = {o for o in others if is_full_name(o) and (fold(o) == fold(name) or o.casefold().startswith(start))}
    return whole.pop() if len(whole) == 1 else name


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
                        kinds.append(not _is_organization(value) or fold(author.name) in AGENCIES)
        if authors:
            # beside people, a company in the same list is where they work
            people = [a for a, is_person in zip(authors, kinds, strict=True) if is_person]
            return AuthorGroup(people or authors, source, "author", organisation=not people)
    return None


def _is_organization(value: Any) -> bool:
    return isinstance(value, dict) and "Organization" in item_types(value)


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
        texts_of_key = [text for text in meta.get(key, ()) if "/" not in text]
        if key in BIBLIOGRAPHIC:
            texts_of_key = [_SURNAME_FIRST.sub(r"\2 \1", text.strip()) for text in texts_of_key]
        names = [n for text in texts_of_key for n in split_names(text)]
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

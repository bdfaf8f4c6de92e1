"""The post's title, without the site's name."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from blogarchive.extract.affix import cut_site, segments
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.headings import Heading, find_headings
from blogarchive.extract.jsonld import texts
from blogarchive.extract.learneduse import learned_title
from blogarchive.extract.posting import json_postings, microdata_postings, site_names_of
from blogarchive.extract.zones import text_of
from blogarchive.items import Rejected
from blogarchive.text import fold, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["choose_title", "find_title"]

META_TITLES = ("og:title", "parsely-title", "citation_title", "sailthru.title", "dc.title", "dcterms.title", "twitter:title")
# How much a statement is worth when a heading repeats it.
WEIGHT = {"feed": 3.0, "json-ld": 3.0, "microdata": 2.0, "meta": 2.5, "title": 2.0}
MAX_TITLE = 1000
TRUNCATED = 60
LEAST_CUT = 10
ENOUGH = 2.5
MAIN = 1.5  # weight of a first-level heading that is neither the site's nor in side matter
ALIKE = 0.5  # part of the words two titles share when they speak of the same post
SHORTEST = 8
MAX_HEADLINE = 200
MAX_LOSERS = 8
_AS_ONE = re.compile(r"[:：]\s| / ")
_WORD = re.compile(r"\w+")


class Statement:
    """A title that the page or the feed states outside its visible text, with its comparable forms."""

    __slots__ = ("folded", "is_cut", "parts", "selector", "source", "text")

    def __init__(self, text: str, source: str, selector: str) -> None:
        text = text[:MAX_TITLE]
        self.text = text
        self.source = source
        self.selector = selector
        self.folded, self.parts = _forms(text)
        # Search engines' limits make sites cut their stated titles; the heading is then the whole one.
        self.is_cut = len(self.folded) >= TRUNCATED or (len(self.folded) >= LEAST_CUT and text.endswith(("…", "...")))


@lru_cache(256)
def _forms(text: str) -> tuple[str, frozenset[str]]:
    """*text* folded, and its parts at each separator; a page states the same title in half a dozen places."""
    return fold(text), frozenset(fold(part) for before, _, after in segments(text) for part in (before, after))


@dataclass(slots=True, frozen=True)
class TitleChoice:
    """The title and, where the page shows it, the heading."""

    finding: Finding[str] | None
    heading: HtmlElement | None


def find_title(page: Page, knowledge: SiteKnowledge) -> Finding[str] | None:
    """The title of the post, without the site's name, or None.

    The heading that agrees best with what the page states (JSON-LD, Open Graph, ``title``) and the feed says; where no heading
    convinces, the best of those statements. A learned place comes in where that is weak.
    """
    return choose_title(page, knowledge).finding


def choose_title(page: Page, knowledge: SiteKnowledge) -> TitleChoice:
    """The title with its heading: the heading that agrees best with what the page and the feed state, else the best statement."""
    known = page.memory.get("title")
    if not isinstance(known, TitleChoice):
        known = _choose(page, knowledge)
        if page.learned.places:
            learned = learned_title(page, _names(page, knowledge), known.finding)
            known = TitleChoice(*learned) if learned else known
        page.memory["title"] = known
    return known


def _choose(page: Page, knowledge: SiteKnowledge) -> TitleChoice:
    names = _names(page, knowledge)
    statements = _statements(page, knowledge)
    headings = find_headings(page)
    scored = [(_score(h, statements, names), -i, h) for i, h in enumerate(headings)]
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    losers = [rejected(h.text, h.selector, "agrees less with what the page states") for _, _, h in scored[1 : MAX_LOSERS + 1]]
    if scored and (single := _single(scored, statements, names)) is not None:
        scored.remove(single)
        scored.insert(0, single)
    if scored and _convinces(scored[0], statements, alone=sum(h.element.tag == "h1" and h.weight >= MAIN for h in headings) == 1):
        best = scored[0][2]
        text = _fuller(_own_words(best, statements), statements, names, page)
        confidence = min(0.98, 0.6 + scored[0][0] / 20)
        cut = cut_site(text, names, page.url)[0]
        if cut != text and any(
            s.folded == fold(cut) for s in statements
        ):  # a heading is cut only where the page states it without the name
            text = cut
        finding = Finding(value=text, source="structure", selector=best.selector, confidence=confidence, raw=best.text)
        finding.rejected = losers
        return TitleChoice(finding, best.element)
    return TitleChoice(_from_statements(page, statements, names, losers), None)


def _names(page: Page, knowledge: SiteKnowledge) -> set[str]:
    """The names of the site, folded."""
    known = {f for n in (*knowledge.site_names, knowledge.name or "", *site_names_of(page)) if (f := fold(n))}
    return known | page.learned.site_names


def _convinces(entry: tuple[float, int, Heading], statements: list[Statement], *, alone: bool) -> bool:
    """Whether the best heading is the title: it agrees with a statement, or it is a main heading in the article's place.

    *alone* says that the page has one main heading only: it need not be marked further.
    """
    score, _, heading = entry
    if score - heading.weight > 0:
        return score >= ENOUGH
    stated = any(s.source != "title" for s in statements)
    if len(heading.text) >= MAX_HEADLINE and stated:
        return False
    return heading.weight >= (MAIN if alone else ENOUGH) and (heading.element.tag == "h1" or not stated)


def _single(
    scored: list[tuple[float, int, Heading]], statements: list[Statement], names: set[str]
) -> tuple[float, int, Heading] | None:
    """The page's only main heading in the article's place, where no other agrees in full and it speaks of what is stated."""
    mains = [entry for entry in scored if entry[2].element.tag == "h1" and entry[2].weight >= MAIN]
    if len(mains) != 1 or fold(mains[0][2].text) in names:
        return None
    best = fold(scored[0][2].text)
    folded, parts = _forms(mains[0][2].text)
    if best and best != folded and best not in parts and folded.startswith(best):
        return mains[0]  # the best is the same, shortened, in a list of posts
    if any(s.folded == best for s in statements):
        return None
    words = _words(mains[0][2].text)
    stated = [_words(s.text) for s in statements]
    alike = any(len(words & other) >= ALIKE * min(len(words), len(other)) for other in stated if other)
    return mains[0] if alike and words and len(mains[0][2].text) < MAX_HEADLINE else None


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 2 or not word.isascii()}


def _own_words(heading: Heading, statements: list[Statement]) -> str:
    """The heading's text, never with words run together, and with the subject printed before it only where it is said as one.

    "Rhine: the flood" is stated as one title; "Opinion | The flood" is a title under a rubric.
    """
    folded, short, whole = fold(heading.text), fold(heading.without_lead), fold(text_of(heading.element))
    slashed = any(s.source != "title" and s.folded in (folded, whole) and " / " in s.text for s in statements)
    exact = not slashed and any(s.folded == short for s in statements)
    for statement in statements:
        one = statement.source != "microdata" and statement.folded in (folded, whole) and not exact
        whole_title = statement.folded == folded and (len(short) < SHORTEST or short not in statement.parts)
        if one and (whole_title or _AS_ONE.search(statement.text)):
            glued = len(statement.text.split()) > len(heading.text.split())
            return statement.text if glued or statement.folded != folded else heading.text
    if whole != folded and not exact:
        for statement in statements:
            # "Rhine: the flood - The Paper": the subject stands in a part of its own, and is stated as one with the title
            start = next((before for before, _, _ in segments(statement.text) if fold(before) == whole), None)
            if start and statement.source != "title" and _AS_ONE.search(start):
                return start
    if len(short) < SHORTEST:
        return heading.text
    parted = any(short in s.parts and not _AS_ONE.search(s.text) for s in statements)
    return heading.without_lead if exact or parted else heading.text


def _statements(page: Page, knowledge: SiteKnowledge) -> list[Statement]:
    found = []
    label = knowledge.label(page.url)
    if label and label.title:
        found.append(Statement(one_line(html.unescape(label.title)), "feed", "title"))
    structured = page.structured
    for source, items in (("json-ld", json_postings(page)), ("microdata", microdata_postings(page))):
        for item in items[:1]:
            for key in ("headline", "name", "title"):
                found.extend(Statement(one_line(t), source, key) for t in texts(item.get(key))[:1])
    for key in META_TITLES:
        found.extend(Statement(one_line(html.unescape(t)), "meta", key) for t in structured.meta.get(key, ())[:1])
    title = next(iter(page.by_tag.get("title", ())), None)
    if title is not None and title.text:
        found.append(Statement(one_line(title.text), "title", "title"))
    return [s for s in found if s.text and len(s.text) < MAX_TITLE]


def _score(heading: Heading, statements: list[Statement], names: set[str]) -> float:
    score = heading.weight
    folded = fold(heading.text)
    short = fold(heading.without_lead) if heading.lead else ""
    support = 0.0
    for statement in statements:
        stated = statement.folded
        if stated == folded or (statement.is_cut and folded.startswith(stated)):
            support += WEIGHT[statement.source]
        elif folded in statement.parts or (short and stated == short):
            support += WEIGHT[statement.source] * 0.7
    plain = support >= ENOUGH or (support > 0 and heading.weight > -1)
    if plain and heading.element.tag == "h1" and heading.weight < 0:
        score += 2.5  # what the page states so plainly is no site name, whatever block it stands in
    if folded in names and not any(s.source in ("feed", "json-ld") and s.folded == folded for s in statements):
        score -= 8
    return score + support


def _fuller(text: str, statements: list[Statement], names: set[str], page: Page) -> str:
    """*text*, or what two or more statements agree on where the heading is only the part before or after a colon or slash.

    What stands before is a subject that newspapers print over the headline. The site's own name is none, nor are its rubrics:
    they are one word, or a link somewhere on the page.
    """
    exact = [s for s in statements if s.source != "title"]
    for statement in exact:
        whole = statement.text
        if whole.startswith((f"{text}: ", f"{text}： ")) and sum(s.text == whole for s in exact) > 1:
            return whole
        subject = next((whole.removesuffix(end) for end in (f": {text}", f"： {text}", f" / {text}") if whole.endswith(end)), "")
        said = sum(s.folded == statement.folded for s in exact) > 1
        if said and " " in subject.strip() and fold(subject) not in names and not _is_linked(subject, page):
            return whole
    return text


def _is_linked(subject: str, page: Page) -> bool:
    folded = fold(subject)
    return any(fold(text_of(link)) == folded for link in page.by_tag.get("a", ()) if len(link) < 3)


def _from_statements(page: Page, statements: list[Statement], names: set[str], losers: list[Rejected]) -> Finding[str] | None:
    cut = [(s, *cut_site(s.text, names, page.url, guess=s.source == "title" and len(statements) == 1)) for s in statements]
    usable = [(s, text) for s, text, _ in cut if fold(text) not in names]
    # A page whose ``title`` is the site's name alone is a post without a title, a short note.
    for statement, text in usable or [(s, t) for s, t, _ in cut[:1] if s.source != "title"]:
        if fold(text):
            confidence = {"feed": 0.8, "json-ld": 0.8, "meta": 0.7}.get(statement.source, 0.5)
            shorter = _agreed_start(text, [t for _, t in usable])
            return Finding(
                value=shorter or text,
                source=statement.source,
                selector=statement.selector,
                confidence=confidence,
                raw=statement.text,
                rejected=losers,
            )
    return None


def _agreed_start(text: str, others: list[str]) -> str | None:
    """A shorter statement that equals *text* up to a separator: what follows is then the site's name."""
    starts = {fold(before): before for before, _, _ in segments(text)}
    return next((starts[f] for other in others if (f := fold(other)) in starts and len(f) > 2), None)

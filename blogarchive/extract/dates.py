"""When a post was published and modified, with the text each date was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from blogarchive.extract.addressdates import day_in_address
from blogarchive.extract.datechoice import SURE, Candidate, choose_date, unless_elsewhere, unless_of_change, without_relative
from blogarchive.extract.datemarks import ShownDate, dates_in_lines, marked_dates
from blogarchive.extract.dateparse import day_of, find_day, parse_machine
from blogarchive.extract.dayorder import DayOrder
from blogarchive.extract.declared import declared_language
from blogarchive.extract.finding import Finding, rejected
from blogarchive.extract.jsonld import texts
from blogarchive.extract.layout import layout_of
from blogarchive.extract.learneduse import learned_date
from blogarchive.extract.pagemarks import marks_of
from blogarchive.extract.posting import item_types, json_postings, microdata_postings
from blogarchive.extract.straydates import stray_dates
from blogarchive.items import Rejected
from blogarchive.text import remember_short

if TYPE_CHECKING:
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.page import Page

__all__ = ["Dates", "find_dates"]

PUBLISHED_META = (
    "article:published_time article:published og:article:published_time og:published_time og:pubdate "
    "parsely-pub-date sailthru.date "
    "citation_publication_date citation_date citation_online_date dc.date.issued dcterms.issued "
    "dc.date.publication datepublished date_published pubdate publishdate publish-date published_date "
    "publication_date published publication-date blog:published_time article.published bt:pubdate cxenseparse:recs:publishtime "
    "cxenseparse:publishtime article_date_original originalpublicationdate "
    "shareaholic:article_published_time rnews:datepublished vr:published_time ptime article:post_date"
).split()
# Names that some sites use for the day of a change or of the file: what is shown as the post's date goes before them.
VAGUE_META = "dcterms.created dc.date.created dcterms.date dc.date date_created created date".split()
MODIFIED_META = (
    "article:modified_time article:modified og:updated_time og:modified_time article:updated_time "
    "dc.date.modified dcterms.modified "
    "datemodified date_modified lastmod last-modified last_modified modified_time revised updated cxenseparse:modifiedtime "
    "shareaholic:article_modified_time utime"
).split()
NAMED_META = frozenset((*PUBLISHED_META, *VAGUE_META, *MODIFIED_META))
PUBLISHED_ENDS = frozenset(
    "published publishedtime publishtime publisheddate publishdate publishedat publishedon publicationdate publicationtime "
    "datepublished datepublication pubdate pubtime firstpublished firstpublishedat firstpublishdate dateposted postdate "
    "posteddate postedon articledate articlepublished uploaded uploadedat issued dateissued datefirstpublished "
    "onlinedate dateonline".split()
)
OTHER_THINGS = re.compile(r"(?:og:)?(?:video|music|book|movie|product|event|image|profile)[:._-]")  # what the page is about
TOLD = ("announced", "data in a script")  # stray dates that are said to be of publication
FUTURE = timedelta(days=2)

_PREFIX = re.compile(r"^.*[:.]")
_SEPARATORS = re.compile(r"[-_ ]")


@dataclass(slots=True, kw_only=True, frozen=True)
class Dates:
    """ISO 8601 values: a date, or a time with a zone only when the page gives one."""

    published: Finding[str] | None = None
    modified: Finding[str] | None = None


def find_dates(page: Page, knowledge: SiteKnowledge) -> Dates:
    """Publication and modification, each with its raw text; a post without a date has none.

    What the page states for machines goes before what it shows, unless two other independent places agree against it. A day in
    figures that can be read in two ways is settled by the other dates, the language's region or the domain, or left out.
    """
    losers: list[Rejected] = []
    latest = page.captured_at + FUTURE
    stated = list(_stated(page, "datePublished", PUBLISHED_META, losers, latest))
    vague = list(_in_meta(page, VAGUE_META, losers, latest))
    changed = list(_stated(page, "dateModified", MODIFIED_META, losers, latest))
    stated = unless_of_change(stated, changed)
    address = _in_address(page, latest)
    label = knowledge.label(page.url)
    feed = _candidate(label.published, "feed", "published", losers, latest) if label and label.published else None
    known = {c.day for c in (*stated, *vague, *changed, address, feed) if c}
    order = DayOrder(page, declared_language(page) or knowledge.language, known, losers)
    shown = _shown(page, knowledge, order)
    shown_published = [c for s in shown if not s.modified and (c := _from_shown(s, losers, latest))]
    shown_modified = [c for s in shown if s.modified and (c := _from_shown(s, losers, latest))]
    of_change = {c.day for c in shown_modified}
    marked = [c for c in shown_published if c.source == "time"]
    if not stated:  # of several days, the one that is also said to be of change is not the one of publication
        marked = [c for c in marked if c.day not in of_change] or marked
    lines = sorted((c for c in shown_published if c.source == "line"), key=lambda c: -c.weight)
    sure = [c for c in marked[:3] if c.weight >= SURE]
    candidates = [
        *stated,
        *sure,
        *vague,
        *unless_elsewhere([c for c in marked[:3] if c not in sure], lines),
        *([feed] if feed else []),
        *lines[:3],
        *_in_meta(page, filter(_is_published_name, page.structured.meta), losers, latest),
        *([address] if address else []),
    ]
    if not candidates:
        candidates = [c for c in _stray(page, knowledge, order, losers, latest) if c.day not in of_change or c.selector in TOLD]
    published = choose_date(without_relative(candidates), losers)
    if page.learned.places:
        published = learned_date(page, declared_language(page) or knowledge.language, published)
    if label and label.modified and not changed and not shown_modified:
        changed = [c for c in (_candidate(label.modified, "feed", "updated", losers, latest),) if c]
    modified = choose_date([*changed, *shown_modified[:3]], [])
    return Dates(published=published, modified=modified)


def _stated(page: Page, name: str, metas: list[str], losers: list[Rejected], latest: datetime) -> Iterator[Candidate]:
    pages = [node for node in page.structured.nodes if "WebPage" in item_types(node)]
    for source, items in (("json-ld", json_postings(page)), ("microdata", microdata_postings(page)), ("json-ld", pages[:1])):
        for item in items:
            names = (name, "dateCreated", "uploadDate") if name == "datePublished" else (name,)
            for key in names:
                for text in texts(item.get(key))[:1]:
                    candidate = _candidate(text, source, key, losers, latest)
                    if candidate:
                        yield candidate
                        break
    yield from _in_meta(page, metas, losers, latest)


@remember_short
def _is_published_name(name: str) -> bool:
    """Whether a meta name that nobody has listed speaks of publication, behind whatever prefix: ``vendor.publish-date``."""
    if name in NAMED_META or OTHER_THINGS.match(name):
        return False
    return _SEPARATORS.sub("", _PREFIX.sub("", name)) in PUBLISHED_ENDS


def _in_meta(page: Page, names: Iterable[str], losers: list[Rejected], latest: datetime) -> Iterator[Candidate]:
    meta = page.structured.meta
    for name in [n for n in names if n in meta]:
        candidate = _candidate(meta[name][0], "meta", name, losers, latest)
        if candidate:
            yield candidate


def _candidate(text: str, source: str, selector: str, losers: list[Rejected], latest: datetime) -> Candidate | None:
    value = parse_machine(text)
    if value is None and len(text) < 90:
        found = find_day(text, "en")
        value = found.value if found else None
    if value is None:
        losers.append(rejected(text, f"{source} {selector}", "not a date of a web page"))
        return None
    return _checked(value, source, selector, text, losers, latest)


def _checked(value: str, source: str, selector: str, raw: str, losers: list[Rejected], latest: datetime) -> Candidate | None:
    day = day_of(value)
    if day is None or day > latest.date():
        losers.append(rejected(raw, f"{source} {selector}", "after the capture"))
        return None
    return Candidate(value, source, selector, raw, day)


def _from_shown(shown: ShownDate, losers: list[Rejected], latest: datetime) -> Candidate | None:
    source = "line" if shown.weight <= 1.0 else "time"
    day = day_of(shown.value)
    if day is None or day > latest.date():
        losers.append(rejected(shown.raw, f"{source} {shown.selector}", "after the capture"))
        return None
    return Candidate(shown.value, source, shown.selector, shown.raw, day, shown.weight, shown.relative, shown.clock)


def _in_address(page: Page, latest: datetime) -> Candidate | None:
    found = day_in_address(page.url)
    if not found or not day_of(found[0]):
        return None
    return _checked(found[0], "address", "path", found[1], [], latest)


def _shown(page: Page, knowledge: SiteKnowledge, order: DayOrder) -> list[ShownDate]:
    layout = layout_of(page, knowledge)
    language = declared_language(page) or knowledge.language
    shown = marked_dates(layout, marks_of(page), language, page.captured_at, order)
    return shown + dates_in_lines(layout, language, page.captured_at, order)


def _stray(page: Page, knowledge: SiteKnowledge, order: DayOrder, losers: list[Rejected], latest: datetime) -> list[Candidate]:
    """A date in an unusual place."""
    found = stray_dates(page, layout_of(page, knowledge), declared_language(page) or knowledge.language, order)
    return [c for s in found if (c := _checked(s.value, "structure", s.selector, s.raw, losers, latest))]

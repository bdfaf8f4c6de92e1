"""What was learned of a blog as a document that a person can read, edit and give back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from blogarchive.errors import UsageError
from blogarchive.extract.learned import Learned, block_digest, learn
from blogarchive.extract.learnedfields import LearnedPlace
from blogarchive.extract.places import is_selector
from blogarchive.settle.fieldjson import place_from, place_values
from blogarchive.settle.known import load_knowledge
from blogarchive.settle.lessons import kept_learned
from blogarchive.settle.rows import read_shapes
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.layout import ArchivePaths
from blogarchive.store.wholefile import write_whole
from blogarchive.text import fold

__all__ = ["Counted", "SiteProfile", "given_in", "keep_site_profile", "learned_from", "read_site_profile", "site_profile"]

MAX_NOTICES = 100
PLACES = {"title_places": "title", "date_places": "published", "author_places": "authors"}
"""Entries of a profile that hold places, and their field."""


@dataclass(slots=True, kw_only=True)
class Counted:
    """A value with the number of posts that have it."""

    value: str
    posts: int = 0


@dataclass(slots=True, kw_only=True)
class SiteProfile:
    """What was learned of one blog."""

    blog: str
    """Its address."""

    posts: int = 0
    """Posts that were learned from."""

    name: str | None = None
    names: list[str] = field(default_factory=list)
    """Names that are cut off titles."""

    language: str | None = None
    body_selector: str | None = None
    """The element that holds the article; null when the posts do not agree on one."""

    places: list[Counted] = field(default_factory=list)
    """Elements that held articles, as each page alone was read."""

    title_places: list[dict[str, Any]] = field(default_factory=list)
    """Where the templates put the title: ``selector``, and as needed ``attribute``, ``behind`` (the text right behind the
    element), ``before`` and ``after`` (texts around the value), ``template`` (the body's element on pages it is for)."""

    date_places: list[dict[str, Any]] = field(default_factory=list)
    """The same for the day of publication."""

    author_places: list[dict[str, Any]] = field(default_factory=list)
    """The same for the authors."""

    month_first: bool | None = None
    """Whether 03/04/2020 is the fourth of March; null when the posts do not tell."""

    title_names: list[str] = field(default_factory=list)
    """What the ``title`` elements begin or end with besides *names*: letters and figures alone, in small letters."""

    boilerplate: list[Counted] = field(default_factory=list)
    """Texts that belong to the template and were left out of articles."""

    extractors: list[Counted] = field(default_factory=list)
    """The rules that read the pages."""

    labels: int = 0
    """Posts of which a feed or a list says title, date, authors or tags."""

    author_pages: list[Counted] = field(default_factory=list)
    """Authors' pages that gave a bio to posts."""

    def to_json(self) -> str:
        """The profile as JSON, indented."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def site_profile(archive: ArchiveTables, root_url: str) -> SiteProfile:
    """What was learned of the blog in *archive*, after it was settled."""
    knowledge = load_knowledge(archive.db, root_url)
    learned = kept_learned(archive)
    shapes = [read.shape for read in read_shapes(archive).values()]
    notices: Counter[str] = Counter()
    extractors: Counter[str] = Counter()
    author_pages: Counter[str] = Counter()
    for article in archive.articles:
        row: dict[str, Any] = json.loads(article.row)
        extractors[row["extractor"]["name"]] += 1
        notices.update(_left_out(row))
        bio = row["provenance"].get("authors.bio")
        if bio and bio["source"] == "author page":
            author_pages[bio["selector"]] += 1
    return SiteProfile(
        blog=root_url,
        posts=len(shapes),
        name=knowledge.name,
        names=sorted(knowledge.site_names),
        language=knowledge.language,
        body_selector=learn(shapes).body_selector,
        places=_counted(Counter(f"{shape.selector} ({shape.source})" for shape in shapes if shape.selector)),
        title_places=_places(learned, "title"),
        date_places=_places(learned, "published"),
        author_places=_places(learned, "authors"),
        month_first=learned.month_first,
        title_names=sorted(learned.site_names),
        boilerplate=_counted(notices),
        extractors=_counted(extractors),
        labels=len(knowledge.labels),
        author_pages=_counted(author_pages),
    )


def _left_out(row: dict[str, Any]) -> Iterable[str]:
    body = row["provenance"].get("body_text")
    return {lost["value"] for lost in body["rejected"] if lost["source"] == "boilerplate"} if body else ()


def _places(learned: Learned, name: str) -> list[dict[str, Any]]:
    return [place_values(place) for place in learned.places if place.field == name]


def _counted(counter: Counter[str]) -> list[Counted]:
    return [Counted(value=value, posts=posts) for value, posts in counter.most_common(MAX_NOTICES)]


def read_site_profile(path: Path) -> SiteProfile:
    """The profile in the file at *path*; raises `UsageError` with what is wrong with it."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        counted = ("places", "boilerplate", "extractors", "author_pages")
        values |= {name: [Counted(**entry) for entry in values.get(name, [])] for name in counted}
        profile = SiteProfile(**values)
        places = _places_of(profile)
    except FileNotFoundError:
        raise UsageError(f"There is no file {path}.") from None
    except OSError as exc:
        raise UsageError(f"Cannot read {path}: {exc.strerror}.") from exc
    except (ValueError, TypeError, AttributeError) as exc:
        raise UsageError(f"{path} is no site profile ({exc}); make one with `blogarchive sites show DIR --json`.") from exc
    if not isinstance(profile.blog, str) or not isinstance(profile.body_selector, str | None):
        raise UsageError(f"{path} is no site profile: blog and body_selector must be texts.")
    if profile.month_first not in (None, True, False):
        raise UsageError(f"{path} is no site profile: month_first must be true, false or null.")
    wrong = next((place.place.selector for place in places if not is_selector(place.place.selector)), None)
    if wrong is not None:
        raise UsageError(f"{path} is no site profile: {wrong!r} is no CSS selector.")
    return profile


def _places_of(profile: SiteProfile) -> list[LearnedPlace]:
    """The places that *profile* names, field by field."""
    return [place_from(name, values) for entry, name in PLACES.items() for values in getattr(profile, entry)]


def learned_from(profile: SiteProfile) -> Learned:
    """What *profile* tells to the reading of pages."""
    texts = (part for notice in profile.boilerplate for part in str(notice.value).split("\n\n"))
    return Learned(
        body_selector=profile.body_selector,
        boilerplate=frozenset(digest for text in texts if (digest := block_digest(text))),
        given=True,
        places=tuple(_places_of(profile)),
        month_first=profile.month_first,
        site_names=frozenset(fold(str(name)) for name in profile.title_names),
    )


def keep_site_profile(path: Path, paths: ArchivePaths) -> None:
    """Copy the profile in the file at *path* into the archive, for this run and those that come."""
    write_whole(paths.site_profile, read_site_profile(path).to_json())


def given_in(folder: Path) -> Learned | None:
    """What the profile in the archive at *folder* tells; None when it has none."""
    path = ArchivePaths(folder).site_profile
    return learned_from(read_site_profile(path)) if path.exists() else None

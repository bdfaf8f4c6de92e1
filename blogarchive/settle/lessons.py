"""What the posts of a blog teach about it. Records are read for that only where posts lack something, and only some of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from blogarchive.extract.knowledge import PostLabel, SiteKnowledge
from blogarchive.extract.learned import Learned, PageShape, learn
from blogarchive.extract.learnedfields import FIELDS, TOLD, LearnedPlace, Lesson, learn_places
from blogarchive.extract.names import split_names
from blogarchive.extract.placefinding import Known, find_places
from blogarchive.settle.answer import read_answer
from blogarchive.settle.captures import load_answer
from blogarchive.settle.fieldjson import place_from, place_values
from blogarchive.settle.posts import Post
from blogarchive.settle.suspect import why_suspect
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.finished import FinishedArchive

__all__ = ["kept_learned", "learn_blog"]

MAX_LESSONS = 60
"""Posts whose records are read to learn from: more of one blog teach nothing new."""

MIN_LESSONS = 3
_PLACES = "learned_places"
_WRITING = "learned_writing"

Told = tuple[Post, PageShape, Known, frozenset[str]]
"""A post, how it was read alone, what is known of it, and of which fields from elsewhere than its text."""


def learn_blog(
    archive: ArchiveTables, posts: Iterable[Post], shapes: Mapping[str, PageShape], knowledge: SiteKnowledge
) -> Learned:
    """What the *posts* teach together, by their *shapes* and, where any post lacks a field, by the records of known ones."""
    by_id = {post.id: post for post in posts}
    order = [article_id for article_id in shapes if article_id in by_id]
    labels = {n: label for n, article_id in enumerate(order) if (label := knowledge.label(by_id[article_id].page.url))}
    days = {n: label.published for n, label in labels.items() if label.published}
    learned = learn((shapes[article_id] for article_id in order), days)
    told = [_told(by_id[article_id], shapes[article_id], labels.get(n)) for n, article_id in enumerate(order)]
    wanted = _wanted(told, learned)
    if wanted:
        learned = replace(learned, places=_places(archive, _chosen(told, wanted), wanted, knowledge.language))
    else:
        archive.set_meta(_PLACES, "{}")
    values = {"month_first": learned.month_first, "site_names": sorted(learned.site_names)}
    archive.set_meta(_WRITING, json.dumps(values, ensure_ascii=True))
    return learned


def _told(post: Post, shape: PageShape, label: PostLabel | None) -> Told:
    """What is known of the post: what its label says, else what its page gave and is well founded."""
    own = shape.fields.known()
    names = tuple(name for text in label.authors for name in split_names(text)) if label else ()
    known = Known(
        title=(label and label.title) or own.title,
        published=(label and label.published) or own.published,
        authors=names or own.authors,
    )
    labelled = Known(title=(label and label.title) or "", published=(label and label.published) or "", authors=names)
    told = {name for name in FIELDS if getattr(labelled, name)}
    told |= {name for name in FIELDS if getattr(own, name) and shape.fields.sources.get(name) in TOLD}
    return post, shape, known, frozenset(told)


def _wanted(told: Sequence[Told], learned: Learned) -> list[str]:
    """Fields that some post lacks, or gave weakly, and enough others teach."""
    wanted = []
    for name in FIELDS:
        lacking = any(shape.fields.is_weak(name) for _, shape, _, _ in told) or (name == "title" and learned.repeated)
        if lacking and sum(bool(getattr(known, name)) for _, _, known, _ in told) >= MIN_LESSONS:
            wanted.append(name)
    return wanted


def _chosen(told: Sequence[Told], wanted: Iterable[str]) -> list[Told]:
    """The posts to learn from: first those of which most is told, then at even distances."""
    useful = [one for one in told if any(getattr(one[2], name) for name in wanted)]
    labelled = [one for one in useful if any(name in one[3] for name in wanted)]
    rest = [one for one in useful if not any(name in one[3] for name in wanted)]
    chosen = _spread(labelled, MAX_LESSONS)
    return chosen + _spread(rest, MAX_LESSONS - len(chosen))


def _spread(found: list[Told], count: int) -> list[Told]:
    step = max(1.0, len(found) / count) if count else 1.0
    return [found[int(n * step)] for n in range(min(count, len(found)))]


def _places(
    archive: ArchiveTables, chosen: Sequence[Told], wanted: Sequence[str], language: str | None
) -> tuple[LearnedPlace, ...]:
    """The places that the *chosen* posts teach; those that were learned from the same before are kept."""
    used = [(p.page.url, p.page.capture, shape.selector, known, sorted(told)) for p, shape, known, told in chosen]
    digest = hashlib.blake2b(repr((used, wanted, language)).encode("utf-8", "replace"), digest_size=12).hexdigest()
    before = json.loads(archive.meta(_PLACES) or "{}")
    if before.get("from") == digest:
        return _load_places(before)
    lessons = [lesson for one in chosen if (lesson := _lesson(archive, one, wanted, language))]
    places = learn_places(lessons)
    values = {"from": digest, "places": [[place.field, place_values(place)] for place in places]}
    archive.set_meta(_PLACES, json.dumps(values, ensure_ascii=True))
    return places


def _lesson(archive: ArchiveTables, told: Told, wanted: Iterable[str], language: str | None) -> Lesson | None:
    post, shape, known, from_elsewhere = told
    known = replace(known, **{name: type(getattr(known, name))() for name in FIELDS if name not in wanted})
    answer = load_answer(archive, post.page.url, archive.ledger.capture(post.page.capture))
    if why_suspect(answer.body):
        return None
    reading = read_answer(answer)
    if reading.kind != "html":
        return None
    return Lesson(shape.selector or "", known, find_places(reading.page, known, language), from_elsewhere)


def kept_learned(archive: ArchiveTables | FinishedArchive) -> Learned:
    """What was learned of fields when the blog was settled last, out of what the archive keeps."""
    writing = json.loads(archive.meta(_WRITING) or "{}")
    return Learned(
        places=_load_places(json.loads(archive.meta(_PLACES) or "{}")),
        month_first=writing.get("month_first"),
        site_names=frozenset(writing.get("site_names", ())),
    )


def _load_places(values: dict[str, Any]) -> tuple[LearnedPlace, ...]:
    return tuple(place_from(field, place) for field, place in values.get("places", ()))

"""`SiteKnowledge` out of archive.db. The same facts give the same knowledge, in whatever order they were noted."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from blogarchive.extract.knowledge import PostLabel, SiteKnowledge

__all__ = ["load_knowledge"]


def load_knowledge(db: sqlite3.Connection, url: str) -> SiteKnowledge:
    """Everything known of the blog at *url*."""
    facts: dict[str, list[str]] = {}
    for kind, name in db.execute("SELECT DISTINCT kind, name FROM fact ORDER BY kind, length(name), name"):
        facts.setdefault(kind, []).append(name)
    names = facts.get("root_name", []) or facts.get("blog_name", [])
    languages = facts.get("language", [])
    return SiteKnowledge(
        url=url,
        name=names[0] if names else None,
        site_names=frozenset(facts.get("site_name", [])),
        language=languages[0] if languages else None,
        labels=_labels(db),
    )


def _labels(db: sqlite3.Connection) -> dict[str, PostLabel]:
    """Labels by post; where several feeds have a post, the feed with the shortest address counts and others fill its gaps."""
    labels: dict[str, PostLabel] = {}
    rows = db.execute("SELECT l.post_key, l.label FROM label l JOIN url u ON u.id = l.by_id ORDER BY length(u.url), u.url")
    for key, text in rows:
        values = json.loads(text)
        label = PostLabel(**{**values, "authors": tuple(values["authors"]), "tags": tuple(values["tags"])})
        first = labels.get(key)
        labels[key] = label if first is None else _filled(first, label)
    return labels


def _filled(label: PostLabel, other: PostLabel) -> PostLabel:
    return replace(
        label,
        title=label.title or other.title,
        published=label.published or other.published,
        modified=label.modified or other.modified,
        authors=label.authors or other.authors,
        tags=label.tags or other.tags,
    )

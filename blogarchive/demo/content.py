"""What the demo blog is about: its two writers and the posts in ``posts/``.

A post is a file: ``name: value`` lines, an empty line, then HTML; ``<!--next-->`` starts the second page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

__all__ = ["BLOG_DESCRIPTION", "BLOG_NAME", "FOLDER", "WRITERS", "Post", "Reply", "Writer", "load_posts", "slugify"]

FOLDER = Path(__file__).parent
BLOG_NAME = "The Harbour Ledger"
BLOG_DESCRIPTION = "Notes on old paper, and on the people who wrote on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Somebody who writes for the demo blog; invented."""

    slug: str
    name: str
    bio: str
    portrait: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reader's comment; *parent* is the index of the comment it answers."""

    author: str
    date: datetime
    text: str
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post as its file gives it; *parts* holds the HTML of each of its pages."""

    slug: str
    title: str
    summary: str
    language: str
    date: datetime
    modified: datetime | None
    writers: tuple[Writer, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    picture: str | None
    """Address of the picture shown in teasers, without host."""
    has_json_ld: bool
    parts: tuple[str, ...]
    replies: tuple[Reply, ...] = ()


WRITERS = {
    "marit": Writer(
        slug="marit-solheim",
        name="Marit Solheim",
        bio="Marit Solheim looks after the harbour archive. She grew up in a lighthouse and wakes when it gets dark.",
        portrait="/pictures/marit.svg",
    ),
    "tomas": Writer(
        slug="tomas-quiroga",
        name="Tomás Quiroga",
        bio="Tomás Quiroga binds books and mends maps. He has never thrown away an envelope.",
        portrait="/pictures/tomas.svg",
    ),
}

_TEASER_PICTURES = {
    "lighthouse": "/pictures/lighthouse-400.png",
    "river": "/pictures/river-400.png",
    "typecase": "/pictures/typecase-800.png",
    "marble": "/pictures/marble-800.png",
    "tide": "/pictures/tide.svg",
    "knot": "/pictures/knot.svg",
}


def load_posts() -> list[Post]:
    """Every post, newest first."""
    replies = json.loads((FOLDER / "comments.json").read_text(encoding="utf-8"))
    posts = [_read_post(file, replies.get(file.stem, [])) for file in (FOLDER / "posts").glob("*.html")]
    return sorted(posts, key=lambda post: post.date, reverse=True)


def slugify(label: str) -> str:
    """*label* as the last part of an address."""
    return re.sub(r"\W+", "-", label.lower()).strip("-")


def _read_post(file: Path, replies: list[dict[str, str]]) -> Post:
    head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    values = {name: value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    return Post(
        slug=values.get("slug", file.stem),
        title=values["title"],
        summary=values["summary"],
        language=values["language"],
        date=datetime.fromisoformat(values["date"]),
        modified=datetime.fromisoformat(values["modified"]) if "modified" in values else None,
        writers=tuple(WRITERS[key] for key in _names(values["authors"])),
        categories=_names(values["categories"]),
        tags=_names(values["tags"]),
        picture=_TEASER_PICTURES[values["picture"]] if "picture" in values else None,
        has_json_ld=values["json_ld"] == "yes",
        parts=tuple(part.strip() for part in body.split("<!--next-->")),
        replies=tuple(_read_reply(reply) for reply in replies),
    )


def _read_reply(reply: dict[str, str]) -> Reply:
    parent = int(reply["parent"]) if "parent" in reply else None
    return Reply(author=reply["author"], date=datetime.fromisoformat(reply["date"]), text=reply["text"], parent=parent)


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(","))

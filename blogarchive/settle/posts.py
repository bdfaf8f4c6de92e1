"""The posts among the pages an archive holds: each once, with the pages that make it up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from blogarchive.extract.kind import Evidence, Verdict
from blogarchive.store.archive import ArchiveTables
from blogarchive.urls import post_id, post_key

__all__ = ["JudgedPage", "Post", "find_posts", "load_pages"]


@dataclass(slots=True)
class JudgedPage:
    """An HTML page of the blog as the archive holds it."""

    url_id: int
    url: str
    capture: int
    evidence: Evidence
    sources: int
    """Bit set of the ways it was heard of, see `Ledger.sources_of`."""


@dataclass(slots=True)
class Post:
    """One post with the pages that make it up."""

    page: JudgedPage
    parts: list[JudgedPage] = field(default_factory=list)
    """Its further pages, in order."""

    @property
    def id(self) -> str:
        """The id of its article."""
        return post_id(self.page.url)

    @property
    def made_of(self) -> str:
        """The captures of its further pages, for the stamp of its row."""
        return "".join(f"+{part.capture}" for part in self.parts)


def load_pages(archive: ArchiveTables) -> dict[str, JudgedPage]:
    """All HTML pages of the blog by address, in the order they were captured."""
    rows = archive.db.execute(
        "SELECT p.url_id, u.url, p.capture, p.evidence, u.sources FROM page p JOIN url u ON u.id = p.url_id ORDER BY p.capture"
    )
    return {
        url: JudgedPage(url_id, url, capture, Evidence.from_dict(json.loads(evidence)), sources)
        for url_id, url, capture, evidence, sources in rows
    }


def find_posts(pages: Mapping[str, JudgedPage], verdicts: Mapping[str, Verdict]) -> list[Post]:
    """The posts, each once, with their parts in order."""
    posts = {post_key(url): Post(pages[url]) for url, verdict in verdicts.items() if verdict.kind == "post"}
    for url, verdict in verdicts.items():
        if verdict.kind == "part" and verdict.of:
            post = posts.get(post_key(verdict.of))
            if post:
                post.parts.append(pages[url])
    for post in posts.values():
        post.parts = _in_order(post.parts)
    return list(posts.values())


def _in_order(parts: Iterable[JudgedPage]) -> list[JudgedPage]:
    """Parts by their number, each number once."""
    numbered = {_part_number(page.url): page for page in sorted(parts, key=lambda p: len(p.url), reverse=True)}
    return [numbered[number] for number in sorted(numbered)]


def _part_number(url: str) -> int:
    parts = urlsplit(url)
    digits = "".join(c if c.isdigit() else " " for c in parts.query or parts.path.rstrip("/").rpartition("/")[2]).split()
    return int(digits[-1]) if digits else 0

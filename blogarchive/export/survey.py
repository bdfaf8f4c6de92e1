"""What a person wants to know about the rows of an export before opening it; counted while they are written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from blogarchive.export.source import Row, Source

__all__ = ["Coverage", "Survey", "coverage_of"]


@dataclass(slots=True, kw_only=True)
class Coverage:
    """What an archive's ledger says about one blog, whatever rows were chosen."""

    blog: str
    posts: int
    """Rows in the archive."""
    states: dict[str, int] = field(default_factory=dict)
    """Addresses heard of, by state; empty when there was no ledger."""
    failed: dict[str, int] = field(default_factory=dict)
    """Failed addresses by reason."""
    named_by: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Feed and sitemap documents: how many addresses each named, and how many of them are rows."""


@dataclass(slots=True)
class Survey:
    """Counts over the rows that went out."""

    rows: int = 0
    words: int = 0
    blogs: dict[str, str | None] = field(default_factory=dict)
    """Address to name."""
    first: str | None = None
    last: str | None = None
    """Dates of the oldest and newest post: year, month, day."""
    captured: str | None = None
    """When the newest record behind a row was captured: the export's own date, since its content has no other."""
    filled: Counter[str] = field(default_factory=Counter)
    """Rows in which the field has a value."""
    languages: Counter[str] = field(default_factory=Counter)
    licences: Counter[str] = field(default_factory=Counter)
    extractors: Counter[str] = field(default_factory=Counter)
    """Version of the program that made the rows."""
    coverage: list[Coverage] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Count one row, which has all its fields."""
        self.rows += 1
        self.words += row["word_count"]
        if self.blogs.get(row["blog"]["url"]) is None:
            self.blogs[row["blog"]["url"]] = row["blog"]["name"]
        self.filled.update(name for name, value in row.items() if value)
        if day := (row["date_published"] or "")[:10]:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)
        if row["language"]:
            self.languages[row["language"]] += 1
        if row["license"]:
            self.licences[row["license"]] += 1
        if row["archive"]:
            self.captured = max(self.captured or "", row["archive"]["captured_at"])
        if row["extractor"]:
            self.extractors[row["extractor"]["version"]] += 1


def coverage_of(source: Source) -> Coverage:
    """What the source's tables say about what was wanted and what was kept."""
    db = source.tables.db
    coverage = Coverage(blog=source.blog, posts=source.count())
    if not source.has_ledger:
        return coverage
    coverage.states = dict(db.execute("SELECT state, count(*) FROM url GROUP BY state ORDER BY 2 DESC, 1"))
    coverage.failed = dict(
        db.execute(
            "SELECT coalesce(reason, 'unknown'), count(*) FROM url WHERE state = 'failed' AND role <> 'probe'"
            " GROUP BY reason ORDER BY 2 DESC, 1"
        )
    )
    named = db.execute(
        "SELECT b.url, count(*), count(a.id) FROM named n JOIN url b ON b.id = n.by_id LEFT JOIN article a ON a.url_id = n.url_id"
        " WHERE n.source <> 'link' AND b.role IN ('feed', 'sitemap') GROUP BY n.by_id ORDER BY b.url"
    )
    coverage.named_by = {url: (listed, kept) for url, listed, kept in named}
    return coverage

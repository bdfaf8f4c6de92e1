"""The figures of an archive: what was kept, from which sources, how full the fields are, what failed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from blogarchive.report.asked import Asked, read_asked
from blogarchive.report.coverage import Coverage, read_coverage
from blogarchive.report.failures import failures
from blogarchive.report.files import FileFigure, read_files
from blogarchive.report.months import count_months
from blogarchive.report.traffic import TrafficFigure, read_traffic
from blogarchive.report.versions import read_versions
from blogarchive.store.archive import Archive

__all__ = ["COUNTED_FIELDS", "Figures", "read_figures"]

COUNTED_FIELDS = (
    "title",
    "date_published",
    "date_modified",
    "authors",
    "bio",
    "body_text",
    "excerpt",
    "tags",
    "categories",
    "related",
    "images",
    "comments",
    "language",
    "license",
)


# One parse of each row by SQLite, which takes a third of the time that building it in Python does.
_ROW_VALUES = (
    "SELECT json_extract(row, '$.blog.name', '$.title', '$.date_published', '$.date_modified', '$.authors', '$.excerpt',"
    " '$.tags[0]', '$.categories[0]', '$.related[0].url', '$.images[0].url', '$.comments[0].text', '$.language', '$.license'),"
    " json_extract(row, '$.body_text') > '' FROM article ORDER BY capture, id"
)
_ROW_NAMES = (
    "blog title date_published date_modified authors excerpt tags categories related images comments language license".split()
)


@dataclass(slots=True, kw_only=True)
class Figures:
    """What report.json holds and the summary shows."""

    blog: str
    name: str | None
    posts: int = 0
    states: dict[str, int] = field(default_factory=dict)
    """Addresses by state."""
    posts_by_source: dict[str, int] = field(default_factory=dict)
    """Kept posts that each kind of source named; a post may be named by several."""
    listed: dict[str, dict[str, int]] = field(default_factory=dict)
    """Feed and sitemap documents: how many addresses each listed, and how many of those are kept as posts."""
    kinds: dict[str, int] = field(default_factory=dict)
    """HTML pages of the blog by what they turned out to be."""
    filled: dict[str, int] = field(default_factory=dict)
    """Rows in which the field has a value."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Skipped addresses by reason."""
    failed: dict[str, int] = field(default_factory=dict)
    """Failed addresses by reason."""
    requests: dict[str, int] = field(default_factory=dict)
    """Recorded answers by host."""
    hosts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """How each host was treated in the newest run; `crawl.hosts.HostFigures` says what the figures mean."""
    unfinished: list[str] = field(default_factory=list)
    """What was left undone in the newest run, and why."""
    captures: int = 0
    files: list[FileFigure] = field(default_factory=list)
    asked: Asked = field(default_factory=lambda: Asked(start_address=""))
    coverage: Coverage = field(default_factory=Coverage)
    months: dict[str, int] = field(default_factory=dict)
    """Posts by the month they were published in, YYYY-MM."""
    traffic: list[TrafficFigure] = field(default_factory=list)
    """Recorded answers by kind."""
    captured: list[str] = field(default_factory=list)
    """When the first and the last answer was recorded; ISO 8601, UTC. Empty without answers."""
    versions: dict[str, str] = field(default_factory=dict)
    """Of the software that made this report, and of the formats."""

    def to_json(self) -> str:
        """The figures as JSON, indented."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def read_figures(archive: Archive, blog: str, *, digests: Mapping[str, str] | None = None, check_files: bool = False) -> Figures:
    """The figures of the archive as it stands; `report.files.read_files` says what *digests* and *check_files* are good for."""
    db = archive.db
    figures = Figures(blog=blog, name=None)
    figures.states = _counts(archive, "SELECT state, count(*) FROM url GROUP BY state")
    figures.skipped = _counts(archive, "SELECT coalesce(reason, ''), count(*) FROM url WHERE state = 'skipped' GROUP BY reason")
    figures.kinds = _counts(archive, "SELECT coalesce(kind, 'unjudged'), count(*) FROM page GROUP BY kind")
    figures.requests = _counts(
        archive, "SELECT u.host, count(*) FROM capture c JOIN url u ON u.id = c.url_id GROUP BY u.host ORDER BY 2 DESC"
    )
    figures.captures = sum(figures.requests.values())
    figures.failed = dict(Counter(str(f["reason"]) for f in failures(archive)).most_common())
    by_source: Counter[str] = Counter()
    for (bits,) in db.execute("SELECT u.sources FROM article a JOIN url u ON u.id = a.url_id"):
        by_source.update(archive.ledger.sources_of(bits))
    figures.posts_by_source = dict(by_source.most_common())
    for url, listed, kept in db.execute(
        "SELECT b.url, count(*), count(a.id) FROM named n JOIN url b ON b.id = n.by_id AND n.source <> 'listing'"
        " LEFT JOIN article a ON a.url_id = n.url_id GROUP BY n.by_id ORDER BY n.source, b.url"
    ):
        figures.listed[url] = {"listed": listed, "kept": kept}
    _read_rows(archive, figures)
    figures.files = read_files(archive.paths, database_bytes=_database_bytes(archive), known=digests, check=check_files)
    figures.asked = read_asked(db, blog)
    figures.coverage = read_coverage(db)
    figures.traffic = read_traffic(db)
    figures.captured = [time for time in db.execute("SELECT min(captured_at), max(captured_at) FROM capture").fetchone() if time]
    figures.versions = read_versions()
    return figures


def _database_bytes(archive: Archive) -> int:
    """Bytes of archive.db with what SQLite has not merged into the file yet."""
    [pages], [size] = (archive.db.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages) * int(size)


def _read_rows(archive: Archive, figures: Figures) -> None:
    filled: Counter[str] = Counter()
    dates: list[str | None] = []
    for values, has_body in archive.db.execute(_ROW_VALUES):
        row: dict[str, Any] = dict(zip(_ROW_NAMES, json.loads(values), strict=True))
        figures.posts += 1
        figures.name = figures.name or row["blog"]
        dates.append(row["date_published"])
        filled.update(name for name in _ROW_NAMES if row[name])
        filled["body_text"] += has_body or 0
        filled["bio"] += any(author["bio"] for author in row["authors"])
    figures.filled = {name: filled[name] for name in COUNTED_FIELDS}
    figures.months = count_months(dates)


def _counts(archive: Archive, query: str) -> dict[str, int]:
    return {str(name): int(count) for name, count in archive.db.execute(query)}

"""report.html: the figures of an archive as one page that needs nothing else to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from blogarchive.report import words
from blogarchive.report.figures import COUNTED_FIELDS, Figures
from blogarchive.report.leftout import MAX_SHOWN, Group, in_words
from blogarchive.report.months import timeline
from blogarchive.report.plot import draw
from blogarchive.report.unkept import Unkept

__all__ = ["report_page"]

TEMPLATES = Path(__file__).parent / "templates"
MAX_ROWS = 200
"""Rows of a table on the page; report.json has all."""


CATEGORIES = {
    "failed": "asked for, and not answered as it should have been",
    "robots": "closed by robots.txt",
    "members": "for members only",
    "password": "behind a password",
    "unread": "not asked for yet",
    "limit": "beyond a limit",
    "lean": "left out by a lean crawl",
    "gone": "gone from the blog",
    "moved": "moved elsewhere",
    "skipped": "left out by a rule",
    "not-a-post": "read, and found to be no post",
}
"""What became of an address that a source of posts named; `unkept.Unkept.category`."""


@dataclass(slots=True, kw_only=True)
class _Missing:
    """Addresses of one category."""

    title: str
    count: int
    shown: list[Unkept]


def report_page(figures: Figures, left_out: list[Group]) -> str:
    """The page as HTML that is also well-formed XML. It runs no script and loads nothing, and every text in it is escaped."""
    life = timeline(figures.months)
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            figures=figures,
            coverage=figures.coverage,
            verdict=_verdict(figures),
            missing=_by_category(one for one in figures.coverage.unkept if one.may_be_post),
            others=_by_category(one for one in figures.coverage.unkept if not one.may_be_post),
            groups=left_out,
            life=life,
            plot=draw(life),
            years=_years(figures.months),
            undated=figures.posts - sum(figures.months.values()),
            size=sum(file.bytes for file in figures.files),
            fields=COUNTED_FIELDS,
            cap=MAX_SHOWN,
            rows=MAX_ROWS,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup | int | float) else words.clean(value),
    )
    environment.filters |= words.FILTERS
    environment.globals |= {
        "in_words": in_words,
        "is_web_address": words.is_web_address,
        "percent": words.percent,
        "plural": words.plural,
        "style": Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),  # noqa: S704 -- a file of this package
    }
    return environment


def _verdict(figures: Figures) -> str:
    """What became of the blog, in one sentence."""
    kept, known = figures.posts, figures.coverage.union
    if not kept:
        return "No post is kept."
    if known > kept:
        return f"{words.number(kept)} of the {words.number(known)} posts that are known of are kept."
    if known and not figures.coverage.warnings:
        return f"Every post that is known of is kept: {words.number(kept)}."
    return f"{words.plural(kept, 'post is', 'posts are')} kept."


def _by_category(unkept: Iterable[Unkept]) -> list[_Missing]:
    """Addresses by what became of them, the commonest first."""
    found: dict[str, _Missing] = {}
    for one in unkept:
        title = CATEGORIES.get(one.category, one.category)
        group = found.setdefault(title, _Missing(title=title, count=0, shown=[]))
        group.count += 1
        if len(group.shown) < MAX_SHOWN:
            group.shown.append(one)
    return sorted(found.values(), key=lambda group: -group.count)


def _years(months: dict[str, int]) -> list[tuple[str, int]]:
    """Posts by year, for those who cannot see the plot."""
    counts: Counter[str] = Counter()
    for month, posts in months.items():
        counts[month[:4]] += posts
    return sorted(counts.items())

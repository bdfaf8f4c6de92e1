"""The one-screen summary at the end of a crawl."""

from __future__ import annotations

from pathlib import Path

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from blogarchive.report.figures import COUNTED_FIELDS, Figures

__all__ = ["size_of", "summary"]

MAX_LINES = 6
MAX_FILES = 8
MAX_WARNINGS = 3


def summary(figures: Figures, folder: Path, outcome: str) -> RenderableType:
    """A panel with posts by source, fields filled, failures by reason, files and sizes, and the next step."""
    head = Text.assemble(
        (f"{figures.posts} posts", "bold green" if figures.posts else "bold red"),
        f" of {figures.name or figures.blog}  ",
        (outcome, "dim"),
    )
    columns = Table.grid(padding=(0, 3))
    columns.add_column()
    columns.add_column()
    columns.add_column()
    columns.add_row(_sources(figures), _fields(figures), _problems(figures))
    failed = sum(figures.failed.values())
    step = f"jq -r .title {folder}/articles.jsonl" if figures.posts else "blogarchive crawl --help"
    parts: list[RenderableType] = [head, "", columns, "", _files(figures, folder), ""]
    if failed:
        said = "1 address" if failed == 1 else f"{failed} addresses"
        parts.append(Text(f"{said} failed: see {folder}/failures.jsonl", "yellow"))
    warnings = figures.coverage.warnings
    parts += [Text(f"Not read to its end: {warning}", "yellow") for warning in warnings[:MAX_WARNINGS]]
    if len(warnings) > MAX_WARNINGS:
        parts.append(Text(f"… and {len(warnings) - MAX_WARNINGS} more sources: see {folder}/report.json", "yellow"))
    parts.append(Text.assemble("Report: ", (f"{folder}/report.html", "bold")))
    parts.append(Text.assemble("Next: ", (step, "bold")))
    return Panel(Group(*parts), title=figures.blog, title_align="left", border_style="dim")


def _sources(figures: Figures) -> Table:
    table = _table("Posts named by")
    for name, count in list(figures.posts_by_source.items())[:MAX_LINES]:
        table.add_row(name, str(count))
    return table


def _fields(figures: Figures) -> Table:
    table = _table("Fields filled")
    for name in COUNTED_FIELDS[:10]:
        share = figures.filled.get(name, 0) / figures.posts if figures.posts else 0
        table.add_row(name, f"{share:.0%}")
    return table


def _problems(figures: Figures) -> Table:
    table = _table("Requests")
    table.add_row("recorded answers", str(figures.captures))
    table.add_row("hosts", str(len(figures.requests)))
    for state in ("queued", "failed", "skipped"):
        if figures.states.get(state):
            table.add_row(state, str(figures.states[state]))
    for reason, count in list(figures.failed.items())[:MAX_LINES]:
        table.add_row(f"  {reason}", str(count))
    return table


def _files(figures: Figures, folder: Path) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_row(Text(f"In {folder}/", "bold", overflow="fold"), "")
    for file in figures.files[:MAX_FILES]:
        table.add_row(Text(file.name, overflow="fold"), Text(size_of(file.bytes), justify="right"))
    if len(figures.files) > MAX_FILES:
        table.add_row(f"… and {len(figures.files) - MAX_FILES} more files", "")
    return table


def _table(title: str) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column()
    table.add_column(justify="right")
    table.add_row(Text(title, "bold"), "")
    return table


def size_of(count: int) -> str:
    """*count* bytes in the unit that reads best."""
    size = float(count)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"

"""What was asked for: the start address, the runs with their dates and commands, the options that were in force."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from blogarchive.store.database import read_meta, write_meta

__all__ = ["Asked", "Run", "note_run", "read_asked"]


@dataclass(slots=True, kw_only=True)
class Run:
    """One run that brought answers."""

    started: str
    """ISO 8601, UTC."""

    ended: str | None
    """None for one that was killed."""

    outcome: str | None
    """As Scrapy or the error says it."""

    command: str
    """Without passwords and values of headers."""

    answers: int
    """Recorded in this run."""

    software: str | None = None
    """Its name and version."""


@dataclass(slots=True, kw_only=True)
class Asked:
    """What the archive is meant to hold."""

    start_address: str
    options: dict[str, Any] = field(default_factory=dict)
    """Options of the newest run that are not at their default, and the User-Agent."""

    runs: list[Run] = field(default_factory=list)
    """In order; runs that had nothing to ask are left out."""


def note_run(db: sqlite3.Connection, run_id: int, *, software: str, options: dict[str, Any]) -> None:
    """Keep what the run was told, and which captures were there before it."""
    (before,) = db.execute("SELECT coalesce(max(id), 0) FROM capture").fetchone()
    said = {"captures_before": before, "software": software, "options": options}
    write_meta(db, f"run:{run_id}", json.dumps(said, ensure_ascii=False, default=str))


def read_asked(db: sqlite3.Connection, start_address: str) -> Asked:
    """What was asked for. Runs are told apart by the captures that were there when they began, not by the clock."""
    asked = Asked(start_address=read_meta(db, "start_url") or start_address)
    (total,) = db.execute("SELECT coalesce(max(id), 0) FROM capture").fetchone()
    rows = db.execute("SELECT id, started, ended, outcome, command FROM run ORDER BY id").fetchall()
    said = [json.loads(read_meta(db, f"run:{row[0]}") or "{}") for row in rows]
    begins = [one.get("captures_before", 0) for one in said]
    for (_, started, ended, outcome, command), one, begin, end in zip(rows, said, begins, [*begins, total][1:], strict=False):
        if end > begin or len(rows) == 1:
            asked.runs.append(
                Run(
                    started=started,
                    ended=ended,
                    outcome=outcome,
                    command=command,
                    answers=max(end - begin, 0),
                    software=one.get("software"),
                )
            )
            asked.options = one.get("options", {})
    return asked

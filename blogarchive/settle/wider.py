"""A start page whose folder holds nothing of the blog: the blog is then looked for on the whole host.

``/blog/`` may list posts that live at ``/2024/05/…``, and ``/all/`` may be the front page of everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from blogarchive.discover.scope import Scope
from blogarchive.store.states import Reason

__all__ = ["WHOLE_HOST", "left_outside", "nothing_below"]

WHOLE_HOST = "/"
"""As an include pattern: every address of the host."""

MAX_LEFT_OUT = 100_000


def nothing_below(db: sqlite3.Connection) -> bool:
    """Whether not one page besides the start was found in the blog's folder."""
    return db.execute("SELECT 1 FROM url WHERE role = 'page' AND state <> 'skipped' LIMIT 1").fetchone() is None


def left_outside(db: sqlite3.Connection, scope: Scope) -> Iterator[tuple[str, str, int]]:
    """Address, source and namer of what was named on the blog's host and left out because of its folder."""
    rows = db.execute(
        "SELECT url, source, named_by FROM url WHERE state = 'skipped' AND reason = ? AND named_by IS NOT NULL"
        " ORDER BY id LIMIT ?",
        (Reason.SCOPE, MAX_LEFT_OUT),
    ).fetchall()
    return ((url, source, named_by) for url, source, named_by in rows if scope.same_host(url))

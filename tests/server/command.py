"""Runs the installed command in a process of its own, and reads back what it left."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

__all__ = ["CHECKOUT", "Archived", "Crawled", "Done", "blogarchive", "crawl", "read_lines", "start"]

CHECKOUT = Path(__file__).parents[2]
# Proxies of the machine that runs the tests must not stand between the crawl and the test's server.
_LEFT_OUT = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line that says what went wrong."""
        lines = [line for line in self.err.splitlines() if line.startswith("blogarchive: ")]
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0].removeprefix("blogarchive: ")


@dataclass(frozen=True)
class Archived:
    """An archive on disk; everything is read when it is asked for first."""

    folder: Path

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The lines of articles.jsonl."""
        return read_lines(self.folder / "articles.jsonl")

    @cached_property
    def failures(self) -> list[dict[str, Any]]:
        """The lines of failures.jsonl."""
        return read_lines(self.folder / "failures.jsonl")

    @cached_property
    def report(self) -> dict[str, Any]:
        """report.json."""
        report: dict[str, Any] = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        return report

    @property
    def titles(self) -> list[str]:
        """The rows' titles, sorted."""
        return sorted(row["title"] for row in self.rows)

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of archive.db."""
        with closing(sqlite3.connect(self.folder / "archive.db")) as db:
            return db.execute(sql, values).fetchall()

    def state(self, url: str) -> tuple[str, str | None]:
        """State and reason of an address."""
        [(state, reason)] = self.query("SELECT state, reason FROM url WHERE url = ?", url)
        return state, reason

    def warcs(self) -> list[Path]:
        """The finished WARC files with captures."""
        return sorted(path for path in (self.folder / "warc").glob("*.warc.gz") if "-text-" not in path.name)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def blogarchive(*arguments: object, cwd: Path | None = None, module: str = "blogarchive", seconds: float = 60) -> Done:
    """Run ``blogarchive`` with *arguments* until it ends."""
    process = start(*arguments, cwd=cwd, module=module)
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        raise AssertionError(f"{arguments} did not end: {process.communicate()}") from None
    return Done(process.returncode, out, err)


def crawl(url: str, folder: Path, *options: object) -> Done:
    """``blogarchive crawl`` into *folder*."""
    return blogarchive("crawl", url, "-o", folder, *options)


def start(*arguments: object, cwd: Path | None = None, module: str = "blogarchive", **more: Any) -> subprocess.Popen[str]:
    """``blogarchive`` with *arguments*, running."""
    environment = {name: value for name, value in os.environ.items() if name.lower() not in _LEFT_OUT}
    environment |= {"PYTHONPATH": str(CHECKOUT), "COLUMNS": "200"}
    return subprocess.Popen(
        [sys.executable, "-W", "error::DeprecationWarning:blogarchive", "-m", module, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        **more,
    )


@dataclass(frozen=True)
class Crawled:
    """A crawl that ended: where it began, how it ended, what it left."""

    url: str
    done: Done
    archive: Archived

    def at(self, path: str) -> str:
        """The address of *path* on the crawled server."""
        return self.url.rstrip("/") + path

    def row(self, path: str) -> dict[str, Any]:
        """The row of the post at *path*."""
        [row] = [row for row in self.archive.rows if row["url"] == self.at(path)]
        return row

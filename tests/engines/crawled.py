"""A blog archived by the installed command, and what the archive says."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blogarchive.urls import post_key

__all__ = ["Crawled", "crawl"]


@dataclass(frozen=True, slots=True)
class Crawled:
    """A finished archive."""

    folder: Path

    def rows(self) -> dict[str, dict[str, Any]]:
        """The articles by the key of their address."""
        with (self.folder / "articles.jsonl").open(encoding="utf-8") as lines:
            return {post_key(row["url"]): row for row in map(json.loads, lines)}

    def done(self) -> set[str]:
        """The keys of the addresses that answered with a page which was kept."""
        with sqlite3.connect(f"file:{self.folder}/archive.db?mode=ro", uri=True) as db:
            found = {post_key(url) for (url,) in db.execute("SELECT url FROM url WHERE state = 'done' AND status = 200")}
        db.close()
        return found


def crawl(url: str, folder: Path, *options: str) -> Crawled:
    """The archive of the blog at *url*, made in *folder* with further *options* of the command."""
    command = [sys.executable, "-m", "blogarchive", "crawl", url, "-o", str(folder), "-q", "--no-assets", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # 1: some addresses failed, as the deleted posts that a post still links to do.
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return Crawled(folder)

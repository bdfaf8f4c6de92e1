"""Where things lie in an archive folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["ArchivePaths", "archive_name"]

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")
MAX_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ArchivePaths:
    """The files of one archive; nothing is created by asking."""

    root: Path

    @property
    def warc(self) -> Path:
        """Folder of the WARC files."""
        return self.root / "warc"

    @property
    def torn(self) -> Path:
        """Folder for bytes cut off after a crash: they were written but never committed."""
        return self.root / "warc" / "torn"

    @property
    def database(self) -> Path:
        return self.root / "archive.db"

    @property
    def articles(self) -> Path:
        return self.root / "articles.jsonl"

    @property
    def failures(self) -> Path:
        return self.root / "failures.jsonl"

    @property
    def report(self) -> Path:
        return self.root / "report.json"

    @property
    def report_page(self) -> Path:
        return self.root / "report.html"

    @property
    def schema(self) -> Path:
        return self.root / "schema.json"

    @property
    def manifest(self) -> Path:
        """Digests of the files; see `store.fixity`."""
        return self.root / "manifest-sha256.txt"

    @property
    def site_profile(self) -> Path:
        """What a person said of the blog; see `settle.siteprofile`."""
        return self.root / "site-profile.json"

    @property
    def log(self) -> Path:
        return self.root / "crawl.log"

    @property
    def lock(self) -> Path:
        return self.root / ".lock"


def archive_name(url: str) -> str:
    """A folder name for the blog at *url*: its host, and the port when it is not the usual one. Never a path."""
    parts = urlsplit(url)
    port = f"-{parts.port}" if parts.port else ""
    name = _UNSAFE.sub("-", (parts.hostname or "blog").removeprefix("www.")).strip(".-")
    return (name[:MAX_NAME_LENGTH] or "blog") + port

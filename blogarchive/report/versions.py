"""Which software made the archive, and after which standards."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version

from blogarchive import __version__
from blogarchive.schema import SCHEMA_ID, SCHEMA_VERSION
from blogarchive.store.database import SCHEMA_VERSION as DATABASE_VERSION

__all__ = ["read_versions"]

SHOWN = ("scrapy", "twisted", "lxml", "warcio", "isal", "selectolax", "protego")
"""Libraries that decide what is fetched, recorded and read."""


def read_versions() -> dict[str, str]:
    """Name to version: the program, the formats, the libraries, Python."""
    versions = {
        "blogarchive": __version__,
        "schema of the rows": f"{SCHEMA_VERSION} ({SCHEMA_ID})",
        "schema of archive.db": str(DATABASE_VERSION),
        "WARC": "1.1 (ISO 28500:2017)",
    }
    for name in SHOWN:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions | {"SQLite": sqlite3.sqlite_version, "Python": platform.python_version()}

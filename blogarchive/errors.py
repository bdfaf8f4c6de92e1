"""What can go wrong, as the user meets it.

    BlogArchiveError            exit code 1
    ├── UsageError              2   wrong option or bad start address
    ├── StorageError            3   disk full, or the archive folder is not writable
    ├── ArchiveInUseError       4   another crawl holds the archive's lock
    ├── ArchiveDamagedError     5   archive.db or a WARC file is not what it should be
    └── CrawlInterruptedError  11   stopped by the user; the same command goes on

Each message is one sentence: what happened, to which address or file, and what to do.
"""

from __future__ import annotations

__all__ = [
    "ArchiveDamagedError",
    "ArchiveInUseError",
    "BlogArchiveError",
    "CrawlInterruptedError",
    "StorageError",
    "UsageError",
]


class BlogArchiveError(Exception):
    """Base of everything this program raises on purpose."""

    exit_code = 1


class UsageError(BlogArchiveError):
    """The command line, a list file or the start address cannot be used as it is."""

    exit_code = 2


class StorageError(BlogArchiveError):
    """Nothing more can be written; what was committed before is whole."""

    exit_code = 3


class ArchiveInUseError(BlogArchiveError):
    """Another process writes to this archive."""

    exit_code = 4


class ArchiveDamagedError(BlogArchiveError):
    """A file of the archive is missing, foreign or broken."""

    exit_code = 5


class CrawlInterruptedError(BlogArchiveError):
    """The crawl was stopped on request and can be resumed."""

    exit_code = 11

"""report.json and report.html of an archive."""

from __future__ import annotations

from blogarchive.report.figures import Figures
from blogarchive.report.leftout import left_out
from blogarchive.report.page import report_page
from blogarchive.store.archive import Archive
from blogarchive.store.wholefile import write_whole

__all__ = ["write_report"]


def write_report(archive: Archive, figures: Figures) -> None:
    """Write both files, each in one step; one that says the same already is left alone. Raises `StorageError`."""
    write_whole(archive.paths.report, figures.to_json())
    write_whole(archive.paths.report_page, report_page(figures, left_out(archive.db)))

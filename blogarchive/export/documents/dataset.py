"""What the documents speak of: the exported files and what was counted while they were written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from blogarchive.export.origin import Origin
from blogarchive.export.survey import Survey

__all__ = ["Dataset", "TableFile", "table_files"]

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of the export."""

    form: str
    """Its format, as `--to` names it."""
    path: str
    """Below the folder of the export, with slashes."""
    bytes: int
    sha256: str
    """Hexadecimal."""


@dataclass(slots=True, kw_only=True)
class Dataset:
    """An export of tables."""

    name: str
    """Short, for files and programs."""
    fields: tuple[str, ...]
    survey: Survey
    files: list[TableFile]
    origins: list[Origin]
    """Who made the WARC files, for each blog."""
    chosen: str | None
    """Which rows were chosen, in words; None when all were."""

    @property
    def title(self) -> str:
        """What people call it."""
        names = [name or url for url, name in self.survey.blogs.items()]
        more = f" and {len(names) - 3} more blogs" if len(names) > 3 else ""
        return f"Posts of {', '.join(names[:3]) or 'no blog'}{more}"

    @property
    def day(self) -> str | None:
        """The day of the newest capture behind a row."""
        return self.survey.captured[:10] if self.survey.captured else None

    @property
    def summary(self) -> str:
        """One sentence."""
        period = f", published from {self.survey.first} to {self.survey.last}" if self.survey.first else ""
        return f"{self.survey.rows} blog posts with {self.survey.words} words{period}, archived with their web pages as WARC."

    @property
    def contacts(self) -> list[str]:
        """Who answers for the crawls."""
        return list(dict.fromkeys(origin.operator for origin in self.origins if origin.operator))

    def file_for(self, *forms: str) -> list[TableFile]:
        """The files of the first of *forms* that was made."""
        for form in forms:
            if found := [file for file in self.files if file.form == form]:
                return found
        return []


def table_files(form: str, place: Path, path: str) -> list[TableFile]:
    """The files of a format that lie at *place* now, and will lie at *path* below the export's folder."""
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    return [_table_file(form, file, f"{path.rstrip('/')}/{file.name}" if place.is_dir() else path) for file in files]


def _table_file(form: str, file: Path, path: str) -> TableFile:
    digest = hashlib.sha256()
    size = 0
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return TableFile(form, path, size, digest.hexdigest())

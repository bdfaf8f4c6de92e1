"""The files of an archive with their sizes, and with digests of those that are not written any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from blogarchive.store.fixity import digest_of
from blogarchive.store.layout import ArchivePaths

__all__ = ["FileFigure", "read_files"]


@dataclass(slots=True, kw_only=True)
class FileFigure:
    """A file of the archive."""

    name: str
    bytes: int
    sha256: str | None = None
    """Hexadecimal; None for files that change with every run."""

    changed: bool = False
    """Whether the digest is not the one that manifest-sha256.txt has."""


def read_files(
    paths: ArchivePaths, *, database_bytes: int, known: Mapping[str, str] | None = None, check: bool = False
) -> list[FileFigure]:
    """The data files of the archive, in the order of their names.

    A finished WARC file is never written again: its digest is taken from *known* (name to SHA-256) unless *check* is set, which
    has every digest made anew and compared.
    """
    known = known or {}
    found = []
    for path in sorted([*paths.warc.glob("*.warc.gz*"), paths.articles, paths.failures, paths.database]):
        if not path.is_file():
            continue
        name = path.relative_to(paths.root).as_posix()
        file = FileFigure(name=name, bytes=database_bytes if path == paths.database else path.stat().st_size)
        if path.name.endswith(".warc.gz"):
            before = known.get(name)
            file.sha256 = digest_of(path) if check or before is None else before
            file.changed = before is not None and before != file.sha256
        found.append(file)
    return found

"""Copies of WARC files: the bytes that count, unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from blogarchive.errors import UsageError
from blogarchive.export.source import WarcFile

__all__ = ["copy_warcs", "pieces_of"]

_PIECE = 1024 * 1024


def pieces_of(warc: WarcFile) -> Iterator[bytes]:
    """The bytes of the file that count."""
    left = warc.length
    with warc.path.open("rb") as file:
        while left and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece


def copy_warcs(warcs: Iterable[WarcFile], folder: Path) -> None:
    """Copy the files into the new *folder*. Raises `UsageError` when two have one name."""
    folder.mkdir()
    for warc in warcs:
        try:
            with (folder / warc.name).open("xb") as file:
                file.writelines(pieces_of(warc))
        except FileExistsError as exc:
            raise UsageError(f"Two of the archives have a WARC file {warc.name}: export them one by one.") from exc

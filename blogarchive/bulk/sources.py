"""What the user names as sources: WARC files, folders, archives, WACZ files, ranges, lists, stdin and addresses."""

from __future__ import annotations

import json
import re
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from blogarchive.errors import BlogArchiveError, StorageError, UsageError
from blogarchive.settle.reread import warc_files
from blogarchive.warc.members import written_by_us
from blogarchive.warc.packed import is_packed_as_whole, unpacked_pieces
from blogarchive.warc.zstd import is_zstd, plain_pieces

__all__ = ["Source", "find_sources", "listed"]

TEXT_MARK = "-text-"
_RANGE = re.compile(r"(?P<file>.+)#(?P<offset>\d+),(?P<length>\d+)\Z")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LOCAL_HEADER = 30
_PIECE = 1024 * 1024
_TIMEOUT_SECONDS = 60


@dataclass(slots=True)
class Source:
    """One WARC file, or a part of a file that is one."""

    name: str
    """What rows say in ``archive.warc``."""
    path: Path
    """Where its bytes are: in a temporary file when the named one cannot be read at any place."""
    windows: list[tuple[int, int]] = field(default_factory=list)
    """Parts of the file to read, as first byte and length; empty for the whole file."""
    own: str | None = None
    """For a file that this program wrote: the folder of the archive."""

    def parts(self) -> list[tuple[int, int]]:
        """The parts to read."""
        return self.windows or [(0, self.path.stat().st_size)]


def find_sources(named: Sequence[str], temporary: Path) -> list[Source]:
    """The sources behind *named*; what cannot be read in place is put into the folder *temporary*.

    Raises `UsageError` for what is not there or holds no WARC file, `StorageError` when there is no room.
    """
    found: list[Source] = []
    for number, name in enumerate(named):
        try:
            found += _sources_of(name, temporary / str(number))
        except OSError as exc:
            raise StorageError(f"Cannot read {name}: {exc.strerror or exc}. Check its permissions and free space.") from exc
    return _with_names_apart(_joined(found))


def listed(path: Path) -> list[str]:
    """The sources that the list file at *path* names, one in a line; lines of a CDXJ index name one record each."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as exc:
        raise UsageError(f"Cannot read the list {path}: {exc.strerror}.") from exc
    named = []
    for number, line in enumerate(text.splitlines(), 1):
        brace = line.find(" {")
        if line.strip() and not line.startswith(("#", "!")):
            named.append(_indexed(line[brace + 1 :], path, number) if brace >= 0 else line.strip())
    if not named:
        raise UsageError(f"The list {path} names nothing.")
    return named


def _indexed(text: str, path: Path, number: int) -> str:
    """The record that a line of a CDXJ index names, as ``file#offset,length``."""
    try:
        entry = json.loads(text)
        file, offset, length = str(entry["filename"]), int(entry["offset"]), int(entry["length"])
    except (ValueError, KeyError, TypeError) as exc:
        raise UsageError(f"Line {number} of {path} is no line of a CDXJ index: it needs filename, offset and length.") from exc
    folders = (Path(), path.parent, path.parent / "warc", path.parent.parent / "archive", path.parent.parent / "warc")
    places = [folder / file for folder in folders]
    return f"{next((place for place in places if place.exists()), places[0])}#{offset},{length}"


def _sources_of(name: str, temporary: Path) -> Iterator[Source]:
    if name == "-":
        yield _copied(sys.stdin.buffer, "stdin", temporary)
        return
    if _ADDRESS.match(name):
        yield _fetched(name, temporary)
        return
    path = Path(name)
    match = None if path.exists() else _RANGE.match(name)
    if match:
        yield _range(match)
    elif path.is_dir():
        yield from _folder(path, temporary)
    elif not path.exists():
        raise UsageError(f"There is no file {path}.")
    else:
        yield from _file(path, temporary)


def _folder(folder: Path, temporary: Path) -> Iterator[Source]:
    more = sorted(p for ending in ("*.wacz", "*.warc.zst") for p in folder.rglob(ending) if p.is_file())
    files = [] if more and not any(folder.rglob("*.warc*")) else _warcs_in(folder, alone=not more)
    for number, path in enumerate([*files, *more]):
        yield from _file(path, temporary / str(number))


def _warcs_in(folder: Path, *, alone: bool) -> list[Path]:
    try:
        return warc_files([folder])
    except UsageError as exc:
        if alone:
            raise UsageError(f"There is no WARC file in {folder}.") from exc
        return []


def _file(path: Path, temporary: Path) -> Iterator[Source]:
    with path.open("rb") as file:
        start = file.read(8)
        if not start:
            raise UsageError(f"{path} is empty: it is no WARC file.")
        file.seek(0)
        if is_zstd(start):
            yield _unpacked(plain_pieces(file, str(path)), path.name, temporary)
        elif zipfile.is_zipfile(path):
            yield from _package(path, file, temporary)
        elif start.startswith((b"\x1f\x8b", b"WARC/")):
            if start.startswith(b"\x1f\x8b") and is_packed_as_whole(file):
                yield _unpacked(unpacked_pieces(file, str(path)), path.name, temporary)
                return
            own = path.resolve().parent if start.startswith(b"\x1f\x8b") and written_by_us(path) else None
            if own is None or TEXT_MARK not in path.name:
                yield Source(path.name.removesuffix(".open"), path, own=str(own) if own else None)
        else:
            raise UsageError(f"{path} is no WARC file: it begins with {start!r}.")


def _package(path: Path, file: IO[bytes], temporary: Path) -> Iterator[Source]:
    """The WARC files in a WACZ file. Stored ones are read where they are, so that offsets are those in the WACZ file."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = [info for info in package.infolist() if info.filename.startswith("archive/") and ".warc" in info.filename]
            for number, info in enumerate(parts):
                if info.compress_type == zipfile.ZIP_STORED and not info.filename.endswith(".zst"):
                    file.seek(info.header_offset)
                    head = file.read(_LOCAL_HEADER)
                    lengths = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
                    window = (info.header_offset + _LOCAL_HEADER + lengths, info.file_size)
                    yield Source(path.name, path, [window])
                    continue
                with package.open(info) as part:
                    name = f"{path.name}!{info.filename}"
                    packed = info.filename.endswith(".zst")
                    pieces = plain_pieces(part, name) if packed else iter(lambda: part.read(_PIECE), b"")
                    yield _unpacked(pieces, name, temporary / str(number))
    except zipfile.BadZipFile as exc:
        raise UsageError(f"{path} is a damaged ZIP file ({exc}): restore it from a backup.") from exc
    if not parts:
        raise UsageError(f"{path} is a ZIP file without WARC files in its folder archive/.")


def _range(match: re.Match[str]) -> Source:
    path, offset, length = Path(match["file"]), int(match["offset"]), int(match["length"])
    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    if not length or offset + length > path.stat().st_size:
        raise UsageError(f"{path} has {path.stat().st_size} bytes: there are no {length} at {offset}.")
    return Source(path.name, path, [(offset, length)])


def _fetched(url: str, temporary: Path) -> Source:
    """The WARC file at *url*, which the user asked for, copied."""
    request = urllib.request.Request(url, headers={"User-Agent": "blogarchive"})  # noqa: S310 -- http(s), by the pattern
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
            return _copied(answer, unquote(urlsplit(url).path.rpartition("/")[2]) or url, temporary)
    except (urllib.error.URLError, TimeoutError) as exc:
        raise UsageError(f"{url} cannot be fetched: {getattr(exc, 'reason', exc)}.") from exc


def _copied(stream: IO[bytes], name: str, temporary: Path) -> Source:
    raw = _unpacked(iter(lambda: stream.read(_PIECE), b""), name, temporary / "raw")
    with raw.path.open("rb") as file:
        start = file.read(8)
        file.seek(0)
        if is_zstd(start):
            return _unpacked(plain_pieces(file, name), name, temporary)
    if not start.startswith((b"\x1f\x8b", b"WARC/")):
        raise UsageError(f"{name} is no WARC file: it " + (f"begins with {start!r}." if start else "is empty."))
    return raw


def _unpacked(pieces: Iterable[bytes], name: str, temporary: Path) -> Source:
    temporary.mkdir(parents=True, exist_ok=True)
    path = temporary / "records.warc"
    with path.open("wb") as file:
        try:
            for piece in pieces:
                file.write(piece)
        except BlogArchiveError as exc:
            if not file.tell():
                raise UsageError(str(exc)) from exc  # else the scan finds where it breaks off
    return Source(name, path)


def _joined(sources: list[Source]) -> list[Source]:
    """Parts of one file as one source."""
    joined: dict[Path, Source] = {}
    for source in sources:
        first = joined.setdefault(source.path.resolve(), source)
        if first is not source and first.windows and source.windows:
            first.windows += source.windows
    return list(joined.values())


def _with_names_apart(sources: list[Source]) -> list[Source]:
    """Two files of one name in different folders are called by their paths."""
    names = [source.name for source in sources]
    for source in sources:
        if names.count(source.name) > 1:
            source.name = str(source.path)
    return sources

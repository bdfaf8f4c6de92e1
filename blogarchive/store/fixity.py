"""Fixity: `manifest-sha256.txt`, the digest of every file an archive rests on, as ``sha256sum -c`` reads it.

A WARC file is entered once, when it is finished, and its line never changes. What a run writes anew is entered when the
archive is closed, so while a run goes on, or after one that was killed, those lines are missing and the last line says
so. The lines are those of BagIt's payload manifest (RFC 8493, 2.1.3), with comments, which sha256sum skips.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from blogarchive.store.layout import ArchivePaths
from blogarchive.store.wholefile import write_whole

__all__ = ["REMADE", "Manifest", "digest_of", "parse_manifest", "reopen", "seal", "start_anew"]

REMADE = ("report.html", "report.json", "schema.json")
"""Files that say nothing the others do not say: they can be made again."""

_KEPT = ("archive.db", "articles.jsonl", "versions.jsonl", "failures.jsonl", *REMADE)
_HEADER = "# SHA-256 of the files of this archive; check them with: sha256sum -c manifest-sha256.txt\n"
_SEALED = "# sealed"
_OPEN = "# in use"
_PIECE = 1024 * 1024


@dataclass(slots=True)
class Manifest:
    """Digests in hex by the file's path in the archive."""

    digests: dict[str, str] = field(default_factory=dict)
    sealed: bool = False
    """Whether the run that wrote it came to its end."""
    damage: str | None = None
    """Why it cannot be relied on."""


def parse_manifest(text: str) -> Manifest:
    """What the text of a manifest says; never fails."""
    manifest = Manifest()
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        digest, gap, name = line.partition("  ")
        if len(digest) != 64 or not gap or not name or set(digest) - set("0123456789abcdef"):
            manifest.damage = f"line {number} is none"
        elif name in manifest.digests:
            manifest.damage = f"line {number} names {name} a second time"
        else:
            manifest.digests[name] = digest
    last = lines[-1] if lines else ""
    manifest.sealed = last == f"{_SEALED}: {len(manifest.digests)} files"
    if manifest.damage is None and not manifest.sealed and last != _OPEN:
        manifest.damage = "its last line is missing or wrong"
    elif manifest.damage is None and (not text.startswith(_HEADER) or not text.endswith("\n")):
        manifest.damage = "it is not as it was written"
    return manifest


def digest_of(path: Path) -> str:
    """SHA-256 of the file in hex. Raises `OSError`."""
    sha256 = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            sha256.update(piece)
    return sha256.hexdigest()


def reopen(paths: ArchivePaths) -> None:
    """Take out what the run that begins now may change. Raises `StorageError`."""
    known = _read(paths).digests
    _write(paths, {name: digest for name, digest in known.items() if name not in _KEPT}, _OPEN)


def seal(paths: ArchivePaths, warcs: Mapping[str, int], written: Mapping[str, str]) -> None:
    """Enter everything, after the run's last change. Raises `OSError` and `StorageError`.

    *warcs* are the archive's WARC files by name, with their committed bytes; *written* has the digests that were taken while
    a file was written, the others are read. A WARC file that is entered already keeps its line: what became of it since is
    for `verify` to find.
    """
    known = _read(paths).digests
    digests = {}
    for name, length in sorted(warcs.items()):
        path = paths.warc / name
        entry = str(path.relative_to(paths.root))
        if entry in known:
            digests[entry] = known[entry]
        elif path.exists() and path.stat().st_size == length:  # the next run cuts a longer one
            digests[entry] = written.get(name) or digest_of(path)
    kept = {name: digest_of(paths.root / name) for name in _KEPT if (paths.root / name).exists()}
    _write(paths, kept | digests, f"{_SEALED}: {len(kept) + len(digests)} files")


def start_anew(paths: ArchivePaths) -> None:
    """Forget the manifest, when the WARC files that are left are to be the archive from now on."""
    paths.manifest.unlink(missing_ok=True)


def _read(paths: ArchivePaths) -> Manifest:
    try:
        return parse_manifest(paths.manifest.read_text(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        return Manifest()


def _write(paths: ArchivePaths, digests: dict[str, str], last: str) -> None:
    lines = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    write_whole(paths.manifest, f"{_HEADER}{lines}{last}\n")

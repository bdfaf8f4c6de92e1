"""WACZ 1.1.1: WARC files, their index and a list of pages in one ZIP file that a browser can replay.

https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from blogarchive import __version__
from blogarchive.errors import UsageError
from blogarchive.export.cdxj import index_lines
from blogarchive.export.sorting import sorted_lines
from blogarchive.export.source import Source, WarcFile
from blogarchive.export.warccopy import pieces_of
from blogarchive.export.writing import Tell
from blogarchive.export.zipnum import write_zipnum
from blogarchive.urls import key_of

__all__ = ["write_wacz"]

WACZ_VERSION = "1.1.1"
SOFTWARE = f"blogarchive/{__version__}"
_PIECE = 1024 * 1024
# No clock: the same archive gives the same bytes. It is the earliest time a ZIP file knows.
_TIME = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"[^A-Za-z0-9._-]+")  # validators take no other characters


def write_wacz(sources: list[Source], path: Path, tell: Tell) -> None:
    """Make the WACZ file of the WARC files of *sources* at *path*; memory does not grow with them."""
    warcs = [WarcFile(warc.path, _NAME.sub("-", warc.name), warc.length) for source in sources for warc in source.warcs]
    if len({warc.name for warc in warcs}) < len(warcs):
        raise UsageError("Two of the archives have a WARC file of one name: make a WACZ file of each.")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        package = _Package(archive)
        for done, warc in enumerate(warcs):
            tell("Packing WARC files", done, len(warcs))
            package.put(f"archive/{warc.name}", pieces_of(warc), size=warc.length)
        tell("Indexing", 0, 1)
        with tempfile.TemporaryFile(dir=path.parent) as index:
            small = write_zipnum(sorted_lines(index_lines(warcs), path.parent), index, "index.cdx.gz")
            index.seek(0)
            package.put("indexes/index.cdx.gz", iter(lambda: index.read(_PIECE), b""))
        package.put("indexes/index.idx", [small])
        package.put("pages/pages.jsonl", page_lines(sources), compressed=True)
        package.describe(sources)


class _Package:
    """A ZIP file that notes the size and digest of what goes in."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.resources: list[dict[str, Any]] = []

    def put(self, name: str, pieces: Iterable[bytes], *, size: int = 0, compressed: bool = False) -> None:
        """Add a file; *size* is what is known of its length."""
        digest, count = hashlib.sha256(), 0
        with self._open(name, size, compressed) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                count += len(piece)
        place = {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest.hexdigest()}", "bytes": count}
        self.resources.append(place)

    def describe(self, sources: list[Source]) -> None:
        """Add datapackage.json, and the file that holds its digest."""
        text = json.dumps({**_head(sources), "resources": self.resources}, ensure_ascii=False, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
        self.put("datapackage.json", [text], compressed=True)
        self.put("datapackage-digest.json", [json.dumps(digest).encode()], compressed=True)

    def _open(self, name: str, size: int, compressed: bool) -> IO[bytes]:
        info = zipfile.ZipInfo(name, _TIME)
        info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        info.create_system, info.external_attr = 3, 0o644 << 16
        info.file_size = size
        return self._archive.open(info, "w", force_zip64=size > 1 << 30)


def _head(sources: list[Source]) -> dict[str, Any]:
    """What datapackage.json says about the whole."""
    names = [_title(source) for source in sources]
    head = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "software": SOFTWARE,
        "title": ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else ""),
        "description": f"Archive of {', '.join(source.blog for source in sources[:20])}",
    }
    newest = [moment for source in sources if (moment := _newest(source))]
    if newest:
        head["created"] = head["modified"] = max(newest)
    if home := _home(sources[0]):
        head["mainPageURL"], head["mainPageDate"] = home["url"], home["ts"]
    return head


def page_lines(sources: list[Source]) -> Iterator[bytes]:
    """pages.jsonl: the home page of each blog, then its posts with their texts, newest first as readers expect."""
    yield _json_line({"format": "json-pages-1.0", "id": "pages", "title": "Posts", "hasText": True})
    for source in sources:
        if home := _home(source):
            yield _json_line({"id": "home-" + key_of(source.blog).hex()[:12], **home, "title": _title(source)})
        for row in source.rows(newest_first=True):
            place = row["archive"]
            if place is None:
                continue
            page = {"id": row["id"], "url": row["url"], "ts": place["captured_at"], "title": row["title"] or row["url"]}
            yield _json_line({**page, "text": row["body_text"] or ""})


def _home(source: Source) -> dict[str, str] | None:
    """Address and time of the newest capture of the blog's home page."""
    found = source.tables.db.execute(
        "SELECT u.url, c.captured_at FROM url u JOIN capture c ON c.url_id = u.id"
        " WHERE u.key = ? AND c.status BETWEEN 200 AND 299 ORDER BY c.id DESC LIMIT 1",
        (key_of(source.blog),),
    ).fetchone()
    return {"url": found[0], "ts": found[1]} if found else None


def _title(source: Source) -> str:
    with suppress(StopIteration):
        return next(source.rows())["blog"]["name"] or source.blog
    return source.blog


def _newest(source: Source) -> str | None:
    newest: str | None = source.tables.db.execute("SELECT max(captured_at) FROM capture").fetchone()[0]
    return newest


def _json_line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"

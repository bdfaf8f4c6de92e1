"""Which blogs there are in an index, and the captures of each.

Blogs are settled one by one, so a blog is the unit of work: what its rows are never depends on how many processes there are,
or on what else is in the files. An archive that this program wrote is one blog, whatever hosts its files hold, and its
captures come in the order of its files, as in the crawl. Everything else is split by host; `www.` and the scheme make no
difference, and captures come in the order of their dates, so that the newest of an address decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from blogarchive.bulk.index import CaptureIndex, Place
from blogarchive.errors import ArchiveDamagedError
from blogarchive.urls import host_of
from blogarchive.warc.reader import Capture, read_capture

__all__ = ["BlogCaptures", "BlogUnit", "find_blogs", "root_of"]


@dataclass(frozen=True, slots=True)
class BlogUnit:
    """One blog to extract."""

    name: str
    """Its host, or the folder of its archive; the same in every run over the same files."""
    captures: int
    own: str | None = None
    """The folder its files lie in, for an archive of ours."""
    host: str | None = None
    """The host, otherwise; None with `start` for all captures."""
    start: str | None = None
    """The address the blog was archived from, when it is known."""
    crawled: bool = False
    """Whether all of it comes from archives of ours."""


def find_blogs(index: CaptureIndex, blog: str | None) -> list[BlogUnit]:
    """The blogs in the order in which their first capture stands in the files; *blog* makes one of everything."""
    if blog:
        [(count, own)] = index.db.execute("SELECT count(*), min(s.own IS NOT NULL) FROM place p JOIN source s ON s.id = p.source")
        return [BlogUnit(host_of(blog), count, start=blog, crawled=bool(own))]
    own = index.db.execute(
        "SELECT s.own, count(*), min(s.id) FROM place p JOIN source s ON s.id = p.source WHERE s.own IS NOT NULL GROUP BY s.own"
    ).fetchall()
    others = index.db.execute(
        "SELECT p.host, count(*), min(s.id * 1e15 + p.offset) FROM place p JOIN source s ON s.id = p.source WHERE s.own IS NULL"
        " GROUP BY p.host HAVING max(p.html) ORDER BY 3"
    ).fetchall()
    units = [(first * 1e15, BlogUnit(folder, count, own=folder, crawled=True)) for folder, count, first in own]
    units += [(first, BlogUnit(host, count, host=host)) for host, count, first in others]
    return [unit for _, unit in sorted(units, key=lambda pair: pair[0])]


def root_of(index: CaptureIndex, host: str) -> tuple[str | None, str | None]:
    """Start and root of the blog on *host*: the first page when it is the home or stands above the others, else the host.

    One of the two is None. Single pages of a host, as Common Crawl has them, do not make one of them the blog's home.
    """
    query = (
        "SELECT url FROM place WHERE host = ? AND html AND source IN (SELECT id FROM source WHERE own IS NULL)"
        " ORDER BY date, source, offset"
    )
    urls = [url for (url,) in index.db.execute(query, (host,))]
    homes = [url for url in urls if urlsplit(url).path in ("", "/") and not urlsplit(url).query]
    first = urls[0]
    folder = first.rpartition("/")[0] + "/"
    below = sum(url.startswith(folder) for url in urls)
    if first in homes or (len(urls) > 1 and first.endswith("/") and below > len(urls) / 2):
        return first, None
    return None, homes[0] if homes else f"{urlsplit(first).scheme}://{urlsplit(first).netloc}/"


class BlogCaptures:
    """The captures of one blog: a `settle.reread.CaptureSet`. What cannot be read is left out and told in `broken`."""

    def __init__(self, index: CaptureIndex, unit: BlogUnit) -> None:
        self._index = index
        self._sources = index.sources()
        self.paths = {name: path for name, path, _ in self._sources.values()}
        self._places = _places(index, unit)
        self._numbers = {name: number for number, (name, _, _) in self._sources.items()}
        self.broken: dict[Place, str] = {}
        """A sentence for each record that could not be read."""

    def __iter__(self) -> Iterator[Capture]:
        for place in self._places:
            capture = self._read(place)
            if capture is not None:
                yield capture

    def body_elsewhere(self, warc: str, offset: int) -> bytes | None:
        """The body of the revisit at this place, from whatever file has it."""
        place = Place(self._numbers[warc], offset, 0)
        revisit = self._read(place)
        target = self._index.target(place, revisit.payload_digest if revisit else None)
        found = self._read(target) if target else None
        return found.body if found else None

    def _read(self, place: Place) -> Capture | None:
        name, path, _ = self._sources[place.source]
        if place in self.broken:
            return None
        try:
            capture = read_capture(path, place.offset)
        except ArchiveDamagedError as exc:
            self.broken[place] = f"{name} at byte {place.offset}: {exc}"
            return None
        return replace(capture, warc=name, length=place.length or capture.length)


def _places(index: CaptureIndex, unit: BlogUnit) -> list[Place]:
    if unit.own:
        return list(index.places("source IN (SELECT id FROM source WHERE own = ?)", unit.own))
    if unit.crawled:
        return list(index.places("1"))
    condition = "host = ? AND source IN (SELECT id FROM source WHERE own IS NULL)" if unit.host else "? IS NULL"
    # Some old files have 14 digits instead of ISO 8601.
    moment = "replace(replace(replace(replace(date, '-', ''), ':', ''), 'T', ''), 'Z', '')"
    query = f"SELECT source, offset, length FROM place WHERE {condition} ORDER BY {moment}, source, offset"
    return [Place(*row) for row in index.db.execute(query, (unit.host,))]

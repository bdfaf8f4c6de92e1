"""Who made the WARC files and how, as the first record of a file says."""

from __future__ import annotations

from dataclasses import dataclass

from fastwarc.warc import ArchiveIterator, WarcRecordType

from blogarchive.export.source import Source
from blogarchive.text import one_line

__all__ = ["Origin", "origin_of"]

_MAX = 64 * 1024
# The contact of a crawl whose user named none: somebody who cannot take anything out of the user's data.
_NOBODY = "github.com/blogarchive/blogarchive"


@dataclass(frozen=True, slots=True)
class Origin:
    """What the warcinfo record of a source's first file says; empty where it says nothing."""

    software: str = ""
    operator: str = ""
    """Who answers for the crawl."""
    robots: str = ""
    """How robots.txt was treated."""


def origin_of(source: Source) -> Origin:
    """The origin of the source's files, by its first one."""
    for warc in source.warcs[:1]:
        with warc.path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.warcinfo, parse_http=False):
                text = record.reader.read(_MAX).decode("utf-8", "replace")
                pairs = (line.partition(":") for line in text.splitlines())
                named = {name.strip().lower(): one_line(value) for name, _, value in pairs}
                operator = named.get("operator", "")
                nobody = _NOBODY in operator
                return Origin(named.get("software", ""), "" if nobody else operator, named.get("robots", ""))
    return Origin()

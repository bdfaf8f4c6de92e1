"""Days and months in a post's address, in the shapes that engines and newspapers give their permalinks."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from blogarchive.extract.datewords import MONTHS

__all__ = ["day_first_in_address", "day_in_address", "month_in_address"]

_END = r"(?=[/\-_.]|$)"
_DAYS = tuple(
    re.compile(shape)
    for shape in (
        rf"/(?P<y>(?:19|20)\d\d)(?P<s>[/-])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){_END}",  # /2016/12/13/, /2016-12-13-title
        rf"/(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d){_END}",  # /20161213
        r"/(?P<y>(?:19|20)(?P<yy>\d\d))/(?P<m>\d\d)/(?P=yy)(?P=m)(?P<d>\d\d)(?=\D)",  # /2015/08/150803-title
        r"/(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)/(?P<d>\d\d)(?=/)",  # /2012-01/15/content_1.htm
        r"/(?P<y>(?:19|20)\d\d)/(?P<m>[01]\d)(?P<d>[0-3]\d)(?=/)",  # /n/2012/0115/c1
        r"/(?P<y>(?:19|20)\d\d)/(?P<w>[a-z]{3,9})/(?P<d>\d{1,2})(?=/)",  # /2016/dec/13/title
    )
)
_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?=/|-)")
_DAY_FIRST = re.compile(r"(?<!\d)([0-3]\d)([-_.]?)([01]\d)\2((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"/(?:19|20)\d\d")


def day_in_address(url: str) -> tuple[str, str] | None:
    """The day in a part of *url*'s path as ``YYYY-MM-DD``, maybe one that no calendar has, and the text it was read from."""
    path = _path(url)
    if not _YEAR.search(path):
        return None
    for shape in _DAYS:
        for match in shape.finditer(path.lower()):
            found = match.groupdict()
            month = MONTHS.get(found["w"]) if "w" in found else int(found["m"])
            if month:
                return (
                    f"{found['y']}-{month:02}-{int(found['d']):02}",
                    match.group().strip("/"),
                )
    return None


def day_first_in_address(url: str) -> tuple[str, str] | None:
    """A day in *url*'s path that is written day first: ``14-03-2021-title``."""
    match = _DAY_FIRST.search(_path(url))
    return (f"{match[4]}-{match[3]}-{match[1]}", match.group()) if match else None


def month_in_address(url: str) -> tuple[int, int] | None:
    """The year and month in *url*'s path, such as ``/2016/12/title``."""
    match = _MONTH.search(_path(url))
    return (int(match[1]), int(match[2])) if match else None


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)

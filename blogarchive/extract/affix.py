"""Cutting the site's name off a title, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice
from urllib.parse import urlsplit

from blogarchive.text import fold

__all__ = ["cut_site", "segments"]

# What stands between a title and a site's name. A hyphen or colon needs blanks around or after it, to spare compound words.
SEPARATOR = re.compile(
    r"\s+(?:[-–—|·•»«›‹~/:>|]|::|\|\||<<|>>|--|&#8211;)\s+|\s*[|｜»«•]\s*|\s+[–—|]\s*|\s*[–—|]\s+|(?<=\S):\s+|\s*_(?=[^_\s]+$)|："
)
STRONG = re.compile(r"[|｜»«•·–—‹›]|::")
MAX_SITE_WORDS = 6
MAX_HOST_WORDS = 4
MAX_LENGTH = 1000
MAX_CUTS = 12


def segments(title: str) -> list[tuple[str, str, str]]:
    """Every way to cut *title* at one separator: what stands before, the separator, what stands after."""
    cuts = islice(SEPARATOR.finditer(title[:MAX_LENGTH]), MAX_CUTS)
    return [(title[: m.start()].strip(), m.group().strip(), title[m.end() :].strip()) for m in cuts]


def cut_site(title: str, names: Collection[str], url: str, *, guess: bool = False) -> tuple[str, str]:
    """*title* without the site's name, and the name that was cut off or an empty string.

    *names* are folded names of the site; an end that spells the host name of *url* counts as one. With *guess*, a short end
    behind a strong separator goes too: for pages with nothing but their ``<title>``.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    hosts = {fold(host), *map(fold, host.split(".")[:-1])}
    dropped = ""
    for _ in range(4):
        cuts = segments(title)
        cut = _known(cuts, names, hosts)
        if cut is None and guess and not dropped:
            cut = _likely(cuts)
        if cut is None:
            break
        title, dropped = cut
    return title, dropped


def _known(cuts: list[tuple[str, str, str]], names: Collection[str], hosts: set[str]) -> tuple[str, str] | None:
    for before, separator, after in cuts:
        if before and (_is_site(after, names, hosts) or (STRONG.search(separator) and _sounds_like_host(after, hosts))):
            return before, after
    for before, _, after in reversed(cuts):
        if after and _is_site(before, names, hosts):
            return after, before
    return None


def _is_site(text: str, names: Collection[str], hosts: set[str]) -> bool:
    folded = fold(text)
    return bool(folded) and (folded in names or (len(folded) > 3 and folded in hosts))


def _sounds_like_host(text: str, hosts: set[str]) -> bool:
    """Whether a short end has the host's name in it, or stands in the host's name: "CNN Politics" on cnn.com."""
    folded = fold(text)
    if len(folded) < 3 or len(text.split()) > MAX_HOST_WORDS:
        return False
    words = {fold(word) for word in text.split()}
    return any(host in words or (len(folded) > 4 and folded in host) for host in hosts if len(host) > 2)


def _likely(cuts: list[tuple[str, str, str]]) -> tuple[str, str] | None:
    if not cuts:
        return None
    before, separator, after = cuts[-1]
    if (STRONG.search(separator) or separator == "-") and len(after) < len(before) and len(after.split()) <= MAX_SITE_WORDS:
        return before, after
    return None

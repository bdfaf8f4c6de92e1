"""Budgets that stop traps: addresses that a part of the site breeds out of itself, without bringing anything new.

Pages are counted by family: the folder they lie in, or the path before a query. An address is *self-bred* when the first
page that named it is of its own family and neither a feed nor a sitemap vouches for it. Only self-bred addresses are ever
refused, and only when their family brings nothing new or breeds faster than it can be read; so a blog of any size that is
listed by a feed, a sitemap or pages of other folders never meets a limit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from blogarchive.extract.kind import Evidence

__all__ = ["NOTHING_NEW", "SHAPE", "Families", "PageBudget"]

NOTHING_NEW = "limit:nothing-new"
SHAPE = "limit:shape"

MAX_BARREN = 150
"""Self-bred pages of one family in a row that show nothing its pages have not shown before."""

MAX_BRED = 1000
"""Self-bred pages of one family that breed more than twice as many further ones, as generated pages do."""

MAX_SELF_BRED = 10_000
"""Self-bred pages of one family, whatever they show."""

MAX_CHILDREN = 100
"""Folders below one folder that count as families of their own; more of them are one."""

MAX_ALIKE = 30
"""Pages of one family with the same short text, after which new links on them do not count."""

MIN_TRIES = 5
"""Pages of one shape in a family at its limit, before addresses of that shape are refused."""

MAX_SEEN = 500_000
MIN_WORDS = 50

_NUMBER = re.compile(r"\d+|(?=[a-f]*\d)[0-9a-f-]{8,}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=65536)
def _folder(url: str) -> tuple[str, ...]:
    """The folder of *url* as its names before the first number; the whole path and "?" with a query."""
    parts = urlsplit(url)
    names = [name for name in parts.path.split("/") if name]
    folder = names if parts.query else names[:-1]
    for place, name in enumerate(folder):
        if _NUMBER.fullmatch(name):
            folder = folder[:place]
            break
    return (*folder, "?") if parts.query else tuple(folder)


@lru_cache(maxsize=65536)
def _shape(url: str) -> str:
    """The pattern of the path: numbers, names and the ending; addresses that one template makes share it."""
    parts = urlsplit(url)
    names = ["#" if _NUMBER.fullmatch(name) else "*" for name in parts.path.split("/") if name]
    leaf = parts.path.rpartition("/")[2]
    ending = leaf.rpartition(".")[2].lower()[:6] if "." in leaf else ""
    return "/".join(names) + ("/" if not leaf else "") + ending + ("?" if parts.query else "")


class Families:
    """Which addresses belong together."""

    def __init__(self) -> None:
        self._children: dict[tuple[str, ...], set[str]] = {}
        self._known: dict[tuple[str, ...], str] = {}

    def of(self, url: str) -> str:
        """The family of *url*: its folder, where folders beside very many others count as one."""
        folder = _folder(url)
        return self._known.get(folder) or self._place(folder)

    def _place(self, folder: tuple[str, ...]) -> str:
        placed: tuple[str, ...] = ()
        for name in folder:
            children = self._children.setdefault(placed, set())
            if name not in children and len(children) >= MAX_CHILDREN and name != "?":
                placed = (*placed, "*")
                break  # deeper folders of generated names are generated as well
            children.add(name)
            placed = (*placed, name)
        family = "/" + "/".join(placed)
        if len(self._known) > MAX_SEEN:
            self._known.clear()
        self._known[folder] = family
        return family


@dataclass(slots=True)
class _Count:
    """What one family has shown so far."""

    bred: int = 0
    barren: int = 0
    sown: int = 0
    links: set[int] = field(default_factory=set)
    contents: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Title without digits and number of words → pages."""
    closed: str | None = None
    spent: Counter[str] = field(default_factory=Counter)
    """Shape → self-bred pages that brought nothing new."""
    shapes: Counter[str] = field(default_factory=Counter)
    """Shape → self-bred pages."""

    def refuses(self, shape: str) -> bool:
        """Whether pages of this shape have had their share; in a closed family others get a few tries."""
        if self.closed == NOTHING_NEW:
            return self.spent[shape] >= MIN_TRIES
        return self.closed is not None and self.shapes[shape] >= MIN_TRIES


class PageBudget:
    """Counts pages as they are read and says which addresses are not worth asking for any more."""

    def __init__(self) -> None:
        self._families = Families()
        self._counts: dict[str, _Count] = {}
        self._seen = 0

    def is_self_bred(self, url: str, named_by: str) -> bool:
        """Whether *url* and the page that first named it are of one family."""
        return self._families.of(url) == self._families.of(named_by)

    def refuses(self, url: str, named_by: str) -> str | None:
        """The rule by which *url*, named by the page *named_by*, is not asked for; None when it may be."""
        count = self._counts.get(self._families.of(url))
        if count is None or count.closed is None or not count.refuses(_shape(url)):
            return None
        return count.closed if self.is_self_bred(url, named_by) else None

    def close(self, url: str, rule: str) -> None:
        """Take up a limit that an earlier run came to, at an address it skipped."""
        count = self._counts.setdefault(self._families.of(url), _Count())
        count.closed = rule
        count.spent[_shape(url)] = count.shapes[_shape(url)] = MIN_TRIES

    def note(
        self, url: str, evidence: Evidence | None, links: Iterable[str], *, self_bred: bool, is_own: Callable[[str], bool] = bool
    ) -> str | None:
        """Count a page that was read; the name of the rule when addresses like it have just come to a limit.

        *links* that are not *is_own* lead to other hosts and do not count. *evidence* may be missing for a page that is not
        *self_bred*.
        """
        family = self._families.of(url)
        count = self._counts.setdefault(family, _Count())
        brings_new = self._take_in(count, family, evidence, links, is_own)
        if not self_bred:
            return None
        shape, was_closed = _shape(url), count.closed
        refused = count.refuses(shape)
        count.bred += 1
        count.shapes[shape] += 1
        count.spent[shape] += not brings_new
        count.barren = 0 if brings_new else count.barren + 1
        count.closed = was_closed or _limit(count)
        return count.closed if count.closed != was_closed or count.refuses(shape) != refused else None

    def _take_in(
        self, count: _Count, family: str, evidence: Evidence | None, links: Iterable[str], is_own: Callable[[str], bool]
    ) -> bool:
        """Whether the page shows a link out of its family, or a text, that no page of the family has shown."""
        brings_new = False
        seen = count.links
        for link in links:
            identity = hash(link)
            if identity in seen or not is_own(link):
                continue
            if self._seen < MAX_SEEN:
                seen.add(identity)
                self._seen += 1
            if self._families.of(link) in (family, family.removesuffix("/*")):
                count.sown += 1
            else:
                brings_new = True
        if evidence is None:
            return brings_new
        # Counters in a title make every page of a calendar look new.
        content = (_DIGITS.sub("", evidence.title), evidence.words)
        known = count.contents[content]
        if known or self._seen < MAX_SEEN:
            count.contents[content] += 1
            self._seen += not known
        if 0 < evidence.words < MIN_WORDS:
            # One short text under ever new addresses is an answer to anything; where it leads is made up as well.
            return brings_new and known < MAX_ALIKE
        return brings_new or not (known or evidence.missing or evidence.words == 0)


def _limit(count: _Count) -> str | None:
    if count.barren >= MAX_BARREN:
        return NOTHING_NEW
    if count.bred >= MAX_SELF_BRED or (count.bred >= MAX_BRED and count.sown > 2 * count.bred):
        return SHAPE
    return None

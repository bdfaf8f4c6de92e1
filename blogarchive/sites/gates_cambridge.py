"""Gates Cambridge (www.gatescambridge.org): posts by scholars and news.

What is known of the site is its words and their order, so the rule rests on these and on no class name: the date alone in a list
item over the text, the title twice, a closing line "*Name [2016] is doing …" with an optional "Picture credit: …", then four
teasers under "Latest Blogs" or "Latest News", of which one may be the post itself.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from blogarchive.extract.closing import author_of_closing_line
from blogarchive.extract.dates import Dates
from blogarchive.extract.finding import Finding
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.items import Author
from blogarchive.sites.engines.wordpress import WordPressPage
from blogarchive.sites.rules import Site
from blogarchive.text import one_line

if TYPE_CHECKING:
    from bs4.element import Tag

__all__ = ["SITE", "GatesCambridgePage"]

_DATE = re.compile(
    r"^\W*((?:January|February|March|April|May|June|July|August|September|October|November|December)) (\d{1,2}), ((?:19|20)\d\d)$"
)
_LATEST = re.compile(r"^latest\b", re.I)


class GatesCambridgePage(WordPressPage):
    """A blog post or news article of Gates Cambridge."""

    rule = "gates_cambridge"

    def find_dates(self, knowledge: SiteKnowledge) -> Dates:
        """The date line over the text, which is what readers see; the general way where there is none."""
        general = super().find_dates(knowledge)
        line = self._date_line()
        if line is None:
            return general
        raw = one_line(line.get_text())
        match = _DATE.match(raw)
        day = datetime.strptime(" ".join(match.groups()), "%B %d %Y").date() if match else None  # noqa: DTZ007 - a day without time
        if day is None or (general.published and general.published.value.startswith(day.isoformat())):
            return general
        published = Finding(
            value=day.isoformat(),
            source="gates_cambridge",
            selector=f"date line in {line.name}",
            confidence=0.95,
            raw=raw.strip(" •·"),
        )
        return Dates(published=published, modified=general.modified)

    def find_authors(self, knowledge: SiteKnowledge) -> Finding[list[Author]] | None:
        """The scholar of the closing line; what WordPress calls the author is who typed the post in."""
        return author_of_closing_line(self) or super().find_authors(knowledge)

    def _date_line(self) -> Tag | None:
        """The first element that is a date alone, before the list of latest posts."""
        for element in self.soup.find_all(["li", "p", "time", "span", "div", "h2", "h3"]):
            text = one_line(element.get_text()) if len(element.contents) < 4 else ""
            if element.name in ("h2", "h3"):
                if _LATEST.match(text):
                    return None
            elif text and len(text) < 30 and _DATE.match(text):
                return element
        return None


SITE = Site(name="gates_cambridge", hosts=frozenset(("gatescambridge.org",)), page=GatesCambridgePage)

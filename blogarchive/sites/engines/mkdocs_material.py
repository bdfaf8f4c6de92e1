"""Material for MkDocs: the sidebar of a post shows when it was made and, with another icon only, when it was updated."""

from __future__ import annotations

from blogarchive.extract.dateparse import parse_machine
from blogarchive.extract.dates import Dates
from blogarchive.extract.finding import Finding
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.sites.rules import Engine

__all__ = ["ENGINE", "MkDocsMaterialPage"]


class MkDocsMaterialPage(Page):
    """A page made by Material for MkDocs."""

    rule = "mkdocs-material"

    def find_dates(self, knowledge: SiteKnowledge) -> Dates:
        """The general answer; what it lacks comes from the post's sidebar.

        The template (``blog-post.html``) writes date.created first and date.updated, where there is one, second.
        """
        dates = super().find_dates(knowledge)
        times = self.tree.xpath("//ul[contains(@class, 'md-post__meta')]//time[@datetime]")
        found = [self._finding(time.get("datetime", ""), number) for number, time in enumerate(times[:2], 1)]
        created, updated = (*found, None, None)[:2]
        return Dates(published=dates.published or created, modified=dates.modified or updated)

    def _finding(self, raw: str, number: int) -> Finding[str] | None:
        value = parse_machine(raw)
        if value is None:
            return None
        where = f"ul.md-post__meta time[{number}]"
        return Finding(value=value, source="mkdocs-material", selector=where, confidence=0.9, raw=raw)


ENGINE = Engine(
    name="mkdocs-material",
    page=MkDocsMaterialPage,
    marks=(r"<meta name=[\"']generator[\"'] content=[\"']mkdocs-[\d.]+, mkdocs-material-",),
    generators=(b"mkdocs-material-",),
)

"""Quarto: the block over the text holds title, categories, authors and dates, each under a heading of its own."""

from __future__ import annotations

from lxml.html import HtmlElement

from blogarchive.extract.finding import Finding
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.extract.tags import Tags
from blogarchive.sites.rules import Engine
from blogarchive.text import one_line

__all__ = ["ENGINE", "QuartoPage"]

_BOXES = frozenset(
    ("quarto-title-block", "quarto-title-meta", "quarto-categories", "quarto-listing", "quarto-appendix-heading", "quarto-reuse")
)


class QuartoPage(Page):
    """A page made by Quarto."""

    rule = "quarto"

    def is_unwanted(self, element: HtmlElement) -> bool:
        """The block over the text, listings of other pages, and the line about the licence and citation."""
        names = element.get("class")
        return names is not None and not _BOXES.isdisjoint(names.split())

    def find_tags(self, knowledge: SiteKnowledge) -> Tags:
        """The general answer; what it lacks comes from the block over the text, where categories are no links."""
        tags = super().find_tags(knowledge)
        names = [one_line(str(e.text_content())) for e in self.tree.xpath("//*[@class='quarto-category']")]
        if tags.categories or not names:
            return tags
        finding = Finding(value=list(dict.fromkeys(names)), source="quarto", selector="div.quarto-category", confidence=0.9)
        return Tags(tags=tags.tags, categories=finding)


ENGINE = Engine(
    name="quarto",
    page=QuartoPage,
    marks=(r"<meta name=[\"']generator[\"'] content=[\"']quarto-",),
    generators=(b"quarto-",),
)

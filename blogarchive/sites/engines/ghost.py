"""Ghost: resized copies of pictures, and posts for members that answer with a stub."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from blogarchive.extract.body import Body
from blogarchive.extract.finding import Finding
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.items import Teaser
from blogarchive.sites.rules import Engine

__all__ = ["ENGINE", "GhostPage"]

# Ghost makes smaller copies on demand at /content/images/size/wNNN[hNNN][/format/webp]/…; the picture itself stands without that.
_SIZED = re.compile(r"(/content/images)/size/w\d+(?:h\d+)?(?:/format/\w+)?/")
# Calls to sign up inside the text, and controls of audio, video and gallery cards.
_CALLS = re.compile(
    r"(?:^|\s)(?:gh-post-upgrade-cta|kg-signup-card|kg-cta-card|kg-email-cta-card|"
    r"kg-audio-player-container|kg-video-player-container|kg-product-card-button|gh-subscribe)"
)


class GhostPage(Page):
    """A page of a Ghost blog."""

    rule = "ghost"

    def is_unwanted(self, element: HtmlElement) -> bool:
        """Calls to action and player controls inside the text."""
        names = element.get("class")
        return names is not None and _CALLS.search(names) is not None

    def find_body(self, knowledge: SiteKnowledge) -> Finding[Body] | None:
        """The article with pictures in their own size."""
        finding = super().find_body(knowledge)
        if finding:
            body = finding.value
            body.html, body.markdown = _SIZED.sub(r"\1/", body.html), _SIZED.sub(r"\1/", body.markdown)
            for image in body.images:
                image.url = _SIZED.sub(r"\1/", image.url)
        return finding

    def find_related(self, knowledge: SiteKnowledge) -> Finding[list[Teaser]] | None:
        """Teasers with pictures in their own size."""
        finding = super().find_related(knowledge)
        for teaser in finding.value if finding else ():
            teaser.image = _SIZED.sub(r"\1/", teaser.image) if teaser.image else None
        return finding


ENGINE = Engine(
    name="ghost",
    page=GhostPage,
    marks=(
        r"<meta name=[\"']generator[\"'] content=[\"']Ghost\b",
        r"/ghost/api/content/",
        r"@tryghost/portal",
        r"/public/cards\.min\.(?:css|js)",
    ),
    generators=(b"ghost",),
    words=(b"/ghost/api/content/", b"@tryghost/portal", b"/public/cards.min."),
)

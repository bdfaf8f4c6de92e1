"""All rules, and the choice among them."""

from __future__ import annotations

from datetime import datetime

from blogarchive.extract.page import Page
from blogarchive.sites import gates_cambridge
from blogarchive.sites.engines import ghost, mkdocs_material, quarto, wix, wordpress
from blogarchive.sites.rules import MARKS_WITHIN, Engine, Site, generators_in

__all__ = ["ENGINES", "SITES", "Engine", "Site", "page_for", "rule_for"]

SITES: tuple[Site, ...] = (gates_cambridge.SITE,)
"""Sites, looked through in this order."""

ENGINES: tuple[Engine, ...] = (ghost.ENGINE, mkdocs_material.ENGINE, quarto.ENGINE, wix.ENGINE, wordpress.ENGINE)
"""Engines, looked through in this order when no site fits."""


def page_for(*, url: str, body: bytes, content_type: str | None, captured_at: datetime) -> Page:
    """The page at *url* under the rule that fits it: the site's, else the engine's, else the general one."""
    rule = rule_for(url=url, body=body, captured_at=captured_at)
    kind = rule.page if rule else Page
    return kind(url=url, body=body, content_type=content_type, captured_at=captured_at)


def rule_for(*, url: str, body: bytes, captured_at: datetime) -> Site | Engine | None:
    """The rule that fits the page, or None; for reports and ``blogarchive sites``."""
    for site in SITES:
        if site.fits(url, captured_at):
            return site
    start = body[:MARKS_WITHIN]
    generators = generators_in(start)
    for engine in ENGINES:
        if engine.may_fit(start, generators) and engine.fits(body):
            return engine
    return None

"""What is special about one engine or one site, and which of it fits a page.



A rule is a subclass of :class:`~blogarchive.extract.page.Page` that overrides single fields. A site's rule is found by host and
capture date, an engine's by marks in the first kilobytes of the page; most pages need neither.
"""

from blogarchive.sites.registry import ENGINES, SITES, Engine, Site, page_for, rule_for

__all__ = ["ENGINES", "SITES", "Engine", "Site", "page_for", "rule_for"]

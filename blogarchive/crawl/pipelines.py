"""The item pipelines: each runs one step of `extract.steps` on a draft, then the row is checked and stored.

The same steps run in `blogarchive extract`, so a crawl and a re-reading of its WARC give equal rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from scrapy.exceptions import DropItem

from blogarchive.crawl.session import CrawlSession, session_of
from blogarchive.extract.steps import Draft, run_step
from blogarchive.settle.rows import store_article
from blogarchive.store.states import State

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["ParseAuthor", "ParseBody", "ParseDate", "ParseRelated", "ParseTitle", "PostItem", "Store", "Validate"]


@dataclass(slots=True)
class PostItem:
    """A post on its way through the pipelines."""

    draft: Draft
    url_id: int
    capture_id: int
    truncated: str | None = None


class _Step:
    """One step of the table as a pipeline; counts what failed."""

    step: ClassVar[str]

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> _Step:
        return cls(crawler)

    def process_item(self, item: PostItem) -> PostItem:
        """The item with this step's fields filled in."""
        run_step(self.step, item.draft)
        if self.step in item.draft.article.errors and self._crawler.stats:
            self._crawler.stats.inc_value(f"extract/errors/{self.step}")
        return item


class ParseTitle(_Step):
    """``title``."""

    step = "title"


class ParseDate(_Step):
    """``date_published`` and ``date_modified``."""

    step = "date"


class ParseBody(_Step):
    """The body and what stands in it."""

    step = "body"


class ParseAuthor(_Step):
    """``authors`` with bios."""

    step = "author"


class ParseRelated(_Step):
    """``related``, ``comments``, ``tags``, ``categories``."""

    step = "related"


class Validate:
    """Lets pass what is a row: something must have been found on the page."""

    def __init__(self, session: CrawlSession) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Validate:
        return cls(session_of(crawler))

    def process_item(self, item: PostItem) -> PostItem:
        """The item, or a dropped item whose address is done without a row."""
        article = item.draft.article
        if not article.title and not article.body_text and not article.images:
            self._session.ledger.finish(item.url_id, State.DONE, "no title and no body")
            raise DropItem(f"{article.url}: no title and no body", log_level="INFO")
        return item


class Store:
    """Puts the row into the archive; the address is done in the same transaction."""

    def __init__(self, session: CrawlSession) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Store:
        return cls(session_of(crawler))

    def process_item(self, item: PostItem) -> PostItem:
        """The item, stored."""
        session = self._session
        store_article(session.archive, item.draft, item.url_id, item.capture_id, item.truncated)
        session.ledger.finish(item.url_id, State.DONE, "post")
        return item

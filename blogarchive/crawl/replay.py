"""Answers that are in the WARC already are read from there and not fetched again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.http import Headers, Response

from blogarchive.crawl.handler import FLAG_TRUNCATED
from blogarchive.crawl.session import CrawlSession, session_of
from blogarchive.settle.captures import load_capture

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

__all__ = ["ReplayMiddleware"]


class ReplayMiddleware:
    """Serves requests for captured and unread addresses from the archive, after a process ended in between."""

    def __init__(self, session: CrawlSession) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReplayMiddleware:
        return cls(session_of(crawler))

    def process_request(self, request: Request) -> Response | None:
        """The answer out of the WARC for a request that carries a capture, None for all others."""
        row = request.meta.get("replay")
        if row is None:
            return None
        capture = load_capture(self._session.archive, row)
        headers = Headers()
        for name, value in capture.headers:
            headers.appendlist(name, value)
        flags = [] if capture.body_complete else [FLAG_TRUNCATED]
        return Response(url=request.url, status=capture.status or 0, headers=headers, body=capture.body, flags=flags)

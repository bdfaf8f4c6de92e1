"""Scrapy and nothing else: follows every link and picture of the site and keeps nothing. ``python bare_spider.py URL``"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor

__all__ = ["SETTINGS", "BareSpider"]

SETTINGS = {
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": True,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "WARNING",
}


class BareSpider(scrapy.Spider):
    """What Scrapy's tutorial would write."""

    name = "bare"
    url = ""

    async def start(self) -> AsyncIterator[scrapy.Request]:
        self.links = LinkExtractor(
            allow_domains=[urlsplit(self.url).netloc],
            tags=("a", "area", "link", "img", "script"),
            attrs=("href", "src"),
            deny_extensions=[],
        )
        yield scrapy.Request(self.url)

    def parse(self, response: Response, **kwargs: object) -> Iterator[scrapy.Request]:
        """A request for every link; Scrapy's filter drops what was asked for before."""
        if isinstance(response, HtmlResponse):
            for link in self.links.extract_links(response):
                yield scrapy.Request(link.url)


if __name__ == "__main__":
    process = AsyncCrawlerProcess(SETTINGS)
    process.crawl(BareSpider, url=sys.argv[1])
    process.start()

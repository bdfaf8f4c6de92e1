"""The Scrapy settings of every crawl. Only the components that are used are there; each line that is not obvious says why."""

from __future__ import annotations

from typing import Any

__all__ = ["crawl_settings"]

HANDLER = "blogarchive.crawl.handler.CaptureHandler"


def crawl_settings() -> dict[str, Any]:
    """Settings as Scrapy takes them; options of the command line come on top."""
    return {
        "BOT_NAME": "blogarchive",
        "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
        "SCHEDULER": "blogarchive.crawl.scheduler.LedgerScheduler",
        # file, ftp, s3 and data addresses never come out of a blog; a request that goes round the recorder must not exist.
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER, "file": None, "ftp": None, "s3": None, "data": None},
        "DOWNLOADER_MIDDLEWARES_BASE": {
            "blogarchive.crawl.replay.ReplayMiddleware": 50,
            "blogarchive.crawl.robots.RobotsMiddleware": 100,
            "blogarchive.crawl.identity.IdentityMiddleware": 400,
            "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
        },
        # Redirects, retries, depth, offsite and duplicates are the ledger's business, where each leaves a state and a reason.
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {
            "scrapy.extensions.corestats.CoreStats": 0,
            "blogarchive.crawl.extensions.Committer": 0,
            "blogarchive.crawl.extensions.Finisher": 10,
        },
        "ITEM_PIPELINES": {
            "blogarchive.crawl.pipelines.ParseTitle": 100,
            "blogarchive.crawl.pipelines.ParseDate": 200,
            "blogarchive.crawl.pipelines.ParseBody": 300,
            "blogarchive.crawl.pipelines.ParseAuthor": 400,
            "blogarchive.crawl.pipelines.ParseRelated": 500,
            "blogarchive.crawl.pipelines.Validate": 800,
            "blogarchive.crawl.pipelines.Store": 900,
        },
        "CONCURRENT_ITEMS": 1,  # the default starts 100 tasks for every response
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 1.0,
        "DOWNLOAD_DELAY_JITTER": 0.0,  # the default halves every second delay, also one that robots.txt asks for
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOAD_MAXSIZE": 0,  # the handler has a cap of its own that keeps what came
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,  # --insecure turns it off, and the WARC says so
        "COOKIES_ENABLED": False,  # with cookies on, the first Set-Cookie makes Scrapy fetch the public suffix list
        "ROBOTSTXT_OBEY": False,  # obeyed by our own middleware, which asks through the recorder
        "HTTPPROXY_ENABLED": True,
        "WARN_ON_GENERATOR_RETURN_VALUE": False,  # it parses the callback's source anew for every answer
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,  # the session writes crawl.log; the terminal belongs to the progress line
    }

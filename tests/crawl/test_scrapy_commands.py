"""The spiders are found and run by Scrapy's own command in the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from server.command import CHECKOUT, Archived, blogarchive
from server.site import Site, small_blog

from blogarchive.crawl.settings import crawl_settings
from blogarchive.crawl.spider import BlogSpider
from blogarchive.errors import UsageError


def test_scrapy_lists_the_spiders() -> None:
    done = blogarchive("list", module="scrapy", cwd=CHECKOUT)
    assert done.code == 0
    assert {"blog", "gates_cambridge"} <= set(done.out.split())


def test_scrapy_crawls_a_blog(site: Site, tmp_path: Path) -> None:
    small_blog(site, 3)
    settings = ("-s", f"ARCHIVE_OUTPUT={tmp_path}", "-s", "ARCHIVE_MAX_POSTS=2", "-s", "ARCHIVE_EXCLUDE=post-3,nothing")
    done = blogarchive("crawl", "blog", "-a", f"url={site.url()}", *settings, module="scrapy", cwd=CHECKOUT)
    assert done.code == 0
    assert Archived(tmp_path).titles == ["Post number 1", "Post number 2"]
    assert site.count("/post-3/") == 0
    assert "item_scraped_count" in done.err
    assert "Traceback" not in done.err


def made(url: str, **settings: object) -> Crawler:
    """A crawler with its spider, not started."""
    crawler = Crawler(BlogSpider, {**crawl_settings(), **settings})
    crawler.spider = BlogSpider.from_crawler(crawler, url=url)
    return crawler


def test_strangers_are_asked_once_a_second_one_at_a_time() -> None:
    settings = made("https://example.org/").settings
    assert settings.getfloat("DOWNLOAD_DELAY") == 1.0
    assert settings.getfloat("DOWNLOAD_DELAY_JITTER") == 0.0
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert not settings.getdict("DOWNLOAD_SLOTS")


def test_delay_of_the_user_counts_for_all_hosts() -> None:
    settings = made("http://127.0.0.1:8000/", ARCHIVE_DELAY="2.5").settings
    assert settings.getfloat("DOWNLOAD_DELAY") == 2.5
    assert not settings.getdict("DOWNLOAD_SLOTS")


def test_server_on_this_machine_that_the_user_named_is_asked_freely_and_no_other() -> None:
    settings = made("http://localhost:8000/").settings
    assert settings.getdict("DOWNLOAD_SLOTS") == {"localhost:8000": {"concurrency": 8, "delay": 0.0}}
    assert settings.getfloat("DOWNLOAD_DELAY") == 1.0


def test_nothing_of_scrapy_listens_on_a_port() -> None:
    settings = crawl_settings()
    assert not settings["TELNETCONSOLE_ENABLED"]
    assert not settings["REMOTE_CONTROL_ENABLED"]
    assert [settings["DOWNLOAD_HANDLERS"][scheme] for scheme in ("file", "ftp", "s3", "data")] == [None] * 4


def test_spider_without_address_says_what_is_missing() -> None:
    with pytest.raises(UsageError, match="scrapy crawl blog -a url="):
        made("")

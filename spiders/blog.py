"""Any blog: ``scrapy crawl blog -a url=https://example.org/blog/``."""

from blogarchive.crawl.spider import BlogSpider


class Blog(BlogSpider):
    """The general spider."""

    name = "blog"

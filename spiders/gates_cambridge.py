"""The blog of the Gates Cambridge scholars: ``scrapy crawl gates_cambridge``."""

from blogarchive.crawl.spider import BlogSpider


class GatesCambridge(BlogSpider):
    """What is special about its pages stands in ``blogarchive/sites/gates_cambridge.py``."""

    name = "gates_cambridge"
    url = "https://www.gatescambridge.org/our-scholars/blog/"

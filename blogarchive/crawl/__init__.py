"""Everything that knows Scrapy: spider, capture handler, scheduler, pipelines, extensions."""

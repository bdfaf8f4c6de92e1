"""Settings for ``scrapy list`` and ``scrapy crawl`` from a checkout (see scrapy.cfg)."""

from __future__ import annotations

import importlib.util

from blogarchive.crawl.settings import crawl_settings

globals().update(crawl_settings())

# In the checkout spiders/ stands beside the package; the wheel carries the same files as blogarchive.spiders.
SPIDER_MODULES = ["blogarchive.spiders" if importlib.util.find_spec("blogarchive.spiders") else "spiders"]

# Whoever runs Scrapy's own command wants to see its log.
LOG_INSTALL_ROOT_HANDLER = True
LOG_LEVEL = "INFO"

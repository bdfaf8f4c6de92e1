"""From captured answers to a settled table of articles: the part that a crawl and a re-reading of WARC files share."""

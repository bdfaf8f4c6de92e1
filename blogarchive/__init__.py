"""blogarchive keeps whole blogs: exact WARC files and a table of articles."""

__version__ = "0.1.0"

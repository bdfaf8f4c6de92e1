"""WARC 1.1 files: exchanges in, exact records out, and back."""

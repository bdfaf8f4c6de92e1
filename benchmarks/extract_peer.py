"""One extractor over the HTML pages of a WARC file: ``python extract_peer.py NAME FILE``. Runs in the peers' environment.

Each does as much as it can for the fields of a row: text and metadata. What it finds is thrown away; the number of pages and of
texts goes to stdout as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

Extract = Callable[[str, str], Any]


def trafilatura() -> Extract:
    """Text, comments and metadata."""
    from trafilatura import bare_extraction

    return lambda html, url: bare_extraction(html, url=url, with_metadata=True, include_links=True, include_images=True)


def newspaper4k() -> Extract:
    """Everything `Article.parse` finds; the language analysis behind it is left out."""
    from newspaper import Article

    def extract(html: str, url: str) -> Any:
        article = Article(url)
        article.download(input_html=html)
        article.parse()
        return article.text

    return extract


def readability() -> Extract:
    """Title and the article's HTML; it knows no other metadata."""
    from readability import Document

    def extract(html: str, url: str) -> Any:
        document = Document(html, url=url)
        document.title()
        return document.summary()

    return extract


def resiliparse() -> Extract:
    """The main text alone; it knows no metadata."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html, url: extract_plain_text(html, main_content=True)


PEERS = {"trafilatura": trafilatura, "newspaper4k": newspaper4k, "readability-lxml": readability, "resiliparse": resiliparse}


def main(name: str, file: str) -> None:
    """Extract every page of *file*."""
    extract = PEERS[name]()
    pages = texts = 0
    with open(file, "rb") as stream:  # noqa: PTH123 -- the peers' environment may be anything
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            if record.http_headers.status_code != 200 or "html" not in (record.http_content_type or ""):
                continue
            pages += 1
            html = record.reader.read().decode("utf-8", "replace")
            try:
                texts += bool(extract(html, record.headers.get("WARC-Target-URI")))
            except Exception as exc:  # noqa: BLE001 -- a page that an extractor cannot read is not the benchmark's business
                print(f"{name}: {exc}", file=sys.stderr)
    print(json.dumps({"pages": pages, "texts": texts}))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""One extractor over the HTML pages of a WARC file: ``python extract_peer.py NAME FILE [TIMES]``. Runs in the peers' environment.

Each does as much as it can for the fields of a row: text and metadata. What it finds is thrown away; the number of pages and of
texts goes to stdout as JSON, with the seconds of CPU that they took, start and reading of the file left out: the least of TIMES.
"""

from __future__ import annotations

import json
import sys
import time
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


def main(name: str, file: str, times: str = "1") -> None:
    """Extract every page of *file*, *times* times."""
    extract = PEERS[name]()
    runs = [_run(name, extract, file) for _ in range(int(times))]
    pages, texts, _ = runs[0]
    print(json.dumps({"pages": pages, "texts": texts, "cpu_seconds": min(seconds for _, _, seconds in runs)}))


def _run(name: str, extract: Extract, file: str) -> tuple[int, int, float]:
    """Pages, texts found, and seconds of CPU from a page's bytes to what was found."""
    pages = texts = 0
    spent = 0.0
    with open(file, "rb") as stream:  # noqa: PTH123 -- the peers' environment may be anything
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            if record.http_headers.status_code != 200 or "html" not in (record.http_content_type or ""):
                continue
            pages += 1
            body, url = record.reader.read(), record.headers.get("WARC-Target-URI") or ""
            began = time.process_time()
            try:
                texts += bool(extract(body.decode("utf-8", "replace"), url))
            except Exception as exc:  # noqa: BLE001 -- a page that an extractor cannot read is not the benchmark's business
                print(f"{name}: {exc}", file=sys.stderr)
            spent += time.process_time() - began
    return pages, texts, spent


if __name__ == "__main__":
    main(*sys.argv[1:])

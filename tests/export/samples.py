"""Rows and archives that tests write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from blogarchive.items import (
    ArchiveRef,
    Article,
    Author,
    Blog,
    Comment,
    Extractor,
    Image,
    OutLink,
    Provenance,
    Rejected,
    Teaser,
)
from blogarchive.store.archive import Archive
from blogarchive.store.articles import StoredArticle, dump_row
from blogarchive.store.ledger import CaptureRow, Heard
from blogarchive.store.states import State

HOME = "https://blog.example/"


def full_article(number: int = 1, **more: Any) -> Article:
    """An article in which every field has a value."""
    url = f"{HOME}post-{number}/"
    values: dict[str, Any] = {
        "id": f"{number:016x}",
        "url": url,
        "canonical_url": url,
        "blog": Blog(name="Notes", url=HOME),
        "title": f"Post, “number” {number}",
        "date_published": f"2024-01-{number:02}T10:00:00+01:00",
        "date_published_raw": "a day in January",
        "date_modified": "2024-02-01",
        "date_modified_raw": "1 February",
        "authors": [Author(name="Ada", url=HOME + "ada/", bio="Writes.\nA lot."), Author(name="Ben")],
        "body_text": "One paragraph.\n\nAnother with the word quartz.",
        "body_html": "<p>One paragraph.</p>\n<p>Another with the word quartz.</p>",
        "body_markdown": "One paragraph.\n\nAnother with the word quartz.",
        "excerpt": "=not a formula",
        "tags": ["stones", "Straße", "stones"],
        "categories": ["Notes"],
        "related": [Teaser(title="Other", url=HOME + "other/", kind="next")],
        "images": [Image(url=HOME + "a.png", alt="", caption="A stone")],
        "comments": [Comment(author="Cy", date="2024-01-05", text="Nice."), Comment(text="Yes.", parent=0)],
        "links": [OutLink(url="https://elsewhere.example/", text="there", rel="nofollow")],
        "language": "en-GB",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "word_count": 8,
        "first_seen": "2026-01-01T00:00:00Z",
        "last_seen": "2026-01-02T00:00:00Z",
        "archive": ArchiveRef(
            warc="x.warc.gz", offset=0, length=9, record_id="urn:uuid:1", captured_at="2026-01-01T00:00:00.000001Z", status=200
        ),
        "provenance": {
            "title": Provenance(
                source="meta", selector="og:title", confidence=0.9, rejected=[Rejected(value="x", source="h1", reason="shorter")]
            ),
            "language": Provenance(source="html", confidence=1.0),
        },
        "errors": {"license": "two of them"},
        "extractor": Extractor(name="blogarchive", version="0.1.0", knowledge="abc"),
    }
    return Article(**(values | more))


def bare_article(number: int = 2, **more: Any) -> Article:
    """An article of which next to nothing is known."""
    return Article(id=f"{number:016x}", url=f"{HOME}post-{number}/", blog=Blog(url=HOME), **more)


def archive_of(folder: Path, *articles: Article, blog: str = HOME) -> Path:
    """An archive folder with these rows and no WARC files."""
    archive = Archive(folder)
    archive.set_meta("start_url", blog)
    archive.set_meta("root_url", blog)
    for article in articles:
        url_id = archive.ledger.hear(Heard(url=article.url, source="link", state=State.DONE))
        capture = archive.ledger.record_capture(url_id, _capture())
        archive.ledger.finish(url_id, State.DONE)
        row = dump_row(article.to_row())
        archive.articles.put(StoredArticle(id=article.id, url_id=url_id, capture=capture, knowledge=None, row=row))
    archive.commit()
    archive.close()
    return folder


def _capture() -> CaptureRow:
    return CaptureRow(
        warc="x.warc.gz",
        offset=0,
        length=9,
        end=9,
        record_id="urn:uuid:1",
        record_type="response",
        payload_digest=None,
        captured_at="2026-01-01T00:00:00Z",
        status=200,
        mime="text/html",
        truncated=None,
    )

"""Writes fields.md, settings.md and traps.md from the code: ``python docs/reference/generate.py``."""

from __future__ import annotations

import dataclasses
import inspect
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from blogarchive.crawl.options import CrawlOptions
from blogarchive.crawl.settings import crawl_settings
from blogarchive.demo.build import render_site
from blogarchive.demo.content import load_posts
from blogarchive.demo.theme import post_path
from blogarchive.discover.traps import TRAPS
from blogarchive.extract import authors, bio, body, canonical, comments, dates, excerpt, language, related, tags, title
from blogarchive.extract import license as licence
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.steps import extract_article
from blogarchive.items import ArchiveRef, Article
from blogarchive.schema import SCHEMA_ID, SCHEMA_VERSION, field_docs, row_classes
from blogarchive.sites import page_for

FOLDER = Path(__file__).parent

HEAD = f"""# Fields

<!-- made by docs/reference/generate.py: change blogarchive/items.py, then run it -->

One line of `articles.jsonl` is one `Article`. Every field is always there;
what the page does not say is `null` or empty. Examples are values of the demo blog (`blogarchive demo`), cut.
The JSON Schema has version {SCHEMA_VERSION} and the id `{SCHEMA_ID}`; `blogarchive.schema.article_schema()` returns it.
"""

# Names for the same thing elsewhere: schema.org BlogPosting, Dublin Core terms, trafilatura's document, newspaper4k's Article,
# zyte-common-items' Article. A dash means that there is no such name.
OTHER_NAMES = {
    "id": ("identifier", "identifier", "-", "-", "-"),
    "url": ("url", "identifier", "source", "url", "url"),
    "canonical_url": ("mainEntityOfPage", "-", "-", "canonical_link", "canonicalUrl"),
    "blog": ("isPartOf", "isPartOf", "sitename", "source_url", "-"),
    "title": ("headline", "title", "title", "title", "headline"),
    "date_published": ("datePublished", "issued", "date", "publish_date", "datePublished"),
    "date_published_raw": ("-", "-", "-", "-", "datePublishedRaw"),
    "date_modified": ("dateModified", "modified", "-", "-", "dateModified"),
    "date_modified_raw": ("-", "-", "-", "-", "dateModifiedRaw"),
    "authors": ("author", "creator", "author", "authors", "authors"),
    "body_text": ("articleBody", "-", "text", "text", "articleBody"),
    "body_html": ("-", "-", "-", "article_html", "articleBodyHtml"),
    "excerpt": ("description", "abstract", "excerpt", "meta_description", "description"),
    "tags": ("keywords", "subject", "tags", "keywords", "-"),
    "categories": ("articleSection", "subject", "categories", "-", "breadcrumbs"),
    "related": ("relatedLink", "relation", "-", "-", "-"),
    "images": ("image", "-", "image", "images", "images"),
    "comments": ("comment", "-", "comments", "-", "-"),
    "links": ("citation", "references", "-", "-", "-"),
    "language": ("inLanguage", "language", "language", "meta_lang", "inLanguage"),
    "license": ("license", "license", "license", "-", "-"),
    "word_count": ("wordCount", "extent", "-", "-", "-"),
    "version": ("version", "-", "-", "-", "-"),
    "archive": ("archivedAt", "source", "-", "-", "-"),
    "provenance": ("-", "provenance", "-", "-", "-"),
}
NAME_COLUMNS = ("field", "schema.org BlogPosting", "Dublin Core terms", "trafilatura", "newspaper4k", "zyte-common-items")

# Which function's docstring says by which rules a field is found.
FOUND_BY: dict[str, Callable[..., Any]] = {
    "canonical_url": canonical.find_canonical,
    "title": title.find_title,
    "date_published, date_modified": dates.find_dates,
    "authors": authors.find_authors,
    "authors.bio": bio.find_bios,
    "body_text, body_html, body_markdown": body.find_body,
    "excerpt": excerpt.find_excerpt,
    "tags, categories": tags.find_tags,
    "related": related.find_related,
    "comments": comments.find_comments,
    "language": language.find_language,
    "license": licence.find_license,
}
BASE = "https://ledger.example"
MAX_VALUE = 70
RECORD = ArchiveRef(
    warc="ledger.example-20260102030405678-00000-host.warc.gz",
    offset=18304,
    length=5120,
    record_id="urn:uuid:7a4f7e0c-6f0a-4a52-9d36-0c1f7be1c5a1",
    payload_digest="sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
    captured_at="2026-01-02T03:04:05Z",
    status=200,
)


def fields_page() -> str:
    """The whole page as Markdown."""
    examples = _examples(_demo_rows())
    tables = [_class_table(cls, examples) for cls in row_classes()]
    return "\n".join([HEAD, *tables, _found_list(), _names_table()])


def _demo_rows() -> list[dict[str, Any]]:
    """The rows of the posts of the demo blog, each page read alone."""
    site = render_site(BASE)
    rows = []
    for post in load_posts():
        path = post_path(post)
        captured_at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        answer = site[path]
        page = page_for(url=BASE + path, body=answer.body, content_type=answer.content_type, captured_at=captured_at)
        knowledge = SiteKnowledge(url=BASE + "/", name="The Harbour Ledger")
        rows.append(extract_article(page, knowledge, RECORD).to_row())
    return rows


def _examples(rows: list[dict[str, Any]]) -> dict[tuple[str, str], Any]:
    """(class, field) → the first value of it in *rows* that is not empty."""
    found: dict[tuple[str, str], Any] = {}
    for row in rows:
        parts = [("Article", [row]), ("Author", row["authors"]), ("Teaser", row["related"]), ("Image", row["images"])]
        parts += [("Comment", row["comments"]), ("OutLink", row["links"]), ("Blog", [row["blog"]])]
        parts += [("ArchiveRef", [row["archive"]]), ("Extractor", [row["extractor"]])]
        parts += [("Provenance", list(row["provenance"].values()))]
        parts += [("Rejected", [r for p in row["provenance"].values() for r in p["rejected"]])]
        for name, values in parts:
            for value in values:
                for field, one in value.items():
                    if one not in (None, "", [], {}):
                        found.setdefault((name, field), one)
    return found


def _class_table(cls: type, examples: dict[tuple[str, str], Any]) -> str:
    docs = field_docs(cls)
    rows = []
    for field in dataclasses.fields(cls):
        example = _shown(examples.get((cls.__name__, field.name)))
        rows.append(f"| `{field.name}` | {_kind(field.type)} | {docs.get(field.name, '')} | {example} |")
    summary = (cls.__doc__ or "").strip()
    return "\n".join(
        [f"## {cls.__name__}\n", f"{summary}\n", "| field | type | meaning | example |", "|---|---|---|---|", *rows, ""]
    )


def _shown(value: Any) -> str:
    """*value* as JSON in a table's cell, cut; empty when the demo has none."""
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= MAX_VALUE else text[:MAX_VALUE].rstrip("\\") + "…"
    return "`` " + text.replace("|", "\\|") + " ``" if "`" in text else "`" + text.replace("|", "\\|") + "`"


def _kind(annotation: object) -> str:
    return str(annotation).replace("None", "null").replace(" | ", " or ")


FOUND_HEAD = """## How each is found

In a row, `provenance` says where the value stood and which others were rejected. What a rule for an engine or a site
(`blogarchive/sites/`) says goes before this.
"""


def _found_list() -> str:
    lines = [FOUND_HEAD]
    for names, found in FOUND_BY.items():
        lines.append(f"- `{names.replace(', ', '`, `')}`: {' '.join((inspect.getdoc(found) or '').split())}")
    return "\n".join([*lines, ""])


def _names_table() -> str:
    rows = [
        f"| `{field.name}` | " + " | ".join(OTHER_NAMES[field.name]) + " |"
        for field in dataclasses.fields(Article)
        if field.name in OTHER_NAMES
    ]
    head = (
        "## What others call it\n\nThe nearest name; meanings may be wider or narrower there. "
        "Fields that are not listed have no counterpart.\n"
    )
    columns = f"| {' | '.join(NAME_COLUMNS)} |\n{'|---' * len(NAME_COLUMNS)}|"
    return "\n".join([head, columns, *rows, ""])


SETTINGS_HEAD = """# Settings

<!-- made by docs/reference/generate.py: change blogarchive/crawl/options.py or settings.py, then run it -->

Give them with `scrapy crawl blog -a url=… -s NAME=VALUE`, or in `custom_settings` of a spider in `spiders/`.
The command `blogarchive crawl` has an option for each; see [cli.md](cli.md).

## The archive's own

| setting | default | meaning |
|---|---|---|
"""

SCRAPY_HEAD = """
## Scrapy settings with another default

[Scrapy's documentation](https://docs.scrapy.org/en/2.19/topics/settings.html) says what they mean;
`blogarchive/crawl/settings.py` says why they differ.

| setting | value |
|---|---|
"""


def settings_page() -> str:
    """The whole page as Markdown."""
    docs = field_docs(CrawlOptions)
    own = [
        f"| `ARCHIVE_{field.name.upper()}` | {_default(field)} | {docs[field.name]} |"
        for field in dataclasses.fields(CrawlOptions)
        if field.name != "url"
    ]
    plain = {name: value for name, value in crawl_settings().items() if not isinstance(value, dict)}
    return SETTINGS_HEAD + "\n".join(own) + "\n" + SCRAPY_HEAD + "".join(f"| `{k}` | `{v}` |\n" for k, v in plain.items())


def _default(field: dataclasses.Field[object]) -> str:
    value = field.default
    return "-" if value in (None, (), dataclasses.MISSING) else f"`{value}`"


TRAPS_HEAD = """# Traps

<!-- made by docs/reference/generate.py: change blogarchive/discover/traps.py, then run it -->

Addresses that never lead to posts. A page address that fits one of them is not fetched; the ledger keeps it as skipped, with
the reason. Feeds, sitemaps and lists of the blog's own software are asked for whatever their addresses look like.
Patterns are regular expressions over path and query as they are spelled, without regard to case.

| name | reason | example | pattern |
|---|---|---|---|
"""
MAX_EXAMPLE = 60


def traps_page() -> str:
    """The whole page as Markdown."""
    rows = []
    for trap in TRAPS:
        example = trap.example if len(trap.example) <= MAX_EXAMPLE else trap.example[:MAX_EXAMPLE] + "…"
        pattern = "`" + trap.pattern.replace("|", "\\|") + "`" if trap.pattern else "told by counting"
        rows.append(f"| `{trap.name}` | {trap.reason} | `{example}` | {pattern} |\n")
    return TRAPS_HEAD + "".join(rows)


PAGES = {"fields.md": fields_page, "settings.md": settings_page, "traps.md": traps_page}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")

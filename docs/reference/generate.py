"""Writes fields.md, settings.md and traps.md from the code: ``python docs/reference/generate.py``."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from blogarchive.crawl.options import CrawlOptions
from blogarchive.crawl.settings import crawl_settings
from blogarchive.discover.traps import TRAPS
from blogarchive.items import Article
from blogarchive.schema import SCHEMA_ID, SCHEMA_VERSION, field_docs, row_classes

FOLDER = Path(__file__).parent

HEAD = f"""# Fields

<!-- made by docs/reference/generate.py: change blogarchive/items.py, then run it -->

One line of `articles.jsonl` is one `Article`. Every field is always there;
what the page does not say is `null` or empty.
The JSON Schema has version {SCHEMA_VERSION} and the id `{SCHEMA_ID}`; `blogarchive.schema.article_schema()` returns it.
"""

# Names for the same thing elsewhere: schema.org BlogPosting, Dublin Core terms, trafilatura, newspaper4k.
# A dash means that there is no such name.
OTHER_NAMES = {
    "id": ("identifier", "identifier", "-", "-"),
    "url": ("url", "identifier", "source", "url"),
    "canonical_url": ("mainEntityOfPage", "-", "-", "canonical_link"),
    "blog": ("isPartOf", "isPartOf", "sitename", "source_url"),
    "title": ("headline", "title", "title", "title"),
    "date_published": ("datePublished", "issued", "date", "publish_date"),
    "date_modified": ("dateModified", "modified", "-", "-"),
    "authors": ("author", "creator", "author", "authors"),
    "body_text": ("articleBody", "-", "text", "text"),
    "body_html": ("-", "-", "-", "article_html"),
    "excerpt": ("description", "abstract", "excerpt", "meta_description"),
    "tags": ("keywords", "subject", "tags", "keywords"),
    "categories": ("articleSection", "subject", "categories", "-"),
    "related": ("relatedLink", "relation", "-", "-"),
    "images": ("image", "-", "image", "images"),
    "comments": ("comment", "-", "comments", "-"),
    "links": ("citation", "references", "-", "-"),
    "language": ("inLanguage", "language", "language", "meta_lang"),
    "license": ("license", "license", "license", "-"),
    "word_count": ("wordCount", "extent", "-", "-"),
    "version": ("version", "-", "-", "-"),
    "archive": ("archivedAt", "source", "-", "-"),
    "provenance": ("-", "provenance", "-", "-"),
}


def fields_page() -> str:
    """The whole page as Markdown."""
    return "\n".join([HEAD, *(_class_table(cls) for cls in row_classes()), _names_table()])


def _class_table(cls: type) -> str:
    docs = field_docs(cls)
    rows = [f"| `{field.name}` | {_kind(field.type)} | {docs.get(field.name, '')} |" for field in dataclasses.fields(cls)]
    summary = (cls.__doc__ or "").strip()
    return "\n".join([f"## {cls.__name__}\n", f"{summary}\n", "| field | type | meaning |", "|---|---|---|", *rows, ""])


def _kind(annotation: object) -> str:
    return str(annotation).replace("None", "null").replace(" | ", " or ")


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
    columns = "| field | schema.org BlogPosting | Dublin Core terms | trafilatura | newspaper4k |\n|---|---|---|---|---|"
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

"""The table of formats: what `--to` takes, and what each of them makes."""

from __future__ import annotations

from dataclasses import dataclass

from blogarchive.errors import UsageError

__all__ = ["FORMATS", "Format", "parse_formats"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format."""

    name: str
    path: str
    """Where it goes below the output folder; ``{name}`` is the blog's name. A last slash means a folder."""
    is_table: bool = False
    """Whether it has the fields of the row as columns, so that --fields applies and documents are written beside it."""
    has_rows: bool = True
    """Whether single posts can be left out of it."""
    one_blog: bool = False
    """Whether it holds one blog only."""


FORMATS = {
    form.name: form
    for form in (
        Format(name="jsonl", path="{name}.jsonl", is_table=True),
        Format(name="jsonl.gz", path="{name}.jsonl.gz", is_table=True),
        Format(name="jsonl.zst", path="{name}.jsonl.zst", is_table=True),
        Format(name="csv", path="{name}.csv", is_table=True),
        Format(name="parquet", path="data/", is_table=True),
        Format(name="sqlite", path="{name}.sqlite", is_table=True),
        Format(name="markdown", path="{name}-markdown/"),
        Format(name="epub", path="{name}.epub", one_blog=True),
        Format(name="html", path="{name}.html", one_blog=True),
        Format(name="wacz", path="{name}.wacz", has_rows=False),
        Format(name="cdxj", path="{name}.cdxj", has_rows=False),
        Format(name="warc", path="warc/", has_rows=False),
    )
}


def parse_formats(text: str) -> list[Format]:
    """The formats named in *text*, with commas between, in the order of the table."""
    names = {name.strip().lower() for name in text.split(",") if name.strip()}
    unknown = sorted(names - set(FORMATS))
    if unknown or not names:
        said = f"There is no format {unknown[0]!r}" if unknown else "--to names no format"
        raise UsageError(f"{said}; there are: {', '.join(FORMATS)}.")
    return [form for form in FORMATS.values() if form.name in names]

"""A folder of posts in Markdown with YAML front matter, and their pictures: ready for Hugo, Jekyll, or an editor.

``posts/2024-05-06-a-title.md`` names pictures as ``/images/2024-05-06-a-title/1-name.png``, which is where a site finds them
when ``images`` lies in its root (Jekyll) or in ``static`` (Hugo).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from blogarchive.export.filenames import FileNames, stem_of
from blogarchive.export.pictures import find_picture
from blogarchive.export.source import Row, Source
from blogarchive.export.writing import RowWriter
from blogarchive.export.yamltext import yaml_list, yaml_text

__all__ = ["MarkdownWriter"]

_PICTURE = re.compile(r"(!\[(?:[^\[\]\\]|\\.)*\]\()([^()\s]+)(\))")
_ESCAPES = {"%28": "(", "%29": ")", "%20": " "}


class MarkdownWriter(RowWriter):
    """One file a post."""

    def __init__(self, folder: Path) -> None:
        self._posts, self._images = folder / "posts", folder / "images"
        self._posts.mkdir(parents=True)
        self._names = FileNames()
        self._source: Source | None = None

    def begin(self, source: Source) -> None:
        """Pictures come from this source."""
        self._source = source

    def add(self, row: Row) -> None:
        """Write the post and its pictures."""
        stem = self._names.take(stem_of(row))
        body = _Pictures(self._source, self._images, stem).localise(row["body_markdown"] or "")
        text = "\n".join(["---", *front_matter(row), "---", "", body, ""])
        (self._posts / f"{stem}.md").write_bytes(text.encode())

    def finish(self) -> None:
        """Nothing is left to do."""

    def abandon(self) -> None:
        """Nothing is open."""


def front_matter(row: Row) -> Iterator[str]:
    """The lines between the dashes; what is not known is left out."""
    yield f"title: {yaml_text(row['title'] or row['url'])}"
    for name, field in (("date", "date_published"), ("lastmod", "date_modified"), ("description", "excerpt")):
        if row[field]:
            # Site generators stop at a date that is only a year or a month.
            known_as = field if name in ("date", "lastmod") and len(row[field]) < len("2024-05-06") else name
            yield f"{known_as}: {yaml_text(row[field])}"
    if row["authors"]:
        yield f"authors: {yaml_list([author['name'] for author in row['authors']])}"
    for name in ("tags", "categories"):
        if row[name]:
            yield f"{name}: {yaml_list(row[name])}"
    for name, field in (("lang", "language"), ("license", "license")):
        if row[field]:
            yield f"{name}: {yaml_text(row[field])}"
    yield f"original_url: {yaml_text(row['url'])}"
    if row["archive"]:
        yield f"captured_at: {yaml_text(row['archive']['captured_at'])}"
        yield f"warc: {yaml_text(row['archive']['warc'] + '#' + str(row['archive']['offset']))}"
    # Jekyll would take double braces in the text for its own.
    yield "render_with_liquid: false"


class _Pictures:
    """The pictures of one post."""

    def __init__(self, source: Source | None, folder: Path, stem: str) -> None:
        self._source = source
        self._folder = folder / stem
        self._stem = stem
        self._known: dict[str, str | None] = {}
        self._count = 0

    def localise(self, text: str) -> str:
        """*text* with the pictures that are in the archive beside it; others keep their addresses."""
        return _PICTURE.sub(lambda found: found[1] + (self._place(found[2]) or found[2]) + found[3], text)

    def _place(self, address: str) -> str | None:
        if address not in self._known:
            self._known[address] = self._save(address)
        return self._known[address]

    def _save(self, address: str) -> str | None:
        if self._source is None:
            return None
        plain = re.sub("%2[890]", lambda found: _ESCAPES[found[0]], address)
        picture = find_picture(self._source, address) or find_picture(self._source, plain)
        if picture is None:
            return None
        self._count += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{self._count}-{picture.stem}".rstrip("-") + picture.ending
        (self._folder / name).write_bytes(picture.body)
        return f"/images/{self._stem}/{name}"

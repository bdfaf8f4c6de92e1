"""One HTML file with a whole blog: an index, every post, pictures inside. It asks nobody for anything, and no script can run."""

from __future__ import annotations

import base64
import shutil
import tempfile
from contextlib import suppress
from html import escape
from pathlib import Path

from blogarchive.export.filenames import FileNames, stem_of
from blogarchive.export.pictures import find_picture
from blogarchive.export.reading import STYLE, day_of, post_body, title_of
from blogarchive.export.source import Row, Source
from blogarchive.export.writing import RowWriter

__all__ = ["HtmlWriter"]

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
HEAD = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{policy}"/>
<meta name="viewport" content="width=device-width"/><title>{title}</title><style>{style}</style></head><body>
<header><h1>{title}</h1><p class="about">{about}</p></header>
<nav><ol>
"""


class HtmlWriter(RowWriter):
    """Posts wait in a temporary file until the index, which stands before them, is complete."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names = FileNames()
        self._entries: list[str] = []
        self._languages: dict[str, int] = {}
        self._blog: tuple[str, str] = ("", "")
        self._source: Source | None = None
        self._posts = tempfile.TemporaryFile(dir=path.parent)  # noqa: SIM115 -- closed by finish or abandon

    def begin(self, source: Source) -> None:
        """Pictures come from this source."""
        self._source = source
        self._blog = (source.blog, source.blog)

    def add(self, row: Row) -> None:
        """Write the post with its pictures."""
        stem = self._names.take(stem_of(row))
        self._blog = (row["blog"]["url"], row["blog"]["name"] or row["blog"]["url"])
        language = row["language"] or ""
        self._languages[language] = self._languages.get(language, 0) + 1
        self._entries.append(f'<li><a href="#{escape(stem)}">{escape(title_of(row))}</a> {escape(day_of(row))}</li>\n')
        opening = f'<article id="{escape(stem)}"' + (f' lang="{escape(language)}"' if language else "") + ">"
        self._posts.write(f"{opening}\n{post_body(row, self._inline, stem)}\n</article>\n".encode())

    def finish(self) -> None:
        """Write the head, the index and the posts."""
        url, name = self._blog
        language = max(self._languages, key=lambda one: (self._languages[one], one), default="")
        about = f'{len(self._entries)} posts of <a href="{escape(url)}">{escape(url)}</a>'
        with self._path.open("wb") as file:
            head = HEAD.format(language=escape(language), policy=POLICY, title=escape(name), style=STYLE, about=about)
            file.write(head.encode())
            file.writelines(entry.encode() for entry in self._entries)
            file.write(b"</ol></nav>\n")
            self._posts.seek(0)
            shutil.copyfileobj(self._posts, file)
            file.write(b"</body></html>\n")
        self._posts.close()

    def abandon(self) -> None:
        """Close the temporary file."""
        with suppress(OSError):
            self._posts.close()

    def _inline(self, address: str) -> str | None:
        picture = find_picture(self._source, address) if self._source else None
        return f"data:{picture.mime};base64,{base64.b64encode(picture.body).decode()}" if picture else None

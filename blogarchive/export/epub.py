"""EPUB 3: a blog as a book, for reading offline (https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from collections import Counter
from contextlib import suppress
from html import escape
from pathlib import Path

from blogarchive.export.filenames import FileNames, stem_of
from blogarchive.export.pictures import find_picture
from blogarchive.export.reading import STYLE, day_of, post_body, title_of
from blogarchive.export.sanitise import XHTML
from blogarchive.export.source import Row, Source
from blogarchive.export.writing import RowWriter

__all__ = ["EpubWriter"]

_TIME = (1980, 1, 1, 0, 0, 0)
# Those that every reading system shows (EPUB 3.3, 3.2); SVG is left out, since what blogs have of it is seldom valid.
_CORE = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="{xhtml}" xmlns:epub="http://www.idpf.org/2007/ops"{lang}><head><title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/></head><body>
{body}
</body></html>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{id}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
<dc:source>{url}</dc:source>
{creators}<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine><itemref idref="nav"/>
{spine}</spine>
</package>
"""
MAX_CREATORS = 20


class EpubWriter(RowWriter):
    """Each post is a chapter, written at once; the table of contents comes last."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._source: Source | None = None
        self._names = FileNames()
        self._chapters: list[tuple[str, str, str]] = []
        self._pictures: dict[str, tuple[str, str]] = {}
        """Digest of the bytes to file name and type: a picture that comes again is kept once."""
        self._languages: Counter[str] = Counter()
        self._authors: Counter[str] = Counter()
        self._blog: tuple[str, str] = ("unknown:", "Blog")
        self._newest = "1980-01-01T00:00:00Z"
        self._put("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        self._put("META-INF/container.xml", _CONTAINER.encode())
        self._put("book/style.css", STYLE.encode())

    def begin(self, source: Source) -> None:
        """Pictures come from this source."""
        self._source = source
        self._blog = (source.blog, source.blog)

    def add(self, row: Row) -> None:
        """Write the chapter and its pictures."""
        name = f"{self._names.take(stem_of(row))}.xhtml"
        self._blog = (row["blog"]["url"], row["blog"]["name"] or row["blog"]["url"])
        if row["language"]:
            self._languages[row["language"]] += 1
        self._authors.update(author["name"] for author in row["authors"])
        if row["archive"]:
            self._newest = max(self._newest, row["archive"]["captured_at"])
        self._put(f"book/{name}", _page(title_of(row), post_body(row, self._keep, "x"), row["language"]))
        self._chapters.append((name, title_of(row), day_of(row)))

    def finish(self) -> None:
        """Write the table of contents and the list of files."""
        url, title = self._blog
        entries = "\n".join(f'<li><a href="{escape(name)}">{escape(text)} ({day})</a></li>' for name, text, day in self._chapters)
        entries = entries or '<li><a href="nav.xhtml">No posts</a></li>'
        contents = f'<nav epub:type="toc"><ol>\n{entries}\n</ol></nav>'
        self._put("book/nav.xhtml", _page(title, f"<h1>{escape(title)}</h1>\n{contents}", None))
        chapters = [(f"c{index}", name, "application/xhtml+xml") for index, (name, _, _) in enumerate(self._chapters)]
        pictures = [(f"p{index}", name, mime) for index, (name, mime) in enumerate(self._pictures.values())]
        package = _PACKAGE.format(
            id=uuid.uuid5(uuid.NAMESPACE_URL, f"{url} {self._newest}"),
            title=escape(title),
            url=escape(url),
            language=escape(self._languages.most_common(1)[0][0] if self._languages else "und"),
            creators="".join(f"<dc:creator>{escape(name)}</dc:creator>\n" for name, _ in self._authors.most_common(MAX_CREATORS)),
            modified=f"{self._newest[:19]}Z",
            items="".join(
                f'<item id="{item}" href="{escape(name)}" media-type="{mime}"/>\n' for item, name, mime in (*chapters, *pictures)
            ),
            spine="".join(f'<itemref idref="{item}"/>\n' for item, _, _ in chapters),
        )
        self._put("book/content.opf", package.encode())
        self._zip.close()

    def abandon(self) -> None:
        """Close the file."""
        with suppress(OSError, ValueError):
            self._zip.close()

    def _keep(self, address: str) -> str | None:
        """The place of the picture in the book."""
        picture = find_picture(self._source, address) if self._source else None
        if picture is None or picture.mime not in _CORE:
            return None
        digest = hashlib.sha256(picture.body).hexdigest()
        if digest not in self._pictures:
            name = f"images/{digest[:16]}{picture.ending}"
            self._put(f"book/{name}", picture.body, zipfile.ZIP_STORED)  # it is compressed already
            self._pictures[digest] = (name, picture.mime)
        return self._pictures[digest][0]

    def _put(self, name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
        info = zipfile.ZipInfo(name, _TIME)
        info.compress_type, info.create_system, info.external_attr = method, 3, 0o644 << 16
        self._zip.writestr(info, data)


def _page(title: str, body: str, language: str | None) -> bytes:
    lang = f' lang="{escape(language)}" xml:lang="{escape(language)}"' if language else ""
    return _PAGE.format(xhtml=XHTML, lang=lang, title=escape(title), body=body).encode()

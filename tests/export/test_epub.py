"""The EPUB: its parts are there and agree. `tests/export/validators` has EPUBCheck."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from server.command import Crawled, blogarchive

NAMES = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/", "h": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def epub(demo_crawl: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    path = tmp_path_factory.mktemp("epub") / "x.epub"
    done = blogarchive("export", demo_crawl.archive.folder, "--to", "epub", "-o", path)
    assert done.code == 0, done.err
    with zipfile.ZipFile(path) as found:
        yield found


def package_of(epub: zipfile.ZipFile) -> etree._Element:
    return etree.fromstring(epub.read("book/content.opf"))


def test_type_comes_first_and_plain(epub: zipfile.ZipFile) -> None:
    first = epub.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert epub.read("mimetype") == b"application/epub+zip"


def test_every_file_is_listed_and_every_listed_file_is_there(epub: zipfile.ZipFile) -> None:
    listed = {f"book/{href}" for href in package_of(epub).xpath("//opf:item/@href", namespaces=NAMES)}
    assert listed == {name for name in epub.namelist() if name.startswith("book/")} - {"book/content.opf"}


def test_posts_are_chapters_in_order_of_date(epub: zipfile.ZipFile, demo_crawl: Crawled) -> None:
    package = package_of(epub)
    items = {item.get("id"): item.get("href") for item in package.iterfind(".//opf:item", NAMES)}
    nav, *chapters = [items[ref.get("idref")] for ref in package.iterfind(".//opf:itemref", NAMES)]
    assert nav == "nav.xhtml"
    titles = []
    for chapter in chapters:
        page = etree.fromstring(epub.read(f"book/{chapter}"))
        titles.append(page.findtext(".//h:h1", namespaces=NAMES))
        for source in page.xpath("//h:img/@src", namespaces=NAMES):
            assert posixpath.join("book", source) in epub.namelist()
    rows = sorted(demo_crawl.archive.rows, key=lambda row: row["date_published"])
    assert titles == [row["title"] for row in rows]


def test_metadata_is_that_of_the_blog(epub: zipfile.ZipFile, demo_crawl: Crawled) -> None:
    package = package_of(epub)
    assert package.findtext(".//dc:title", namespaces=NAMES) == demo_crawl.archive.rows[0]["blog"]["name"]
    assert package.findtext(".//dc:language", namespaces=NAMES) == "en"
    assert package.findtext(".//dc:source", namespaces=NAMES) == demo_crawl.url


def test_no_page_asks_for_anything_from_outside(epub: zipfile.ZipFile) -> None:
    for name in epub.namelist():
        if name.endswith(".xhtml"):
            page = etree.fromstring(epub.read(name))
            assert [source for source in page.xpath("//@src") if "://" in source] == []


def test_same_archive_gives_the_same_bytes(demo_crawl: Crawled, tmp_path: Path) -> None:
    for name in ("a.epub", "b.epub"):
        assert blogarchive("export", demo_crawl.archive.folder, "--to", "epub", "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.epub").read_bytes() == (tmp_path / "b.epub").read_bytes()

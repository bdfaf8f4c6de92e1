"""WACZ: what the specification asks for (https://specs.webrecorder.net/wacz/1.1.1/), checked with zipfile alone.

`tests/export/validators` has `wacz validate` and replay in a browser.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from server.command import Crawled, blogarchive


@pytest.fixture
def wacz(demo_export: Path) -> zipfile.ZipFile:
    [path] = demo_export.glob("*.wacz")
    return zipfile.ZipFile(path)


def package_of(wacz: zipfile.ZipFile) -> dict[str, Any]:
    package: dict[str, Any] = json.loads(wacz.read("datapackage.json"))
    return package


def pages_of(wacz: zipfile.ZipFile) -> list[dict[str, Any]]:
    return [json.loads(line) for line in wacz.read("pages/pages.jsonl").splitlines()]


def test_warc_files_are_stored_as_they_are(wacz: zipfile.ZipFile, demo_crawl: Crawled) -> None:
    [warc] = demo_crawl.archive.warcs()
    info = wacz.getinfo(f"archive/{warc.name}")
    assert info.compress_type == zipfile.ZIP_STORED
    assert wacz.read(info) == warc.read_bytes()


def test_files_with_texts_are_left_out(wacz: zipfile.ZipFile) -> None:
    assert [name for name in wacz.namelist() if "-text-" in name] == []


def test_every_file_has_its_digest(wacz: zipfile.ZipFile) -> None:
    listed = {resource["path"]: resource for resource in package_of(wacz)["resources"]}
    assert set(listed) == {name for name in wacz.namelist() if not name.startswith("datapackage")}
    for name, resource in listed.items():
        data = wacz.read(name)
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_package_has_the_digest_of_its_description(wacz: zipfile.ZipFile) -> None:
    digest = json.loads(wacz.read("datapackage-digest.json"))
    found = hashlib.sha256(wacz.read("datapackage.json")).hexdigest()
    assert digest == {"path": "datapackage.json", "hash": f"sha256:{found}"}


def test_package_names_its_version_and_main_page(wacz: zipfile.ZipFile, demo_crawl: Crawled) -> None:
    package = package_of(wacz)
    assert package["wacz_version"] == "1.1.1"
    assert package["profile"] == "data-package"
    assert package["mainPageURL"] == demo_crawl.url


def test_small_index_leads_to_every_line_of_the_large_one(wacz: zipfile.ZipFile, demo_export: Path) -> None:
    head, *places = wacz.read("indexes/index.idx").decode().splitlines()
    assert json.loads(head.removeprefix("!meta 0 ")) == {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    data, lines = wacz.read("indexes/index.cdx.gz"), b""
    for place in places:
        key, brace, rest = place.partition("{")
        where = json.loads(brace + rest)
        member = data[where["offset"] : where["offset"] + where["length"]]
        assert where["digest"] == f"sha256:{hashlib.sha256(member).hexdigest()}"
        assert gzip.decompress(member).decode().startswith(key)
        lines += gzip.decompress(member)
    [cdxj] = demo_export.glob("*.cdxj")
    assert lines == cdxj.read_bytes()


def test_pages_are_the_home_page_and_the_posts_newest_first(wacz: zipfile.ZipFile, demo_crawl: Crawled) -> None:
    head, home, *posts = pages_of(wacz)
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "Posts", "hasText": True}
    assert home["url"] == demo_crawl.url
    rows = {row["url"]: row for row in demo_crawl.archive.rows}
    dates = [rows[post["url"]]["date_published"] for post in posts]
    assert dates == sorted(dates, reverse=True)
    for post in posts:
        row = rows[post["url"]]
        assert (post["title"], post["text"], post["ts"]) == (row["title"], row["body_text"], row["archive"]["captured_at"])


def test_same_archive_gives_the_same_bytes(demo_export: Path, demo_crawl: Crawled, tmp_path: Path) -> None:
    [first] = demo_export.glob("*.wacz")
    done = blogarchive("export", demo_crawl.archive.folder, "--to", "wacz", "-o", tmp_path / "again.wacz")
    assert done.code == 0, done.err
    assert (tmp_path / "again.wacz").read_bytes() == first.read_bytes()


def test_crawl_that_was_interrupted_gives_what_it_had_committed(demo_crawl: Crawled, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(demo_crawl.archive.folder, folder)
    [warc] = [path for path in (folder / "warc").glob("*.warc.gz") if "-text-" not in path.name]
    data = warc.read_bytes()
    warc.unlink()
    warc.with_name(warc.name + ".open").write_bytes(data + b"\x1f\x8b\x08 half a record")
    assert blogarchive("export", folder, "--to", "wacz", "-o", tmp_path / "x.wacz").code == 0
    with zipfile.ZipFile(tmp_path / "x.wacz") as wacz:
        assert wacz.read(f"archive/{warc.name}") == data


def test_file_of_another_program_with_an_odd_name_gets_a_plain_one(demo_crawl: Crawled, tmp_path: Path) -> None:
    [warc] = demo_crawl.archive.warcs()
    (tmp_path / "in").mkdir()
    shutil.copy(warc, tmp_path / "in" / "my files~1.warc.gz")
    done = blogarchive("export", tmp_path / "in", "--to", "wacz", "-o", tmp_path / "x.wacz")
    assert done.code == 0, done.err
    with zipfile.ZipFile(tmp_path / "x.wacz") as wacz:
        assert "archive/my-files-1.warc.gz" in wacz.namelist()
        assert b'"filename": "my-files-1.warc.gz"' in gzip.decompress(wacz.read("indexes/index.cdx.gz"))

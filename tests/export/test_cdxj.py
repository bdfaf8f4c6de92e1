"""The CDXJ index says what `cdxj-indexer` says."""

from __future__ import annotations

import gzip
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from server.command import Crawled

from blogarchive.errors import ArchiveDamagedError
from blogarchive.export.cdxj import index_lines, write_cdxj
from blogarchive.export.source import WarcFile

HTTP = "application/http"
FIELDS = "application/warc-fields"


def index_of_others(*paths: Path) -> str:
    command = [sys.executable, "-m", "cdxj_indexer.main", "--sort", *map(str, paths)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def warc_files(*paths: Path) -> list[WarcFile]:
    return [WarcFile(path, path.name, path.stat().st_size) for path in paths]


def record(kind: str, url: str, block: bytes, content_type: str, **more: str) -> bytes:
    """A record as another program may write it."""
    fields = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2024-05-06T07:08:09.123456Z", **more}
    fields |= {"WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>", "Content-Type": content_type, "Content-Length": str(len(block))}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def odd_warc(path: Path, *, compressed: bool = True) -> Path:
    """Records without digest, without type, resources, metadata, and a revisit."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>text</p>"
    records = [
        record("warcinfo", "", b"software: other\r\n", FIELDS),
        record("request", "http://example.com/a", b"GET /a HTTP/1.1\r\n\r\n", f"{HTTP};msgtype=request"),
        record("response", "http://www.Example.com/b?z=1&a=2", page, f"{HTTP};msgtype=response"),
        record("response", "<http://example.com/a>", page, HTTP, WARC_Payload_Digest="sha1:" + "B" * 32),
        record("response", "http://example.com/gone", b"HTTP/1.1 404 Not Found\r\n\r\n", HTTP),
        record("resource", "http://example.com/s.png", b"png", "image/png"),
        record("metadata", "http://example.com/a", b"via: x\r\n", FIELDS),
        record("revisit", "http://example.com/a2", page[:62], HTTP, WARC_Payload_Digest="sha1:" + "A" * 32),
    ]
    path.write_bytes(b"".join(gzip.compress(one) if compressed else one for one in records))
    return path


def test_index_of_a_crawl_is_that_of_cdxj_indexer(demo_export: Path, demo_crawl: Crawled) -> None:
    [path] = demo_export.glob("*.cdxj")
    assert path.read_text(encoding="utf-8") == index_of_others(*demo_crawl.archive.warcs())


@pytest.mark.parametrize(("name", "compressed"), [("a.warc.gz", True), ("a.warc", False)])
def test_index_of_others_files_is_that_of_cdxj_indexer(tmp_path: Path, name: str, compressed: bool) -> None:
    path = odd_warc(tmp_path / name, compressed=compressed)
    assert write_cdxj(warc_files(path), tmp_path / "x.cdxj") == 5
    assert (tmp_path / "x.cdxj").read_text(encoding="utf-8") == index_of_others(path)


def test_several_files_make_one_sorted_index(tmp_path: Path) -> None:
    paths = [odd_warc(tmp_path / name) for name in ("b.warc.gz", "a.warc.gz")]
    write_cdxj(warc_files(*paths), tmp_path / "x.cdxj")
    assert (tmp_path / "x.cdxj").read_text(encoding="utf-8") == index_of_others(*paths)


def test_what_a_crawl_had_not_committed_is_not_indexed(tmp_path: Path) -> None:
    path = odd_warc(tmp_path / "a.warc.gz")
    whole = path.stat().st_size
    path.write_bytes(path.read_bytes() * 2)
    assert len(list(index_lines([WarcFile(path, path.name, whole)]))) == 5


def test_broken_file_is_said(tmp_path: Path) -> None:
    path = odd_warc(tmp_path / "a.warc.gz")
    data = bytearray(path.read_bytes())
    data[600:900] = bytes(300)
    path.write_bytes(data)
    with pytest.raises(ArchiveDamagedError, match=r"a\.warc\.gz"):
        list(index_lines(warc_files(path)))

"""WARC files as other programs make them."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from base64 import b32encode
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from server.site import Site, small_blog

__all__ = ["CHUNKED", "hand_made", "index_line", "needs_wget", "wacz", "warcio_made", "wget"]

needs_wget = pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
DATE = "2026-01-02T03:04:05Z"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"


def wget(folder: Path, *options: str, posts: int = 3) -> tuple[Path, str]:
    """A WARC file by wget of a small blog, and the blog's address."""
    with Site() as site:
        small_blog(site, posts)
        command = [
            "wget",
            "-q",
            "-r",
            "--no-proxy",
            "-e",
            "robots=off",
            f"--warc-file={folder / 'wget'}",
            *options,
            site.url("/"),
        ]
        subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=60)
        address = site.url("/")
    [path] = folder.glob("wget.warc*")
    return path, address


def hand_made(kind: str = "response", block: bytes = CHUNKED, *, version: str = "1.0", **fields: str) -> bytes:
    """One record without compression; *fields* with underscores for the hyphens."""
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block + kind.encode()).hexdigest()}>",
        "WARC-Date": DATE,
        "WARC-Target-URI": "http://example.org/",
        "Content-Type": "application/http; msgtype=response" if kind != "resource" else "text/html",
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return f"WARC/{version}\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def sha1(data: bytes) -> str:
    """As records state it."""
    return f"sha1:{b32encode(hashlib.sha1(data).digest()).decode()}"


def warcio_made(*pages: tuple[str, bytes], gzip: bool = True) -> bytes:
    """Responses as warcio writes them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record("pages.warc.gz", {"software": "warcio"}))
    for url, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
        writer.write_record(record)
        record.raw_stream.close()
    return out.getvalue()


def index_line(url: str, warc: str, offset: int, length: int) -> str:
    """One line of a CDXJ index."""
    values = {"url": url, "mime": "text/html", "status": "200", "filename": warc, "offset": str(offset), "length": str(length)}
    return f"org,example)/ 20260102030405 {json.dumps(values)}\n"


def wacz(path: Path, parts: dict[str, bytes]) -> Path:
    """A WACZ file of *parts* with its datapackage."""
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
        for name, data in parts.items()
    ]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
    digest = json.dumps({"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name, data in {**parts, "datapackage.json": package, "datapackage-digest.json": digest}.items():
            file.writestr(name, data)
    return path

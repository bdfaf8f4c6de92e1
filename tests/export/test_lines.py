"""JSON Lines, plain and compressed."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from server.command import Crawled

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def test_lines_hold_every_row_of_the_archive_by_date(demo_export: Path, demo_crawl: Crawled) -> None:
    [path] = demo_export.glob("*.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert sorted(rows, key=lambda row: row["id"]) == sorted(demo_crawl.archive.rows, key=lambda row: row["id"])
    dates = [row["date_published"] for row in rows]
    assert dates == sorted(dates)


def test_compressed_lines_are_the_same(demo_export: Path) -> None:
    [plain] = demo_export.glob("*.jsonl")
    [gz] = demo_export.glob("*.jsonl.gz")
    [zst] = demo_export.glob("*.jsonl.zst")
    assert gzip.decompress(gz.read_bytes()) == plain.read_bytes()
    assert zstd.decompress(zst.read_bytes()) == plain.read_bytes()


def test_gzip_carries_neither_time_nor_name(demo_export: Path) -> None:
    [gz] = demo_export.glob("*.jsonl.gz")
    assert gz.read_bytes()[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"

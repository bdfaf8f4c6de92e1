"""Exports that several tests look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from server.command import Crawled, blogarchive


@pytest.fixture(scope="session")
def demo_export(demo_crawl: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every format of the demo blog's archive. Read only."""
    folder = tmp_path_factory.mktemp("export") / "demo"
    formats = "jsonl,jsonl.gz,jsonl.zst,csv,parquet,sqlite,wacz,cdxj"
    done = blogarchive("export", demo_crawl.archive.folder, "--to", formats, "-o", folder)
    assert done.code == 0, done.err
    return folder

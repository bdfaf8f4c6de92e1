"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from server.command import Archived, Crawled, crawl
from server.site import Site
from server.wire import WireServer

from blogarchive.demo import DemoServer


@pytest.fixture
def wire_server() -> Iterator[WireServer]:
    """A server on http that sends the bytes a test wants."""
    with WireServer() as server:
        yield server


@pytest.fixture
def tls_wire_server() -> Iterator[WireServer]:
    """The same on https."""
    with WireServer(tls=True) as server:
        yield server


@pytest.fixture
def site() -> Iterator[Site]:
    """A server for a blog that the test writes."""
    with Site() as server:
        yield server


@pytest.fixture(scope="session")
def demo_crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The demo blog, crawled with default settings; its server goes on. Read only: tests that write take a copy."""
    folder = tmp_path_factory.mktemp("demo") / "archive"
    with DemoServer() as server:
        yield Crawled(server.url, crawl(server.url, folder), Archived(folder))

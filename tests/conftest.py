"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from server.wire import WireServer


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

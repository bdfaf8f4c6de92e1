"""A web server without HTTP: it sends the bytes a test tells it to, and keeps what it received and sent.

    with WireServer() as server:
        server.on("/post", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n", Pause(0.1), b"ok")
        ... fetch server.url("/post") ...
        assert server.seen[0].received.startswith(b"GET /post HTTP/1.1\r\n")

One path may have several scripts (call `on` again): each visit plays the next one, and the last one goes on. After a
script the connection stays open for the next request, unless the script closed it.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Self

import trustme

__all__ = ["Close", "Pause", "Repeat", "Reset", "Seen", "Step", "Vanish", "WireServer", "authority"]

_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True)
class Pause:
    """Send nothing for a while."""

    seconds: float


@dataclass(frozen=True)
class Repeat:
    """Send *data* *times* times, or until the client has had enough."""

    data: bytes
    times: int


@dataclass(frozen=True)
class Close:
    """End the connection in an orderly way."""


@dataclass(frozen=True)
class Reset:
    """Break the connection (RST)."""


@dataclass(frozen=True)
class Vanish:
    """Close the connection; over TLS without the goodbye (close_notify) that should come first."""


Step = bytes | Pause | Repeat | Close | Vanish | Reset


@dataclass
class Seen:
    """One request and what was sent for it."""

    connection: int
    path: str
    received: bytes
    sent: bytearray = field(default_factory=bytearray)


class _ConnectionEndedError(Exception):
    """The script closed the connection."""


@cache
def authority() -> trustme.CA:
    """The certificate authority of all test servers."""
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@cache
def _tls_context(newest: ssl.TLSVersion) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = newest
    authority().issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context


class WireServer:
    """Listens on a free port of 127.0.0.1, with a thread for each connection."""

    def __init__(self, *, tls: bool = False, tls_version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> None:
        self.scheme = "https" if tls else "http"
        self.seen: list[Seen] = []
        self._context = _tls_context(tls_version) if tls else None
        self._scripts: dict[str, list[tuple[Step, ...]]] = {}
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._count = 0
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        # close() alone does not wake a thread that waits in accept().
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def on(self, path: str, *steps: Step) -> str:
        """Play *steps* when *path* is asked for; returns its address."""
        self._scripts.setdefault(path, []).append(steps)
        return self.url(path)

    def url(self, path: str) -> str:
        """The address of *path*."""
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def requests(self, path: str) -> list[Seen]:
        """What was seen for *path*, in order."""
        return [seen for seen in self.seen if seen.path == path]

    def _accept(self) -> None:
        while True:
            try:
                raw, _ = self._socket.accept()
            except OSError:
                return
            with self._lock:
                self._count += 1
                self._open.add(raw)
                number = self._count
            threading.Thread(target=self._serve, args=(raw, number), daemon=True).start()

    def _serve(self, raw: socket.socket, number: int) -> None:
        connection = raw
        try:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._context is not None:
                connection = self._context.wrap_socket(raw, server_side=True)
            for request in _requests(connection):
                self._answer(connection, number, request)
        except (OSError, _ConnectionEndedError):
            pass
        finally:
            with self._lock:
                self._open.discard(raw)
            connection.close()
            raw.close()

    def _answer(self, connection: socket.socket, number: int, request: bytes) -> None:
        path = request.split(b" ", 2)[1].decode("latin-1")
        seen = Seen(connection=number, path=path, received=request)
        with self._lock:
            self.seen.append(seen)
            scripts = self._scripts.get(path, [(_NOT_FOUND,)])
            script = scripts.pop(0) if len(scripts) > 1 else scripts[0]
        for step in script:
            _play(connection, seen, step)


def _requests(connection: socket.socket) -> Iterator[bytes]:
    """The requests that come in, each with its body."""
    buffer = b""
    while True:
        while b"\r\n\r\n" not in buffer:
            data = connection.recv(65536)
            if not data:
                return
            buffer += data
        head, _, rest = buffer.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while len(rest) < length:
            data = connection.recv(65536)
            if not data:
                return
            rest += data
        yield head + b"\r\n\r\n" + rest[:length]
        buffer = rest[length:]


def _play(connection: socket.socket, seen: Seen, step: Step) -> None:
    match step:
        case bytes():
            connection.sendall(step)
            seen.sent += step
        case Repeat(data, times):
            for _ in range(times):
                connection.sendall(data)
                seen.sent += data
        case Pause(seconds):
            time.sleep(seconds)
        case Close():
            if isinstance(connection, ssl.SSLSocket):
                with contextlib.suppress(OSError):
                    connection.unwrap()
            raise _ConnectionEndedError
        case Vanish():
            raise _ConnectionEndedError
        case Reset():
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise _ConnectionEndedError

"""Serves the demo blog on the loopback interface, the way a small web server would."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, unquote, urlsplit

from blogarchive.demo.build import Response, render_site

__all__ = ["DemoServer"]


class DemoServer:
    """A context manager; inside it the demo blog answers at ``url``, which ends in a slash.

    *port* 0 takes any free one. Raises OSError when the port is taken.
    """

    def __init__(self, port: int = 0) -> None:
        self._server = _QuietServer(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        self._server.site = render_site(self.url.rstrip("/"))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a client's idle keep-alive connection must not hold up the end
    request_queue_size = 64
    site: dict[str, Response]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "HarbourLedger/1.0"
    sys_version = ""
    timeout = 30  # seconds an idle connection is kept
    wbufsize = -1  # head and body leave in one piece
    server: _QuietServer

    def do_GET(self) -> None:
        answer = self._find(urlsplit(self.path).path)
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
        fresh = answer.status == 200 and self._is_fresh(tag, answer.last_modified)
        self.send_response(304 if fresh else answer.status)
        if answer.status == 200:
            self.send_header("ETag", tag)
            if answer.last_modified:
                self.send_header("Last-Modified", format_datetime(answer.last_modified.astimezone(UTC), usegmt=True))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not fresh:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "GET" and not fresh:
            self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (name of the base class)
        """The blog has no log; the crawl has one."""

    def _find(self, path: str) -> Response:
        site, address = self.server.site, quote(unquote(path))
        if address in site and address != "/404":
            return site[address]
        if address + "/" in site:
            return Response(status=301, body=b"", headers={"Location": address + "/"})
        return site["/404"]

    def _is_fresh(self, tag: str, last_modified: datetime | None) -> bool:
        """RFC 9110, 13.2.2: If-None-Match decides alone when it is there."""
        if "If-None-Match" in self.headers:
            return tag in self.headers["If-None-Match"]
        since = self.headers.get("If-Modified-Since")
        if not since or not last_modified:
            return False
        try:
            return last_modified <= parsedate_to_datetime(since)
        except (TypeError, ValueError):  # no date, or a date without zone: as if it were not there
            return False

"""A folder served on loopback and a log of what was asked for: nginx where it is installed, else Python's own server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

__all__ = ["Asked", "Server", "free_port", "serving"]

CONFIGURATION = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    types {{ text/html html; text/css css; application/javascript js; image/png png; application/xml xml; text/plain txt; }}
    log_format asked '$status $uri $sent_http_content_type';
    access_log {folder}/asked.log asked;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    sendfile on; keepalive_requests 100000; gzip off;
    server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a server was asked for."""

    responses: int
    """Answers of any kind."""

    pages: frozenset[str]
    """Paths of HTML pages answered with 200."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    name: str
    base: str
    log: Path

    def asked(self) -> Asked:
        """What it was asked for since `forget`."""
        lines = [line.split(" ") for line in self.log.read_text(encoding="utf-8").splitlines()]
        return Asked(len(lines), frozenset(line[1] for line in lines if line[0] == "200" and line[2].startswith("text/html")))

    def forget(self) -> None:
        """Begin a new count."""
        with self.log.open("r+b") as log:
            log.truncate()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(root: Path, folder: Path, port: int) -> Iterator[Server]:
    """The files below *root* at *port* of 127.0.0.1; *folder* is the server's own, for its log."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "asked.log"
    log.touch()
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if nginx:
        configuration = folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder, root=root, port=port), encoding="utf-8")
        command = [nginx, "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")]
    else:
        command = [sys.executable, str(Path(__file__)), str(root), str(port), str(log)]
    process = subprocess.Popen(command)
    try:
        _wait_for(port, process)
        yield Server("nginx" if nginx else "Python's http.server", f"http://127.0.0.1:{port}", log)
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if process.poll() is not None:
                raise RuntimeError(f"the web server ended at once with {process.returncode}")
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing listens on port {port}")


class _Handler(SimpleHTTPRequestHandler):
    """HTTP/1.1 with kept connections, and the same lines in the log as nginx."""

    protocol_version = "HTTP/1.1"
    log_path: Path
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".xml": "application/xml"}

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        path = self.path + ("index.html" if self.path.endswith("/") else "")
        with self.log_path.open("a", encoding="utf-8") as log:
            log.write(f"{int(code)} {path} {self.guess_type(path)}\n")


def _serve(root: str, port: int, log: Path) -> None:
    _Handler.log_path = log
    ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=root)).serve_forever()


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

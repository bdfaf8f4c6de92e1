"""Serve a recorded blog, crawl it with the command a user would type, and look at what came out."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Crawled", "crawl", "rows_of", "score", "serve"]

_CHECKOUT = Path(__file__).resolve().parents[2]
_START_SECONDS = 30
_CRAWL_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Crawled:
    """One finished crawl."""

    name: str
    folder: Path
    exit_code: int
    stderr: str


@contextmanager
def serve(blogs: Path, name: str) -> Iterator[str]:
    """The address, without a slash at its end, at which the recorded blog *name* answers inside the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(blogs / "serve.py"), str(blogs / f"{name}.tar.xz"), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            time.sleep(0.05)
            continue
        return
    raise RuntimeError(f"the server of the recorded blog did not answer at {address}")


def crawl(name: str, url: str, folder: Path, *options: str) -> Crawled:
    """Run ``blogarchive crawl`` in a process of its own."""
    command = [sys.executable, "-m", "blogarchive", "crawl", url, "-o", str(folder), *options]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=_CRAWL_SECONDS,
        cwd=folder.parent,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(_CHECKOUT)},
        check=False,
    )
    return Crawled(name, folder, done.returncode, done.stderr)


def score(blogs: Path, crawled: Crawled) -> dict[str, Any]:
    """What the scorer says about the archive's rows."""
    truth, rows = blogs / f"{crawled.name}.truth.jsonl.gz", crawled.folder / "articles.jsonl"
    command = [sys.executable, str(blogs / "score_blog.py"), str(truth), str(rows), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def rows_of(crawled: Crawled) -> list[dict[str, Any]]:
    """The archive's article rows."""
    with (crawled.folder / "articles.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]

"""Servers of the tests: started, waited for, and ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["answers", "free_port", "ready", "run", "served", "serves"]

MAX_WAIT_SECONDS = 120


def run(command: Sequence[str], cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """What *command* prints; an error that names the command and shows what it said when it fails."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


@contextmanager
def served(
    command: Sequence[str], cwd: Path, log: Path, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The server that *command* starts, ended at the end; what it says goes into *log*."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=out, stderr=out, start_new_session=True)
        try:
            yield process
        finally:
            # The whole group: the workers of PHP's server outlive the process that began them.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def ready(process: subprocess.Popen[bytes], log: Path, address: tuple[str, int] | Path) -> None:
    """Wait until something listens at *address*, a host with port or a socket's path."""
    for _ in range(MAX_WAIT_SECONDS * 10):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}:\n{log.read_text(errors='replace')[-3000:]}")
        if answers(address):
            return
        time.sleep(0.1)
    raise RuntimeError(f"no answer at {address} in {MAX_WAIT_SECONDS} s:\n{log.read_text(errors='replace')[-3000:]}")


def serves(url: str) -> None:
    """Wait until a page is served at *url*: some software listens long before it is ready."""
    for _ in range(MAX_WAIT_SECONDS * 5):
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except urllib.error.HTTPError as exc:
            exc.close()
        time.sleep(0.2)
    raise RuntimeError(f"no page at {url} in {MAX_WAIT_SECONDS} s")


def answers(address: tuple[str, int] | Path) -> bool:
    """Whether something listens at *address*."""
    family = socket.AF_UNIX if isinstance(address, Path) else socket.AF_INET
    with socket.socket(family) as client:
        client.settimeout(1)
        return client.connect_ex(str(address) if isinstance(address, Path) else address) == 0


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])

"""What a command costs: processor, time and memory, its children included."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "run"]

KIB = 1024 if os.uname().sysname != "Darwin" else 1
"""What ``ru_maxrss`` counts in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run cost."""

    cpu_seconds: float
    """User and system time."""

    seconds: float
    peak_bytes: int
    """Largest resident memory of any one process; not less than this program's own, which the system hands down at the start."""

    exit_code: int


def run(command: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> Cost:
    """The cost of *command*, run in *folder*; what it says goes to ``said.log`` there."""
    with (folder / "said.log").open("wb") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        cpu_seconds=used.ru_utime + used.ru_stime,
        seconds=seconds,
        peak_bytes=used.ru_maxrss * KIB,
        exit_code=process.returncode,
    )

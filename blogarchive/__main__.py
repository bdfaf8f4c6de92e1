"""``blogarchive`` and ``python -m blogarchive``: signals first, then the program, whose imports take most of a second."""

from __future__ import annotations

import os
import signal
from types import FrameType

__all__ = ["main"]


def main() -> None:
    """Run the command line. A signal that comes before the program is loaded ends it with the exit code of an interruption."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    from blogarchive.cli import main as run_command_line

    run_command_line()


def _end(number: int, frame: FrameType | None) -> None:
    os.write(2, b"blogarchive: Stopped. The same command goes on where this one was.\n")
    os._exit(11)


if __name__ == "__main__":
    main()

"""A clock for waiting: it reads like the time of day and runs like a stopwatch."""

from __future__ import annotations

import time

__all__ = ["SteadyClock"]


class SteadyClock:
    """Seconds since the epoch, as the system's clock had them when this one was made, counted on without jumps.

    When somebody sets the system's clock meanwhile, no wait becomes negative or endless.
    """

    def __init__(self) -> None:
        self._offset = time.time() - time.monotonic()

    def __call__(self) -> float:
        return self._offset + time.monotonic()

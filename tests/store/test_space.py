"""Free space is watched: a short wait, a sentence, and a clean end."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogarchive.errors import StorageError
from blogarchive.store import space
from blogarchive.store.space import BUFFERS, SpaceWatch, free_bytes


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bytes that are free, in a list of one; the clock stands in the second place."""
    state = [10**9, 0]
    monkeypatch.setattr(space, "free_bytes", lambda folder: state[0])
    monkeypatch.setattr(space.time, "monotonic", lambda: float(state[1]))
    return state


def test_free_bytes_are_what_the_system_says(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) > 0


def test_enough_space_is_not_spoken_of(disk: list[int], tmp_path: Path) -> None:
    watch = SpaceWatch(tmp_path, 500_000_000)
    watch.require()
    assert (watch.look(), watch.is_short) == (None, False)


def test_short_space_is_said_once_and_so_is_its_end(disk: list[int], tmp_path: Path) -> None:
    watch = SpaceWatch(tmp_path, 500_000_000)
    disk[0] = 200_000_000
    assert watch.look() == (
        f"Only 200 MB are free in {tmp_path}, 500 MB must stay (--min-free): the crawl waits 60 seconds for space."
    )
    assert (watch.look(), watch.is_short) == (None, True)
    disk[0] = 600_000_000
    assert watch.look() == f"There is space again in {tmp_path}: the crawl goes on."
    assert (watch.look(), watch.is_short) == (None, False)


def test_space_that_does_not_come_ends_the_crawl(disk: list[int], tmp_path: Path) -> None:
    watch = SpaceWatch(tmp_path, 500_000_000, wait=60)
    disk[0] = 0
    watch.look()
    disk[1] = 59
    assert watch.look() is None
    disk[1] = 60
    with pytest.raises(StorageError, match="Make space and run the same command"):
        watch.look()


def test_crawl_does_not_begin_without_space(disk: list[int], tmp_path: Path) -> None:
    disk[0] = 499_999_999
    with pytest.raises(StorageError, match="--min-free"):
        SpaceWatch(tmp_path, 500_000_000).require()


def test_small_limits_still_leave_room_for_what_is_in_memory(disk: list[int], tmp_path: Path) -> None:
    disk[0] = BUFFERS - 1
    with pytest.raises(StorageError):
        SpaceWatch(tmp_path, 1).require()


def test_zero_turns_the_watch_off(disk: list[int], tmp_path: Path) -> None:
    disk[0] = 0
    watch = SpaceWatch(tmp_path, 0)
    watch.require()
    assert (watch.look(), watch.is_short) == (None, False)

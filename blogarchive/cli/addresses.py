"""Addresses that the user gives by hand: on the command line, in lists, in OPML files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from blogarchive.crawl.options import start_address
from blogarchive.discover.opml import read_opml
from blogarchive.errors import UsageError
from blogarchive.urls import post_key

__all__ = ["STDIN", "Addresses", "Given", "collect", "lines_of", "outlines_of"]

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Given:
    """An address as it was given."""

    text: str
    place: str
    """Where: a file with its line, or empty for the command line."""


@dataclass(slots=True)
class Addresses:
    """What was made of them."""

    good: list[tuple[str, Given]] = field(default_factory=list)
    """Absolute addresses, each once, in the order they were given."""

    bad: list[str] = field(default_factory=list)
    """A sentence for each that cannot be used, with its file and line."""

    twice: int = 0
    """How many were given before."""


def collect(given: Iterable[Given]) -> Addresses:
    """The addresses that can be used, and why the others cannot."""
    addresses = Addresses()
    seen: set[str] = set()
    for one in given:
        try:
            url = start_address(one.text)
        except UsageError as exc:
            addresses.bad.append(f"{one.place}: {exc}" if one.place else str(exc))
            continue
        if post_key(url) in seen:
            addresses.twice += 1
            continue
        seen.add(post_key(url))
        addresses.good.append((url, one))
    return addresses


def lines_of(path: Path) -> Iterator[Given]:
    """One address for each line of a text file, or of standard input for ``-``, but for blank lines and comments."""
    for number, line in enumerate(_read(path).decode("utf-8-sig", "replace").splitlines(), 1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield Given(text, f"{_name(path)}, line {number}")


def outlines_of(path: Path) -> Iterator[Given]:
    """The blogs of an OPML file, or of standard input for ``-``."""
    subscriptions = read_opml(_read(path))
    if subscriptions is None:
        raise UsageError(f"{_name(path)} is no OPML file; a text file with one address a line goes with --list.")
    for number, one in enumerate(subscriptions, 1):
        yield Given(one.url, f"{_name(path)}, blog {number}" + (f" ({one.title})" if one.title else ""))


def _read(path: Path) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as exc:
        raise UsageError(f"Cannot read {path}: {exc.strerror}.") from exc


def _name(path: Path) -> str:
    return "standard input" if path == STDIN else str(path)

"""Articles out of WARC files alone: the same readings and the same settling as after a crawl."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from blogarchive.errors import UsageError
from blogarchive.extract.learned import Learned
from blogarchive.settle.answer import Answer
from blogarchive.settle.apart import read_guarded
from blogarchive.settle.blog import BlogState
from blogarchive.settle.captures import answer_of, body_of_revisit, ref_of
from blogarchive.settle.frontier import redirect_target
from blogarchive.settle.settle import Progress, settle
from blogarchive.store.archive import ArchiveTables, LooseWarcs
from blogarchive.store.ledger import CaptureRow, Heard, UrlRow
from blogarchive.store.states import Role, State
from blogarchive.urls import absolute_url
from blogarchive.warc.reader import Capture, read_captures

__all__ = ["REDIRECTS", "CaptureSet", "capture_row", "reread", "warc_files"]

logger = logging.getLogger(__name__)

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_WARC_NAME = re.compile(r"\.warc(?:\.gz)?(?:\.open)?\Z")  # neither torn bytes (a number behind it) nor indexes


def warc_files(paths: Iterable[Path]) -> list[Path]:
    """The WARC files among *paths*; folders stand for all WARC files below them."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*.warc*") if _WARC_NAME.search(p.name) and p.is_file())
        elif path.exists():
            found.append(path)
        else:
            raise UsageError(f"There is no file {path}.")
    if not found:
        raise UsageError("No WARC file is among what was named.")
    return found


class CaptureSet(Protocol):
    """Captures that were chosen from WARC files, to be gone through as often as wanted."""

    @property
    def paths(self) -> Mapping[str, Path]:
        """The files by the name that the captures give them."""

    def __iter__(self) -> Iterator[Capture]:
        """The captures, in the order in which they are to be read."""

    def body_elsewhere(self, warc: str, offset: int) -> bytes | None:
        """The body of the revisit at this place, from whatever file has it."""


def reread(
    paths: Sequence[Path] | CaptureSet,
    *,
    blog: str | None = None,
    root: str | None = None,
    database: Path | None = None,
    given: Learned | None = None,
    progress: Progress | None = None,
) -> ArchiveTables:
    """Tables in memory, or in the file *database*, with the articles of the WARC files *paths*, or of captures from such files.

    *blog* is the address the blog was archived from; without it, the first page captured; *given* is what a person
    says of it (`siteprofile`). *root* makes everything on its host the blog, whether it was captured itself or not.
    Raises `UsageError` when the files hold nothing that could be it.
    """
    tables = LooseWarcs(paths if isinstance(paths, Sequence) else paths.paths, database)
    if not isinstance(paths, Sequence):
        tables.body_elsewhere = paths.body_elsewhere
    start = blog or root or _first_page(paths)
    if root:
        tables.set_meta("root_url", root)
        tables.set_meta("whole_host", "1")
    state = BlogState(tables, start_url=start, assets=False)
    state.begin()
    found = bool(root) or _find_root(paths, tables, state)
    if not found:
        raise UsageError(f"The files hold no page of the blog at {start}; name its address with --blog.")
    for capture in _captures(paths):
        _read(tables, state, capture)
    settle(tables, state.root_url, given=given, progress=progress)
    return tables


def _captures(paths: Sequence[Path] | CaptureSet) -> Iterator[Capture]:
    """All answers in all files."""
    if not isinstance(paths, Sequence):
        yield from paths
        return
    for path in paths:
        for capture in read_captures(path):
            if absolute_url(capture.url):
                yield capture


def _first_page(paths: Sequence[Path] | CaptureSet) -> str:
    for capture in _captures(paths):
        answered = capture.status == 200 or capture.status in REDIRECTS
        if answered and not capture.url.endswith("/robots.txt"):
            return capture.url
    raise UsageError("The files hold no answer with a page; there is nothing to extract.")


def _find_root(paths: Sequence[Path] | CaptureSet, tables: ArchiveTables, state: BlogState) -> bool:
    """Follow the captures from the start address until the blog's root is known."""
    for capture in _captures(paths):
        row = tables.ledger.get(capture.url)
        if row is None or row.role is not Role.START:
            continue
        _read(tables, state, capture)
        if state.scope is not None:
            return True
    return state.take_start_as_root()


def _read(tables: ArchiveTables, state: BlogState, capture: Capture) -> None:
    ledger = tables.ledger
    ledger.hear(Heard(url=capture.url, source="warc", state=State.SKIPPED))
    row = ledger.get(capture.url)
    assert row is not None
    ref = capture_row(capture)
    known = tables.db.execute("SELECT id FROM capture WHERE warc = ? AND offset = ?", (capture.warc, capture.offset)).fetchone()
    capture_id = known[0] if known else ledger.record_capture(row.id, ref)
    answer = answer_of(capture, capture.url, ref_of(capture))
    if capture.record_type == "revisit":
        answer.body = body_of_revisit(tables, capture)
    _take_in(state, row, capture_id, answer)


def _take_in(state: BlogState, row: UrlRow, capture_id: int, answer: Answer) -> None:
    if answer.status in REDIRECTS:
        target = redirect_target(row.url, answer.location)
        if target:
            state.redirect(row, target)
    elif 200 <= answer.status < 300:
        reading = read_guarded(answer)
        if reading.kind == "robots":
            state.hear_robots(row.id, reading)
        else:
            state.read(row, capture_id, reading)


def capture_row(capture: Capture) -> CaptureRow:
    """The row of the capture table for a capture out of a WARC file."""
    return CaptureRow(
        warc=capture.warc,
        offset=capture.offset,
        length=capture.length,
        end=capture.offset + capture.length,
        record_id=capture.record_id,
        record_type=capture.record_type,
        payload_digest=capture.payload_digest,
        captured_at=ref_of(capture).captured_at,
        status=capture.status,
        mime=capture.content_type,
        truncated=capture.truncated,
    )

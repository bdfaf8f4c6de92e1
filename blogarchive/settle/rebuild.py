"""archive.db out of the WARC files: the crawl is gone through once more, with every answer read from the files."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from blogarchive.errors import ArchiveDamagedError, UsageError
from blogarchive.settle.answer import Answer
from blogarchive.settle.apart import read_guarded
from blogarchive.settle.blog import BlogState
from blogarchive.settle.captures import answer_of, body_of_digest, ref_of
from blogarchive.settle.frontier import redirect_target
from blogarchive.settle.reread import REDIRECTS, capture_row
from blogarchive.settle.settle import Progress, settle
from blogarchive.settle.siteprofile import given_in
from blogarchive.settle.texts import text_of
from blogarchive.store.ledger import Heard, UrlRow
from blogarchive.store.rebuild import RebuiltTables
from blogarchive.store.states import LIST_HAS_ENDED, NO_SUCH_PAGE, Role, State
from blogarchive.urls import absolute_url
from blogarchive.warc.reader import Capture, read_captures

__all__ = ["rebuild"]

logger = logging.getLogger(__name__)


def rebuild(tables: RebuiltTables, *, blog: str | None = None, progress: Progress | None = None) -> int:
    """Fill the empty *tables* from their WARC files; how many articles there are.

    Addresses end as they would have in the crawl; what was named and never answered is queued. *blog* is the address the blog
    was archived from; without it, the first page captured. Raises `UsageError` when the files hold nothing that could be it.
    """
    start = blog or _first_page(tables)
    state = BlogState(tables, start_url=start)
    state.begin()
    tables.set_meta("start_url", start)
    _find_root(tables, state)
    if not state.take_start_as_root():
        raise UsageError(f"The files hold no page of the blog at {start}; name its address with --blog.")
    _read_all(tables, state)
    if state.look_wider():
        _read_all(tables, state)
    tables.db.execute("UPDATE url SET tries = (SELECT count(*) FROM capture c WHERE c.url_id = url.id)")
    settle(tables, state.root_url, given=given_in(tables.paths.root), progress=progress)
    _note_texts(tables)
    return tables.articles.count()


def _captures(tables: RebuiltTables) -> Iterator[Capture]:
    """All answers; a damaged file gives what stands before the damage."""
    for path in tables.captures():
        try:
            yield from (capture for capture in read_captures(path) if absolute_url(capture.url))
        except ArchiveDamagedError as exc:
            logger.warning("%s", exc)


def _first_page(tables: RebuiltTables) -> str:
    for capture in _captures(tables):
        answered = capture.status == 200 or capture.status in REDIRECTS
        if answered and not _is_robots(capture.url):
            return capture.url
    raise UsageError(f"{tables.paths.warc} holds no answer with a page; there is nothing to rebuild from.")


def _find_root(tables: RebuiltTables, state: BlogState) -> None:
    """Follow the captures from the start address until the blog's root is known."""
    for capture in _captures(tables):
        row = _row_of(tables, capture.url) if _is_robots(capture.url) else tables.ledger.get(capture.url)
        if row is not None and row.role in (Role.START, Role.ROBOTS):
            _read(tables, state, row, capture)  # robots.txt first, as in the crawl: it may name sitemaps
        if state.scope is not None:
            return


def _read_all(tables: RebuiltTables, state: BlogState) -> None:
    for capture in _captures(tables):
        _read(tables, state, _row_of(tables, capture.url), capture)


def _read(tables: RebuiltTables, state: BlogState, row: UrlRow, capture: Capture) -> None:
    known = tables.db.execute("SELECT id FROM capture WHERE warc = ? AND offset = ?", (capture.warc, capture.offset)).fetchone()
    capture_id = known[0] if known else tables.ledger.record_capture(row.id, capture_row(capture))
    answer = answer_of(capture, capture.url, ref_of(capture))
    if capture.record_type == "revisit":
        answer.body = body_of_digest(tables, capture.payload_digest) or b""
    _take_in(tables, state, row, capture_id, answer)


def _row_of(tables: RebuiltTables, url: str) -> UrlRow:
    row = tables.ledger.get(url)
    if row is None:
        robots = _is_robots(url)
        role, source = (Role.ROBOTS, "robots") if robots else (Role.PAGE, "warc")
        tables.ledger.hear(Heard(url=url, source=source, role=role, state=State.SKIPPED))
        row = tables.ledger.get(url)
    assert row is not None
    return row


def _take_in(tables: RebuiltTables, state: BlogState, row: UrlRow, capture_id: int, answer: Answer) -> None:
    """Read the answer and end its address's way, as the spider does."""
    finish = tables.ledger.finish
    if answer.status in REDIRECTS:
        target = redirect_target(row.url, answer.location)
        if target is None or not state.redirect(row, target):
            finish(row.id, State.FAILED, "redirects in a circle" if target else f"HTTP {answer.status} without an address")
    elif 200 <= answer.status < 300:
        reading = read_guarded(answer)
        if row.role is Role.ROBOTS:
            state.hear_robots(row.id, reading)
        verdict = None if row.role is Role.ROBOTS else state.read(row, capture_id, reading)
        finish(row.id, State.DONE, verdict.kind if verdict else reading.kind)
    elif row.role in (Role.PROBE, Role.ROBOTS):
        finish(row.id, State.DONE, f"not there (HTTP {answer.status})")
    elif row.role is Role.FURTHER and f"HTTP {answer.status}" in LIST_HAS_ENDED:
        finish(row.id, State.DONE, f"{NO_SUCH_PAGE} (HTTP {answer.status})")
    else:
        finish(row.id, State.FAILED, f"HTTP {answer.status}")


def _is_robots(url: str) -> bool:
    return url.endswith("/robots.txt") and url.count("/") == 3


def _note_texts(tables: RebuiltTables) -> None:
    """Mark the articles whose text stands in the text WARC, so that it is not written a second time."""
    written = {url: digest for path in tables.texts() for url, digest in _texts_in(path)}
    for article_id, row in tables.db.execute("SELECT id, row FROM article").fetchall():
        article = json.loads(row)
        digest, content = text_of(article)
        if written.get(article["url"]) == hashlib.blake2b(content).digest():
            tables.db.execute("UPDATE article SET text_record = ? WHERE id = ?", (digest, article_id))


def _texts_in(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.conversion, parse_http=False):
            yield record.headers.get("WARC-Target-URI") or "", hashlib.blake2b(record.reader.read()).digest()

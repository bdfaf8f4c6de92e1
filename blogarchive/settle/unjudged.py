"""Pages of a crawl that keeps answers and makes no rows: what they name is heard of, what they are is left open.

Judging a page costs more than fetching and keeping it. A later run that makes rows reads these pages from the WARC first.
"""

from __future__ import annotations

from typing import Final

from blogarchive.discover.markup import Markup
from blogarchive.extract.kind import Evidence, Verdict
from blogarchive.extract.kind_marks import says_not_found
from blogarchive.store.database import ArchiveConnection
from blogarchive.store.ledger import Heard
from blogarchive.store.states import Reason, Role, State
from blogarchive.text import fold, one_line

__all__ = ["UNJUDGED", "Acquaintances", "glimpse", "judge_later", "unjudged_pages"]

UNJUDGED: Final = Verdict(kind="unjudged", confidence=0.0, reason="no rows were wanted")

MAX_KNOWN = 200_000
MAX_TITLE = 500
STATIC = (Reason.SCOPE, Reason.EXCLUDED, Reason.TRAP)
"""Reasons that hold wherever an address stands."""


class Acquaintances:
    """Addresses of which hearing once more, as a link of another page, would change nothing but who names them."""

    def __init__(self) -> None:
        self._urls: set[str] = set()

    def __contains__(self, url: object) -> bool:
        return url in self._urls

    def note(self, heard: Heard, url: str) -> None:
        """*url* was *heard* of."""
        lasting = heard.state is State.QUEUED or (heard.reason or "").startswith(STATIC)
        if lasting and heard.role is Role.PAGE and len(self._urls) < MAX_KNOWN:
            self._urls.add(url)

    def forget(self) -> None:
        """What was refused may be wanted from now on."""
        self._urls.clear()


def glimpse(markup: Markup | None) -> Evidence:
    """The little that tells whether a page brings anything new: its title, and the number of its words."""
    if markup is None or markup.body is None:
        return Evidence()
    heading = markup.css_first("h1") or markup.css_first("title")
    title = one_line(heading.text(deep=True)[:MAX_TITLE]) if heading else ""
    main = markup.css_first("main") or markup.body
    return Evidence(title=fold(title), words=len(main.text(deep=True, separator=" ").split()), missing=says_not_found(title))


def unjudged_pages(db: ArchiveConnection) -> int:
    """How many pages were kept without being judged."""
    count: int = db.execute("SELECT count(*) FROM url WHERE state = ? AND reason = ?", (State.DONE, UNJUDGED.kind)).fetchone()[0]
    return count


def judge_later(db: ArchiveConnection) -> None:
    """Let the pages that were kept without being judged be read again, from the WARC."""
    db.execute("UPDATE url SET state = ? WHERE state = ? AND reason = ?", (State.CAPTURED, State.DONE, UNJUDGED.kind))

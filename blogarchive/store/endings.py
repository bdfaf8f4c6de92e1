"""How it is known that a source was read to its end, or why that is not known. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from blogarchive.store.sources import Document, Source
from blogarchive.store.states import NO_SUCH_PAGE, Reason, State

__all__ = ["Ending", "ending_of"]

ENDED_BY_US = {
    Reason.ROBOTS: "robots.txt forbids it",
    Reason.NO_ROBOTS: "the host's robots.txt could not be had",
    Reason.LIMIT: "a limit was reached",
    Reason.OFF: "the user switched it off",
    Reason.SCOPE: "it lies outside the blog",
    Reason.UNSAFE: "its address is not public",
    Reason.BLOCKED: "the host refused too many requests",
}
NOT_YET = frozenset((State.QUEUED, State.LEASED, State.CAPTURED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a source ended: one of *how* and *warning* is set."""

    how: str | None = None
    """In words; for a feed without further pages that it names only the newest posts."""

    warning: str | None = None
    """Why the source may name more than was read."""

    is_proof: bool = False
    """Whether it proves that nothing follows: the total is reached, or a page behind the last one was asked for in vain."""


def ending_of(source: Source, named: int) -> Ending:
    """How *source* ended, whose documents name *named* different addresses."""
    if any(document.state is State.SKIPPED and document.reason == Reason.LEAN for document in source.documents):
        return Ending(how="left there by a lean crawl, since another list is whole")
    for document in source.documents:
        trouble = _trouble(document)
        if trouble:
            return Ending(warning=trouble)
    if source.promised is not None and named < source.promised:
        return Ending(warning=f"it names {named} of the {source.promised} entries that it promises")
    if source.promised is not None:
        return Ending(how=f"the total of {source.promised} is reached", is_proof=True)
    read = [document for document in source.documents if document.entries is not None]
    if source.kind.startswith("sitemap"):
        return Ending(how=f"all its {len(read)} files were read" if len(read) > 1 else "the whole file was read")
    return _ending_of_list(source, read)


def _ending_of_list(source: Source, read: list[Document]) -> Ending:
    """The end of a list that promises no total: what its last page was."""
    for document in source.documents:
        if (document.reason or "").startswith(NO_SUCH_PAGE):
            said = document.reason.partition("(")[2].rstrip(")") if document.reason else ""
            return Ending(how=f"the page behind the last one does not exist ({said})", is_proof=True)
    if any(document.entries == 0 for document in read[1:]):
        return Ending(how="the last page is empty", is_proof=True)
    if any(document.fresh == 0 for document in read[1:]):
        return Ending(how="the last page names nothing new", is_proof=True)
    if any(document.entries is None and document.reason != "redirect" for document in source.documents):
        return Ending(how="the page behind the last one is no such list", is_proof=True)
    if len(read) > 1:
        return Ending(how="the last page names no further one")
    if source.kind in ("feed", "subject-feed"):
        entries = read[0].entries if read else 0
        if not entries:
            return Ending(how="it is empty")
        return Ending(how=f"it is one page with the newest {entries}, and may leave out older ones")
    return Ending(how="it is one page and names no further one")


def _trouble(document: Document) -> str | None:
    """Why a document of a source is missing, in words; None when it is not."""
    rule = Reason(name) if (name := (document.reason or "").partition(":")[0]) in set(Reason) else None
    if document.state is State.FAILED:
        return f"{document.url} could not be had ({document.reason})"
    if document.state in NOT_YET and document.entries is None:
        return f"{document.url} was not asked for: the crawl was stopped"
    if document.state is State.SKIPPED and rule is not Reason.DUPLICATE:
        why = ENDED_BY_US.get(rule, document.reason or "skipped") if rule else document.reason or "skipped"
        return f"{document.url} was not asked for: {why}"
    return None

"""The forms that headers of records have: what one program writes differs in values alone, so one pattern reads them all.

A form is learned from a header that was read with care (`warc.header`). What fits it is without fault and says what the careful
reader would say; everything else is for that reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from blogarchive.warc.header import Header, faults_of

__all__ = ["COLUMNS", "Form", "Forms"]

COLUMNS = (
    "warc-record-id", "warc-target-uri", "warc-date", "warc-payload-digest", "warc-refers-to", "warc-refers-to-target-uri",
    "warc-refers-to-date", "warc-concurrent-to", "warc-warcinfo-id", "warc-truncated", "warc-filename",
)  # fmt: skip
"""The fields that are kept of every record, in the order of `records.RecordRow`."""

_MAX_FORMS = 16
_MOMENT = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)"
_WORD = r"([!-;=?-~]+)"
_SHA1 = r"(sha1:[A-Z2-7]{32})"
_PATTERNS = {
    "warc-record-id": _WORD, "warc-target-uri": _WORD, "warc-date": _MOMENT, "warc-payload-digest": _SHA1,
    "warc-block-digest": _SHA1, "warc-refers-to": _WORD, "warc-refers-to-target-uri": _WORD, "warc-refers-to-date": _MOMENT,
    "warc-concurrent-to": _WORD, "warc-warcinfo-id": _WORD, "warc-truncated": _WORD, "content-length": r"(\d{1,15})",
}  # fmt: skip
"""Values that need no closer look: a pattern with one group each."""
_FIXED = frozenset(("warc-type", "content-type"))
"""Fields whose value belongs to the form."""
_KINDS = frozenset(("response", "request", "revisit"))
_UNREAD = r"[\t -~]*"
_NO_GROUP = r"(x)?"
"""Behind the end of the header: a group that never takes part, for the columns that the form does not have."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form; `read` gives None for a header of another."""

    kind: str
    read: Callable[[str], re.Match[str] | None]
    columns: tuple[int, ...]
    """The group of each of `COLUMNS`."""
    length: int
    """The group of the length of the block."""
    has_block: bool
    block: int
    """The group of the block's digest."""
    has_payload: bool
    """Whether a payload can be held against its digest: that of a revisit is elsewhere."""
    payload: int


class Forms:
    """The forms seen so far, of which very few make up nearly every file."""

    def __init__(self) -> None:
        self.known: list[Form] = []

    def learn(self, head: bytes, header: Header) -> None:
        """Take in the form of *head*, which was read as *header*, if it is a usual one."""
        if len(self.known) < _MAX_FORMS and (form := _form_of(head, header)):
            self.known.append(form)


def _form_of(head: bytes, header: Header) -> Form | None:
    fields = header.fields
    if fields.get("warc-type") not in _KINDS or any(faults_of(header)) or not head.isascii():
        return None
    if "http" not in fields.get("content-type", "http").lower():
        return None
    pattern, groups, seen = [re.escape(header.version)], dict[str, int](), set[str]()
    for line in head.decode().removesuffix("\r\n\r\n").split("\r\n")[1:]:
        name, colon, value = line.partition(": ")
        key = name.lower()
        if not colon or key in seen:
            return None
        seen.add(key)
        if key in _FIXED:
            said = re.escape(value)
        elif key in _PATTERNS:
            groups[key] = len(groups) + 1
            said = f"<{_PATTERNS[key]}>" if value.startswith("<") else _PATTERNS[key]
        elif key in fields:  # it matters here, and there is no pattern for it
            return None
        else:
            said = _UNREAD
        pattern.append(f"{re.escape(name)}: {said}")
    read = re.compile("\r\n".join(pattern) + "\r\n\r\n\\Z" + _NO_GROUP).match
    if read(head.decode()) is None:
        return None
    none = len(groups) + 1
    return Form(
        kind=fields["warc-type"],
        read=read,
        columns=tuple(groups.get(name, none) for name in COLUMNS),
        length=groups["content-length"],
        has_block="warc-block-digest" in groups,
        block=groups.get("warc-block-digest", none),
        has_payload="warc-payload-digest" in groups and fields["warc-type"] != "revisit",
        payload=groups.get("warc-payload-digest", none),
    )

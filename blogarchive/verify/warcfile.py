"""One WARC file, byte for byte: syntax, lengths, digests; and what each record says, for the checks across records."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from blogarchive.verify.digests import Stated, Taken, plain_head, sha1_in, take_block, take_http, take_whole
from blogarchive.verify.finding import Findings, Severity
from blogarchive.verify.forms import COLUMNS, Form, Forms
from blogarchive.verify.records import RecordRow, RecordTable
from blogarchive.warc.header import Header, faults_of, read_header, unbracketed
from blogarchive.warc.stream import BinaryFile, DamageError, Raw, RecordStream, open_stream

__all__ = ["Counts", "WarcCheck"]

_EXCHANGE = ("response", "request", "revisit")
_END = b"\r\n\r\n"
_LABEL = len("sha1:")
_BRACKETED = frozenset(name for name in COLUMNS if name.endswith(("-id", "-uri", "-to")))
_sha1 = partial(hashlib.sha1, usedforsecurity=False)
_RESTORE = "restore the file from a backup"


@dataclass(slots=True)
class Counts:
    """What was looked at."""

    files: int = 0
    bytes: int = 0
    records: Counter[str] = field(default_factory=Counter)
    """By type."""
    block_digests: int = 0
    payload_digests: int = 0
    framed_payloads: int = 0
    """Payload digests that are right only with the chunk framing, as some programs take them."""

    def add(self, other: Counts) -> None:
        """Count what *other* has counted, too."""
        self.files += other.files
        self.bytes += other.bytes
        self.records += other.records
        self.block_digests += other.block_digests
        self.payload_digests += other.payload_digests
        self.framed_payloads += other.framed_payloads


class WarcCheck:
    """Checks WARC files one after the other."""

    def __init__(self, findings: Findings, records: RecordTable) -> None:
        self.findings = findings
        self.records = records
        self.counts = Counts()
        self._forms = Forms()

    def check(self, file: BinaryFile, name: str, *, raw: Raw | None = None) -> None:
        """Read *file*, which is called *name* in findings, to its end. Raises `OSError`."""
        self.counts.files += 1
        number = self.records.add_file(name)
        stream = open_stream(file, raw)
        before = sum(self.counts.records.values())
        while True:
            offset = stream.offset
            try:
                if not stream.has_more():
                    break
                offset = stream.offset
                self._record(stream, name, number, offset)
            except DamageError as exc:
                self._say(name, exc.offset, "record", f"{exc.message}: the record cannot be read; {_RESTORE}.")
                if not stream.resync(max(offset, exc.offset)):
                    break
        self.counts.bytes += file.seek(0, 2)
        if sum(self.counts.records.values()) == before:
            self._say(name, 0, "record", f"it holds no WARC record: it is no WARC file or it is empty; {_RESTORE}.")

    def _record(self, stream: RecordStream, name: str, number: int, offset: int) -> None:
        if not stream.at_member_start:
            self._say(name, offset, "member", "a record does not begin a gzip member: readers cannot go to it directly; "
                      "`warcio recompress` mends that.", Severity.WARNING)  # fmt: skip
        head = stream.take_header()
        if not self._is_usual(stream, head, number, offset):
            self._with_care(stream, head, name, number, offset)

    def _is_usual(self, stream: RecordStream, head: bytes, number: int, offset: int) -> bool:
        """Whether the record is of a form seen before, whole at hand, and right: nearly all are, and this costs them least.

        Of any other nothing is taken: it is for `_with_care`, which says what is wrong.
        """
        if not head.isascii():
            return False
        text = head.decode()
        for form in self._forms.known:
            said = form.read(text)
            if said is not None:
                break
        else:
            return False
        at, length = stream.at, int(said[form.length])
        whole = stream.take_whole(length + len(_END))
        if whole is None:
            return False
        status = _status_when_right(form, whole, stream.buffer, at, said)
        if status is None:
            stream.at = at
            return False
        counts = self.counts
        counts.records[form.kind] += 1
        counts.block_digests += form.has_block
        counts.payload_digests += form.has_payload
        stream.has_more()  # goes on to the next member, with the check of this one's
        place = (number, offset, stream.offset - offset, form.kind, status or None)
        self.records.add(cast("RecordRow", place + said.group(*form.columns)))
        return True

    def _with_care(self, stream: RecordStream, head: bytes, name: str, number: int, offset: int) -> None:
        header = read_header(head)
        for fault in faults_of(header):
            self._say(name, offset, "syntax", f"the record is not as WARC 1.1 wants it: {fault}; {_RESTORE}.")
        length = header.length
        if length is None:
            raise DamageError(offset, "there is no telling how long the record is")
        kind = header.fields.get("warc-type", "")
        self.counts.records[kind] += 1
        taken = self._digests(stream, length, header, kind, name, offset)
        if taken.size < length:
            raise DamageError(offset, f"the record misses its last {length - taken.size} bytes")
        if (end := bytes(stream.take_whole(len(_END)) or b"".join(stream.take(len(_END))))) != _END:
            raise DamageError(offset, f"the record does not end with two empty lines but with {end!r}")
        stream.has_more()  # goes on to the next member, with the check of this one's
        self.records.add(_row(header, number, offset, stream.offset - offset, kind, taken.status))
        self._forms.learn(head, header)

    def _digests(self, stream: RecordStream, length: int, header: Header, kind: str, name: str, offset: int) -> Taken:
        fields = header.fields
        block = Stated.read(fields.get("warc-block-digest"))
        payload = Stated.read(fields.get("warc-payload-digest"))
        # A revisit states the digest of a payload that is elsewhere; a segment that of the whole.
        if kind == "revisit" or "warc-segment-number" in fields:
            payload = None
        is_http = kind in _EXCHANGE and "http" in fields.get("content-type", "http").lower()
        http = is_http and (payload is not None or kind != "request")
        if (whole := stream.take_whole(length)) is not None:
            taken = take_whole(whole, block, payload, http=http)
        else:
            taken = (take_http if http else take_block)(stream.take(length), block, payload)
        if block:
            self.counts.block_digests += 1
            if taken.block != block.value:
                self._say(name, offset, "block digest", f"the block is not the one that was written, by its digest; {_RESTORE}.")
        if payload and taken.payload is not None:
            self.counts.payload_digests += 1
            if taken.payload != payload.value and taken.framed == payload.value:
                self.counts.framed_payloads += 1
            elif taken.payload != payload.value:
                said = "the payload is not the one that was written, by its digest"
                self._say(name, offset, "payload digest", f"{said}; {_RESTORE}.")
        return taken

    def _say(self, name: str, offset: int, check: str, message: str, severity: Severity = Severity.ERROR) -> None:
        self.findings.add(check, name, message, offset=offset, severity=severity)


def _status_when_right(form: Form, whole: memoryview, data: bytes, at: int, said: re.Match[str]) -> int | None:
    """The status of the answer in the block *whole*, 0 for a request; None when something is wrong or must be looked at closely.

    *whole* begins at *at* in *data* and ends with the two empty lines behind the record.
    """
    length = len(whole) - len(_END)
    if whole[length:] != _END:
        return None
    if form.has_block and _sha1(whole[:length]).digest() != sha1_in(said[form.block][_LABEL:]):
        return None
    if form.kind == "request" and not form.has_payload:
        return 0
    end, status = plain_head(data, at)
    if not end or end > at + length:
        return None
    if form.has_payload and _sha1(whole[end - at : length]).digest() != sha1_in(said[form.payload][_LABEL:]):
        return None
    return status or 0


def _row(header: Header, number: int, offset: int, length: int, kind: str, status: int | None) -> RecordRow:
    get = header.fields.get
    rest = (unbracketed(get(name)) if name in _BRACKETED else get(name) for name in COLUMNS)
    return cast("RecordRow", (number, offset, length, kind, status, *rest))

"""One WARC file, byte for byte: syntax, lengths, digests; and what each record says, for the checks across records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from blogarchive.verify.digests import Stated, Taken, take_block, take_http, take_whole
from blogarchive.verify.finding import Findings, Severity
from blogarchive.verify.records import RecordRow, RecordTable
from blogarchive.warc.header import Header, faults_of, read_header, unbracketed
from blogarchive.warc.stream import BinaryFile, DamageError, Raw, RecordStream, open_stream

__all__ = ["Counts", "WarcCheck"]

_EXCHANGE = ("response", "request", "revisit")
_END = b"\r\n\r\n"
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
        header = read_header(stream.take_header())
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


def _row(header: Header, number: int, offset: int, length: int, kind: str, status: int | None) -> RecordRow:
    get = header.fields.get
    return (
        number,
        offset,
        length,
        kind,
        unbracketed(get("warc-record-id")),
        unbracketed(get("warc-target-uri")),
        get("warc-date"),
        get("warc-payload-digest"),
        status,
        unbracketed(get("warc-refers-to")),
        unbracketed(get("warc-refers-to-target-uri")),
        get("warc-refers-to-date"),
        unbracketed(get("warc-concurrent-to")),
        unbracketed(get("warc-warcinfo-id")),
        get("warc-truncated"),
        get("warc-filename"),
    )

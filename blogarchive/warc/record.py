"""WARC/1.1 records as exact bytes: named fields, a blank line, the block as it crossed the wire, two line ends.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from warcio.statusandheaders import StatusAndHeaders

from blogarchive.text import one_line
from blogarchive.warc.exchange import Attempt, Exchange, Spool
from blogarchive.warc.http import HttpHead, body_stream, parse_head
from blogarchive.warc.revisit import RevisitTarget
from blogarchive.warc.tls import cipher_suite, protocol_name

__all__ = [
    "ExaminedResponse",
    "Record",
    "conversion_record",
    "examine",
    "identical_revisit_record",
    "metadata_record",
    "new_record_id",
    "not_modified_record",
    "repeated_request_record",
    "request_record",
    "resource_record",
    "response_record",
    "warc_date",
    "warcinfo_record",
]

_REQUEST_TYPE = "application/http;msgtype=request"
_RESPONSE_TYPE = "application/http;msgtype=response"
_FIELDS_TYPE = "application/warc-fields"
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_MAX_HEAD = 1024 * 1024

Fields = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record, ready to be compressed and written."""

    record_type: str
    record_id: str
    """`urn:uuid:…`, without angle brackets."""
    header: bytes
    """Version line and named fields, with the blank line."""
    block: bytes | Spool
    block_size: int
    """What Content-Length says."""

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the record, in order; large blocks in pieces of at most 256 KiB.

        ValueError when the block is not what it was when the header was made, as when its spool was closed meanwhile.
        """
        yield self.header
        size = 0
        for piece in _block_pieces(self.block):
            size += len(piece)
            yield piece
        if size != self.block_size:
            raise ValueError(f"the block of {self.record_id} has {size} bytes instead of {self.block_size}")
        yield b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedResponse:
    """What the bytes of a response say about it."""

    head: HttpHead
    payload_digest: str | None
    """Of the de-chunked, still content-coded body; None when the head is not complete."""
    payload_size: int

    @property
    def mime(self) -> str | None:
        """Media type without parameters, in lower case."""
        mime = (self.head.content_type or "").partition(";")[0]
        return one_line(mime).lower() or None


def new_record_id() -> str:
    """A fresh `urn:uuid:…`."""
    return f"urn:uuid:{uuid.uuid4()}"


def warc_date(moment: datetime) -> str:
    """*moment* (aware) in UTC with microseconds, as WARC-Date wants it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def examine(exchange: Exchange) -> ExaminedResponse:
    """Head and payload digest of the response of *exchange*."""
    head = parse_head(exchange.response.head(_MAX_HEAD))
    if not head.complete:
        return ExaminedResponse(head=head, payload_digest=None, payload_size=0)
    digest, size = _digest(body_stream(head, exchange.response.chunks(head.header_end)))
    return ExaminedResponse(head=head, payload_digest=digest, payload_size=size)


def warcinfo_record(*, record_id: str, date: datetime, filename: str, fields: Iterable[tuple[str, str]]) -> Record:
    """What the file is and who made it; the first record of each file."""
    block = "".join(f"{one_line(name)}: {one_line(value)}\r\n" for name, value in fields if value)
    return _record(
        "warcinfo",
        record_id,
        [("WARC-Date", warc_date(date)), ("WARC-Filename", filename)],
        block.encode(),
        _FIELDS_TYPE,
    )


def response_record(exchange: Exchange, examined: ExaminedResponse, *, record_id: str, warcinfo_id: str | None) -> Record:
    """The response as received, whole or marked as truncated."""
    fields = _exchange_fields(exchange, warcinfo_id)
    fields.append(("WARC-Payload-Digest", examined.payload_digest))
    fields.append(("WARC-Truncated", exchange.truncated))
    return _record("response", record_id, fields, exchange.response, _RESPONSE_TYPE)


def identical_revisit_record(
    exchange: Exchange,
    examined: ExaminedResponse,
    target: RevisitTarget,
    *,
    record_id: str,
    warcinfo_id: str | None,
) -> Record:
    """The head of a response whose body is in the record *target* already."""
    fields = _exchange_fields(exchange, warcinfo_id)
    fields.append(("WARC-Payload-Digest", examined.payload_digest))
    fields.append(("WARC-Truncated", "length"))
    fields += _refers_to("identical-payload-digest", target)
    block = exchange.response.head(examined.head.header_end)
    return _record("revisit", record_id, fields, block, _RESPONSE_TYPE)


def not_modified_record(exchange: Exchange, target: RevisitTarget, *, record_id: str, warcinfo_id: str | None) -> Record:
    """A 304 answer: the server says that what *target* holds is still what is there."""
    fields = _exchange_fields(exchange, warcinfo_id)
    fields.append(("WARC-Truncated", exchange.truncated))
    fields += _refers_to("server-not-modified", target)
    return _record("revisit", record_id, fields, exchange.response, _RESPONSE_TYPE)


def request_record(exchange: Exchange, *, record_id: str, warcinfo_id: str | None, concurrent_to: str | None) -> Record:
    """The request as sent; *concurrent_to* is the id of the record of its answer, None when there was none."""
    fields = _exchange_fields(exchange, warcinfo_id)
    fields.append(("WARC-Concurrent-To", _bracketed(concurrent_to)))
    return _record("request", record_id, fields, exchange.request, _REQUEST_TYPE)


def repeated_request_record(
    exchange: Exchange, attempt: Attempt, *, record_id: str, warcinfo_id: str | None, concurrent_to: str
) -> Record:
    """A request that got no answer and was sent again; *concurrent_to* is the id of the record of the last one."""
    fields: Fields = [
        ("WARC-Target-URI", exchange.url),
        ("WARC-Date", warc_date(attempt.started)),
        ("WARC-IP-Address", attempt.ip),
        ("WARC-Warcinfo-ID", _bracketed(warcinfo_id)),
        ("WARC-Concurrent-To", _bracketed(concurrent_to)),
    ]
    return _record("request", record_id, fields, attempt.request, _REQUEST_TYPE)


def conversion_record(
    *,
    record_id: str,
    target_uri: str,
    refers_to: str,
    date: datetime,
    block: bytes,
    content_type: str,
    warcinfo_id: str | None,
) -> Record:
    """*block*, made out of the record *refers_to*."""
    fields: Fields = [
        ("WARC-Target-URI", target_uri),
        ("WARC-Date", warc_date(date)),
        ("WARC-Refers-To", _bracketed(refers_to)),
        ("WARC-Warcinfo-ID", _bracketed(warcinfo_id)),
    ]
    return _record("conversion", record_id, fields, block, content_type)


def metadata_record(
    *,
    record_id: str,
    target_uri: str,
    date: datetime,
    fields: Iterable[tuple[str, str]],
    warcinfo_id: str | None,
    concurrent_to: str | None = None,
) -> Record:
    """Names and values about a capture."""
    block = "".join(f"{one_line(name)}: {one_line(value)}\r\n" for name, value in fields).encode()
    head: Fields = [
        ("WARC-Target-URI", target_uri),
        ("WARC-Date", warc_date(date)),
        ("WARC-Warcinfo-ID", _bracketed(warcinfo_id)),
        ("WARC-Concurrent-To", _bracketed(concurrent_to)),
    ]
    return _record("metadata", record_id, head, block, _FIELDS_TYPE)


def resource_record(
    *, record_id: str, target_uri: str, date: datetime, block: bytes, content_type: str, warcinfo_id: str | None
) -> Record:
    """A file that was not fetched over HTTP."""
    fields: Fields = [
        ("WARC-Target-URI", target_uri),
        ("WARC-Date", warc_date(date)),
        ("WARC-Warcinfo-ID", _bracketed(warcinfo_id)),
    ]
    return _record("resource", record_id, fields, block, content_type)


def _exchange_fields(exchange: Exchange, warcinfo_id: str | None) -> Fields:
    """What all records of one exchange have in common."""
    fields: Fields = [
        ("WARC-Target-URI", exchange.url),
        ("WARC-Date", warc_date(exchange.started)),
        ("WARC-IP-Address", exchange.ip),
        ("WARC-Warcinfo-ID", _bracketed(warcinfo_id)),
        ("WARC-Protocol", "http/1.1"),
    ]
    if exchange.tls_version:
        # https://github.com/iipc/warc-specifications/issues/42: one field per layer.
        fields.append(("WARC-Protocol", protocol_name(exchange.tls_version)))
    if exchange.tls_cipher:
        fields.append(("WARC-Cipher-Suite", cipher_suite(exchange.tls_cipher)))
    return fields


def _refers_to(profile: str, target: RevisitTarget) -> Fields:
    return [
        ("WARC-Profile", _PROFILE + profile),
        ("WARC-Refers-To", _bracketed(target.record_id)),
        ("WARC-Refers-To-Target-URI", target.url),
        ("WARC-Refers-To-Date", target.date),
    ]


def _bracketed(record_id: str | None) -> str | None:
    return f"<{record_id}>" if record_id else None


def _record(record_type: str, record_id: str, fields: Fields, block: bytes | Spool, content_type: str) -> Record:
    digest, size = _digest(_block_pieces(block))
    every: Fields = [
        ("WARC-Type", record_type),
        ("WARC-Record-ID", _bracketed(record_id)),
        *fields,
        ("WARC-Block-Digest", digest),
        ("Content-Type", content_type),
        ("Content-Length", str(size)),
    ]
    # one_line() takes out what could end a field early (CR, LF, controls) and what UTF-8 cannot hold.
    header = StatusAndHeaders("", [(name, one_line(value)) for name, value in every if value], "WARC/1.1").to_bytes()
    return Record(record_type=record_type, record_id=record_id, header=header, block=block, block_size=size)


def _block_pieces(block: bytes | Spool) -> Iterator[bytes]:
    return block.chunks() if isinstance(block, Spool) else iter((block,))


def _digest(pieces: Iterable[bytes]) -> tuple[str, int]:
    """`sha1:` and the base-32 digest of *pieces*, and how many bytes they are."""
    sha1 = hashlib.sha1(usedforsecurity=False)
    size = 0
    for piece in pieces:
        sha1.update(piece)
        size += len(piece)
    return f"sha1:{base64.b32encode(sha1.digest()).decode()}", size

"""Reading raw HTTP/1 responses: head, framing and content coding, tolerant and bounded.

The crawl and the re-extraction from WARC both read bodies with `read_payload`, so that both see the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from blogarchive.warc.coding import Decoded, decode_content, decode_stream
from blogarchive.warc.dechunk import Dechunker, dechunk

__all__ = [
    "Dechunker",
    "Decoded",
    "HttpHead",
    "Payload",
    "body_stream",
    "dechunk",
    "decode_content",
    "parse_head",
    "read_payload",
]

_LINE_END = re.compile(rb"\r?\n")
# "HTTP/1.1 200 OK" and what servers make of it: no reason, no version, several blanks, "ICY 200 OK".
_STATUS_LINE = re.compile(rb"^\S+[ \t]+(\d{3,})(?:[ \t]+(.*))?$", re.DOTALL)
_BLANKS = b" \t"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpHead:
    """Status line and headers of the final response; interim (1xx) responses before it are passed over."""

    status: int | None = None
    """None when there is no status line that can be read."""
    reason: bytes = b""
    """As sent; often empty."""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    """In order, names in their case, repeats kept; blanks around values removed, folded lines joined by one blank."""
    header_end: int = 0
    """Offset of the first byte of the body; the length of the input when the head is not complete."""
    complete: bool = False
    """Whether the empty line after the headers was there."""

    def get_all(self, name: bytes) -> list[bytes]:
        """The values of every header called *name* (lower case), in order."""
        return [value for key, value in self.headers if key.lower() == name]

    def get(self, name: bytes) -> bytes | None:
        """The first value of the header called *name* (lower case)."""
        values = self.get_all(name)
        return values[0] if values else None

    @property
    def content_type(self) -> str | None:
        """Value of the last Content-Type header, as browsers take it; None when there is none."""
        values = self.get_all(b"content-type")
        return values[-1].decode("latin-1") if values else None

    @property
    def content_codings(self) -> list[str]:
        """Content codings in the order they were applied, in lower case."""
        return _tokens(self.get_all(b"content-encoding"))

    @property
    def transfer_codings(self) -> list[str]:
        """Transfer codings other than chunks, in the order they were applied, in lower case."""
        codings = _tokens(self.get_all(b"transfer-encoding"))
        return [coding for coding in codings if coding not in ("chunked", "identity")]

    @property
    def chunked(self) -> bool:
        """Whether the headers announce chunks."""
        return "chunked" in _tokens(self.get_all(b"transfer-encoding"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What a response says, without framing and coding."""

    head: HttpHead
    body: bytes
    """De-chunked and decoded, at most as long as asked for."""
    content_type: str | None
    complete: bool
    """False when the body was longer than asked for, or broke off in its coding."""
    error: str | None = None
    """What is wrong with the content coding."""


def parse_head(raw: bytes) -> HttpHead:
    """The head at the start of *raw*; never fails.

    Lines may end in LF alone, lines without a colon are skipped, continuation lines (obs-fold) are joined.
    """
    start = 0
    while True:
        lines, end = _head_lines(raw, start)
        status, reason = _read_status(lines[0] if lines else b"")
        if end is not None and status is not None and 100 <= status < 200 and status != 101:
            start = end
            continue
        return HttpHead(
            status=status,
            reason=reason,
            headers=_read_headers(lines[1:]),
            header_end=len(raw) if end is None else end,
            complete=end is not None,
        )


def body_stream(head: HttpHead, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The body in *chunks* (which begin after the head) without chunk framing, still content-coded."""
    return dechunk(chunks) if head.chunked else iter(chunks)


def read_payload(head: HttpHead, chunks: Iterable[bytes], max_bytes: int) -> Payload:
    """The decoded body of a response whose bytes after *head* are *chunks*; at most *max_bytes* of it.

    Bodies that are announced as chunked or compressed and are not (other archiving tools store them so) are taken as
    they are.
    """
    codings = head.content_codings + head.transfer_codings
    decoded = decode_stream(body_stream(head, chunks), codings, max_bytes)
    return Payload(
        head=head,
        body=decoded.body,
        content_type=head.content_type,
        complete=decoded.complete,
        error=decoded.error,
    )


def _tokens(values: list[bytes]) -> list[str]:
    joined = b",".join(values).decode("latin-1").lower()
    return [token.strip() for token in joined.split(",") if token.strip()]


def _head_lines(raw: bytes, start: int) -> tuple[list[bytes], int | None]:
    """The lines of the head that begins at *start* and the offset after its empty line (None: not there)."""
    lines: list[bytes] = []
    at = start
    for end in _LINE_END.finditer(raw, start):
        line = raw[at : end.start()]
        at = end.end()
        if line:
            lines.append(line)
        elif lines:
            return lines, at
    if raw[at:]:
        lines.append(raw[at:])
    return lines, None


def _read_status(line: bytes) -> tuple[int | None, bytes]:
    match = _STATUS_LINE.match(line)
    if not match or len(match[1]) > 4:
        return None, b""
    return int(match[1]), match[2] or b""


def _read_headers(lines: list[bytes]) -> list[tuple[bytes, bytes]]:
    unfolded: list[bytes] = []
    for line in lines:
        if line[:1] not in (b" ", b"\t"):
            unfolded.append(line)
        elif unfolded:
            unfolded[-1] = unfolded[-1].rstrip(_BLANKS) + b" " + line.strip(_BLANKS)
    headers = []
    for line in unfolded:
        name, colon, value = line.partition(b":")
        if colon:
            headers.append((name.strip(_BLANKS), value.strip(_BLANKS)))
    return headers

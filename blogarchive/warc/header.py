"""The header of a WARC record, read strictly (WARC 1.1, 4 and 5), and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Header", "faults_of", "read_header", "unbracketed"]

_VERSION = re.compile(r"WARC/(?:0\.1[678]|1\.[01])\Z")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z)?)?\Z|\d{14}\Z")
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
_NO_CONTROLS = bytes(byte for byte in range(256) if byte == 9 or 32 <= byte != 127)
_MANDATORY = ("warc-record-id", "warc-date", "warc-type", "content-length")
_WITH_TARGET = frozenset(("response", "resource", "request", "revisit", "conversion", "continuation"))
_NAMES = (
    "WARC-Type WARC-Record-ID WARC-Date Content-Length Content-Type WARC-Concurrent-To WARC-Block-Digest WARC-Payload-Digest"
    " WARC-Refers-To WARC-Refers-To-Target-URI WARC-Refers-To-Date WARC-Target-URI WARC-Truncated WARC-Warcinfo-ID"
    " WARC-Filename WARC-Segment-Number"
).split()
_UNREAD = "WARC-IP-Address WARC-Protocol WARC-Cipher-Suite WARC-Profile WARC-Identified-Payload-Type".split()
_KNOWN = {name: name.lower() for name in _NAMES} | dict.fromkeys(_UNREAD, "")
"""How fields are usually spelled, and their key; "" for those whose value does not matter here."""
_KEYS = frozenset(_KNOWN.values()) - {""}
_USUAL_VERSIONS = ("WARC/1.1", "WARC/1.0")


@dataclass(slots=True)
class Header:
    """Version line and named fields of one record."""

    version: str
    fields: dict[str, str] = field(default_factory=dict)
    """The values that matter here by name in lower case; of a repeated field the first."""
    faults: list[str] = field(default_factory=list)
    """What is wrong with the lines themselves."""

    @property
    def length(self) -> int | None:
        """Bytes of the block; None when that is not said."""
        value = self.fields.get("content-length", "")
        return int(value) if value.isascii() and value.isdigit() else None


def read_header(head: bytes) -> Header:
    """The header that *head*, which ends with an empty line, holds; never fails."""
    text = head.decode("utf-8", "replace").removesuffix("\r\n\r\n")
    version, *lines = text.split("\r\n")
    header = Header(version)
    if version not in _USUAL_VERSIONS and not _VERSION.match(version):
        header.faults.append(f"its version {version[:20]!r} is unknown")
    ends = len(lines) + 2  # with those of the last line and of the empty one
    if head.translate(None, _NO_CONTROLS) != b"\r\n" * ends:
        header.faults.append("there is a control character in it")
    fields, last = header.fields, ""
    for line in lines:
        name, colon, value = line.partition(":")
        known = _KNOWN.get(name)
        if known == "" and colon:
            continue
        key = known or name.lower()
        if colon and (known or key in _KEYS):
            last = key
            if key not in fields:
                fields[key] = value.strip()
        elif line[:1] in (" ", "\t") and last:
            fields[last] += " " + line.strip()
        elif not colon or not _TOKEN.match(name):
            header.faults.append(f"the line {line[:40]!r} is no named field")
    return header


def faults_of(header: Header) -> Iterator[str]:
    """Everything that breaks the specification."""
    yield from header.faults
    fields = header.fields
    get = fields.get
    for name in _MANDATORY:
        if not get(name):
            yield f"the field {name} is missing"
    kind = fields.get("warc-type", "")
    if fields.get("warc-date") and not _DATE.match(fields["warc-date"]):
        yield f"its WARC-Date {fields['warc-date'][:40]!r} is no date"
    if kind in _WITH_TARGET and not fields.get("warc-target-uri"):
        yield "the field warc-target-uri is missing"
    if "content-length" in fields and header.length is None:
        yield f"its Content-Length {fields['content-length'][:40]!r} is no number"


def unbracketed(value: str | None) -> str | None:
    """An id or address without the angle brackets that stand around it."""
    if not value:
        return None
    if value[0] == "<" and value[-1] == ">":  # nearly always
        return value[1:-1]
    return value.strip().removeprefix("<").removesuffix(">")

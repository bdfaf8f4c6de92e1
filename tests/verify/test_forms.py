"""Headers of a form seen before are read by one pattern, which says what the careful reader says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogarchive.verify.forms import COLUMNS, Forms
from blogarchive.warc.header import faults_of, read_header, unbracketed

ID = "<urn:uuid:51abfb47-9a6f-4639-a09c-409592d56aa4>"
SHA1 = "sha1:VXXVEXRL4HDOYSPNI7SE2UEMLSVRHXB2"
LINES = (
    "WARC-Type: response",
    f"WARC-Record-ID: {ID}",
    "WARC-Target-URI: http://blog.example/a/",
    "WARC-Date: 2026-01-02T03:04:05.000000Z",
    "WARC-IP-Address: 192.0.2.1",
    f"WARC-Payload-Digest: {SHA1}",
    f"WARC-Block-Digest: {SHA1}",
    "Content-Type: application/http;msgtype=response",
    "Content-Length: 16134",
)
ODD = st.sampled_from(
    ["", " ", "\t", "\x01", "ü", ":", "<", ">", "\r\n", "\r\n ", "a", "7", "WARC-Date: x", "2026-01-02", "http://b.example/"]
)


def head_of(lines: list[str]) -> bytes:
    return "\r\n".join(["WARC/1.1", *lines, "", ""]).encode()


def learned(*lines: str) -> Forms:
    forms, head = Forms(), head_of(list(lines))
    forms.learn(head, read_header(head))
    return forms


@given(st.integers(0, len(LINES) - 1), st.integers(0, 60), st.integers(0, 12), ODD)
def test_what_fits_a_form_is_what_the_careful_reader_reads(line: int, at: int, cut: int, odd: str) -> None:
    [form] = learned(*LINES).known
    lines = list(LINES)
    lines[line] = lines[line][:at] + odd + lines[line][at + cut :]
    head = head_of(lines)
    said = form.read(head.decode())
    if said is not None:
        header = read_header(head)
        fields = [header.fields.get(name) for name in COLUMNS]
        assert list(faults_of(header)) == []
        assert [unbracketed(value) for value in fields] == list(said.group(*form.columns))
        assert (said[form.length], said[form.block]) == (header.fields["content-length"], header.fields["warc-block-digest"])


def test_other_values_of_a_form_are_read() -> None:
    [form] = learned(*LINES).known
    other = [line.replace("/a/", "/b/?c=%20d").replace("16134", "7") for line in LINES]
    said = form.read(head_of(other).decode())
    assert said is not None
    assert (said[form.length], said.group(*form.columns)[1]) == ("7", "http://blog.example/b/?c=%20d")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((*LINES, "WARC-Type: request"), id="a field twice"),
        pytest.param((*LINES, "WARC-Segment-Number: 1"), id="a segment"),
        pytest.param(LINES[1:], id="no type"),
        pytest.param(LINES[:-1], id="no length"),
        pytest.param(("WARC-Type: warcinfo", *LINES[1:]), id="a record of no exchange"),
        pytest.param((*LINES[:7], "Content-Type: text/dns", LINES[8]), id="a block that is no HTTP"),
        pytest.param((*LINES[:5], "WARC-Payload-Digest: md5:00", *LINES[6:]), id="another digest"),
    ],
)
def test_unusual_header_makes_no_form(lines: tuple[str, ...]) -> None:
    assert learned(*lines).known == []

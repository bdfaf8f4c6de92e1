"""Captures come back as they were written, also from files of other tools."""

from __future__ import annotations

import gzip
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogarchive.errors import ArchiveDamagedError
from blogarchive.warc.exchange import Exchange, Spool, Truncation
from blogarchive.warc.info import WarcInfo
from blogarchive.warc.reader import read_capture, read_captures
from blogarchive.warc.revisit import RevisitTarget
from blogarchive.warc.writer import WarcWriter, Written

MOMENT = datetime(2026, 3, 4, 5, 6, 7, 80, tzinfo=UTC)
TEXT = b"<p>Ebbe</p>"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Index:
    """Knows every payload that was written."""

    def __init__(self) -> None:
        self.targets: dict[str, RevisitTarget] = {}

    def find(self, payload_digest: str) -> RevisitTarget | None:
        return self.targets.get(payload_digest)

    def add(self, payload_digest: str, target: RevisitTarget) -> None:
        self.targets[payload_digest] = target


def write(folder: Path, *responses: bytes, truncated: Truncation | None = None) -> tuple[Path, list[Written]]:
    warcs = WarcWriter(folder, "t", info=WarcInfo(software="test"), revisits=Index(), hostname="h")
    written = [
        warcs.write_exchange(
            Exchange(
                url=f"https://blog.test/{number}",
                started=MOMENT,
                request=b"GET / HTTP/1.1\r\n\r\n",
                response=Spool(response),
                truncated=truncated,
            )
        ).result()
        for number, response in enumerate(responses)
    ]
    warcs.close()
    return folder / written[0].warc, written


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\nb\r\n" + TEXT + b"\r\n0\r\n\r\n"
CODED = OK + b"Content-Encoding: gzip\r\nX-a: 1\r\nx-A: 2\r\n\r\n" + gzip.compress(TEXT + b" ")


def test_capture_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path, written = write(tmp_path, CHUNKED, CODED)
    for capture, record in zip(read_captures(path), written, strict=True):
        assert (capture.offset, capture.length) == (record.offset, record.length)
        assert (capture.record_id, capture.payload_digest) == (record.record_id, record.payload_digest)
        assert (capture.warc, capture.record_type, capture.status) == (record.warc, "response", 200)
        assert (capture.captured_at, capture.content_type) == (MOMENT, "text/html")


def test_body_is_dechunked_and_decoded(tmp_path: Path) -> None:
    path, _ = write(tmp_path, CHUNKED, CODED)
    assert [c.body for c in read_captures(path)] == [TEXT, TEXT + b" "]


def test_headers_keep_order_case_and_repeats(tmp_path: Path) -> None:
    path, _ = write(tmp_path, CODED)
    [capture] = read_captures(path)
    assert capture.headers[-2:] == [(b"X-a", b"1"), (b"x-A", b"2")]


def test_one_capture_is_read_at_its_offset(tmp_path: Path) -> None:
    path, written = write(tmp_path, CHUNKED, CODED, CHUNKED.replace(b"Ebbe", b"Flut"))
    captures = list(read_captures(path))
    assert [read_capture(path, record.offset) for record in written] == captures


def test_file_is_found_while_it_is_still_open(tmp_path: Path) -> None:
    path, written = write(tmp_path, CHUNKED)
    path.rename(f"{path}.open")
    assert read_capture(path, written[0].offset).warc == path.name


def test_revisit_names_the_record_with_the_body(tmp_path: Path) -> None:
    path, _ = write(tmp_path, CHUNKED, CHUNKED)
    first, second = read_captures(path)
    assert (second.record_type, second.refers_to) == ("revisit", first.record_id)
    assert (second.refers_to_url, second.refers_to_date) == (first.url, MOMENT)
    assert (second.body, second.truncated, second.status) == (b"", None, 200)


def test_truncation_comes_back(tmp_path: Path) -> None:
    path, _ = write(tmp_path, CHUNKED[:-20], truncated=Truncation.TIME)
    assert [c.truncated for c in read_captures(path)] == ["time"]


def test_long_body_is_read_up_to_the_limit(tmp_path: Path) -> None:
    path, _ = write(tmp_path, OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 5_000_000), CHUNKED)
    first, second = read_captures(path, max_body=1000)
    assert (first.body, first.body_complete) == (b"x" * 1000, False)
    assert (second.body, second.body_complete) == (TEXT, True)


def test_offset_without_response_is_damage(tmp_path: Path) -> None:
    path, written = write(tmp_path, CHUNKED)
    for offset in (0, written[0].offset + written[0].length, path.stat().st_size):
        with pytest.raises(ArchiveDamagedError, match=f"no response record at offset {offset}"):
            read_capture(path, offset)


def test_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamagedError, match="cannot read"):
        read_capture(tmp_path / "gone.warc.gz", 0)


@pytest.mark.parametrize("junk", [b"junk behind", b"\x1f\x8b\x08\x00junk"], ids=["no gzip", "half gzip"])
def test_damage_is_told_after_what_could_be_read(tmp_path: Path, junk: bytes) -> None:
    path, _ = write(tmp_path, CHUNKED, CODED)
    path.write_bytes(path.read_bytes() + junk)
    reader = read_captures(path)
    assert [next(reader).url, next(reader).url] == ["https://blog.test/0", "https://blog.test/1"]
    with pytest.raises(ArchiveDamagedError, match="is damaged"):
        next(reader)


def test_record_cut_in_its_body_is_damage(tmp_path: Path) -> None:
    big = OK + b"\r\n" + bytes(range(256)) * 1000
    path, written = write(tmp_path, CHUNKED, big)
    path.write_bytes(path.read_bytes()[: written[1].offset + written[1].length - 200])
    reader = read_captures(path)
    assert next(reader).url == "https://blog.test/0"
    with pytest.raises(ArchiveDamagedError, match="is damaged"):
        next(reader)


def foreign(block: bytes, *fields: bytes, kind: bytes = b"response") -> bytes:
    """A record as other tools write it: version 1.0, the address in angle brackets."""
    lines = [
        b"WARC/1.0",
        b"WARC-Type: " + kind,
        b"WARC-Record-ID: <urn:uuid:1>",
        b"WARC-Target-URI: <http://blog.test/>",
        b"Content-Type: application/http;msgtype=response",
        *fields,
        b"Content-Length: %d" % len(block),
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + block + b"\r\n\r\n"


DATE = b"WARC-Date: 2019-05-06T07:08:09Z"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(OK + b"Transfer-Encoding: chunked\r\n\r\n" + TEXT, id="chunks taken off, header left"),
        pytest.param(OK + b"Content-Encoding: gzip\r\n\r\n" + TEXT, id="decoded, header left"),
        pytest.param(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(TEXT), id="as sent"),
    ],
)
@pytest.mark.parametrize("name", ["old.warc", "old.warc.gz"])
def test_files_of_other_tools_are_read(tmp_path: Path, block: bytes, name: str) -> None:
    record = foreign(block, DATE)
    data = [gzip.compress(r) if name.endswith("gz") else r for r in (record, record)]
    (tmp_path / name).write_bytes(b"".join(data))
    captures = list(read_captures(tmp_path / name))
    assert [(c.url, c.body, c.captured_at) for c in captures] == [
        ("http://blog.test/", TEXT, datetime(2019, 5, 6, 7, 8, 9, tzinfo=UTC))
    ] * 2
    assert [(c.offset, c.length) for c in captures] == [(0, len(data[0])), (len(data[0]), len(data[1]))]


def test_records_that_are_no_captures_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "mixed.warc"
    dns = foreign(b"20190506 blog.test A 192.0.2.1", DATE).replace(b"<http://blog.test/>", b"dns:blog.test")
    kinds = (b"metadata", b"request", b"conversion", b"warcinfo")
    path.write_bytes(dns + b"".join(foreign(b"x: y\r\n", DATE, kind=k) for k in kinds) + foreign(OK + b"\r\nx", DATE))
    assert [c.body for c in read_captures(path)] == [b"x"]


def test_record_without_a_date_is_left_out_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "odd.warc"
    path.write_bytes(foreign(OK + b"\r\nx", b"WARC-Date: yesterday") + foreign(OK + b"\r\ny", DATE))
    with caplog.at_level(logging.WARNING):
        assert [c.body for c in read_captures(path)] == [b"y"]
    assert "no readable WARC-Date" in caplog.text


@pytest.mark.parametrize("cut", [5, 30, 200], ids=["in the checksum", "in the data", "in the response"])
def test_file_that_ends_in_a_record_is_damage(tmp_path: Path, cut: int) -> None:
    path, _ = write(tmp_path, CHUNKED, CODED)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(ArchiveDamagedError, match="is damaged"):
        list(read_captures(path))

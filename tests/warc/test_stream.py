"""Inflating a file member by member, with the place of everything."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from blogarchive.warc.stream import DamageError, RecordStream, Window, open_stream

RECORDS = [b"WARC/1.1\r\nA: %d\r\n\r\n" % n + b"x" * n for n in (1, 70_000, 3_000_000, 5)]
PACKED = [gzip.compress(record) for record in RECORDS]


def all_of(stream: RecordStream) -> bytes:
    return b"".join(stream.take(1 << 60))


@pytest.mark.parametrize("parts", [RECORDS, PACKED], ids=["plain", "gzip"])
def test_records_come_with_their_offsets(parts: list[bytes]) -> None:
    raw = bytearray()
    stream = open_stream(io.BytesIO(b"".join(parts)), raw.extend)
    offsets = []
    for record in RECORDS:
        assert stream.has_more()
        assert stream.at_member_start
        offsets.append(stream.offset)
        assert b"".join(stream.take(len(record))) == record
    assert not stream.has_more()
    assert [*offsets, stream.offset] == [sum(map(len, parts[:n])) for n in range(len(parts) + 1)]
    assert bytes(raw) == b"".join(parts)


def test_second_record_in_a_member_does_not_begin_it() -> None:
    stream = open_stream(io.BytesIO(gzip.compress(RECORDS[0] + RECORDS[3])))
    stream.has_more()
    list(stream.take(len(RECORDS[0])))
    assert (stream.has_more(), stream.at_member_start, stream.offset) == (True, False, 0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(PACKED[0][:-3], "the file ends within a gzip member", id="cut"),
        pytest.param(PACKED[0][:-8] + b"\0" * 8, "is broken", id="checksum"),
        pytest.param(PACKED[0] + b"and something else", "is broken", id="junk"),
    ],
)
def test_damage_is_told_with_the_member(data: bytes, said: str) -> None:
    stream = open_stream(io.BytesIO(data))
    with pytest.raises(DamageError, match=said) as caught:
        all_of(stream)
    assert caught.value.offset in (0, len(PACKED[0]))


@pytest.mark.parametrize(("parts", "broken"), [(RECORDS, b"WORC/"), (PACKED, b"\x1f\x8b\x09")], ids=["plain", "gzip"])
def test_reading_goes_on_with_the_next_record(parts: list[bytes], broken: bytes) -> None:
    data = b"".join([parts[0], b"\r\n", broken, b"junk\r\n", parts[3]])
    raw = bytearray()
    stream = open_stream(io.BytesIO(data), raw.extend)
    assert stream.has_more()
    assert stream.resync(0)
    assert (stream.has_more(), stream.offset) == (True, len(data) - len(parts[3]))
    assert all_of(stream) == RECORDS[3]
    assert not stream.resync(len(data) - 3)
    assert bytes(raw) == data


def test_window_is_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        window = Window(file, 2, 5)
        assert (window.read(3), window.tell(), window.read(), window.read(1)) == (b"234", 3, b"56", b"")
        assert (window.seek(0, io.SEEK_END), window.seek(1), window.read(1)) == (5, 1, b"3")

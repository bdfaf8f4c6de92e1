"""WARC files packed as a whole, told from those whose records are gzip members."""

from __future__ import annotations

import gzip
import io

import pytest
from server.foreign import hand_made, warcio_made

from blogarchive.errors import ArchiveDamagedError
from blogarchive.warc.packed import is_packed_as_whole, unpacked_pieces

FIRST, SECOND, THIRD = (hand_made("resource", b"block %d" % number) for number in range(3))


@pytest.mark.parametrize(
    ("data", "packed"),
    [
        pytest.param(gzip.compress(FIRST + SECOND), True, id="one member"),
        pytest.param(gzip.compress(FIRST) + gzip.compress(SECOND + THIRD), True, id="first record in its own"),
        pytest.param(gzip.compress(FIRST) + gzip.compress(SECOND), False, id="members"),
        pytest.param(gzip.compress(FIRST), False, id="one record"),
        pytest.param(warcio_made(("http://example.org/", b"a page")), False, id="warcio"),
        pytest.param(gzip.compress(b"no record"), False, id="no record"),
        pytest.param(b"\x1f\x8b\x08 no gzip", False, id="no gzip"),
    ],
)
def test_records_within_a_member_are_seen(data: bytes, packed: bool) -> None:
    file = io.BytesIO(data)
    assert is_packed_as_whole(file) is packed
    assert file.tell() == 0


def test_records_come_out_as_they_went_in() -> None:
    data = gzip.compress(FIRST) + gzip.compress(SECOND + THIRD)
    assert b"".join(unpacked_pieces(io.BytesIO(data), "a.warc.gz")) == FIRST + SECOND + THIRD


def test_broken_member_is_said_behind_what_could_be_read() -> None:
    pieces = unpacked_pieces(io.BytesIO(gzip.compress(FIRST) + gzip.compress(SECOND + THIRD)[:-9]), "a.warc.gz")
    assert next(pieces) == FIRST
    with pytest.raises(ArchiveDamagedError, match=r"a\.warc\.gz is damaged at byte \d+: the file ends within a gzip member"):
        list(pieces)

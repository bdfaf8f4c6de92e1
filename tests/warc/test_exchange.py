"""The spool keeps bytes in memory or in a file without showing which."""

from __future__ import annotations

import pytest

from blogarchive.warc.exchange import Exchange, Spool


@pytest.fixture(params=[1000, 4], ids=["in memory", "in a file"])
def spool(request: pytest.FixtureRequest) -> Spool:
    spool = Spool(limit=request.param)
    for piece in (b"ab", b"cde", b"fg"):
        spool.write(piece)
    return spool


def test_everything_written_comes_back(spool: Spool) -> None:
    assert (spool.size, b"".join(spool.chunks())) == (7, b"abcdefg")
    spool.close()


def test_head_is_a_prefix_or_all(spool: Spool) -> None:
    assert (spool.head(3), spool.head(100)) == (b"abc", b"abcdefg")
    spool.close()


def test_chunks_begin_where_asked(spool: Spool) -> None:
    assert b"".join(spool.chunks(5)) == b"fg"
    spool.close()


def test_cut_bytes_are_forgotten_and_writing_goes_on(spool: Spool) -> None:
    spool.cut(3)
    spool.head(1)
    spool.write(b"XY")
    assert (spool.size, b"".join(spool.chunks())) == (6, b"abcdXY")
    spool.close()


def test_cutting_more_than_there_is_leaves_nothing(spool: Spool) -> None:
    spool.cut(100)
    assert (spool.size, spool.head(10)) == (0, b"")
    spool.close()


def test_closed_spool_is_empty(spool: Spool) -> None:
    spool.close()
    assert (spool.size, list(spool.chunks())) == (0, [])


def test_spool_moves_to_a_file_beyond_its_limit() -> None:
    spool = Spool(b"12345", limit=5)
    assert spool.in_memory
    spool.write(b"6")
    assert not spool.in_memory
    spool.close()


def test_exchange_without_a_byte_was_not_sent() -> None:
    assert not Exchange(url="http://blog.test/").sent
    assert Exchange(url="http://blog.test/", request=b"G").sent

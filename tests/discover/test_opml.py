"""OPML files of feed readers."""

from __future__ import annotations

import pytest

from blogarchive.discover.opml import Subscription, read_opml

HEAD = '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body>'
TAIL = "</body></opml>"


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        pytest.param(
            '<outline type="rss" text="Ida" htmlUrl="https://a.example/" xmlUrl="https://a.example/feed"/>',
            [Subscription("https://a.example/", "Ida")],
            id="blog's address before feed's",
        ),
        pytest.param(
            '<outline text="Bo" xmlUrl="https://b.example/feed"/>', [Subscription("https://b.example/feed", "Bo")], id="feed only"
        ),
        pytest.param(
            '<outline text="Bo" htmlUrl=" " xmlUrl="https://b.example/feed"/>',
            [Subscription("https://b.example/feed", "Bo")],
            id="empty htmlUrl",
        ),
        pytest.param(
            '<outline title="One" htmlurl="https://c.example/"/>', [Subscription("https://c.example/", "One")], id="other case"
        ),
        pytest.param(
            '<outline text="Folder"><outline text="Sub"><outline text="D" htmlUrl="https://d.example/"/></outline></outline>',
            [Subscription("https://d.example/", "D")],
            id="in folders",
        ),
        pytest.param('<outline text="Just words"/>', [], id="no address"),
        pytest.param('<outline type="include" url="https://e.example/more.opml"/>', [], id="other document"),
        pytest.param(
            '<outline text="A & B" htmlUrl="https://f.example/?a=1&b=2"/>',
            [Subscription("https://f.example/?a=1&b=2", "A & B")],
            id="bare ampersands",
        ),
    ],
)
def test_outlines(outline: str, expected: list[Subscription]) -> None:
    assert read_opml((HEAD + outline + TAIL).encode()) == expected


def test_opml_1_without_a_head() -> None:
    assert read_opml(b'<opml version="1.0"><body><outline text="x" xmlUrl="https://a.example/f"/></body></opml>') == [
        Subscription("https://a.example/f", "x")
    ]


@pytest.mark.parametrize("body", [b"", b"https://a.example/\n", b"<html><body>x</body></html>", b"<rss></rss>", b"\xff\xfe\x00"])
def test_what_is_no_opml(body: bytes) -> None:
    assert read_opml(body) is None


def test_entities_do_not_grow_and_no_file_is_read() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<!DOCTYPE opml [<!ENTITY a0 "lol">{bomb}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        '<opml><body><outline text="&a9;&f;" htmlUrl="https://a.example/"/></body></opml>'
    )
    found = read_opml(text.encode())
    assert found is not None
    assert [one.url for one in found] == ["https://a.example/"]
    assert len(found[0].title) < 20


def test_outlines_nested_without_end_are_survived() -> None:
    body = "<opml><body>" + '<outline text="x">' * 20_000 + '<outline htmlUrl="https://a.example/"/>'
    assert read_opml(body.encode()) in ([], None)

"""Passwords and certificates, over real connections."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from server.command import Archived, crawl
from server.site import Site, small_blog
from server.wire import WireServer, authority
from warcio.archiveiterator import ArchiveIterator

PAGE = b"<!DOCTYPE html><title>A blog</title><h1>A blog</h1><p>Nothing yet.</p>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)


def info_of(archive: Archived) -> dict[str, str]:
    """The fields of the first WARC file's warcinfo record."""
    text = next(iter(ArchiveIterator(BytesIO(archive.warcs()[0].read_bytes())))).content_stream().read().decode()
    return dict(line.split(": ", 1) for line in text.splitlines())


# --- name and password


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site, Archived]]:
    """A blog behind a password that leads elsewhere, too."""
    folder = tmp_path_factory.mktemp("locked")
    with Site() as blog, Site() as other:
        links = (
            f'<a href="/away">away</a> <a href="//a:b@127.0.0.1:{blog.port}/userinfo">here</a><img src="{other.url("/p.png")}">'
        )
        small_blog(blog, 2, links=links)
        blog.moved("/away", other.url("/away"))
        start = blog.url().replace("//", "//ida:p%40ss@")
        crawl(start, folder, "-q", "--allow-host", f"127.0.0.1:{other.port}", "--include", "away")
        yield blog, other, Archived(folder)


def test_they_are_sent_to_the_blog(locked: tuple[Site, Site, Archived]) -> None:
    expected = "Basic " + base64.b64encode(b"ida:p@ss").decode()
    assert {asked.headers.get("authorization") for asked in locked[0].asked} == {expected}
    assert len(locked[2].rows) == 2


def test_they_are_sent_to_nobody_else(locked: tuple[Site, Site, Archived]) -> None:
    assert [asked for asked in locked[1].asked if "authorization" in asked.headers] == []


def test_they_stand_in_no_address_and_in_no_list(locked: tuple[Site, Site, Archived]) -> None:
    archive = locked[2]
    assert archive.query("SELECT url FROM url WHERE url LIKE '%@%'") == []
    for path in archive.folder.rglob("*"):
        if path.is_file() and ".warc" not in path.name:
            assert b"p%40ss" not in path.read_bytes(), path


# --- certificates


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority().cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def test_unknown_authority_is_one_clear_sentence(tls_wire_server: WireServer, tmp_path: Path) -> None:
    url = tls_wire_server.on("/", ANSWER)
    done = crawl(url, tmp_path / "archive", "-q")
    assert done.code == 2
    assert done.sentence.endswith("its TLS certificate is not valid; give --insecure to archive it all the same.")
    assert tls_wire_server.seen == []


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_known_authority_is_enough(tls_wire_server: WireServer, tmp_path: Path, host: str) -> None:
    url = tls_wire_server.on("/", ANSWER).replace("127.0.0.1", host)
    crawl(url, tmp_path / "archive", "-q")
    archive = Archived(tmp_path / "archive")
    assert archive.state(url)[0] == "done"
    assert info_of(archive)["tls-verification"] == "required"


@pytest.mark.usefixtures("trusted")
def test_certificate_for_another_host_is_refused(tls_wire_server: WireServer, tmp_path: Path) -> None:
    url = tls_wire_server.on("/", ANSWER).replace("127.0.0.1", "127.0.0.2")
    done = crawl(url, tmp_path / "archive", "-q")
    assert done.code == 2


def test_insecure_archives_it_and_the_warc_says_so(tls_wire_server: WireServer, tmp_path: Path) -> None:
    url = tls_wire_server.on("/", ANSWER)
    crawl(url, tmp_path / "archive", "-q", "--insecure")
    archive = Archived(tmp_path / "archive")
    assert archive.state(url)[0] == "done"
    assert info_of(archive)["tls-verification"] == "off"

"""What a crawl can be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from blogarchive import __version__
from blogarchive.crawl.options import CrawlOptions, command_line, credentials_of, start_address
from blogarchive.crawl.session import is_loopback
from blogarchive.errors import UsageError


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param("https://example.org/blog", "https://example.org/blog", id="as it is"),
        pytest.param("HTTP://Example.org", "http://example.org/", id="case"),
        pytest.param(" https://example.org/#top ", "https://example.org/", id="blanks and fragment"),
        pytest.param("example.org/blog", "https://example.org/blog", id="no scheme"),
        pytest.param("//example.org/", "https://example.org/", id="no scheme but slashes"),
        pytest.param("example.org:8080/blog", "https://example.org:8080/blog", id="port without scheme"),
        pytest.param("localhost:8000", "https://localhost:8000/", id="localhost"),
        pytest.param("http://localhost", "http://localhost/", id="localhost with scheme"),
        pytest.param("http://[::1]:8000/", "http://[::1]:8000/", id="IPv6"),
        pytest.param("bücher.example", "https://xn--bcher-kva.example/", id="international name"),
    ],
)
def test_start_address(text: str, address: str) -> None:
    assert start_address(text) == address


@pytest.mark.parametrize("text", ["", " ", "blog", "http:/", "mailto:me@example.org", "javascript:alert(1)", "gopher://x.org/"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(UsageError):
        start_address(text)


def test_options_survive_the_way_through_scrapy_settings(tmp_path: Path) -> None:
    (tmp_path / "cookies.txt").touch()
    options = CrawlOptions(
        url="https://example.org/",
        output=tmp_path,
        include=("a{1,2}",),
        exclude=("b", "c"),
        max_posts=3,
        max_pages=4,
        delay=0.0,
        user_agent="x",
        contact="https://me.example/",
        headers={"A": "b, c"},
        cookies=tmp_path / "cookies.txt",
        proxy="http://127.0.0.1:3128",
        allow_hosts=("cdn.intranet.example:81", "[::1]:8000"),
        insecure=True,
        assets=False,
        warc_size=5,
        extraction=False,
    )
    assert CrawlOptions.from_settings(options.url, Settings(options.to_settings())) == options


def test_defaults_survive_too() -> None:
    options = CrawlOptions(url="https://example.org/")
    assert CrawlOptions.from_settings(options.url, Settings(options.to_settings())) == options
    assert CrawlOptions.from_settings(options.url, Settings()) == options


@pytest.mark.parametrize(
    ("text", "credentials"),
    [
        ("https://ida:p%40ss@example.org/", "aWRhOnBAc3M="),
        ("ida@example.org", "aWRh"),
        ("https://example.org/@ida", None),
        ("https://example.org/", None),
    ],
)
def test_name_and_password_of_the_start_address(text: str, credentials: str | None) -> None:
    assert credentials_of(text).get("Authorization") == (f"Basic {credentials}" if credentials else None)
    assert "@example" not in start_address(text)


def test_secrets_of_the_command_line_are_not_kept() -> None:
    arguments = ["crawl", "https://ida:secret@example.org/", "--header", "X-Key: secret", "--header=A: secret"]
    kept = command_line([*arguments, "--proxy", "http://ida:secret@127.0.0.1:3128", "-s", "ARCHIVE_HEADERS={'A': 'secret'}"])
    assert "secret" not in kept
    assert "https://example.org/ --header X-Key: …" in kept


@pytest.mark.parametrize("place", ["example.org", "http://example.org:80", "a b:80", "example.org:x", ":80"])
def test_machine_to_be_let_through_needs_its_port(place: str) -> None:
    with pytest.raises(UsageError, match="is no host with its port"):
        CrawlOptions(url="https://example.org/", allow_hosts=(place,))


def test_folder_is_named_after_the_host() -> None:
    assert CrawlOptions(url="https://www.example.org/blog/").folder == Path("output/example.org")


def test_user_agent_names_version_and_contact() -> None:
    options = CrawlOptions(url="https://example.org/", contact="https://me.example/")
    assert options.agent == f"blogarchive/{__version__} (+https://me.example/)"
    assert CrawlOptions(url="https://example.org/", user_agent="Mine/1").agent == "Mine/1"


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1:8000", True),
        ("127.9.9.9", True),
        ("localhost", True),
        ("blog.localhost:80", True),
        ("[::1]:8000", True),
        ("192.168.0.1", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
    ],
)
def test_hosts_on_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback

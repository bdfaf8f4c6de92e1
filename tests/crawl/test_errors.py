"""What goes wrong is said in one sentence, with the exit code of its kind, and without a traceback."""

from __future__ import annotations

import resource
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from server.command import Archived, Done, blogarchive, crawl, start
from server.site import Site, small_blog

from blogarchive.cli import main as command_line

Main = Callable[..., Done]


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Main:
    """The command in this process, for what ends before a crawl begins."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["blogarchive", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            command_line()
        return Done(ended.value.code or 0, *capsys.readouterr())  # type: ignore[arg-type]

    return run


# --- bad start addresses


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        pytest.param("file:///etc/passwd", "only http and https can be archived", id="file"),
        pytest.param("file:/etc/passwd", "only http and https can be archived", id="file without slashes"),
        pytest.param("ftp://example.org/", "only http and https can be archived", id="ftp"),
        pytest.param("nonsense", "nonsense is not a usable address; give one such as https://example.org/blog/", id="word"),
        pytest.param("http://", "is not a usable address", id="no host"),
        pytest.param("", "is not a usable address", id="nothing"),
    ],
)
def test_bad_address(main: Main, tmp_path: Path, url: str, sentence: str) -> None:
    done = main("crawl", url, "-o", tmp_path / "archive")
    assert done.code == 2
    assert sentence in done.sentence
    assert done.err.count("\n") == 1
    assert not (tmp_path / "archive").exists()


def test_start_page_that_is_not_there(site: Site, tmp_path: Path) -> None:
    done = crawl(site.url("/nowhere"), tmp_path)
    assert done.code == 2
    assert done.sentence == f"{site.url('/nowhere')} cannot be archived: it answered HTTP 404."
    assert Archived(tmp_path).state(site.url("/nowhere")) == ("failed", "HTTP 404")


def test_refused_connection_and_https_for_an_address_without_scheme(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}/blog"
    done = crawl(place, tmp_path)
    assert done.code == 2
    assert f"No scheme given: https://{place} is used.\n" in done.err
    assert f"https://{place} cannot be archived: the connection was refused" in done.sentence


def test_unknown_host(tmp_path: Path) -> None:
    done = crawl("http://no-such-host.invalid/", tmp_path)
    assert done.code == 2
    assert "http://no-such-host.invalid/ cannot be archived: there is no host of that name" in done.sentence


def test_closed_by_robots_txt(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", body="User-agent: *\nDisallow: /\n", content_type="text/plain")
    small_blog(site)
    done = crawl(site.url(), tmp_path)
    assert done.code == 2
    assert done.sentence == f"{site.url()} cannot be archived: forbidden by robots.txt."
    assert site.paths() == ["/robots.txt"]
    assert Archived(tmp_path).state(site.url()) == ("skipped", "robots")


def test_robots_txt_that_cannot_be_had_closes_the_site(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", 500, body="oops")
    small_blog(site)
    done = crawl(site.url(), tmp_path)
    assert done.code == 2
    assert "robots.txt answers HTTP 500" in done.sentence
    assert site.paths() == ["/robots.txt"] * 3


def test_redirects_in_a_circle(site: Site, tmp_path: Path) -> None:
    site.moved("/a", "/b")
    site.moved("/b", "/a")
    done = crawl(site.url("/a"), tmp_path)
    assert done.code == 2
    assert "redirects in a circle" in done.sentence
    assert len(site.asked) <= 4


# --- options


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param(["--include", "("], "The pattern '(' is no regular expression", id="include"),
        pytest.param(["--exclude", "*x"], "The pattern '*x' is no regular expression", id="exclude"),
        pytest.param(["--header", "no colon"], "is no header; give one such as 'Accept-Language: de'", id="header"),
        pytest.param(["--header", "A b: c"], "is no header", id="header name"),
        pytest.param(["--header", "X: a\nY: b"], "is no header", id="header that smuggles another"),
        pytest.param(["--cookies", "/nowhere"], "There is no cookie file /nowhere", id="cookie file"),
        pytest.param(["--proxy", "foo"], "foo is no address of a proxy", id="proxy"),
        pytest.param(["--delay", "-1"], "--delay", id="delay"),
        pytest.param(["--max-posts", "many"], "--max-posts", id="number"),
        pytest.param(["--warc-size", "big"], "is no size; give one such as 500M or 1G", id="size"),
        pytest.param(["--what"], "No such option", id="unknown option"),
    ],
)
def test_bad_option(main: Main, tmp_path: Path, options: list[str], sentence: str) -> None:
    done = main("crawl", "http://127.0.0.1:9/", "-o", tmp_path / "archive", *options)
    assert done.code == 2
    assert sentence in done.sentence
    assert not (tmp_path / "archive").exists()


def test_file_that_is_no_cookie_file(tmp_path: Path) -> None:
    (tmp_path / "cookies").write_bytes(b"\xff\xfe\x00binary")
    done = crawl("http://127.0.0.1:9/", tmp_path / "archive", "--cookies", tmp_path / "cookies")
    assert done.code == 2
    assert "is not a cookies.txt in Netscape format" in done.sentence


# --- places that cannot be written, archives that cannot be opened


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        pytest.param("file", "is a file; name a folder with --output", id="a file"),
        pytest.param("file/archive", "Choose another folder with --output", id="below a file"),
        pytest.param("/proc/archive", "Choose another folder with --output", id="not writable"),
    ],
)
def test_output_that_cannot_be(tmp_path: Path, place: str, sentence: str) -> None:
    (tmp_path / "file").write_text("x")
    done = crawl("http://127.0.0.1:9/", tmp_path / place)
    assert done.code == 3
    assert sentence in done.sentence


def test_archive_in_use(site: Site, tmp_path: Path) -> None:
    small_blog(site, 40, seconds=0.2)
    first = start("crawl", site.url(), "-o", tmp_path, "--delay", "0.1")
    site.wait_for(2)
    done = crawl(site.url(), tmp_path)
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=20)
    assert done.code == 4
    assert f"is in use by process {first.pid}, started 2" in done.sentence
    assert first.returncode == 11


def test_archive_of_a_newer_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        db.execute("PRAGMA user_version=99")
    done = crawl("http://127.0.0.1:9/", tmp_path)
    assert done.code == 5
    assert "was written by a newer blogarchive" in done.sentence


def test_archive_without_one_of_its_warc_files(site: Site, tmp_path: Path) -> None:
    small_blog(site, 1)
    assert crawl(site.url(), tmp_path).code == 0
    [warc] = Archived(tmp_path).warcs()
    warc.unlink()
    done = crawl(site.url(), tmp_path)
    assert done.code == 5
    assert f"{warc.name} is missing: restore the file from a backup" in done.sentence


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_log_that_cannot_be_written_costs_nothing_and_shows_no_traceback(site: Site, tmp_path: Path) -> None:
    small_blog(site, 3)
    (tmp_path / "crawl.log").symlink_to("/dev/full")
    done = crawl(site.url(), tmp_path, "-q")
    assert (done.code, done.err, len(Archived(tmp_path).rows)) == (0, "", 3)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes")
def test_full_disk_ends_the_crawl_and_the_same_command_goes_on(site: Site, tmp_path: Path) -> None:
    small_blog(site, 12)
    noise = "".join(f"{n * n * 7919:x}" for n in range(9000))
    for number in range(1, 13):
        site.forget(f"/post-{number}/")
        site.page(f"/post-{number}/", f"<article><h1>Post number {number}</h1><p>{noise}{number}</p></article>")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    process = start("crawl", site.url(), "-o", tmp_path, preexec_fn=limit)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3, err
    assert "Traceback" not in err
    [sentence] = [line for line in err.splitlines() if line.startswith("blogarchive: ")]
    assert "annot write" in sentence
    assert crawl(site.url(), tmp_path).code == 0
    assert len(Archived(tmp_path).rows) == 12


# --- the command itself


def test_without_arguments_the_help_is_shown(main: Main) -> None:
    done = main()
    assert done.code == 2
    assert "crawl" in done.err
    assert "Exit codes" in done.err


def test_missing_argument_is_said(main: Main) -> None:
    done = main("crawl")
    sentence = "Give the address of a blog, or a file with many: --list FILE or --opml FILE."
    assert (done.code, done.sentence) == (2, sentence)


def test_version_and_help_go_to_stdout(main: Main) -> None:
    assert main("--version").out.startswith("blogarchive, version ")
    done = main("crawl", "--help")
    assert (done.code, done.err) == (0, "")
    assert "--max-posts" in done.out


def test_traceback_is_shown_on_request() -> None:
    done = blogarchive("--debug", "crawl", "nonsense")
    assert "Traceback" in done.err

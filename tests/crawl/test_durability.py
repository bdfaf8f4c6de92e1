"""Killed at any instant, on a disk that refuses, with its database lost: the archive stays whole and the same command goes on."""

from __future__ import annotations

import hashlib
import io
import os
import random
import resource
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from server.command import Archived, Crawled, blogarchive, crawl, start
from server.site import Site, blog_post, small_blog
from warcio.archiveiterator import ArchiveIterator

POSTS = 24
SMALL_WARCS = ("--warc-size", "20k")
"""A new file every few answers, so that a kill meets rotations."""


@pytest.fixture
def blog(site: Site) -> Site:
    """A blog of many posts, each long enough to fill a WARC file soon; two posts have the same bytes."""
    small_blog(site, POSTS, seconds=0.01)
    return site


def digests(folder: Path) -> dict[str, str]:
    """The archive's files, but for what SQLite keeps, its digest, and the lock."""
    left_out = ("archive.db", "manifest-sha256.txt", ".lock")
    paths = [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(left_out)]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def assert_sound(folder: Path) -> None:
    """Every record can be read, refers to records that are there, and is known to the database; every line is JSON."""
    ids, refers, found = set(), set(), Counter[str]()
    for path in (folder / "warc").glob("*.warc.gz"):
        for record in ArchiveIterator(io.BytesIO(path.read_bytes()), check_digests="raise"):
            record.content_stream().read()
            ids.add(record.rec_headers.get_header("WARC-Record-ID"))
            refers.add(record.rec_headers.get_header("WARC-Refers-To"))
            if record.rec_type in ("response", "revisit"):
                found[record.rec_headers.get_header("WARC-Target-URI")] += 1
    assert refers - {None} <= ids
    archive = Archived(folder)
    assert found == Counter(url for (url,) in archive.query("SELECT u.url FROM capture c JOIN url u ON u.id = c.url_id"))
    assert archive.query("PRAGMA integrity_check") == [("ok",)]
    assert archive.titles == sorted(f"Post number {number}" for number in range(1, POSTS + 1))
    assert list(folder.rglob("*.tmp")) + list(folder.rglob("*.open")) == []


def kill_when(process: subprocess.Popen[str], happened: Callable[[], bool], delay: float = 0) -> bool:
    """Kill the crawl as soon as something has happened; False when it ended before."""
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        if happened():
            time.sleep(delay)
            break
        time.sleep(0.0005)
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive


def sizes(folder: Path, pattern: str) -> int:
    """Bytes of the files of a name."""
    total = 0
    for path in folder.glob(pattern):
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue
    return total


@pytest.mark.parametrize("seed", [1])
def test_kills_at_any_time_cost_nothing(blog: Site, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(5):
        process = start("crawl", blog.url(), "-o", tmp_path, "-q", *SMALL_WARCS)
        waited = dice.uniform(0.6, 1.8)
        began = time.monotonic()
        kill_when(process, lambda began=began, waited=waited: time.monotonic() - began > waited)  # type: ignore[misc]
    assert crawl(blog.url(), tmp_path, "-q", *SMALL_WARCS).code == 0
    assert_sound(tmp_path)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("warc/*-00003-*.open", id="at rotation"),
        pytest.param("articles.jsonl", id="first row"),
        pytest.param("articles.jsonl.tmp", id="rows written anew"),
        pytest.param("warc/*-text-*", id="texts"),
        pytest.param("report.json", id="report"),
    ],
)
def test_kill_when_a_file_appears_costs_nothing(blog: Site, tmp_path: Path, pattern: str) -> None:
    for delay in (0, 0.01):
        process = start("crawl", blog.url(), "-o", tmp_path, "-q", *SMALL_WARCS)
        before = sizes(tmp_path, pattern)
        kill_when(process, lambda before=before: sizes(tmp_path, pattern) > before, delay)  # type: ignore[misc]
    assert crawl(blog.url(), tmp_path, "-q", *SMALL_WARCS).code == 0
    assert_sound(tmp_path)


def test_kill_during_recovery_costs_nothing(blog: Site, tmp_path: Path) -> None:
    process = start("crawl", blog.url(), "-o", tmp_path, "-q")
    assert kill_when(process, lambda: sizes(tmp_path, "articles.jsonl") > 0)
    with next((tmp_path / "warc").glob("*.open")).open("ab") as file:
        file.write(os.urandom(3_000_000))
    kill_when(start("crawl", blog.url(), "-o", tmp_path, "-q"), lambda: (tmp_path / "warc" / "torn").exists())
    assert crawl(blog.url(), tmp_path, "-q").code == 0
    assert_sound(tmp_path)
    assert sizes(tmp_path, "warc/torn/*") >= 3_000_000


def test_run_over_a_finished_archive_changes_nothing(blog: Site, tmp_path: Path) -> None:
    assert crawl(blog.url(), tmp_path).code == 0
    before, asked = digests(tmp_path), len(blog.asked)
    assert crawl(blog.url(), tmp_path).code == 0
    assert (digests(tmp_path), len(blog.asked)) == (before, asked)


def test_crawl_that_waits_for_its_turn_stops_at_once_and_cleanly(blog: Site, tmp_path: Path) -> None:
    process = start("crawl", blog.url(), "-o", tmp_path, "--delay", 30)
    blog.wait_for(1)
    time.sleep(0.7)
    began = time.monotonic()
    process.terminate()
    process.communicate(timeout=20)
    assert (process.returncode, time.monotonic() - began < 5) == (11, True)
    assert list((tmp_path / "warc").glob("*.open")) == []


def test_answer_that_is_broken_off_by_a_stop_is_no_record(site: Site, tmp_path: Path) -> None:
    small_blog(site, POSTS)
    site.forget("/post-5/")
    site.page("/post-5/", blog_post(5), gate=threading.Event())
    process = start("crawl", site.url(), "-o", tmp_path)
    site.wait_for(POSTS)
    time.sleep(0.7)
    process.terminate()
    process.communicate(timeout=20)
    archive = Archived(tmp_path)
    assert process.returncode == 11
    assert archive.query("SELECT 1 FROM capture c JOIN url u ON u.id = c.url_id WHERE u.url = ?", site.url("/post-5/")) == []
    assert list((tmp_path / "warc").glob("*.open")) == []


@pytest.mark.parametrize("limit", [20_000, 300_000])
def test_file_size_limit_is_said_and_the_same_command_goes_on(blog: Site, tmp_path: Path, limit: int) -> None:
    process = start(
        "crawl",
        blog.url(),
        "-o",
        tmp_path,
        "-q",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    _, err = process.communicate(timeout=30)
    assert (process.returncode, "Traceback" in err) == (3, False)
    [sentence] = err.splitlines()
    assert str(tmp_path) in sentence
    assert crawl(blog.url(), tmp_path, "-q").code == 0
    assert_sound(tmp_path)


def test_too_little_space_is_said_before_the_first_request(blog: Site, tmp_path: Path) -> None:
    done = crawl(blog.url(), tmp_path, "--min-free", "900000G")
    assert (done.code, len(blog.asked)) == (3, 0)
    assert "--min-free" in done.sentence
    assert str(tmp_path) in done.sentence


# --- rebuilding


@pytest.fixture
def copy(demo_crawl: Crawled, tmp_path: Path) -> Path:
    """A finished archive of the demo blog."""
    return Path(shutil.copytree(demo_crawl.archive.folder, tmp_path / "copy"))


def states(folder: Path) -> list[tuple[object, ...]]:
    """Every address that was asked for with its role, how it ended and why."""
    return Archived(folder).query("SELECT url, role, state, reason, status FROM url WHERE capture IS NOT NULL ORDER BY url")


def test_lost_database_and_rows_come_back_from_the_warc_files(demo_crawl: Crawled, copy: Path) -> None:
    (copy / "archive.db").unlink()
    (copy / "articles.jsonl").unlink()
    done = blogarchive("rebuild", copy)
    assert done.code == 0
    assert Archived(copy).rows == demo_crawl.archive.rows
    assert states(copy) == states(demo_crawl.archive.folder)


def test_crawl_goes_on_with_a_rebuilt_archive_without_asking_again(demo_crawl: Crawled, copy: Path) -> None:
    """Only robots.txt is: what it forbids left no record, so that it has to be judged anew."""
    (copy / "archive.db").unlink()
    refused = crawl(demo_crawl.url, copy)
    assert (refused.code, "blogarchive rebuild" in refused.sentence) == (5, True)
    blogarchive("rebuild", copy)
    assert crawl(demo_crawl.url, copy).code == demo_crawl.done.code
    assert Archived(copy).rows == demo_crawl.archive.rows
    assert Archived(copy).failures == demo_crawl.archive.failures
    twice = Archived(copy).query("SELECT u.url FROM capture c JOIN url u ON u.id = c.url_id GROUP BY u.id HAVING count(*) > 1")
    assert twice == [(demo_crawl.at("/robots.txt"),)]
    assert len([name for name in digests(copy) if "-text-" in name]) == 1


def test_damaged_database_is_kept_aside(demo_crawl: Crawled, copy: Path) -> None:
    damaged = b"no database" * 1000
    (copy / "archive.db").write_bytes(damaged)
    refused = crawl(demo_crawl.url, copy)
    assert (refused.code, "blogarchive rebuild" in refused.sentence) == (5, True)
    assert blogarchive("rebuild", copy).code == 0
    [aside] = copy.glob("archive.db.*.old")
    assert aside.read_bytes() == damaged
    assert Archived(copy).rows == demo_crawl.archive.rows


def test_torn_file_is_cut_and_a_foreign_one_left_alone_by_a_rebuild(demo_crawl: Crawled, copy: Path) -> None:
    (copy / "archive.db").unlink()
    [warc] = [path for path in (copy / "warc").glob("*.warc.gz") if "-text-" not in path.name]
    warc.write_bytes(warc.read_bytes() + b"\x1f\x8b\x08half a member")
    warc.rename(warc.with_name(f"{warc.name}.open"))
    foreign = copy / "warc" / "wget.warc.gz"
    foreign.write_bytes(b"somebody else's")
    assert blogarchive("rebuild", copy).code == 0
    assert Archived(copy).rows == demo_crawl.archive.rows
    assert warc.read_bytes() == Path(demo_crawl.archive.folder / "warc" / warc.name).read_bytes()
    assert foreign.read_bytes() == b"somebody else's"


def test_rebuild_that_finds_nothing_leaves_everything_as_it_was(copy: Path) -> None:
    before = {p: p.read_bytes() for p in copy.rglob("*") if p.is_file() and p.name != ".lock"}
    done = blogarchive("rebuild", copy, "--blog", "https://another.example/")
    assert (done.code, "--blog" in done.sentence) == (2, True)
    assert {p: p.read_bytes() for p in copy.rglob("*") if p.is_file() and p.name != ".lock"} == before


def test_rebuild_of_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    done = blogarchive("rebuild", tmp_path)
    assert (done.code, "is no archive" in done.sentence) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_archive_in_use_is_not_rebuilt(site: Site, tmp_path: Path) -> None:
    small_blog(site, POSTS)
    site.forget("/post-5/")
    site.page("/post-5/", blog_post(5), gate=threading.Event())
    process = start("crawl", site.url(), "-o", tmp_path)
    site.wait_for(POSTS)
    done = blogarchive("rebuild", tmp_path)
    process.kill()
    process.communicate()
    assert done.code == 4
    assert f"in use by process {process.pid}, started" in done.sentence

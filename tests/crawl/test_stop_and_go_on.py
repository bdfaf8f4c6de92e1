"""A crawl that was stopped or killed goes on with the same command; nothing is lost, nothing is twice."""

from __future__ import annotations

import io
import signal
import subprocess
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from server.command import Archived, crawl, start
from server.site import Site, blog_post, listing, small_blog
from warcio.archiveiterator import ArchiveIterator

POSTS = [f"Post number {number}" for number in range(1, 13)]


@pytest.fixture
def slow(site: Site) -> Site:
    """A blog that thinks before each post."""
    small_blog(site, 12, seconds=0.08)
    return site


def stopped(process: subprocess.Popen[str], number: signal.Signals) -> tuple[str, float]:
    """What a crawl says after a signal, and how many seconds it took to end."""
    began = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    return err, time.monotonic() - began


def finished(archive: Archived) -> set[str]:
    """Paths whose capture is committed."""
    rows = archive.query("SELECT DISTINCT u.url FROM capture c JOIN url u ON u.id = c.url_id WHERE u.role <> 'robots'")
    return {"/" + url.split("/", 3)[3] for (url,) in rows}


def assert_whole(archive: Archived, site: Site) -> None:
    """All posts, each once, in files that can be read to their end."""
    assert [row["title"] for row in archive.rows] == list(dict.fromkeys(row["title"] for row in archive.rows))
    assert archive.titles == sorted(POSTS)
    assert archive.query("SELECT url FROM url WHERE state NOT IN ('done', 'skipped')") == []
    assert list((archive.folder / "warc").glob("*.open")) == []
    found: Counter[str] = Counter()
    for path in archive.warcs():
        for record in ArchiveIterator(io.BytesIO(path.read_bytes())):
            if record.rec_type in ("response", "revisit"):
                found[record.rec_headers.get_header("WARC-Target-URI")] += 1
    expected = Counter(url for (url,) in archive.query("SELECT u.url FROM capture c JOIN url u ON u.id = c.url_id"))
    assert found == expected
    for row in archive.rows:
        assert row["archive"]["warc"] in {path.name for path in archive.warcs()}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_crawl_says_so_and_the_same_command_goes_on(slow: Site, tmp_path: Path, number: signal.Signals) -> None:
    process = start("crawl", slow.url(), "-o", tmp_path, "--delay", 0.01)
    slow.wait_for(7)
    err, seconds = stopped(process, number)
    assert process.returncode == 11
    assert seconds < 4
    assert err.splitlines()[-1] == "blogarchive: Stopped. The same command goes on where this one was."
    assert "Traceback" not in err
    captured = finished(Archived(tmp_path))
    assert list((tmp_path / "warc").glob("*.open")) == []
    before = len(slow.asked)
    done = crawl(slow.url(), tmp_path, "--delay", 0.01)
    assert done.code == 0
    again = set(slow.paths()[before:])
    assert again & captured == set()
    assert_whole(Archived(tmp_path), slow)


EARLY = """
import os, signal, sys
from pathlib import Path
from scrapy import signals
from blogarchive.crawl.options import CrawlOptions
from blogarchive.crawl.run import run_crawl
from blogarchive.crawl.settings import crawl_settings

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)

class Early:
    @classmethod
    def from_crawler(cls, crawler):
        if sys.argv[3] == "built":
            interrupt()
        crawler.signals.connect(interrupt, signals.spider_opened, weak=False)
        return cls()

extensions = {**crawl_settings().get("EXTENSIONS", {}), Early: 900}
run_crawl(CrawlOptions(url=sys.argv[1], output=Path(sys.argv[2])), settings={"EXTENSIONS": extensions}, progress=False)
"""


@pytest.mark.parametrize("moment", ["built", "opened"])
def test_signal_before_the_first_request_ends_at_once(site: Site, tmp_path: Path, moment: str) -> None:
    small_blog(site, 12)
    (tmp_path / "early.py").write_text(EARLY, encoding="utf-8")
    process = start(site.url(), tmp_path / "a", moment, cwd=tmp_path, module="early")
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (11, "blogarchive: Stopped. The same command goes on where this one was.\n")
    assert site.asked == []
    assert crawl(site.url(), tmp_path / "a").code == 0
    assert_whole(Archived(tmp_path / "a"), site)


def test_answer_that_does_not_come_does_not_hold_up_the_end(site: Site, tmp_path: Path) -> None:
    small_blog(site, 12)
    gate = threading.Event()
    site.forget("/post-5/")
    site.page("/post-5/", blog_post(5), gate=gate)
    process = start("crawl", site.url(), "-o", tmp_path)
    site.wait_for_path("/post-5/")
    site.wait_for(15)
    time.sleep(0.5)
    err, seconds = stopped(process, signal.SIGINT)
    assert process.returncode == 11
    assert seconds < 6
    assert "The same command goes on" in err
    captured = finished(Archived(tmp_path))
    assert len(captured) > 10
    gate.set()
    before = len(site.asked)
    assert crawl(site.url(), tmp_path).code == 0
    assert set(site.paths()[before:]) & captured == set()
    assert_whole(Archived(tmp_path), site)


def test_second_signal_ends_at_once(site: Site, tmp_path: Path) -> None:
    small_blog(site, 12)
    site.forget("/post-5/")
    site.page("/post-5/", blog_post(5), gate=threading.Event())
    process = start("crawl", site.url(), "-o", tmp_path)
    site.wait_for_path("/post-5/")
    site.wait_for(15)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    err, seconds = stopped(process, signal.SIGINT)
    assert (process.returncode, seconds < 1) == (11, True)
    assert "Traceback" not in err


def test_killed_crawl_loses_nothing_and_doubles_nothing(slow: Site, tmp_path: Path) -> None:
    process = start("crawl", slow.url(), "-o", tmp_path, "--delay", 0.01)
    slow.wait_for(12)
    process.kill()
    process.communicate()
    captured = finished(Archived(tmp_path))
    before = len(slow.asked)
    assert crawl(slow.url(), tmp_path, "--delay", 0.01).code == 0
    assert set(slow.paths()[before:]) & captured == set()
    assert_whole(Archived(tmp_path), slow)


def test_crawl_killed_while_the_root_is_looked_for_begins_anew(site: Site, tmp_path: Path) -> None:
    small_blog(site, 12)
    home = threading.Event()
    site.forget("/")
    site.page("/", listing(list(range(12, 0, -1))), gate=home)
    process = start("crawl", site.url("/post-3/"), "-o", tmp_path)
    site.wait_for(3)
    time.sleep(0.7)
    process.kill()
    process.communicate()
    home.set()
    assert crawl(site.url("/post-3/"), tmp_path).code == 0
    assert_whole(Archived(tmp_path), site)


def test_answer_that_was_captured_but_not_read_is_read_from_the_archive(site: Site, tmp_path: Path) -> None:
    small_blog(site, 12)
    assert crawl(site.url(), tmp_path).code == 0
    archive = Archived(tmp_path)
    rows = archive.rows
    url = site.url("/post-4/")
    with closing(connect(tmp_path / "archive.db")) as db, db:
        db.execute("UPDATE url SET state = 'captured', reason = NULL WHERE url = ?", (url,))
        db.execute("DELETE FROM article WHERE url_id = (SELECT id FROM url WHERE url = ?)", (url,))
        db.execute("DELETE FROM page WHERE url_id = (SELECT id FROM url WHERE url = ?)", (url,))
        db.execute("INSERT OR REPLACE INTO meta VALUES('articles_stale', '1')")
    before = len(site.asked)
    assert crawl(site.url(), tmp_path).code == 0
    assert site.paths()[before:] == []
    assert sorted(Archived(tmp_path).rows, key=lambda r: r["id"]) == sorted(rows, key=lambda r: r["id"])


def test_start_that_failed_is_tried_again_by_the_next_run(site: Site, tmp_path: Path) -> None:
    site.moved("/blog", "/")
    assert crawl(site.url("/blog"), tmp_path).code == 2
    small_blog(site, 12)
    assert crawl(site.url("/blog"), tmp_path).code == 0
    assert_whole(Archived(tmp_path), site)

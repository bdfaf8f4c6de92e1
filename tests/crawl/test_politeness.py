"""Hosts that refuse, ask to wait, or go away."""

from __future__ import annotations

import time
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import pytest
from server.command import Archived, crawl, start
from server.site import Site, blog_post, small_blog

from blogarchive.crawl.hosts import DOUBT_SILENT, MAX_SILENT, OUTAGE_PAUSES, Hosts, Refusal
from blogarchive.store.database import open_database
from blogarchive.store.ledger import Heard, Ledger

HOST = "a.example"


@pytest.fixture
def hosts() -> Hosts:
    ledger = Ledger(open_database(None))
    for path in "abc":
        ledger.hear(Heard(url=f"https://{HOST}/{path}", source="link"))
    return Hosts(ledger)


def follows(hosts: Hosts, *statuses: int) -> list[Refusal | None]:
    return [hosts.refusal(HOST, status) for status in statuses]


# --- refusals


def test_run_of_429_slows_down_and_then_stops(hosts: Hosts) -> None:
    assert follows(hosts, *[429] * 8) == [None, "slower", None, "slower", None, "slower", None, "stop"]


def test_run_of_403_is_borne_longer(hosts: Hosts) -> None:
    answers = follows(hosts, *[403] * 24)
    assert [number for number, answer in enumerate(answers, 1) if answer == "slower"] == [6, 12, 18]
    assert answers[-1] == "stop"


@pytest.mark.parametrize("status", [200, 304, 404, 500])
def test_any_other_answer_ends_the_run(hosts: Hosts, status: int) -> None:
    assert follows(hosts, 429, status, 429, 403) == [None] * 4


def test_host_that_blocks_is_slowed_down_then_left_and_taken_up_later(site: Site, tmp_path: Path) -> None:
    small_blog(site, 20)
    for number in range(1, 17):
        site.forget(f"/post-{number}/")
        site.on(f"/post-{number}/", 429, body="Go away")
    done = crawl(site.url(), tmp_path, "-q", "--delay", "0.01")
    archive = Archived(tmp_path)
    assert done.code == 1
    assert "answered HTTP 429 too often in a row and is not asked any more" in done.sentence
    refused = [asked.at for asked in site.asked if asked.path.startswith("/post-")][4:]
    assert len(refused) == 8
    waits = [later - earlier for earlier, later in pairwise(refused)]
    assert min(waits[2:]) > 0.99
    assert min(waits[6:]) > 3.99
    [(skipped,)] = archive.query("SELECT count(*) FROM url WHERE state = 'skipped' AND reason = 'blocked'")
    assert skipped >= 16
    assert archive.report["hosts"][f"127.0.0.1:{site.port}"]["stopped"] == "HTTP 429 too often in a row"
    for number in range(1, 17):
        site.forget(f"/post-{number}/")
        site.page(f"/post-{number}/", blog_post(number))
    crawl(site.url(), tmp_path, "-q")
    assert len(Archived(tmp_path).rows) >= 18  # what was asked three times before the end has failed for good


# --- Retry-After


@pytest.mark.parametrize(
    "after", ["86400", "9" * 400, formatdate(time.time() + 9e5, usegmt=True)], ids=["a day", "absurd", "a date far away"]
)
def test_wait_that_is_too_long_is_a_failure_with_the_reason(site: Site, tmp_path: Path, after: str) -> None:
    small_blog(site, 3)
    site.forget("/post-2/")
    site.on("/post-2/", 503, headers={"Retry-After": after})
    began = time.monotonic()
    assert crawl(site.url(), tmp_path, "-q").code == 1
    archive = Archived(tmp_path)
    assert time.monotonic() - began < 30
    assert site.count("/post-2/") == 1
    assert archive.titles == ["Post number 1", "Post number 3"]
    assert archive.failures[0]["reason"].startswith("HTTP 503, to be asked again in ")


def test_waiting_host_holds_up_no_other_and_its_wait_is_reported(site: Site, tmp_path: Path) -> None:
    with Site() as pictures:
        small_blog(site, 6, seconds=0.1)
        site.forget("/post-6/")
        site.page("/post-6/", blog_post(6, more=f'<img src="{pictures.url("/p.png")}">'))
        pictures.on("/p.png", 429, headers={"Retry-After": "2"})
        pictures.on("/p.png", body=b"\x89PNG", content_type="image/png")
        place = f"127.0.0.1:{pictures.port}"
        assert crawl(site.url(), tmp_path, "-q", "--allow-host", place).code == 0
        first, second = pictures.requests("/p.png")
        assert second.at - first.at > 1.99
        host = Archived(tmp_path).report["hosts"][place]
        assert (host["requests"], host["retry_after"], host["waits"], host["waited_seconds"]) == (3, 1, 1, 2.0)


# --- hosts that go away


def test_refused_connections_are_waited_out_and_then_the_host_is_left(hosts: Hosts, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("blogarchive.crawl.hosts.monotonic", lambda: now)
    for pause in OUTAGE_PAUSES:
        assert not hosts.outage(HOST, "connection refused")
        assert not hosts.outage(HOST, "connection refused"), "others that were under way count as the same outage"
        now += pause
    assert hosts.outage(HOST, "connection refused")
    assert hosts.unfinished == [
        f"{HOST} does not answer any more (connection refused); 3 addresses are left for the same command later."
    ]


def test_answer_ends_an_outage(hosts: Hosts, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("blogarchive.crawl.hosts.monotonic", lambda: now)
    for _ in range(9):
        assert not hosts.outage(HOST, "connection refused")
        now += 20
        hosts.note(HOST, answered=True)


def test_host_that_never_answered_is_left_after_some_tries(hosts: Hosts) -> None:
    for number in range(MAX_SILENT):
        assert not hosts.never_answers(HOST), number
        hosts.note(HOST, answered=False)
    assert hosts.never_answers(HOST)


def test_silence_of_a_host_that_has_answered_raises_doubts_once(hosts: Hosts) -> None:
    hosts.note(HOST, answered=True)
    for _ in range(DOUBT_SILENT):
        assert not hosts.is_doubted(HOST)
        hosts.note(HOST, answered=False)
    assert not hosts.never_answers(HOST)
    assert hosts.is_doubted(HOST)
    assert not hosts.is_doubted(HOST)


def test_site_that_dies_in_mid_crawl_is_left_and_resumed_later(tmp_path: Path) -> None:
    with Site() as site:
        small_blog(site, 30, headers={"Connection": "close"})
        process = start("crawl", site.url(), "-o", tmp_path, "-q", "--delay", "0.1")
        site.wait_for(8)
        port, answers = site.port, site._answers
    _, err = process.communicate(timeout=90)
    assert process.returncode == 1, err
    assert "does not answer any more (connection refused)" in err
    kept = len(Archived(tmp_path).rows)
    assert 0 < kept < 30
    assert Archived(tmp_path).query("SELECT count(*) FROM url WHERE state = 'queued'")[0][0] >= 30 - kept - 2
    with Site(port=port) as again:
        again._answers = answers
        assert crawl(again.url(), tmp_path, "-q", "--delay", 0).code in (0, 1)
    assert len(Archived(tmp_path).rows) == 30


def test_other_host_that_is_not_there_costs_a_few_requests(site: Site, tmp_path: Path) -> None:
    with Site() as gone:
        port = gone.port
    pictures = "".join(f'<img src="http://127.0.0.1:{port}/{n}.png">' for n in range(60))
    small_blog(site, 2)
    site.forget("/post-2/")
    site.page("/post-2/", blog_post(2, more=pictures))
    began = time.monotonic()
    assert crawl(site.url(), tmp_path, "-q", "--allow-host", f"127.0.0.1:{port}").code == 1
    archive = Archived(tmp_path)
    assert time.monotonic() - began < 40
    assert archive.report["hosts"][f"127.0.0.1:{port}"]["requests"] <= MAX_SILENT + 1
    failed = archive.query("SELECT count(*) FROM url WHERE state = 'failed' AND reason = 'connection refused' AND role = 'asset'")
    assert failed == [(60,)]


# --- figures


def test_report_says_how_each_host_was_treated(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", body="User-agent: *\nCrawl-delay: 0.2\n", content_type="text/plain")
    small_blog(site, 3)
    assert crawl(site.url(), tmp_path, "-q").code == 0
    host = Archived(tmp_path).report["hosts"][f"127.0.0.1:{site.port}"]
    assert host["requests"] == host["answers"] == len(site.asked)
    assert host["crawl_delay_seconds"] == host["delay_seconds"] == 0.2
    assert 0 < host["requests_per_second"] < 5.1
    assert (host["waits"], host["retry_after"], host["stopped"]) == (0, 0, "")

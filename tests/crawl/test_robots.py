"""robots.txt by RFC 9309."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from server.command import Archived, crawl
from server.site import Site, blog_post, small_blog

from blogarchive.crawl.robots import text_of

TEXT = "text/plain"
CLOSED = "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("rules", "posts"),
    [
        pytest.param("User-agent: BlogArchive\nDisallow: /post-1/\n", 1, id="our name in another case"),
        pytest.param("User-agent: blogarchive/2\nDisallow: /post-1/\n\nUser-agent: *\nAllow: /\n", 2, id="another version"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: blogarchive\nDisallow:\n", 2, id="our group before that of all"),
        pytest.param("User-agent: archive\nDisallow: /\n", 2, id="a part of our name"),
        pytest.param("\ufeffUser-agent: *\nDisallow: /post-1/\n", 1, id="byte order mark"),
        pytest.param("\0junk\nUser-agent: *\n\x80\nDisallow: /post-1/\n", 1, id="junk between the lines"),
        pytest.param("User-agent: *\r\nDisallow: /post-1/\r\n", 1, id="lines that end as on Windows"),
        pytest.param("<html><title>Home</title>Disallow: nothing</html>", 2, id="an HTML page"),
        pytest.param("User-agent: *\nDisallow: /post-1/\n" + "# filler\n" * 120_000, 1, id="a megabyte"),
        pytest.param("User-agent: *\nDisallow: /" + "*p" * 30 + "*x$\n", 2, id="thirty wildcards"),
    ],
)
def test_rules_are_read(site: Site, tmp_path: Path, rules: str, posts: int) -> None:
    site.on("/robots.txt", body=rules.encode("utf-8"), content_type=TEXT)
    small_blog(site, 2)
    crawl(site.url(), tmp_path, "-q")
    assert len(Archived(tmp_path).rows) == posts


def test_half_a_line_at_the_end_of_what_is_parsed_is_no_rule() -> None:
    body = b"Disallow: /a\n" * 50_000
    text = text_of(body)
    assert 511_900 < len(text) <= 500 * 1024
    assert set(text.splitlines()) == {"Disallow: /a"}


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_is_no_rule(site: Site, tmp_path: Path, status: int) -> None:
    site.on("/robots.txt", status, body=CLOSED, content_type=TEXT)
    small_blog(site, 1)
    crawl(site.url(), tmp_path, "-q")
    assert len(Archived(tmp_path).rows) == 1
    assert site.count("/robots.txt") == 1


@pytest.mark.parametrize(("redirects", "closed"), [pytest.param(5, True, id="five"), pytest.param(6, False, id="six")])
def test_redirects_are_followed_five_times(site: Site, tmp_path: Path, redirects: int, closed: bool) -> None:
    paths = ["/robots.txt", *(f"/r{n}" for n in range(1, redirects + 1))]
    for path, target in pairwise(paths):
        site.moved(path, target)
    site.on(paths[-1], body=CLOSED, content_type=TEXT)
    small_blog(site, 1)
    assert crawl(site.url(), tmp_path, "-q").code == (2 if closed else 0)


def test_server_that_recovers_is_asked_again_and_then_archived(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", 503, body="busy")
    site.on("/robots.txt", body="User-agent: *\nDisallow: /post-1/\n", content_type=TEXT)
    small_blog(site, 3)
    assert crawl(site.url(), tmp_path, "-q").code == 0
    assert site.paths()[:3] == ["/robots.txt", "/robots.txt", "/"]
    assert Archived(tmp_path).titles == ["Post number 2", "Post number 3"]


def test_other_host_that_is_closed_for_the_time_being_is_skipped_at_the_end(site: Site, tmp_path: Path) -> None:
    with Site() as pictures:
        pictures.on("/robots.txt", 500, body="oops")
        pictures.on("/p.png", body=b"\x89PNG", content_type="image/png")
        small_blog(site, 2)
        site.forget("/post-1/")
        site.page("/post-1/", blog_post(1, more=f'<img src="{pictures.url("/p.png")}">'))
        allowed = ("--allow-host", f"127.0.0.1:{pictures.port}")
        crawl(site.url(), tmp_path, "-q", *allowed)
        archive = Archived(tmp_path)
        assert len(archive.rows) == 2
        assert archive.state(pictures.url("/p.png")) == ("skipped", "robots.txt could not be had")
        assert pictures.paths() == ["/robots.txt"] * 3
        assert "answers HTTP 500" in archive.report["hosts"][f"127.0.0.1:{pictures.port}"]["robots"]
        pictures.forget("/robots.txt")
        crawl(site.url(), tmp_path, "-q", *allowed)
        assert Archived(tmp_path).state(pictures.url("/p.png"))[0] == "done"


def test_crawl_delay_that_nobody_could_keep_closes_the_site(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", body="User-agent: *\nCrawl-delay: 100000\n", content_type=TEXT)
    small_blog(site, 1)
    done = crawl(site.url(), tmp_path)
    assert done.code == 2
    assert "its robots.txt asks for 100000 s between requests; give --delay" in done.sentence


@pytest.mark.parametrize("delay", ["nan", "-5", "soon", ""])
def test_crawl_delay_that_is_no_number_is_none(site: Site, tmp_path: Path, delay: str) -> None:
    site.on("/robots.txt", body=f"User-agent: *\nCrawl-delay: {delay}\n", content_type=TEXT)
    small_blog(site, 1)
    crawl(site.url(), tmp_path, "-q")
    assert len(Archived(tmp_path).rows) == 1


def test_robots_txt_is_asked_once_and_kept(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", body="User-agent: *\nDisallow: /private/\n", content_type=TEXT)
    small_blog(site, 3, links='<a href="/private/x">x</a>')
    crawl(site.url(), tmp_path, "-q")
    archive = Archived(tmp_path)
    assert site.count("/robots.txt") == 1
    assert archive.state(site.url("/private/x")) == ("skipped", "robots")
    assert archive.query("SELECT c.status FROM capture c JOIN url u ON u.id = c.url_id WHERE u.role = 'robots'") == [(200,)]
    assert archive.report["hosts"][f"127.0.0.1:{site.port}"]["robots"] == "rules"

"""One crawl of a blog among traps and broken pages: the blog is kept whole, and everything else ends and says why."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from server.command import Archived, Crawled, Done, blogarchive

from hostile.hostile_blog import HostileBlog, put_blog

SECONDS = 60


@dataclass(frozen=True)
class Ended:
    """The crawl, its blog and what it took."""

    crawled: Crawled
    site: HostileBlog
    posts: list[int]
    seconds: float
    megabytes: float


def crawl_measured(url: str, folder: Path) -> tuple[Done, float]:
    """How the crawl ended, and the megabytes of the largest of its processes: itself or one of its readers."""
    done = blogarchive("crawl", url, "-o", folder, module="tests.server.measured")
    return done, float(done.out.splitlines()[-1])


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ended]:
    folder = tmp_path_factory.mktemp("hostile") / "archive"
    with HostileBlog() as site:
        posts = put_blog(site)
        begun = time.monotonic()
        done, megabytes = crawl_measured(site.url(), folder)
        seconds = time.monotonic() - begun
        yield Ended(Crawled(site.url(), done, Archived(folder)), site, posts, seconds, megabytes)


def test_every_post_is_kept(ended: Ended) -> None:
    assert {f"Post number {n}" for n in ended.posts} <= set(ended.crawled.archive.titles)


def test_it_ends_by_itself(ended: Ended) -> None:
    assert ended.crawled.done.code == 1
    assert ended.seconds < SECONDS


def test_no_process_grows_beyond_its_memory(ended: Ended) -> None:
    assert ended.megabytes < 450


@pytest.mark.parametrize(
    ("prefix", "most"),
    [
        ("/shop", 300),
        ("/list/", 200),
        ("/events/", 400),
        ("/everything/", 500),
        ("/stories/", 1500),
        ("/grow/", 100),
        ("/tree", 150),
        ("/endless-feed/", 10),
    ],
)
def test_trap_costs_a_bounded_number_of_requests(ended: Ended, prefix: str, most: int) -> None:
    assert 1 <= ended.site.visits(prefix) <= most


@pytest.mark.parametrize(
    ("like", "rule"),
    [
        ("%/shop?%", "limit:nothing-new"),
        ("%/list/page/%", "limit:nothing-new"),
        ("%/events/%", "limit:nothing-new"),
        ("%/everything/%", "limit:nothing-new"),
        ("%/stories/%", "limit:shape"),
        ("%/grow/%", "trap:path-repeats-itself"),
        ("%/tree%", "limit:sitemaps"),
        ("%/endless-feed/%", "limit:feed-chain"),
    ],
)
def test_what_a_limit_cut_off_names_the_rule(ended: Ended, like: str, rule: str) -> None:
    found = ended.crawled.archive.query("SELECT DISTINCT reason FROM url WHERE state = 'skipped' AND url LIKE ?", like)
    assert (rule,) in found


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (20, "20 000 links"),
        (21, "nested 1500 deep"),
        (22, "UTF-16 under a header that says UTF-8"),
        (23, "a charset that is a codec of bytes"),
        (24, "a base that is no address"),
        (25, "links that are no addresses"),
        (26, "named after links that are no addresses"),
        (27, "named by a sitemap that is cut off"),
        (28, "named by a sitemap with an entity bomb"),
        (29, "named by a feed with unclosed tags"),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_post_survives(ended: Ended, number: int, why: str) -> None:
    assert f"Post number {number}" in ended.crawled.archive.titles, why


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/attributes", "could not be read within 10 s"), ("/bomb", "too long: only the first 24 MB were read")],
)
def test_what_could_not_be_read_is_recorded_and_named(ended: Ended, path: str, reason: str) -> None:
    archive, url = ended.crawled.archive, ended.crawled.at(path)
    assert reason in [failure["reason"] for failure in archive.failures if failure["url"] == url]
    assert archive.query("SELECT count(*) FROM capture c JOIN url u ON u.id = c.url_id WHERE u.url = ?", url) == [(1,)]

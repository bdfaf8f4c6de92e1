"""What a crawl can be told, and how it behaves towards servers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest
from server.command import Archived, crawl
from server.site import Site, blog_post, feed_of, listing, small_blog
from warcio.archiveiterator import ArchiveIterator

COOKIES = "# Netscape HTTP Cookie File\n{host}\tFALSE\t/\tFALSE\t0\tsession\tabc\nother.example\tFALSE\t/\tFALSE\t0\tno\tx\n"


def gaps(site: Site) -> list[float]:
    """Seconds between the requests, in order."""
    return [later.at - earlier.at for earlier, later in pairwise(site.asked)]


# --- what is fetched


def test_exclude_and_include(site: Site, tmp_path: Path) -> None:
    small_blog(site, 3, prefix="/blog/", links='<a href="/essays/one/">An essay</a> <a href="/essays/two/">Another</a>')
    for number, path in ((21, "/essays/one/"), (22, "/essays/two/")):
        site.page(path, blog_post(number))
    done = crawl(site.url("/blog/"), tmp_path, "--include", "/essays/", "--exclude", "two/$", "--exclude", "post-2")
    archive = Archived(tmp_path)
    assert done.code == 0
    assert archive.titles == ["Post number 1", "Post number 21", "Post number 3"]
    assert archive.state(site.url("/essays/two/")) == ("skipped", "excluded")
    assert site.count("/essays/two/") == site.count("/blog/post-2/") == 0


def test_max_posts_keeps_the_newest_and_can_be_raised_later(site: Site, tmp_path: Path) -> None:
    """The home page shows the posts in another order; dates of the feed say which are the newest."""
    small_blog(site, 8)
    site.forget("/")
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.page("/", listing([1, 2, 3, 4, 5, 6, 7, 8]), head=head)
    assert crawl(site.url(), tmp_path, "--max-posts", 3).code == 0
    archive = Archived(tmp_path)
    assert archive.titles == ["Post number 6", "Post number 7", "Post number 8"]
    assert archive.state(site.url("/post-1/")) == ("skipped", "limit")
    lines, before = (tmp_path / "articles.jsonl").read_bytes(), len(site.asked)
    assert crawl(site.url(), tmp_path, "--max-posts", 3).code == 0
    assert (tmp_path / "articles.jsonl").read_bytes() == lines
    assert site.paths()[before:] == []
    assert crawl(site.url(), tmp_path).code == 0
    assert len(Archived(tmp_path).rows) == 8
    assert max(site.count(f"/post-{number}/") for number in range(1, 9)) == 1


def test_max_pages(site: Site, tmp_path: Path) -> None:
    small_blog(site, 8)
    assert crawl(site.url(), tmp_path, "--max-pages", 4).code == 0
    assert len([path for path in site.paths() if path == "/" or path.startswith("/post-")]) == 4
    assert len(Archived(tmp_path).rows) == 3


def test_new_warc_file_is_begun_after_the_given_size(site: Site, tmp_path: Path) -> None:
    small_blog(site, 6)
    assert crawl(site.url(), tmp_path, "--warc-size", "2k").code == 0
    archive = Archived(tmp_path)
    assert len(archive.warcs()) > 3
    kinds = [[record.rec_type for record in ArchiveIterator(BytesIO(path.read_bytes()))] for path in archive.warcs()]
    assert {file[0] for file in kinds} == {"warcinfo"}
    assert sum(file.count("response") + file.count("revisit") for file in kinds) == len(site.asked)
    assert {row["archive"]["warc"] for row in archive.rows} <= {path.name for path in archive.warcs()}
    assert len(archive.rows) == 6


# --- who is asking


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site, Path]]:
    """A blog with a picture on another host, crawled with headers, cookies and a contact."""
    folder = tmp_path_factory.mktemp("named")
    with Site() as blog, Site("localhost") as pictures:
        small_blog(blog, 2)
        blog.forget("/post-2/")
        blog.page("/post-2/", blog_post(2, more=f'<img src="{pictures.url("/p.png")}" alt="">'))
        pictures.on("/p.png", body=b"\x89PNG", content_type="image/png")
        cookies = folder / "cookies.txt"
        cookies.write_text(COOKIES.format(host=blog.address))
        allowed = f"localhost:{pictures.port}"
        options = ("--allow-host", allowed, "--header", "X-Key: secret", "--header", "Accept-Language: de", "--cookies", cookies)
        assert crawl(blog.url(), folder / "archive", *options, "--contact", "https://me.example/", "--delay", 0).code == 0
        yield blog, pictures, folder / "archive"


def test_contact_stands_in_every_request_and_in_the_warc(named: tuple[Site, Site, Path]) -> None:
    blog, pictures, folder = named
    agents = {asked.headers["user-agent"] for asked in [*blog.asked, *pictures.asked]}
    assert len(agents) == 1
    assert agents.pop().endswith("(+https://me.example/)")
    info = Archived(folder).warcs()[0].open("rb")
    with info:
        text = next(iter(ArchiveIterator(info))).content_stream().read().decode()
    assert "operator: https://me.example/" in text
    assert "robots: obey" in text


def test_own_headers_and_cookies_go_to_the_blog_only(named: tuple[Site, Site, Path]) -> None:
    blog, pictures, _ = named
    assert {(a.headers["x-key"], a.headers["accept-language"], a.headers["cookie"]) for a in blog.asked} == {
        ("secret", "de", "session=abc")
    }
    assert pictures.paths() == ["/robots.txt", "/p.png"]
    for asked in pictures.asked:
        assert {"x-key", "accept-language", "cookie"} & set(asked.headers) == set()


def test_only_codings_that_archives_can_read_are_asked_for(named: tuple[Site, Site, Path]) -> None:
    assert {asked.headers["accept-encoding"] for asked in named[0].asked} == {"gzip, deflate"}


def test_whole_user_agent_is_the_users(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", body="User-agent: mybot\nDisallow: /post-1/\n", content_type="text/plain")
    small_blog(site, 2)
    assert crawl(site.url(), tmp_path, "--user-agent", "MyBot/2 (me@example.org)").code == 0
    assert {asked.headers["user-agent"] for asked in site.asked} == {"MyBot/2 (me@example.org)"}
    assert Archived(tmp_path).titles == ["Post number 2"]


def test_name_in_the_contact_address_is_no_name_of_ours(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", body="User-agent: github\nDisallow: /\n", content_type="text/plain")
    small_blog(site, 2)
    assert crawl(site.url(), tmp_path, "--contact", "https://github.com/me").code == 0
    assert len(Archived(tmp_path).rows) == 2


class _Proxy(BaseHTTPRequestHandler):
    """Hands on what it is asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        with build_opener(ProxyHandler({})).open(self.path, timeout=10) as answer:
            body = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers["Content-Type"] or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (name of the base class)
        pass


def test_everything_goes_through_the_proxy(site: Site, tmp_path: Path) -> None:
    small_blog(site, 2)
    site.on("/robots.txt", body="User-agent: *\nDisallow:\n", content_type="text/plain")
    for path in ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml"):
        site.on(path, body="nothing here", content_type="text/plain")
    handler = type("Handler", (_Proxy,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        done = crawl(site.url(), tmp_path, "--proxy", f"http://127.0.0.1:{proxy.server_port}")
        proxy.shutdown()
    assert done.code == 0
    assert sorted(handler.asked) == sorted(site.base + path for path in site.paths())  # type: ignore[attr-defined]
    assert len(Archived(tmp_path).rows) == 2


# --- a good guest


def test_delay_lies_between_all_requests(site: Site, tmp_path: Path) -> None:
    small_blog(site, 2)
    assert crawl(site.url(), tmp_path, "--delay", 0.15).code == 0
    assert len(gaps(site)) > 5
    assert min(gaps(site)) > 0.12


def test_crawl_delay_of_robots_txt_is_obeyed(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", body="User-agent: *\nCrawl-delay: 0.2\n", content_type="text/plain")
    small_blog(site, 2)
    assert crawl(site.url(), tmp_path).code == 0
    assert min(gaps(site)[1:]) > 0.16


def test_server_on_this_machine_is_asked_without_delay(site: Site, tmp_path: Path) -> None:
    small_blog(site, 12)
    assert crawl(site.url(), tmp_path).code == 0
    assert sum(gaps(site)) < 3


def test_retry_after_is_obeyed_for_the_whole_host(site: Site, tmp_path: Path) -> None:
    small_blog(site, 3)
    site.forget("/feed.xml")
    site.on("/feed.xml", 429, headers={"Retry-After": "1"})
    site.on("/feed.xml", body=feed_of([3, 2, 1]), content_type="application/rss+xml")
    assert crawl(site.url(), tmp_path, "--delay", 0).code == 0
    first, second = site.requests("/feed.xml")
    waited = second.at - first.at
    assert waited > 0.95
    between = [asked.path for asked in site.asked if first.at < asked.at < second.at - 0.001]
    assert between == []
    assert len(Archived(tmp_path).rows) == 3


def test_temporary_error_is_tried_again(site: Site, tmp_path: Path) -> None:
    small_blog(site, 3)
    site.forget("/post-2/")
    site.on("/post-2/", 503, body="busy")
    site.page("/post-2/", blog_post(2))
    site.forget("/post-1/")
    site.on("/post-1/", 500, body="broken")
    done = crawl(site.url(), tmp_path)
    archive = Archived(tmp_path)
    assert done.code == 1
    assert archive.titles == ["Post number 2", "Post number 3"]
    assert site.count("/post-1/") == 3
    [failure] = archive.failures
    assert (failure["url"], failure["reason"], failure["tries"]) == (site.url("/post-1/"), "HTTP 500", 3)
    assert failure["named_by"] in (site.url("/"), site.url("/feed.xml"))
    [(answers,)] = archive.query(
        "SELECT count(*) FROM capture c JOIN url u ON u.id = c.url_id WHERE u.url = ?", site.url("/post-1/")
    )
    assert answers == 3


def test_requisite_that_is_missing_is_a_failure_with_its_page(site: Site, tmp_path: Path) -> None:
    small_blog(site, 1)
    site.forget("/post-1/")
    site.page("/post-1/", blog_post(1, more='<img src="/gone.png" alt="">'))
    assert crawl(site.url(), tmp_path).code == 1
    [failure] = Archived(tmp_path).failures
    assert (failure["url"], failure["role"], failure["named_by"]) == (site.url("/gone.png"), "asset", site.url("/post-1/"))


def test_robots_txt_that_moved_is_followed_and_recorded(site: Site, tmp_path: Path) -> None:
    small_blog(site, 2)
    site.moved("/robots.txt", "/rules/robots.txt")
    site.on("/rules/robots.txt", body="User-agent: *\nDisallow: /post-1/\n", content_type="text/plain")
    assert crawl(site.url(), tmp_path).code == 0
    archive = Archived(tmp_path)
    assert archive.titles == ["Post number 2"]
    assert archive.state(site.url("/robots.txt")) == ("done", "redirect")
    assert archive.state(site.url("/rules/robots.txt")) == ("done", "robots")
    assert site.count("/robots.txt") == 1


def test_missing_robots_txt_allows_everything_and_is_no_failure(site: Site, tmp_path: Path) -> None:
    small_blog(site, 1)
    assert crawl(site.url(), tmp_path).code == 0
    archive = Archived(tmp_path)
    assert len(archive.rows) == 1
    assert archive.failures == []
    assert archive.state(site.url("/robots.txt"))[0] == "done"

"""Whatever address of a blog the user names, the same posts are archived, each under one row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from server.command import Archived, crawl
from server.site import Site, blog_post, listing, sitemap_of, small_blog

POSTS = [f"Post number {number}" for number in range(1, 5)]


@pytest.fixture(scope="module")
def blog() -> Iterator[Site]:
    """A blog in a folder of its host."""
    with Site() as site:
        small_blog(site, 4, prefix="/blog/")
        site.moved("/blog", "/blog/")
        site.moved("/", "/blog/", status=302)
        site.moved("/old-home", "{base}/blog/", status=308)
        posts = [f"/blog/post-{number}/" for number in range(1, 5)]
        site.on("/sitemap.xml", body=sitemap_of(["/blog/", *posts]), content_type="application/xml")
        site.page("/shop/", "<h1>Shop</h1>")
        yield site


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/blog/", id="index page below a path"),
        pytest.param("/blog", id="without its slash"),
        pytest.param("/", id="home page that redirects to it"),
        pytest.param("/old-home", id="redirect with the whole address"),
        pytest.param("/blog/feed.xml", id="feed"),
        pytest.param("/sitemap.xml", id="sitemap"),
        pytest.param("/blog/post-2/", id="single post"),
    ],
)
def test_blog_is_found_from(blog: Site, tmp_path: Path, path: str) -> None:
    done = crawl(blog.url(path), tmp_path, "--quiet")
    archive = Archived(tmp_path)
    assert (done.code, done.err) == (0, "")
    assert archive.titles == POSTS
    assert {row["blog"]["url"] for row in archive.rows} == {blog.url("/blog/")}
    assert archive.query("SELECT state FROM url WHERE state IN ('queued', 'leased', 'captured')") == []


def test_post_with_nothing_but_a_date_in_its_address_to_tell_what_it_is(site: Site, tmp_path: Path) -> None:
    paths = [f"/2024/03/{number:02d}/harbour-{number}/" for number in range(1, 6)]
    links = "".join(f"<li><a href='{path}'>Harbour {path[-2]}</a></li>" for path in paths)
    site.page("/", f"<main><h1>A small blog</h1><ul>{links}</ul></main>")
    for number, path in enumerate(paths, 1):
        text = " ".join(f"word{number}x{at}" for at in range(120))
        site.page(path, f"<a href='/'>Home</a><div><h1>Harbour {number}</h1><p>{text}.</p></div>", title=f"Harbour {number}")
    crawl(site.url(paths[2]), tmp_path, "--quiet")
    assert Archived(tmp_path).titles == [f"Harbour {number}" for number in range(1, 6)]


def test_home_page_of_a_host(site: Site, tmp_path: Path) -> None:
    small_blog(site, 4)
    assert crawl(site.url(), tmp_path, "-q").code == 0
    assert Archived(tmp_path).titles == POSTS


def test_blog_on_another_name_of_its_host_is_followed_there(site: Site, tmp_path: Path) -> None:
    """As from example.org to www.example.org; the second name is another host for the program."""
    small_blog(site, 4)
    site.forget("/start")
    site.moved("/start", site.url("/", host="localhost"))
    other = f"localhost:{site.port}"
    assert crawl(site.url("/start"), tmp_path, "-q", "--delay", 0, "--allow-host", other).code == 0
    archive = Archived(tmp_path)
    assert archive.titles == POSTS
    assert {row["url"].split("/")[2] for row in archive.rows} == {f"localhost:{site.port}"}


def test_start_that_redirects_to_itself_without_tracking_is_followed(site: Site, tmp_path: Path) -> None:
    small_blog(site, 4)
    site.moved("/?utm_source=newsletter", "/")
    assert crawl(site.url("/?utm_source=newsletter"), tmp_path, "-q").code == 0
    assert Archived(tmp_path).titles == POSTS


def test_blog_without_feed_and_sitemap_is_paged_through(site: Site, tmp_path: Path) -> None:
    for page in (1, 2, 3):
        path = "/" if page == 1 else f"/page/{page}/"
        pager = f'<nav class="pagination"><a class="next" href="/page/{page + 1}/">Older posts</a></nav>' if page < 3 else ""
        numbers = [page * 3, page * 3 - 1, page * 3 - 2]
        site.page(path, listing(numbers, pager))
        for number in numbers:
            site.page(f"/post-{number}/", blog_post(number))
    site.page("/about", "<main><h1>About</h1><p>Who we are.</p></main>")
    assert crawl(site.url(), tmp_path, "-q").code == 0
    assert Archived(tmp_path).titles == [f"Post number {number}" for number in range(1, 10)]


def test_post_answers_under_one_row_however_many_addresses_it_has(site: Site, tmp_path: Path) -> None:
    others = ("/post-1/?utm_source=feed", "/post-1", "/post-1/index.html", "/old-1/", "/print/post-1/", "/trk?utm_source=x")
    small_blog(site, 4, links="".join(f'<p><a href="{path}">see there</a></p>' for path in others))
    for path in ("/post-1", "/post-1/index.html"):
        site.page(path, blog_post(1))
    site.moved("/old-1/", "/post-1/")
    site.page("/print/post-1/", blog_post(1), head='<link rel="canonical" href="/post-1/">')
    site.moved("/trk?utm_source=x", "/trk")
    site.moved("/trk", "/post-1/")
    assert crawl(site.url(), tmp_path, "-q").code == 0
    archive = Archived(tmp_path)
    assert archive.titles == POSTS
    assert site.count("/post-1/") == 1
    assert site.count("/trk") == 1
    assert archive.state(site.url("/print/post-1/"))[0] == "done"


def test_other_parts_of_the_host_are_left_alone_and_said_to_be_out_of_scope(blog: Site, tmp_path: Path) -> None:
    with Site() as site:
        small_blog(site, 2, prefix="/blog/", links='<a href="/shop/">Shop</a> <a href="http://localhost:1/">Friends</a>')
        site.page("/shop/", "<h1>Shop</h1>")
        crawl(site.url("/blog/"), tmp_path, "-q")
        archive = Archived(tmp_path)
        assert site.count("/shop/") == 0
        assert archive.state(site.url("/shop/")) == ("skipped", "scope")
        assert archive.state("http://localhost:1/") == ("skipped", "scope")

"""``blogarchive crawl`` with several blogs, and with posts given by hand."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from server.command import Archived, blogarchive, crawl, start
from server.site import Site, blog_post, listing, small_blog


@pytest.fixture
def two(site: Site) -> Iterator[tuple[Site, Site]]:
    with Site() as other:
        small_blog(site, 2)
        small_blog(other, 3)
        yield site, other


def folder_of(parent: Path, site: Site) -> Path:
    return parent / f"127.0.0.1-{site.port}"


def test_each_blog_of_a_list_has_an_archive_of_its_own(two: tuple[Site, Site], tmp_path: Path) -> None:
    blogs = tmp_path / "blogs.txt"
    blogs.write_text(f"# two blogs\n{two[0].url()}\n\n{two[1].url()}\n")
    done = blogarchive("crawl", "--list", blogs, "-o", tmp_path / "out")
    assert done.code == 0, done.err
    assert [len(Archived(folder_of(tmp_path / "out", site)).rows) for site in two] == [2, 3]
    assert "[1/2]" in done.err
    assert "complete" in done.err
    assert done.out == ""


def test_several_addresses_and_standard_input(two: tuple[Site, Site], tmp_path: Path) -> None:
    process = start("crawl", two[0].url(), "--list", "-", "-o", tmp_path, "-q", stdin=subprocess.PIPE)
    _, err = process.communicate(two[1].url() + "\n", timeout=60)
    assert (process.returncode, err) == (0, "")
    assert [len(Archived(folder_of(tmp_path, site)).rows) for site in two] == [2, 3]


def test_blogs_of_an_opml_file(two: tuple[Site, Site], tmp_path: Path) -> None:
    outlines = f'<outline text="One" htmlUrl="{two[0].url()}"/><outline><outline xmlUrl="{two[1].url("/feed.xml")}"/></outline>'
    opml = tmp_path / "blogs.opml"
    opml.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    done = blogarchive("crawl", "--opml", opml, "-o", tmp_path)
    assert done.code == 0, done.err
    assert [len(Archived(folder_of(tmp_path, site)).rows) for site in two] == [2, 3]


def test_bad_line_is_named_and_the_others_are_archived(two: tuple[Site, Site], tmp_path: Path) -> None:
    blogs = tmp_path / "blogs.txt"
    blogs.write_text(f"{two[0].url()}\nftp://example.org/\n{two[1].url()}\n")
    done = blogarchive("crawl", "--list", blogs, "-o", tmp_path)
    assert done.code == 2
    assert done.sentence.startswith(f"{blogs}, line 2: ftp://example.org/ is not an address on the web")
    assert [len(Archived(folder_of(tmp_path, site)).rows) for site in two] == [2, 3]


def test_blog_that_cannot_be_archived_does_not_stop_the_next(site: Site, tmp_path: Path) -> None:
    small_blog(site, 2)
    with Site() as gone:
        gone.on("/", 404)
        done = blogarchive("crawl", gone.url(), site.url(), "-o", tmp_path)
    assert done.code == 2
    assert "answered HTTP 404" in done.sentence
    assert len(Archived(folder_of(tmp_path, site)).rows) == 2


def test_same_command_goes_on_and_asks_nothing_twice(two: tuple[Site, Site], tmp_path: Path) -> None:
    for _ in range(2):
        assert blogarchive("crawl", two[0].url(), two[1].url(), "-o", tmp_path, "-q").code == 0
    for site in two:
        assert [site.count(path) for path in ("/post-1/", "/post-2/")] == [1, 1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_all_and_the_same_command_goes_on(site: Site, tmp_path: Path, number: signal.Signals) -> None:
    small_blog(site, 3)
    gate = threading.Event()
    site.forget("/post-2/")
    site.page("/post-2/", blog_post(2), gate=gate)
    with Site() as other:
        small_blog(other, 2)
        process = start("crawl", site.url(), other.url(), "-o", tmp_path)
        site.wait_for_path("/post-2/")
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 11
        assert "not begun" in err
        assert "Traceback" not in err
        assert other.paths() == []
        gate.set()
        assert blogarchive("crawl", site.url(), other.url(), "-o", tmp_path, "-q").code == 0
        assert [len(Archived(folder_of(tmp_path, one)).rows) for one in (site, other)] == [3, 2]


def test_options_hold_for_every_blog(two: tuple[Site, Site], tmp_path: Path) -> None:
    done = blogarchive(
        "crawl", two[0].url(), two[1].url(), "-o", tmp_path, "--user-agent", "Test/1 (x y)", "--exclude", "/post-1/"
    )
    assert done.code == 0, done.err
    for site in two:
        assert {one.headers["user-agent"] for one in site.asked} == {"Test/1 (x y)"}
        assert site.count("/post-1/") == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Give the address of a blog, or a file with many: --list FILE or --opml FILE."),
        (("--list", "none.txt"), "Cannot read none.txt: No such file or directory."),
        (("--list", "-", "--opml", "-"), "Standard input can be read once only: give - to one option."),
        (("a.example", "b.example", "--urls", "x"), "--urls names posts of one blog: give the address of that blog alone."),
        (("--list", "empty.txt"), "No blog is named in empty.txt."),
    ],
    ids=["nothing", "no file", "stdin twice", "posts of two blogs", "empty list"],
)
def test_what_cannot_be_begun(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    (tmp_path / "empty.txt").write_text("# none yet\n")
    done = blogarchive("crawl", *arguments, cwd=tmp_path)
    assert (done.code, done.sentence) == (2, sentence)


# --- posts given by hand


@pytest.fixture
def hidden(site: Site) -> Site:
    """A blog below /blog/ with a post that nothing names, and one outside its folder."""
    small_blog(site, 2, prefix="/blog/")
    site.page("/blog/hidden/", blog_post(7), title="Post number 7 | A small blog")
    site.page("/elsewhere/", blog_post(8), title="Post number 8 | A small blog")
    return site


def test_given_post_is_kept_with_its_source(hidden: Site, tmp_path: Path) -> None:
    posts = tmp_path / "posts.txt"
    posts.write_text(f"# by hand\n{hidden.url('/blog/hidden/')}\n{hidden.url('/elsewhere/')}\n")
    done = crawl(hidden.url("/blog/"), tmp_path / "out", "--urls", posts)
    assert done.code == 0, done.err
    archive = Archived(tmp_path / "out")
    assert archive.titles == ["Post number 1", "Post number 2", "Post number 7", "Post number 8"]
    assert archive.query("SELECT source FROM url WHERE url = ?", hidden.url("/blog/hidden/")) == [("given",)]
    assert archive.report["posts_by_source"]["given"] == 2


def test_post_given_later_is_fetched_by_the_next_run(hidden: Site, tmp_path: Path) -> None:
    assert crawl(hidden.url("/blog/"), tmp_path).code == 0
    process = start("crawl", hidden.url("/blog/"), "-o", tmp_path, "--urls", "-", stdin=subprocess.PIPE)
    process.communicate(hidden.url("/blog/hidden/"), timeout=60)
    assert process.returncode == 0
    assert "Post number 7" in Archived(tmp_path).titles
    assert hidden.count("/blog/post-1/") == 1


def test_given_page_that_is_no_post_is_judged_by_what_it_says(site: Site, tmp_path: Path) -> None:
    small_blog(site, 8)
    site.page("/tag/all/", listing(list(range(8, 0, -1))), title="All posts")
    posts = tmp_path / "posts.txt"
    posts.write_text(site.url("/tag/all/"))
    assert crawl(site.url(), tmp_path / "out", "--urls", posts).code == 0
    assert len(Archived(tmp_path / "out").rows) == 8


def test_given_post_that_is_gone_is_a_failure(site: Site, tmp_path: Path) -> None:
    small_blog(site, 2)
    posts = tmp_path / "posts.txt"
    posts.write_text(site.url("/gone/"))
    assert crawl(site.url(), tmp_path / "out", "--urls", posts).code == 1
    assert [(f["url"], f["reason"], f["source"]) for f in Archived(tmp_path / "out").failures] == [
        (site.url("/gone/"), "HTTP 404", "given")
    ]


def test_given_post_of_another_host_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    small_blog(site, 2)
    posts = tmp_path / "posts.txt"
    with Site() as other:
        posts.write_text(other.url("/post/") + "\nnot an address at all\n")
        done = crawl(site.url(), tmp_path / "out", "--urls", posts)
        assert other.paths() == []
        assert Archived(tmp_path / "out").state(other.url("/post/")) == ("skipped", "scope")
    assert done.code == 2
    assert done.sentence.startswith(f"{posts}, line 2: ")

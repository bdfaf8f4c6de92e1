"""``blogarchive inspect`` shows every field of one page, and where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from server.command import Crawled, blogarchive
from server.site import Site, small_blog

PATH = "/the-light-that-was-moved/"


@pytest.fixture(scope="module")
def shown(demo_crawl: Crawled) -> str:
    done = blogarchive("inspect", demo_crawl.at(PATH), "--in", demo_crawl.archive.folder)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_fields_are_shown_with_their_source_and_what_was_rejected(shown: str, demo_crawl: Crawled) -> None:
    provenance = demo_crawl.row(PATH)["provenance"]
    assert "The light that was moved" in shown
    assert provenance["title"]["source"] in shown
    assert "Marit Solheim" in shown
    assert "2024-03-02T08:30:00+00:00" in shown
    assert "object at 0x" not in shown
    for name in ("title", "date_published", "authors", "body_text", "related", "comments", "license"):
        assert name in shown


def test_record_can_be_named_by_file_and_offset(shown: str, demo_crawl: Crawled) -> None:
    ref = demo_crawl.row(PATH)["archive"]
    done = blogarchive("inspect", f"{demo_crawl.archive.folder / 'warc' / ref['warc']}#{ref['offset']}")
    assert (done.code, done.err) == (0, "")
    assert done.out == shown


def test_any_address_of_the_post_finds_it(shown: str, demo_crawl: Crawled) -> None:
    address = demo_crawl.at(PATH).rstrip("/") + "?utm_source=x"
    assert blogarchive("inspect", address, "--in", demo_crawl.archive.folder).out == shown


def test_page_on_the_web_is_fetched_and_nothing_is_left(site: Site, tmp_path: Path) -> None:
    small_blog(site, 2)
    site.moved("/old/", "/post-2/")
    for path in ("/post-2/", "/old/"):
        done = blogarchive("inspect", site.url(path), cwd=tmp_path)
        assert (done.code, done.err) == (0, "")
        assert "Post number 2" in done.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        pytest.param("http://127.0.0.1/nowhere/", "holds no answer for http://127.0.0.1/nowhere/", id="not in the archive"),
        pytest.param("{base}/style.css", "is no HTML page (css)", id="no page"),
    ],
)
def test_what_cannot_be_shown_is_said(demo_crawl: Crawled, place: str, sentence: str) -> None:
    address = place.replace("{base}", demo_crawl.url.rstrip("/"))
    done = blogarchive("inspect", address, "--in", demo_crawl.archive.folder)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.sentence


@pytest.mark.parametrize("offset", [pytest.param("1", id="no record there"), pytest.param("99999999", id="behind the end")])
def test_offset_without_a_record_is_said(demo_crawl: Crawled, offset: str) -> None:
    done = blogarchive("inspect", f"{demo_crawl.archive.warcs()[0]}#{offset}")
    assert done.code in (2, 5)
    assert demo_crawl.archive.warcs()[0].name in done.sentence


def test_page_that_is_not_there_is_said(site: Site) -> None:
    done = blogarchive("inspect", site.url("/nowhere"))
    assert done.code == 2
    assert "answered HTTP 404" in done.sentence

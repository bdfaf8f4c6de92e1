"""Addresses that stand for others are followed and make no second row; those that lie cost no post."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from server.command import Archived, crawl
from server.listed_blog import ListedBlog
from server.site import blog_post


@pytest.fixture
def listed() -> Iterator[ListedBlog]:
    with ListedBlog(8) as site:
        yield site


def titles(site: ListedBlog, folder: Path) -> list[int]:
    crawl(site.url(), folder, "--no-assets")
    return sorted(int(title.rpartition(" ")[2]) for title in Archived(folder).titles)


def rewrite(site: ListedBlog, number: int, *, more: str = "", head: str = "") -> None:
    site.forget(f"/post-{number}/")
    site.page(f"/post-{number}/", blog_post(number, more=more), title=f"Post number {number}", head=head)


def canonical(target: str) -> str:
    return f'<link rel="canonical" href="{target}">'


@pytest.mark.parametrize(
    ("alias", "head"),
    [
        pytest.param("/2024/old-name/", '<meta http-equiv="refresh" content="0; url=/post-4/">', id="meta refresh"),
        pytest.param("/2024/old-name/", '<meta http-equiv="refresh" content="5;URL=\'{base}/post-4/\'">', id="refresh later"),
        pytest.param("/post-4/?view=full", canonical("{base}/post-4/"), id="canonical of a query"),
        pytest.param("/amp/post-4/", canonical("{base}/post-4/"), id="canonical of another folder"),
        pytest.param("/some-category/four/", canonical("/post-4/"), id="canonical of another name"),
    ],
)
def test_alias_makes_no_second_row(listed: ListedBlog, tmp_path: Path, alias: str, head: str) -> None:
    is_stub = "refresh" in head
    rewrite(listed, 8, more=f'<p>See <a href="{alias}">an older one</a>.</p>')
    listed.page(alias, "" if is_stub else blog_post(4), title="Post number 4", head=head)
    assert titles(listed, tmp_path / "a") == list(range(1, 9))
    assert alias in listed.paths()
    [row] = [row for row in Archived(tmp_path / "a").rows if row["title"] == "Post number 4"]
    assert row["url"] == listed.url("/post-4/")


def test_post_behind_a_refresh_that_alone_is_named_is_kept(listed: ListedBlog, tmp_path: Path) -> None:
    listed.forget("/post-4/")
    listed.page("/post-4/", "", head='<meta http-equiv="refresh" content="0; url=/new/name/">')
    listed.page("/new/name/", blog_post(4), title="Post number 4")
    assert titles(listed, tmp_path / "a") == list(range(1, 9))


@pytest.mark.parametrize(
    "targets",
    [
        pytest.param(dict.fromkeys(range(1, 9), "{base}/"), id="the start on every post"),
        pytest.param(dict.fromkeys(range(1, 9), "{base}/post-3/"), id="one post on every post"),
        pytest.param({4: "http://elsewhere.invalid/post-4/"}, id="another host"),
        pytest.param({4: "{base}/post-5/"}, id="another post"),
        pytest.param({4: "{base}/post-5/", 5: "{base}/post-4/"}, id="two posts that name each other"),
        pytest.param({4: "{base}/page/2/", 5: "{base}/nowhere/"}, id="pages that are no posts"),
        pytest.param({4: "http://[", 5: "javascript:1"}, id="no addresses"),
    ],
)
def test_canonical_that_lies_costs_no_post(listed: ListedBlog, tmp_path: Path, targets: dict[int, str]) -> None:
    for number, target in targets.items():
        rewrite(listed, number, head=canonical(target))
    assert titles(listed, tmp_path / "a") == list(range(1, 9))


def test_canonical_that_lies_under_one_title_for_all_costs_no_post(listed: ListedBlog, tmp_path: Path) -> None:
    for number in range(1, 9):
        listed.forget(f"/post-{number}/")
        body = blog_post(number).replace(f"Post number {number}", "A small blog")
        listed.page(f"/post-{number}/", body, head=canonical("{base}/post-3/"))
    crawl(listed.url(), tmp_path / "a", "--no-assets")
    assert len(Archived(tmp_path / "a").rows) == 8


def test_two_addresses_of_a_post_that_name_each_other_are_one_row(listed: ListedBlog, tmp_path: Path) -> None:
    rewrite(listed, 4, head=canonical("{base}/other/post-4/"))
    rewrite(listed, 8, more='<p><a href="/other/post-4/">x</a></p>')
    listed.page("/other/post-4/", blog_post(4), title="Post number 4", head=canonical("{base}/post-4/"))
    assert titles(listed, tmp_path / "a") == list(range(1, 9))


def test_page_that_only_loads_itself_anew_stays_a_post(listed: ListedBlog, tmp_path: Path) -> None:
    rewrite(listed, 4, head='<meta http-equiv="refresh" content="1800; url=/">')
    assert titles(listed, tmp_path / "a") == list(range(1, 9))


def test_refresh_in_a_circle_ends(listed: ListedBlog, tmp_path: Path) -> None:
    rewrite(listed, 8, more='<p><a href="/one/">x</a></p>')
    listed.page("/one/", "", head='<meta http-equiv="refresh" content="0; url=/two/">')
    listed.page("/two/", "", head='<meta http-equiv="refresh" content="0; url=/one/">')
    assert titles(listed, tmp_path / "a") == list(range(1, 9))

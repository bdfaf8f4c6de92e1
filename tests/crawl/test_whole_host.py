"""A start page in a folder that holds none of the posts it lists."""

from __future__ import annotations

from pathlib import Path

from server.command import Archived, crawl
from server.site import Site, blog_post, listing


def test_posts_outside_the_folder_are_taken_when_it_holds_none(site: Site, tmp_path: Path) -> None:
    site.page("/blog/", listing([1, 2, 3], prefix="/articles/"))
    for number in (1, 2, 3):
        site.page(f"/articles/post-{number}/", blog_post(number), title=f"Post number {number}")
    crawl(site.url("/blog/"), tmp_path)
    assert Archived(tmp_path).titles == ["Post number 1", "Post number 2", "Post number 3"]


def test_other_parts_of_the_site_stay_out_when_the_folder_holds_posts(site: Site, tmp_path: Path) -> None:
    site.page("/blog/", listing([1], prefix="/blog/") + '<main><a href="/shop/post-2/">Shop</a></main>')
    site.page("/blog/post-1/", blog_post(1), title="Post number 1")
    site.page("/shop/post-2/", blog_post(2), title="Post number 2")
    crawl(site.url("/blog/"), tmp_path)
    archive = Archived(tmp_path)
    assert archive.titles == ["Post number 1"]
    assert archive.state(site.url("/shop/post-2/")) == ("skipped", "scope")


def test_second_run_of_a_whole_host_changes_nothing(site: Site, tmp_path: Path) -> None:
    site.page("/blog/", listing([1, 2], prefix="/articles/"))
    for number in (1, 2):
        site.page(f"/articles/post-{number}/", blog_post(number), title=f"Post number {number}")
    crawl(site.url("/blog/"), tmp_path)
    before = (tmp_path / "articles.jsonl").read_bytes()
    asked = site.count("/articles/post-1/")
    crawl(site.url("/blog/"), tmp_path)
    assert (tmp_path / "articles.jsonl").read_bytes() == before
    assert site.count("/articles/post-1/") == asked

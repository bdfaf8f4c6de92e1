"""What belongs to the blog."""

from __future__ import annotations

import pytest

from blogarchive.discover.scope import Scope, blog_root


@pytest.mark.parametrize(
    ("root", "url", "allowed"),
    [
        ("https://x.example/", "http://www.x.example/a", True),
        ("https://www.x.example/", "https://x.example/a", True),
        ("https://x.example/", "https://y.example/a", False),
        ("https://x.example/", "https://blog.x.example/a", False),
        ("http://x.example:8080/", "http://x.example/a", False),
        ("http://x.example/", "https://x.example:443/a", True),
        ("https://x.example/blog/", "https://x.example/blog/a/", True),
        ("https://x.example/blog/", "https://x.example/blog", True),
        ("https://x.example/blog/", "https://x.example/blogger/", False),
        ("https://x.example/blog", "https://x.example/blog/a", True),
        ("https://x.example/blog", "https://x.example/blog?page=2", True),
        ("https://x.example/blog", "https://x.example/blogger", False),
        ("https://x.example/blog/index.html", "https://x.example/blog/a.html", True),
        ("https://x.example/blog/index.html", "https://x.example/a.html", False),
        ("https://x.example/日記/", "https://x.example/%E6%97%A5%E8%A8%98/a", True),
    ],
)
def test_host_and_folder(root: str, url: str, allowed: bool) -> None:
    assert Scope(root).allows(url) is allowed


def test_patterns_widen_and_narrow() -> None:
    scope = Scope("https://x.example/blog/", include=(r"/news/",), exclude=(r"\.pdf$",))
    assert scope.allows("https://x.example/news/1")
    assert scope.reason("https://x.example/blog/a.pdf") == "excluded by pattern"
    assert scope.reason("https://x.example/shop/") == "outside the blog's folder"
    assert scope.reason("https://y.example/news/1") == "other host"


@pytest.mark.parametrize(
    ("start", "home", "posts", "first"),
    [
        ("https://x.example/blog/a/", None, ["https://x.example/blog/b/"], "https://x.example/blog/"),
        ("https://x.example/2024/05/a/", None, ["https://x.example/2024/05/b/"], "https://x.example/"),
        ("https://x.example/blog/2024/05/a/", None, ["https://x.example/blog/2023/01/b"], "https://x.example/blog/"),
        ("https://x.example/blog/a/", "https://x.example/blog/", [], "https://x.example/blog/"),
        ("https://x.example/a/", None, [], "https://x.example/"),
        ("https://x.example/a/", "https://other.example/", [], "https://x.example/"),
    ],
)
def test_root_of_the_blog_a_post_belongs_to(start: str, home: str | None, posts: list[str], first: str) -> None:
    found = blog_root(start, feed_home=home, known_posts=[start, *posts])
    assert found[0] == first
    assert found[-1] == "https://x.example/"


def test_bad_start_has_no_root() -> None:
    assert blog_root("nonsense") == []


def test_a_linked_folder_that_is_called_blog_holds_the_blog() -> None:
    found = blog_root("https://a.example/blog/2022/06/27/js/", linked=["https://a.example/blog/", "https://a.example/en/blog/"])
    assert found == ["https://a.example/blog/", "https://a.example/"]


def test_a_folder_called_blog_that_nothing_links_is_not_tried() -> None:
    assert blog_root("https://a.example/blog/2022/06/27/js/", linked=["https://a.example/about/"]) == ["https://a.example/"]

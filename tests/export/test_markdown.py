"""The folder of Markdown: front matter that parses, pictures that are there."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from server.command import Crawled, blogarchive

from blogarchive.export.markdown import MarkdownWriter, front_matter
from blogarchive.items import Article

from .samples import bare_article, full_article


def read_post(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


@pytest.fixture(scope="module")
def demo_posts(demo_crawl: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo blog."""
    folder = tmp_path_factory.mktemp("markdown")
    done = blogarchive("export", demo_crawl.archive.folder, "--to", "markdown", "-o", folder)
    assert done.code == 0, done.err
    [found] = folder.glob("*-markdown")
    return found


def test_every_post_has_a_file_with_its_values(demo_posts: Path, demo_crawl: Crawled) -> None:
    rows = {row["url"]: row for row in demo_crawl.archive.rows}
    for path in (demo_posts / "posts").iterdir():
        head, _ = read_post(path)
        row = rows.pop(head["original_url"])
        assert (head["title"], head["date"], head["tags"]) == (row["title"], row["date_published"], row["tags"])
        assert head["authors"] == [author["name"] for author in row["authors"]]
        assert path.name.startswith(row["date_published"][:10])
    assert rows == {}


def test_body_is_that_of_the_row_but_for_the_places_of_pictures(demo_posts: Path, demo_crawl: Crawled) -> None:
    row = demo_crawl.row("/mapping-a-river/")
    [path] = (demo_posts / "posts").glob("*-mapping-a-river.md")
    _, body = read_post(path)
    place = "/images/2024-05-25-mapping-a-river/1-river-800.png"
    assert body.strip() == row["body_markdown"].replace(row["images"][0]["url"], place)


def test_pictures_are_in_the_folder_and_are_pictures(demo_posts: Path) -> None:
    places = [
        place
        for path in (demo_posts / "posts").iterdir()
        for place in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    ]
    assert places
    for place in places:
        assert (demo_posts / place.lstrip("/")).read_bytes()[:4] in (b"\x89PNG", b"<svg")


@pytest.mark.parametrize(
    "title",
    [
        pytest.param('He said "no": {{ x }} # - [a]', id="characters of YAML"),
        pytest.param("back\\slash", id="backslash"),
        pytest.param("a\u2028b\u0085c\ufeffd", id="line separators"),
        pytest.param("true", id="a word of YAML"),
        pytest.param("紙の海図 🌊", id="other scripts"),
    ],
)
def test_front_matter_gives_the_text_back(title: str) -> None:
    head = yaml.safe_load("\n".join(front_matter(full_article(title=title, tags=[title]).to_row())))
    assert (head["title"], head["tags"]) == (title, [title])


@pytest.mark.parametrize(
    ("date", "names"),
    [("2024-05-06", {"date"}), ("2024-05", {"date_published"}), ("2024", {"date_published"}), (None, set())],
)
def test_date_that_site_generators_cannot_read_has_another_name(date: str | None, names: set[str]) -> None:
    head = yaml.safe_load("\n".join(front_matter(bare_article(date_published=date).to_row())))
    assert {name for name in head if name.startswith("date")} == names


def test_posts_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    writer = MarkdownWriter(tmp_path / "x")
    for path in ("a/post", "b/post/", "b/Post"):
        writer.add(Article(**{**bare_article().to_row(), "url": f"https://b.example/{path}"}).to_row())
    assert sorted(path.name for path in (tmp_path / "x" / "posts").iterdir()) == [
        "undated-post-2.md",
        "undated-post-3.md",
        "undated-post.md",
    ]


@pytest.mark.parametrize("filler", ["![", "![a", "![](", "![a](b"])
def test_beginnings_of_pictures_without_end_are_written_in_time(tmp_path: Path, filler: str) -> None:
    writer = MarkdownWriter(tmp_path / "x")
    row = full_article(body_markdown=f"```\n{filler * 30_000}\n```").to_row()
    began = time.process_time()
    writer.add(row)
    assert time.process_time() - began < 2


def test_picture_that_was_not_archived_keeps_its_address(tmp_path: Path) -> None:
    writer = MarkdownWriter(tmp_path / "x")
    writer.add(full_article(body_markdown="![alt](https://b.example/a.png)").to_row())
    [path] = (tmp_path / "x" / "posts").iterdir()
    assert "![alt](https://b.example/a.png)" in path.read_text(encoding="utf-8")

"""What the pages of a blog tell together is in its rows, after a crawl and after reading the WARC files again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from server.command import Archived, blogarchive, crawl
from server.site import Site, blog_post, listing, small_blog

from blogarchive.errors import UsageError
from blogarchive.settle.reread import reread, warc_files
from blogarchive.settle.siteprofile import read_site_profile

NOTICE = "Readers may reprint this page when they send two copies"
BIO = "Ida Berg keeps the ledgers of a small harbour."


def unmarked(number: int) -> str:
    """The body of a post whose template puts the notice beside the text."""
    body = blog_post(number).replace('class="entry-content" itemprop="articleBody"', 'class="column"')
    return body.replace('"/about"', '"/people/ida/"').replace("ends well.</p></div>", f"ends well.</p><p>{NOTICE}</p></div>")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    with Site() as site:
        numbers = list(range(8, 0, -1))
        site.page("/", listing(numbers))
        for number in numbers:
            site.page(f"/post-{number}/", unmarked(number), title=f"Post number {number} | A small blog")
        site.page("/people/ida/", f"<main><h1>Ida Berg</h1><div class='author-bio'>{BIO}</div></main>", title="Ida Berg")
        folder = tmp_path_factory.mktemp("together")
        crawl(site.url("/"), folder, "-q")
        yield Archived(folder)


def again(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(article.row) for article in reread(warc_files([folder])).articles]


def test_what_stands_under_every_post_is_in_no_row(archive: Archived) -> None:
    assert len(archive.rows) == 8
    assert not [row["url"] for row in archive.rows if NOTICE in row["body_text"]]


def test_the_authors_own_page_gives_the_bio(archive: Archived) -> None:
    assert {author["bio"] for row in archive.rows for author in row["authors"]} == {BIO}


def test_the_row_says_where_the_bio_came_from(archive: Archived) -> None:
    found = archive.rows[0]["provenance"]["authors.bio"]
    assert found["source"] == "author page"
    assert found["selector"].endswith("/people/ida/")


def test_reading_the_records_again_gives_the_same_rows(archive: Archived) -> None:
    assert again(archive.folder) == archive.rows


def test_settling_twice_changes_nothing(archive: Archived, tmp_path: Path) -> None:
    before = archive.rows
    start = archive.query("SELECT url FROM url WHERE role = 'start'")[0][0]
    crawl(start, archive.folder, "-q")
    assert archive.rows == before


def test_the_profile_tells_what_was_learned(archive: Archived) -> None:
    done = blogarchive("sites", "show", archive.folder, "--json")
    profile = json.loads(done.out)
    assert profile["boilerplate"] == [{"value": NOTICE, "posts": 8}]
    assert profile["author_pages"][0]["posts"] == 8
    assert profile["name"] == "A small blog"


def test_learning_from_the_records_gives_the_same_profile(archive: Archived) -> None:
    assert (
        blogarchive("sites", "learn", archive.folder, "--json").out == blogarchive("sites", "show", archive.folder, "--json").out
    )


def test_a_profile_that_was_edited_is_believed(archive: Archived, tmp_path: Path) -> None:
    values = json.loads(blogarchive("sites", "show", archive.folder, "--json").out)
    values["boilerplate"] = [{"value": "A second paragraph of post 3 says how it ends, and it ends well.", "posts": 1}]
    (tmp_path / "profile.json").write_text(json.dumps(values), encoding="utf-8")
    done = blogarchive("extract", archive.folder, "--site-profile", tmp_path / "profile.json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert all(NOTICE in row["body_text"] for row in rows)
    assert [row["title"] for row in rows if "A second paragraph" not in row["body_text"]] == ["Post number 3"]


def test_a_profile_given_to_a_crawl_stays_with_the_archive(tmp_path: Path) -> None:
    profile = {
        "blog": "x",
        "boilerplate": [{"value": "The text of post 2. " + " ".join(f"word2x{at}" for at in range(90)) + "."}],
    }
    (tmp_path / "profile.json").write_text(json.dumps(profile), encoding="utf-8")
    with Site() as site:
        small_blog(site)
        done = crawl(site.url("/"), tmp_path / "a", "-q", "--site-profile", tmp_path / "profile.json")
    assert done.code == 0
    rows = Archived(tmp_path / "a").rows
    assert [row["title"] for row in rows if "The text of post" not in row["body_text"]] == ["Post number 2"]
    assert blogarchive("extract", tmp_path / "a").out == (tmp_path / "a" / "articles.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "is no site profile"),
        ("{", "is no site profile"),
        ('{"blog": 3}', "must be texts"),
        ('{"blog": "x", "no": 1}', "is no site profile"),
    ],
    ids="list broken number unknown-field".split(),
)
def test_a_file_that_is_no_profile_is_refused(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=sentence):
        read_site_profile(tmp_path / "profile.json")


def test_a_folder_without_archive_is_refused(tmp_path: Path) -> None:
    done = blogarchive("sites", "show", tmp_path)
    assert done.code == 2
    assert "is no archive" in done.err

"""One command turns the demo blog's address into WARC files and rows."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from server.command import Archived, Crawled, crawl
from warcio.archiveiterator import ArchiveIterator

from blogarchive.demo.content import WRITERS, load_posts
from blogarchive.demo.theme import post_path

POSTS = {post_path(post): post for post in load_posts()}
LIGHT, RIVER = "/the-light-that-was-moved/", "/mapping-a-river/"


def records(path: Path) -> list[Any]:
    """The records of a WARC file: type, headers, block."""
    with path.open("rb") as file:
        return [
            (r.rec_type, dict(r.rec_headers.headers), r.raw_stream.read()) for r in ArchiveIterator(file, no_record_parse=True)
        ]


def responses(archive: Archived) -> list[tuple[str, dict[str, str], bytes]]:
    return [r for path in archive.warcs() for r in records(path) if r[0] in ("response", "revisit")]


def fetched(archive: Archived) -> Counter[str]:
    """How often each address stands in the WARC files."""
    return Counter(headers["WARC-Target-URI"] for _, headers, _ in responses(archive))


# --- the outcome


def test_dead_link_is_the_only_thing_that_makes_the_exit_code_one(demo_crawl: Crawled) -> None:
    assert demo_crawl.done.code == 1
    [failure] = demo_crawl.archive.failures
    assert failure == {
        "url": demo_crawl.at("/the-missing-index/"),
        "reason": "HTTP 404",
        "status": 404,
        "tries": 1,
        "role": "page",
        "source": "link",
        "named_by": demo_crawl.at("/knots-in-the-margin/"),
    }


def test_summary_goes_to_stderr_and_nothing_to_stdout(demo_crawl: Crawled) -> None:
    assert demo_crawl.done.out == ""
    assert "12 posts of The Harbour Ledger" in demo_crawl.done.err
    assert "HTTP 404" in demo_crawl.done.err
    assert ".open" not in demo_crawl.done.err


def test_archive_folder_is_as_designed(demo_crawl: Crawled) -> None:
    names = {path.name for path in demo_crawl.archive.folder.iterdir()}
    expected = set("warc archive.db articles.jsonl failures.jsonl report.json report.html schema.json crawl.log".split())
    assert names == expected | {".lock", "manifest-sha256.txt"}
    assert {path.suffix for path in (demo_crawl.archive.folder / "warc").iterdir()} == {".gz"}


def test_every_address_ends_with_state_reason_and_who_named_it(demo_crawl: Crawled) -> None:
    rows = demo_crawl.archive.query("SELECT url, state, reason, named_by, source FROM url")
    assert {state for _, state, *_ in rows} == {"done", "failed", "skipped"}
    assert [url for url, _, reason, *_ in rows if not reason] == []
    unnamed = [url for url, _, _, named_by, _ in rows if named_by is None]
    assert unnamed == [demo_crawl.url, demo_crawl.at("/robots.txt")]


def test_disallowed_page_is_not_fetched_and_the_ledger_says_so(demo_crawl: Crawled) -> None:
    draft = demo_crawl.at("/drafts/the-cat-of-the-reading-room/")
    assert demo_crawl.archive.state(draft) == ("skipped", "robots")
    assert fetched(demo_crawl.archive)[draft] == 0


def test_report_counts_what_was_kept_by_source(demo_crawl: Crawled) -> None:
    report = demo_crawl.archive.report
    assert report["posts"] == 12
    assert report["posts_by_source"]["sitemap"] == 12
    assert report["listed"][demo_crawl.at("/feed.xml")] == {"listed": 6, "kept": 6}
    assert report["listed"][demo_crawl.at("/sitemap.xml")]["kept"] == 12
    sizes = {file["name"]: file["bytes"] for file in report["files"]}
    for path in demo_crawl.archive.folder.rglob("*.warc.gz"):
        assert sizes[str(path.relative_to(demo_crawl.archive.folder))] == path.stat().st_size


# --- the rows


def test_rows_are_the_posts_and_nothing_else(demo_crawl: Crawled) -> None:
    assert sorted(row["url"] for row in demo_crawl.archive.rows) == sorted(demo_crawl.at(path) for path in POSTS)
    assert len({row["id"] for row in demo_crawl.archive.rows}) == 12


@pytest.mark.parametrize("path", POSTS)
def test_fields_are_exactly_what_the_post_says(demo_crawl: Crawled, path: str) -> None:
    post, row = POSTS[path], demo_crawl.row(path)
    assert row["title"] == post.title
    assert row["date_published"] == post.date.isoformat()
    assert [(a["name"], a["url"], a["bio"]) for a in row["authors"]] == [
        (writer.name, demo_crawl.at(f"/authors/{writer.slug}/"), writer.bio) for writer in post.writers
    ]
    assert row["tags"] == list(post.tags)
    assert row["categories"] == list(post.categories)
    assert row["language"] == post.language
    assert row["blog"] == {"name": "The Harbour Ledger", "url": demo_crawl.url}
    assert row["errors"] == {}


@pytest.mark.parametrize("path", POSTS)
def test_related_posts_are_others_of_the_blog_with_their_teasers(demo_crawl: Crawled, path: str) -> None:
    related = demo_crawl.row(path)["related"]
    shown = [teaser for teaser in related if teaser["kind"] == "related"]
    assert len(shown) == 3
    for teaser in related:
        other = POSTS[teaser["url"].removeprefix(demo_crawl.url.rstrip("/"))]
        assert other.slug != POSTS[path].slug
        assert teaser["title"] == other.title
    assert [teaser["excerpt"] for teaser in shown] == [
        POSTS[t["url"].removeprefix(demo_crawl.url.rstrip("/"))].summary for t in shown
    ]


def test_two_parts_are_one_row_with_the_whole_text(demo_crawl: Crawled) -> None:
    row = demo_crawl.row(RIVER)
    first, second = POSTS[RIVER].parts
    assert len(row["body_text"]) > 1500
    for part in (first, second):
        last = part.rpartition("</p>")[0].rpartition("<p>")[2].split(".")[0]
        assert last in row["body_text"]
    assert demo_crawl.archive.state(demo_crawl.at(f"{RIVER}2/")) == ("done", "part")


def test_old_address_leads_to_the_row_of_the_new_one(demo_crawl: Crawled) -> None:
    old = demo_crawl.at("/2024/03/old-light/")
    assert demo_crawl.archive.state(old) == ("done", "redirect")
    [(target,)] = demo_crawl.archive.query("SELECT t.url FROM url u JOIN url t ON t.id = u.redirect_to WHERE u.url = ?", old)
    assert target == demo_crawl.row(LIGHT)["url"]


def test_comments_are_kept_apart_from_the_body(demo_crawl: Crawled) -> None:
    row = demo_crawl.row(LIGHT)
    replies = POSTS[LIGHT].replies
    assert [(c["author"], c["text"], c["parent"]) for c in row["comments"]] == [(r.author, r.text, r.parent) for r in replies]
    assert replies[0].text not in row["body_text"]


# --- the WARC files


@pytest.mark.parametrize("path", POSTS)
def test_row_names_the_record_it_was_read_from(demo_crawl: Crawled, path: str) -> None:
    ref = demo_crawl.row(path)["archive"]
    with (demo_crawl.archive.folder / "warc" / ref["warc"]).open("rb") as file:
        file.seek(ref["offset"])
        record = next(iter(ArchiveIterator(file)))
        assert record.rec_headers.get_header("WARC-Target-URI") == demo_crawl.at(path)
        assert record.rec_headers.get_header("WARC-Record-ID") == f"<{ref['record_id']}>"
        assert record.rec_headers.get_header("WARC-Payload-Digest") == ref["payload_digest"]
        assert record.http_headers.get_statuscode() == str(ref["status"]) == "200"
        body = record.content_stream().read()
    assert POSTS[path].title in body.decode()
    assert ref["payload_digest"] == "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()


def test_payload_digests_are_right(demo_crawl: Crawled) -> None:
    for kind, headers, block in responses(demo_crawl.archive):
        if kind != "response":
            continue
        payload = block.partition(b"\r\n\r\n")[2]
        assert headers["WARC-Payload-Digest"] == "sha1:" + base64.b32encode(hashlib.sha1(payload).digest()).decode()


def test_text_warc_holds_conversions_only_one_for_each_post(demo_crawl: Crawled) -> None:
    [path] = (demo_crawl.archive.folder / "warc").glob("*-text-*.warc.gz")
    found = records(path)
    assert Counter(kind for kind, *_ in found) == {"warcinfo": 1, "conversion": 12}
    refers = {headers["WARC-Refers-To"].strip("<>") for kind, headers, _ in found if kind == "conversion"}
    assert refers == {row["archive"]["record_id"] for row in demo_crawl.archive.rows}
    assert all(kind != "conversion" for path in demo_crawl.archive.warcs() for kind, *_ in records(path))


def test_everything_is_fetched_once(demo_crawl: Crawled) -> None:
    assert {url: n for url, n in fetched(demo_crawl.archive).items() if n > 1} == {}


def test_every_answer_in_the_warc_stands_in_the_ledger(demo_crawl: Crawled) -> None:
    [(captures,)] = demo_crawl.archive.query("SELECT count(*) FROM capture")
    assert captures == len(responses(demo_crawl.archive))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/style.css", id="style sheet"),
        pytest.param("/type.css", id="style sheet named by @import"),
        pytest.param("/paper.svg", id="picture named by url() in a style sheet"),
        pytest.param("/lazy.js", id="script"),
        pytest.param("/favicon.svg", id="favicon"),
        pytest.param("/pictures/lighthouse-1200.png", id="largest of srcset"),
        pytest.param("/pictures/marit.svg", id="portrait"),
    ],
)
def test_requisite_is_archived_once(demo_crawl: Crawled, path: str) -> None:
    assert fetched(demo_crawl.archive)[demo_crawl.at(path)] == 1


def test_feed_sitemap_and_robots_txt_are_recorded(demo_crawl: Crawled) -> None:
    found = fetched(demo_crawl.archive)
    assert [found[demo_crawl.at(path)] for path in ("/feed.xml", "/sitemap.xml", "/robots.txt")] == [1, 1, 1]


# --- once more, and otherwise


def test_same_command_again_ends_at_once_and_changes_nothing(demo_crawl: Crawled, tmp_path: Path) -> None:
    shutil.copytree(demo_crawl.archive.folder, tmp_path / "copy")
    before = {p.name: p.read_bytes() for p in (tmp_path / "copy").rglob("*.gz")}
    lines = (tmp_path / "copy" / "articles.jsonl").read_bytes()
    done = crawl(demo_crawl.url, tmp_path / "copy")
    again = Archived(tmp_path / "copy")
    assert done.code == demo_crawl.done.code
    assert (tmp_path / "copy" / "articles.jsonl").read_bytes() == lines
    assert {p.name: p.read_bytes() for p in (tmp_path / "copy").rglob("*.gz")} == before
    assert again.failures == demo_crawl.archive.failures
    assert again.query("SELECT url, state, reason, tries FROM url ORDER BY id") == demo_crawl.archive.query(
        "SELECT url, state, reason, tries FROM url ORDER BY id"
    )


def test_other_blog_does_not_get_into_the_same_folder(demo_crawl: Crawled, tmp_path: Path) -> None:
    shutil.copytree(demo_crawl.archive.folder, tmp_path / "copy")
    done = crawl("http://localhost:1/", tmp_path / "copy")
    assert done.code == 2
    assert f"holds the archive of {demo_crawl.url}" in done.sentence


def test_without_assets_only_what_is_read_is_fetched(demo_crawl: Crawled, tmp_path: Path) -> None:
    done = crawl(demo_crawl.url, tmp_path, "--no-assets", "--quiet")
    bare = Archived(tmp_path)
    assert (done.code, done.err) == (1, "")
    assert bare.titles == demo_crawl.archive.titles
    assert [url for url in fetched(bare) if url.endswith((".css", ".js", ".svg", ".png"))] == []


def test_author_pages_answer_where_the_rows_say(demo_crawl: Crawled) -> None:
    pages = {demo_crawl.at(f"/authors/{writer.slug}/") for writer in WRITERS.values()}
    assert pages <= set(fetched(demo_crawl.archive))

"""Failures, figures and the summary of an archive."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from blogarchive.items import Article, Author, Blog
from blogarchive.report.failures import failures, write_failures
from blogarchive.report.figures import Figures, read_figures
from blogarchive.report.summary import size_of, summary
from blogarchive.store.archive import Archive
from blogarchive.store.articles import StoredArticle, dump_row
from blogarchive.store.ledger import CaptureRow, Heard
from blogarchive.store.states import Reason, Role, State

HOME = "https://example.org/"


def end(
    archive: Archive,
    path: str,
    state: State,
    reason: str,
    *,
    role: Role = Role.PAGE,
    truncated: str | None = None,
    captured: bool = True,
) -> int:
    """An address that came to its end."""
    home = archive.ledger.hear(Heard(url=HOME, source="start", state=State.DONE, reason="listing"))
    url_id = archive.ledger.hear(Heard(url=HOME + path, source="link", role=role), home)
    archive.ledger.lease(set())
    if captured:
        row = CaptureRow(
            warc="x.warc.gz",
            offset=0,
            length=1,
            end=1,
            record_id="urn:uuid:1",
            record_type="response",
            payload_digest=None,
            captured_at="2026-01-01T00:00:00Z",
            status=200 if state is State.DONE else 404,
            mime=None,
            truncated=truncated,
        )
        archive.ledger.record_capture(url_id, row)
    archive.ledger.finish(url_id, state, reason)
    return url_id


def test_failure_says_what_why_and_who_named_it(archive: Archive) -> None:
    end(archive, "gone", State.FAILED, "HTTP 404")
    assert list(failures(archive)) == [
        {
            "url": f"{HOME}gone",
            "reason": "HTTP 404",
            "status": 404,
            "tries": 1,
            "role": "page",
            "source": "link",
            "named_by": HOME,
        }
    ]


def test_answer_that_was_cut_off_is_kept_and_still_a_failure(archive: Archive) -> None:
    end(archive, "long", State.DONE, "other", truncated="length")
    assert [(f["url"], f["reason"]) for f in failures(archive)] == [(f"{HOME}long", "cut off (length)")]


@pytest.mark.parametrize(
    ("state", "reason", "role"),
    [
        pytest.param(State.DONE, "post", Role.PAGE, id="archived"),
        pytest.param(State.SKIPPED, Reason.ROBOTS, Role.PAGE, id="forbidden by robots.txt"),
        pytest.param(State.SKIPPED, Reason.LIMIT, Role.PAGE, id="beyond the limit"),
        pytest.param(State.FAILED, "timed out", Role.PROBE, id="usual place that nobody named"),
    ],
)
def test_what_is_no_failure(archive: Archive, state: State, reason: str, role: Role) -> None:
    end(archive, "x", state, reason, role=role)
    assert list(failures(archive)) == []


def test_failures_are_written_in_one_step(archive: Archive, tmp_path: Path) -> None:
    end(archive, "gone", State.FAILED, "HTTP 404")
    path = tmp_path / "failures.jsonl"
    path.write_text("old\nold\n")
    assert write_failures(archive, path) == 1
    [line] = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["url"] == f"{HOME}gone"
    assert list(tmp_path.glob("*.tmp")) == []


@pytest.fixture
def figures(archive: Archive) -> Figures:
    end(archive, "gone", State.FAILED, "HTTP 404")
    end(archive, "lost", State.FAILED, "HTTP 404")
    end(archive, "off", State.FAILED, "timed out", captured=False)
    end(archive, "closed", State.SKIPPED, Reason.ROBOTS, captured=False)
    for number, authors in ((1, [Author(name="Ida", bio="Writes.")]), (2, [Author(name="Bo")])):
        url_id = end(archive, f"post-{number}", State.DONE, "post")
        article = Article(id=str(number), url=HOME, blog=Blog(name="Blog", url=HOME), title="T", authors=authors)
        row = dump_row(article.to_row())
        archive.articles.put(StoredArticle(id=str(number), url_id=url_id, capture=number, knowledge=None, row=row))
    archive.commit()
    return read_figures(archive, HOME)


def test_figures_count_posts_fields_and_failures(figures: Figures) -> None:
    assert (figures.posts, figures.name) == (2, "Blog")
    assert figures.posts_by_source == {"link": 2}
    assert figures.failed == {"HTTP 404": 2, "timed out": 1}
    assert figures.skipped == {"robots": 1}
    assert figures.states == {"done": 3, "failed": 3, "skipped": 1}
    assert (figures.filled["title"], figures.filled["bio"], figures.filled["tags"]) == (2, 1, 0)
    assert figures.requests == {"example.org": 4}


def test_figures_of_an_empty_archive(archive: Archive) -> None:
    empty = read_figures(archive, HOME)
    assert (empty.posts, empty.failed, empty.captures) == (0, {}, 0)
    assert json.loads(empty.to_json())["blog"] == HOME


def shown(figures: Figures) -> str:
    console = Console(file=io.StringIO(), width=120)
    console.print(summary(figures, Path("output/example.org"), "complete"))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_summary_fits_on_a_screen_and_says_what_matters(figures: Figures) -> None:
    text = shown(figures)
    assert len(text.splitlines()) < 25
    for words in ("2 posts of Blog", "link", "100%", "50%", "HTTP 404", "timed out", "failures.jsonl", "Next: jq"):
        assert words in text


def test_summary_of_nothing_points_to_help(archive: Archive) -> None:
    text = shown(read_figures(archive, HOME))
    assert "0 posts" in text
    assert "blogarchive crawl --help" in text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_500_000, "1.5 MB"), (2_000_000_000_000, "2000.0 GB")]
)
def test_size_in_the_unit_that_reads_best(count: int, text: str) -> None:
    assert size_of(count) == text

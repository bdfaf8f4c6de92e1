"""Blogs whose title, date and authors stand in unmarked places: what the feed says of the newest posts is learned for all."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from server.command import Archived, blogarchive, crawl
from server.site import Site

NAMES = ("Anna Meier", "Karel Novak", "Ida Berg")
POSTS = 24
LABELLED = 10

Template = Callable[[int], str]


def title_of(number: int) -> str:
    return f"The tale of boat {number}"


def day_of(number: int) -> str:
    return f"{2001 + number % 19}-{number * 5 % 12 + 1:02d}-{number % 28 + 1:02d}"


def author_of(number: int) -> str:
    return NAMES[number % 3]


def text_of(number: int) -> str:
    return "".join(
        f"<p>Sentence {at} of post {number}, about pier {number * 7 + at}, is written once and goes on for a while.</p>"
        for at in range(5)
    )


def figures(number: int, *, month_first: bool = False) -> str:
    year, month, day = day_of(number).split("-")
    return f"{month}/{day}/{year}" if month_first else f"{day}/{month}/{year}"


def built(number: int) -> str:
    """Names of classes that a build tool made up; the heading is the site's, and an issue stands where a title would."""
    return f"""<div class="w1"><h1>Quay notes</h1><div class="w3"><div class="a1"><b>Issue {number % 4}</b></div>
<div class="a2">{title_of(number)}</div><div class="a3">{figures(number)}</div><div class="a4">{author_of(number)}</div></div>
<div class="w4">{text_of(number)}</div></div><div class="w9">Ida Berg keeps this site. Last change 12.12.2012</div>"""


def tables(number: int) -> str:
    """Nothing has a name: old pages, laid out with tables, with figures that have the month first."""
    day = figures(number, month_first=True)
    return f"""<table><tr><td>Quay notes</td></tr><tr><td><font size="4">{title_of(number)}</font><br>
<i>{day}</i> / told to us at the quay: {author_of(number)}<br>{text_of(number)}</td></tr></table>"""


def machine(number: int) -> str:
    """The day is for machines alone, in an attribute of its own making; behind the name stands a place."""
    moment = f"{day_of(number)}T10:00:00Z"
    return f"""<div class="top"><h1>{title_of(number)}</h1><span class="q1" data-moment="{moment}">long ago</span>
<span class="q2">{author_of(number)} – Bergen</span></div><div class="entry-content">{text_of(number)}</div>"""


def undated(number: int) -> str:
    """A page that has no day of its own; the last comments on the blog have one."""
    return f"""<h1>{title_of(number)}</h1><div class="entry-content">{text_of(number)}</div>
<div class="sidebar"><span class="c1">3 May 2019</span><span class="c1">4 May 2019</span></div>"""


@dataclass(frozen=True)
class Made:
    """An archived blog."""

    folder: Path
    url: str

    @property
    def rows(self) -> dict[int, dict[str, Any]]:
        """Rows by the number of the post."""
        return {int(row["url"].rpartition("/p")[2].partition(".")[0]): row for row in Archived(self.folder).rows}

    def values(self, key: str) -> dict[int, Any]:
        """One field by the number of the post."""
        found = {number: row[key] for number, row in self.rows.items()}
        return {
            n: [a["name"] for a in v] if key == "authors" else (v or "")[:10] if key[:4] == "date" else v
            for n, v in found.items()
        }


def value_of(row: dict[str, Any], key: str) -> Any:
    """A field; of authors their names, of dates the day, empty for none."""
    value = row[key]
    return [author["name"] for author in value] if key == "authors" else (value or "")[:10] if key == "date_published" else value


def feed(wrong: int, labelled: int) -> str:
    """An RSS feed of the newest posts."""
    items = ""
    for number in range(POSTS, POSTS - labelled, -1):
        told = number + 100 if number > POSTS - wrong else number
        items += (
            f"<item><title>{title_of(told)}</title><link>{{base}}/p{number}.html</link>"
            f"<pubDate>{day_of(told)}T08:00:00Z</pubDate><dc:creator>{author_of(told)}</dc:creator></item>"
        )
    channel = f"<channel><title>Quay notes</title><link>{{base}}/</link><description>d</description>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">{channel}</rss>'


def archived(folder: Path, template: Template, *, wrong: int = 0, labelled: int = LABELLED) -> Made:
    """A crawl of a blog in *template* whose feed describes the newest posts, so many of them in a wrong way."""
    with Site() as site:
        numbers = range(POSTS, 0, -1)
        links = "".join(
            f'<article><h2><a href="/p{n}.html">No {n}</a></h2><p>What no {n} is about, in short.</p></article>' for n in numbers
        )
        link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        site.page("/", f"<h1>Quay notes</h1>{links}", title="Quay notes", head=link)
        site.on("/feed.xml", body=feed(wrong, labelled), content_type="application/rss+xml")
        for number in numbers:
            site.page(f"/p{number}.html", template(number), title="Quay notes")
        assert crawl(site.url("/"), folder, "-q").code == 0
        return Made(folder, site.url("/"))


OLD = range(1, POSTS - LABELLED + 1)


@pytest.fixture(scope="module", params=[built, tables, machine], ids=lambda template: template.__name__)
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return archived(tmp_path_factory.mktemp("blog"), request.param)


def test_older_posts_have_their_title(blog: Made) -> None:
    titles = blog.values("title")
    assert {n: titles[n] for n in OLD} == {n: title_of(n) for n in OLD}


def test_older_posts_have_their_day(blog: Made) -> None:
    days = blog.values("date_published")
    assert {n: days[n] for n in OLD} == {n: day_of(n) for n in OLD}


def test_older_posts_have_their_author(blog: Made) -> None:
    authors = blog.values("authors")
    assert {n: authors[n] for n in OLD} == {n: [author_of(n)] for n in OLD}


def test_reading_the_records_again_gives_the_same_rows(blog: Made) -> None:
    lines = (blog.folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(blogarchive("extract", blog.folder).out.splitlines()) == sorted(lines)


def test_the_profile_gives_the_same_values_when_it_is_given_back(blog: Made, tmp_path: Path) -> None:
    profile = blogarchive("sites", "show", blog.folder, "--json").out
    (tmp_path / "profile.json").write_text(profile, encoding="utf-8")
    done = blogarchive("extract", blog.folder, "--site-profile", tmp_path / "profile.json")
    again = {row["url"]: row for row in map(json.loads, done.out.splitlines())}
    for row in blog.rows.values():
        assert [again[row["url"]][key] for key in ("title", "authors")] == [row[key] for key in ("title", "authors")]
        assert again[row["url"]]["date_published"][:10] == row["date_published"][:10]


def test_learning_from_the_records_gives_the_same_profile(blog: Made) -> None:
    assert blogarchive("sites", "learn", blog.folder, "--json").out == blogarchive("sites", "show", blog.folder, "--json").out


@pytest.fixture(scope="module")
def misled(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return archived(tmp_path_factory.mktemp("misled"), built, wrong=2)


@pytest.mark.parametrize(
    ("key", "truth"),
    [("title", title_of), ("date_published", day_of), ("authors", lambda n: [author_of(n)])],
    ids="title date authors".split(),
)
def test_two_wrong_labels_of_ten_change_no_other_post(misled: Made, key: str, truth: Callable[[int], Any]) -> None:
    found = misled.values(key)
    assert {n: found[n] for n in OLD} == {n: truth(n) for n in OLD}


def test_the_row_says_where_the_title_was_learned_to_stand(misled: Made) -> None:
    found = misled.rows[3]["provenance"]["title"]
    assert (found["source"], found["selector"]) == ("learned", "div.a2")


def test_the_places_are_shown(misled: Made) -> None:
    shown = blogarchive("sites", "show", misled.folder).out
    assert "8 x div.a2" in shown
    assert "3 April" in shown


def test_settling_again_changes_nothing(misled: Made, tmp_path: Path) -> None:
    before = (misled.folder / "articles.jsonl").read_bytes()
    crawl(misled.url, misled.folder, "-q")
    assert (misled.folder / "articles.jsonl").read_bytes() == before


def test_an_archive_of_an_earlier_version_is_shown(misled: Made, tmp_path: Path) -> None:
    shutil.copytree(misled.folder, tmp_path / "old")
    with closing(sqlite3.connect(tmp_path / "old" / "archive.db")) as db:
        db.executescript("DROP TABLE field_shape; DELETE FROM meta WHERE name LIKE 'learned%'; PRAGMA user_version = 2")
    shown = blogarchive("sites", "show", tmp_path / "old")
    assert shown.code == 0
    assert "div.a2" not in shown.out


def test_posts_of_one_clear_template_teach_those_of_the_same_without_labels(tmp_path: Path) -> None:
    """Newer posts have the name in a byline too; the older ones have the place of it alone."""

    def template(number: int) -> str:
        byline = f'<p class="byline">By <span class="p-author">{author_of(number)}</span></p>' if number > 4 else ""
        return built(number).replace('<div class="w4">', f'{byline}<div class="w4">')

    authors = archived(tmp_path / "blog", template, labelled=0).values("authors")
    assert [authors[n] for n in range(1, 5)] == [[author_of(n)] for n in range(1, 5)]


def test_an_edited_place_is_believed(misled: Made, tmp_path: Path) -> None:
    profile = json.loads(blogarchive("sites", "show", misled.folder, "--json").out)
    profile["title_places"] = [{"selector": "div.a1 > b"}]
    (tmp_path / "profile.json").write_text(json.dumps(profile), encoding="utf-8")
    done = blogarchive("extract", misled.folder, "--site-profile", tmp_path / "profile.json")
    titles = {json.loads(line)["title"] for line in done.out.splitlines()}
    assert titles == {f"Issue {n}" for n in range(4)}


def test_posts_without_a_day_get_none(tmp_path: Path) -> None:
    days = archived(tmp_path / "blog", undated).values("date_published")
    assert {days[n] for n in OLD} == {""}


def test_a_post_that_has_not_the_place_is_read_as_if_alone(tmp_path: Path) -> None:
    def template(number: int) -> str:
        return built(number) if number != 5 else built(number).replace('class="a4"', 'class="b4"').replace("a2", "b2")

    rows = archived(tmp_path / "blog", template).rows
    assert rows[5]["authors"] == []
    assert rows[6]["authors"][0]["name"] == author_of(6)

"""Sites that answer 200 to everything: what they answer to an address that cannot exist is no post."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from server.command import Archived, blogarchive, crawl
from server.listed_blog import ListedBlog
from server.site import Answer, blog_post, listing

from blogarchive.extract.kind import Evidence, Hints, Verdict
from blogarchive.settle.soft404 import SOFT_404, SoftAnswer, links_digest, probe_of

ROOT = "https://x.example/blog/"
GONE = Evidence(title="nothingtoseehere", words=20, signature="h1<main")
POST = Evidence(title="apost", words=400, signature="h1<main", published=True, date_near_title=True)


def soft(evidence: Evidence = GONE, links: str = "") -> SoftAnswer:
    return SoftAnswer(url=probe_of(ROOT), evidence=evidence, links=links)


def test_probe_is_the_same_for_a_blog_and_another_for_others() -> None:
    assert probe_of("http://www.x.example/blog/index.html").rpartition("no-such")[2] == probe_of(ROOT).rpartition("no-such")[2]
    assert probe_of(ROOT).startswith(ROOT)
    assert probe_of(ROOT) != probe_of("https://y.example/blog/")


@pytest.mark.parametrize(
    ("evidence", "fits"),
    [
        pytest.param(GONE, True, id="the same page"),
        pytest.param(Evidence(title="nothingtoseehere", words=21, signature="h1<main"), True, id="a word more"),
        pytest.param(Evidence(title="nothingtoseehere", words=90, signature="h1<main"), False, id="another text"),
        pytest.param(Evidence(title="apost", words=20, signature="h1<main"), False, id="another title"),
        pytest.param(Evidence(title="nothingtoseehere", words=20, signature="h1<div"), False, id="another template"),
        pytest.param(
            Evidence(title="nothingtoseehere", words=20, signature="h1<main", published=True), False, id="states a date"
        ),
    ],
)
def test_likeness(evidence: Evidence, fits: bool) -> None:
    assert soft().fits(ROOT + "old/", evidence) is fits


def test_title_may_repeat_the_address() -> None:
    probe = probe_of(ROOT)
    name = probe.rstrip("/").rpartition("/")[2].replace("-", "")
    answer = SoftAnswer(url=probe, evidence=Evidence(title=f"no{name}here", words=5), links="")
    assert answer.fits(ROOT + "my-post/", Evidence(title="nomyposthere", words=5))


def test_page_of_many_teasers_must_also_link_alike() -> None:
    """A site that shows its start to everybody must not lose the further pages of its list."""
    start = Evidence(title="ablog", words=500, teasers=10)
    answer = soft(start, links_digest([ROOT + "a/", ROOT + "b/"], probe_of(ROOT)))
    assert not answer.fits(ROOT + "page/2/", start, [ROOT + "c/"])
    assert answer.fits(ROOT + "lost/", start, [ROOT + "b/", ROOT + "a/"])


def test_made_up_posts_need_a_list_that_names_them() -> None:
    told, linked, other = ROOT + "told/", ROOT + "linked/", ROOT + "other/"
    evidence = dict.fromkeys(
        (told, linked), Evidence(title="b", words=300, signature="h1<main", published=True, article_own=True)
    )
    evidence[other] = Evidence(title="c", words=300, signature="h1<div")
    hints = {told: Hints(in_feed=True)}
    verdicts = {url: Verdict(kind="post", confidence=0.9, reason="") for url in evidence}
    made_up = soft(Evidence(title="a", words=200, signature="h1<main", published=True, article_own=True, og_article=True))
    assert set(made_up.overrule(evidence, hints, verdicts)) == {linked}
    assert soft().overrule(evidence, hints, verdicts) == {}


# --- whole crawls


@pytest.fixture
def listed() -> Iterator[ListedBlog]:
    with ListedBlog(12) as site:
        yield site


def page(title: str, body: str) -> bytes:
    return f'<!DOCTYPE html><html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'.encode()


FIXED = page("Sorry", "<main><h1>Sorry</h1><p>What you look for has walked away.</p></main>")
ECHO = page("{path}", '<main><h1>{path}</h1><p>Is not here.</p><a href="{path}a/">a</a> <a href="{path}b/">b</a></main>')
START = page("A small blog", listing(list(range(12, 2, -1))))
MADE_UP = page("Made up", blog_post(77).replace("word77x", "x{path}x") + '<a href="{path}a/">on</a> <a href="{path}b/">on</a>')


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(FIXED, id="one page for all"),
        pytest.param(ECHO, id="the address with links further on"),
        pytest.param(START, id="the start"),
        pytest.param(MADE_UP, id="a made-up post with links to others"),
    ],
)
def test_site_that_answers_everything_gives_its_posts_only(listed: ListedBlog, tmp_path: Path, body: bytes) -> None:
    listed.forget("/post-3/")  # its page is the answer to everything now
    listed.forget("/post-5/")
    links = '<a href="/lost/">lost</a><a href="/gone/away/">gone</a>'
    listed.page("/post-5/", blog_post(5, more=links), title="Post number 5")
    listed.other = Answer(200, body)
    crawl(listed.url(), tmp_path / "a", "--no-assets", "--no-rest")
    found = Archived(tmp_path / "a")
    numbers = sorted(int(title.rpartition(" ")[2]) for title in found.titles)
    expected = [n for n in range(1, 13) if n != 3]
    assert [n for n in numbers if n != 77] == expected
    assert len(found.rows) <= len(expected) + (body == MADE_UP)  # a feed vouches for the third post
    assert len(listed.paths()) < 120


def test_site_that_sends_everybody_home_gives_its_posts_only(listed: ListedBlog, tmp_path: Path) -> None:
    listed.forget("/post-3/")
    listed.other = Answer(302, b"", None, {"Location": "/"})
    crawl(listed.url(), tmp_path / "a", "--no-assets")
    assert len(Archived(tmp_path / "a").rows) == 11
    assert len(listed.paths()) < 60


def test_probe_is_recorded_once_and_rebuilding_agrees(listed: ListedBlog, tmp_path: Path) -> None:
    listed.forget("/post-3/")
    listed.other = Answer(200, FIXED)
    crawl(listed.url(), tmp_path / "a", "--no-assets")
    before = Archived(tmp_path / "a")
    asked = before.query("SELECT url, role, status FROM url WHERE source = ?", SOFT_404)
    assert asked == [(probe_of(listed.url()), "probe", 200)]
    assert listed.count(probe_of(listed.url()).removeprefix(listed.base)) == 1
    assert blogarchive("rebuild", tmp_path / "a").code in (0, 1)
    assert Archived(tmp_path / "a").rows == before.rows

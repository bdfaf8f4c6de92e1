"""The state of one blog: what readings lead to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from server.site import blog_post, feed_of, listing, sitemap_of

from blogarchive.settle.answer import Answer, read_answer
from blogarchive.settle.blog import BlogState
from blogarchive.settle.soft404 import probe_of
from blogarchive.store.archive import LooseWarcs
from blogarchive.store.ledger import CaptureRow, UrlRow
from blogarchive.store.states import Role, State

BASE = "http://x.example"


class Crawling:
    """A blog that is read by hand: what the ledger leases is answered from a table."""

    def __init__(self, start: str, pages: dict[str, tuple[str, str]], **options: object) -> None:
        self.tables = LooseWarcs([])
        self.blog = BlogState(self.tables, start_url=BASE + start, **options)  # type: ignore[arg-type]
        self.ledger = self.tables.ledger
        self.pages = pages
        self.asked: list[str] = []
        self.kinds: dict[str, str | None] = {}
        self.blog.begin()

    def step(self) -> UrlRow | None:
        """Read the next answer."""
        row = self.ledger.lease(set())
        if row is None:
            return None
        path = row.url.removeprefix(BASE)
        self.asked.append(path)
        if path not in self.pages:
            self.ledger.finish(row.id, State.FAILED, "HTTP 404")
            if row.role is Role.START and not self.blog.next_root():
                self.blog.take_start_as_root()
            return row
        content_type, body = self.pages[path]
        capture_id = self.ledger.record_capture(row.id, capture(len(self.asked)))
        answer = Answer(
            url=row.url,
            status=200,
            content_type=content_type,
            body=body.replace("{base}", BASE).encode(),
            captured_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        verdict = self.blog.read(row, capture_id, read_answer(answer))
        self.kinds[path] = verdict.kind if verdict else None
        self.ledger.finish(row.id, State.DONE, "read")
        return row

    def run(self) -> list[str]:
        """Read until nothing is left; the paths in order."""
        while self.step():
            pass
        return self.asked

    def state(self, path: str) -> tuple[State, str | None, str]:
        row = self.ledger.get(BASE + path)
        assert row is not None
        return row.state, row.reason, row.source


def capture(number: int) -> CaptureRow:
    return CaptureRow(
        warc="x.warc.gz",
        offset=number,
        length=1,
        end=number,
        record_id=f"urn:uuid:{number}",
        record_type="response",
        payload_digest=None,
        captured_at="2026-01-01T00:00:00Z",
        status=200,
        mime=None,
        truncated=None,
    )


def html(body: str, head: str = "") -> tuple[str, str]:
    return "text/html", f'<!DOCTYPE html><html lang="en"><head><title>B</title>{head}</head><body>{body}</body></html>'


FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
FEED = ("application/rss+xml", feed_of([3, 2, 1]))
POSTS = {f"/post-{n}/": html(blog_post(n)) for n in (1, 2, 3)}


def test_feeds_come_first_then_posts_newest_first_then_the_rest() -> None:
    crawling = Crawling("/", {"/": html(listing([1, 2, 3]), FEED_LINK), "/feed.xml": FEED, **POSTS})
    order = crawling.run()
    assert order[:3] == ["/", probe_of(BASE + "/").removeprefix(BASE), "/feed.xml"]
    assert [path for path in order if path.startswith("/post")] == ["/post-3/", "/post-2/", "/post-1/"]
    assert {crawling.kinds[path] for path in POSTS} == {"post"}


def test_who_named_a_page_is_kept() -> None:
    crawling = Crawling("/", {"/": html(listing([1]), FEED_LINK), "/feed.xml": FEED, **POSTS})
    crawling.run()
    named = crawling.tables.db.execute(
        "SELECT n.url FROM url u JOIN url n ON n.id = u.named_by WHERE u.url = ?", (f"{BASE}/post-3/",)
    ).fetchone()
    assert named == (f"{BASE}/feed.xml",)


def test_usual_places_are_tried_only_when_nothing_is_named() -> None:
    named = Crawling("/", {"/": html(listing([1]), FEED_LINK), "/feed.xml": FEED, **POSTS})
    assert "/feed/" not in named.run()
    bare = Crawling("/", {"/": html(listing([1])), **POSTS})
    assert "/feed/" in bare.run()


def test_usual_place_that_answers_ends_the_trying() -> None:
    pages = {"/": html(listing([1])), "/feed/": FEED, **POSTS}
    crawling = Crawling("/", pages)
    tried = [path for path in crawling.run() if "feed" in path or "rss" in path or "atom" in path]
    assert tried == ["/feed/"]


@pytest.mark.parametrize("start", ["/blog/post-2/", "/blog/feed.xml", "/sitemap.xml"])
def test_root_is_found_from_a_part_of_the_blog(start: str) -> None:
    pages = {
        "/blog/": html(listing([3, 2, 1], prefix="/blog/")),
        "/blog/feed.xml": ("application/rss+xml", feed_of([3, 2, 1], "/blog/", "/blog/")),
        "/sitemap.xml": ("application/xml", sitemap_of(["/blog/", "/blog/post-1/", "/blog/post-2/"])),
    }
    nav = '<nav><a rel="prev" href="/blog/post-1/">1</a><a rel="next" href="/blog/post-3/">3</a></nav>'
    pages |= {f"/blog/post-{n}/": html(blog_post(n, more=nav)) for n in (1, 2, 3)}
    crawling = Crawling(start, pages)
    crawling.run()
    assert crawling.blog.root_url == f"{BASE}/blog/"
    assert {path for path, kind in crawling.kinds.items() if kind == "post"} >= {"/blog/post-1/", "/blog/post-3/"}


def test_start_is_the_root_when_nothing_better_answers() -> None:
    crawling = Crawling("/post-2/", {"/post-2/": html(blog_post(2))})
    crawling.run()
    assert crawling.blog.root_url == f"{BASE}/post-2/"


def test_excluded_and_foreign_pages_are_skipped_with_the_reason() -> None:
    links = '<a href="http://other.example/">o</a><a href="/secret/">s</a>'
    crawling = Crawling("/", {"/": html(listing([1], links)), **POSTS}, exclude=("secret",))
    crawling.run()
    assert crawling.state("/secret/") == (State.SKIPPED, "excluded", "link")
    other = crawling.ledger.get("http://other.example/")
    assert other is not None
    assert (other.state, other.reason) == (State.SKIPPED, "scope")


def test_limit_skips_what_is_queued_and_what_is_heard_later() -> None:
    crawling = Crawling("/", {"/": html(listing([1]), FEED_LINK), "/feed.xml": FEED, **POSTS})
    crawling.step()
    crawling.blog.stop_hearing()
    assert crawling.run() == ["/"]
    assert crawling.state("/post-1/")[:2] == (State.SKIPPED, "limit")


def test_requisites_of_posts_are_heard_and_of_other_pages_not() -> None:
    pages = {
        "/": html(listing([1]) + '<a href="/about/">a</a>'),
        "/about/": html('<main><p>Who we are.</p><img src="/us.png"></main>'),
        "/post-1/": html(blog_post(1, more='<img src="/p.png">')),
    }
    crawling = Crawling("/", pages)
    crawling.run()
    assert "/p.png" in crawling.asked
    assert "/us.png" not in crawling.asked
    assert "/p.png" not in Crawling("/", pages, assets=False).run()


@pytest.mark.parametrize(
    ("target", "followed"),
    [
        pytest.param("/new/", True, id="within the blog"),
        pytest.param("http://other.example/", False, id="elsewhere"),
    ],
)
def test_redirect_of_a_page(target: str, followed: bool) -> None:
    crawling = Crawling("/", {"/": html(listing([1]) + '<a href="/old/">o</a>')})
    crawling.run()
    row = crawling.ledger.get(f"{BASE}/old/")
    assert row is not None
    assert crawling.blog.redirect(row, target if target.startswith("http") else BASE + target)
    assert crawling.ledger.has_work() is followed
    assert crawling.state("/old/")[:2] == (State.DONE, "redirect")


def test_redirect_to_itself_is_refused_and_a_circle_too() -> None:
    crawling = Crawling("/", {"/": html(listing([1]) + '<a href="/a/">a</a> <a href="/b/">b</a>')})
    crawling.run()
    a, b = crawling.ledger.get(f"{BASE}/a/"), crawling.ledger.get(f"{BASE}/b/")
    assert a is not None
    assert b is not None
    assert not crawling.blog.redirect(a, a.url)
    assert crawling.blog.redirect(a, b.url)
    assert not crawling.blog.redirect(b, a.url)


def test_redirect_to_another_spelling_of_itself_is_asked_a_few_times() -> None:
    crawling = Crawling("/", {"/": html(listing([1])), "/post-1/": html(blog_post(1))})
    crawling.step()
    url = f"{BASE}/post-1/"
    asked = []
    while row := crawling.ledger.lease(set()):
        if not row.url.startswith(url):
            continue
        asked.append(row.url)
        if not crawling.blog.redirect(row, f"{url}?utm_source={len(asked)}"):
            break
    assert len(asked) == 4

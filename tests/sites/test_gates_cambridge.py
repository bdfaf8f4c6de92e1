"""The rule for Gates Cambridge, over layouts that have the site's words and order in different markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.page import Page
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article
from blogarchive.sites import page_for

URL = "https://www.gatescambridge.org/our-scholars/blog/what-the-harbour-knew/"
FIRST = "Last Sunday was a turning point for the harbour, which had an immediate effect on the lives of all who work there."
SECOND = "First and foremost, the people of the quay should go on keeping their ledgers by any means available to them."
CLOSING = "*Ann Lee [2016] is doing her PhD in History. Picture credit: Bo Chen."


def teaser(path: str, title: str) -> str:
    return f"<a href='{path}'><h3>{title}</h3></a><p>The beginning of another post that goes on and on until it stops […]</p>"


OTHERS = teaser("/our-scholars/blog/one/", "One") + teaser("/our-scholars/blog/two/", "Two")
TEASERS = OTHERS + teaser(URL, "What the harbour knew")

LAYOUTS = {
    "article": (
        "<main><h1>What the harbour knew</h1><article><ul><li>August 18, 2020</li></ul><h2>What the harbour knew</h2><div>"
        "<p>{a}</p><h3>What can be done?</h3><p>{b}</p><p>{c}</p></div></article>"
        "<section><h2>Latest Blogs</h2>{t}</section></main>"
    ),
    "bare": (
        "<div><div><h1>What the harbour knew</h1></div><div><ul><li>August 18, 2020</li></ul><h1>What the harbour knew</h1>"
        "<p>{a}</p><p><strong>What can be done?</strong></p><p>{b}</p><p><em>{c}</em></p></div></div>"
        "<div><h2>Latest Blogs</h2><div>{t}</div></div>"
    ),
    "together": (
        "<div id='x1'><h1>What the harbour knew</h1><ul class='c9'><li>August 18, 2020</li></ul><div class='c7'>"
        "<h2>What the harbour knew</h2><p>{a}</p><h4>What can be done?</h4><p>{b}</p><p>{c}</p></div>"
        "<h3>Latest Blogs</h3><div class='c5'>{t}</div></div>"
    ),
}
HEAD = "<html><head><title>What the harbour knew - Gates Cambridge</title></head><body><nav><a href='/'>Home</a></nav>"
FOOT = "<footer><p>Gates Cambridge Trust</p></footer></body></html>"


def page_of(html: str, url: str) -> Page:
    captured_at = datetime(2026, 1, 2, tzinfo=UTC)
    return page_for(url=url, body=html.encode(), content_type="text/html; charset=utf-8", captured_at=captured_at)


def article_of(layout: str) -> Article:
    html = HEAD + LAYOUTS[layout].format(a=FIRST, b=SECOND, c=CLOSING, t=TEASERS) + FOOT
    return extract_article(page_of(html, URL), SiteKnowledge())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_body_is_the_post_alone(layout: str) -> None:
    assert article_of(layout).body_text == f"{FIRST}\n\nWhat can be done?\n\n{SECOND}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_author_and_bio_come_from_the_closing_line(layout: str) -> None:
    assert [(a.name, a.bio) for a in article_of(layout).authors] == [("Ann Lee", CLOSING)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_date_comes_from_the_date_line(layout: str) -> None:
    assert (article_of(layout).date_published or "")[:10] == "2020-08-18"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_latest_blogs_are_listed_without_the_post_itself(layout: str) -> None:
    assert [(t.title, t.kind) for t in article_of(layout).related] == [("One", "latest"), ("Two", "latest")]


def test_standfirst_and_pull_quote_of_news_stay_in_the_body() -> None:
    html = (
        "<title>A new quay - Gates Cambridge</title><main><h1>A new quay</h1><article><ul><li>May 3, 2021</li></ul>"
        f"<p class='standfirst'>A short standfirst for the news.</p><p>{FIRST}</p>"
        f"<blockquote><p>We never expected the tide.</p></blockquote><p>{SECOND}</p></article>"
        f"<section><h2>Latest News</h2>{teaser('/about/news/a/', 'A')}</section></main>"
    )
    page = page_of(html, "https://gatescambridge.org/about/news/a-new-quay/")
    text = extract_article(page, SiteKnowledge()).body_text
    assert text == f"A short standfirst for the news.\n\n{FIRST}\n\nWe never expected the tide.\n\n{SECOND}"

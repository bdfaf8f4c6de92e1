"""The reading copy: one file with everything in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from server.command import Crawled, blogarchive

from blogarchive.export.htmlfile import HtmlWriter

from .samples import full_article


@pytest.fixture(scope="module")
def page(demo_crawl: Crawled, tmp_path_factory: pytest.TempPathFactory) -> html.HtmlElement:
    path = tmp_path_factory.mktemp("html") / "x.html"
    done = blogarchive("export", demo_crawl.archive.folder, "--to", "html", "-o", path)
    assert done.code == 0, done.err
    return html.document_fromstring(path.read_bytes())


def test_index_leads_to_every_post(page: html.HtmlElement, demo_crawl: Crawled) -> None:
    links = [href.removeprefix("#") for href in page.xpath("//nav//a/@href")]
    assert links == page.xpath("//article/@id")
    assert len(links) == len(demo_crawl.archive.rows)


def test_posts_hold_title_text_and_comments(page: html.HtmlElement, demo_crawl: Crawled) -> None:
    text = " ".join(page.text_content().split())
    for row in demo_crawl.archive.rows:
        assert row["title"] in text
        assert all(" ".join(comment["text"].split()) in text for comment in row["comments"])


def test_pictures_are_inside_and_nothing_else_is_loaded(page: html.HtmlElement) -> None:
    sources = page.xpath("//@src")
    assert sources
    assert [source for source in sources if not source.startswith("data:image/")] == []
    assert page.xpath("//script | //link | //iframe") == []
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_values_of_the_row_are_escaped(tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script>'
    row = full_article(title=evil, license=evil, language=evil, tags=[evil], body_html=evil).to_row()
    row["authors"][0]["name"] = row["comments"][0]["text"] = row["blog"]["name"] = row["url"] = evil
    writer = HtmlWriter(tmp_path / "x.html")
    writer.add(row)
    writer.finish()
    assert b"<script" not in (tmp_path / "x.html").read_bytes()

"""The demo blog holds what the tutorial says it holds, and holds together."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import lxml.etree
import lxml.html
import pytest

from blogarchive.demo.build import Response, render_site
from blogarchive.demo.content import WRITERS, load_posts
from blogarchive.demo.theme import post_path

BASE = "http://127.0.0.1:9"
POSTS = load_posts()


@pytest.fixture(scope="module")
def site() -> dict[str, Response]:
    return render_site(BASE)


def page(site: dict[str, Response], path: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(site[path].body.decode())


def addresses(site: dict[str, Response], path: str) -> set[str]:
    """Every address of the same host that the page, style sheet, feed or sitemap at *path* names."""
    answer = site[path]
    text = answer.body.decode()
    if "html" in answer.content_type:
        root = lxml.html.fromstring(text)
        found = set(root.xpath("//@href | //@src | //@data-src"))
        for srcset in root.xpath("//@srcset | //@data-srcset"):
            found |= {part.split()[0] for part in srcset.split(",")}
    elif "css" in answer.content_type:
        found = set(re.findall(r'url\("([^"]+)"\)', text))
    else:
        found = set(re.findall(r"(?:<loc>|<link>)([^<]+)", text))
    whole = {urljoin(BASE + path, address) for address in found}
    return {urlsplit(address).path for address in whole if address.startswith(BASE)}


def test_twelve_posts_in_five_languages() -> None:
    assert len(POSTS) == 12
    assert {post.language for post in POSTS} == {"en", "de", "fr", "es", "ja"}


def test_two_writers_sign_the_posts_and_one_post_has_both() -> None:
    assert {writer.slug for post in POSTS for writer in post.writers} == {w.slug for w in WRITERS.values()}
    assert [len(post.writers) for post in POSTS].count(2) == 1


def test_every_post_answers_at_its_address(site: dict[str, Response]) -> None:
    assert {site[post_path(post)].status for post in POSTS} == {200}


def test_index_pages_list_every_post_once_five_at_a_time(site: dict[str, Response]) -> None:
    listed = [page(site, path).xpath("//h2[@class='entry-title']/a/@href") for path in ("/", "/page/2/", "/page/3/")]
    assert [len(links) for links in listed] == [5, 5, 2]
    assert [link for links in listed for link in links] == [post_path(post) for post in POSTS]


def test_exactly_one_link_is_dead(site: dict[str, Response]) -> None:
    text = [path for path, answer in site.items() if answer.body and re.search("html|css|xml;", answer.content_type)]
    dead = {address for path in text for address in addresses(site, path)} - set(site)
    assert dead == {"/the-missing-index/"}


def test_moved_address_redirects_to_the_post(site: dict[str, Response]) -> None:
    answer = site["/2024/03/old-light/"]
    assert (answer.status, answer.headers["Location"]) == (301, f"{BASE}/the-light-that-was-moved/")


def test_robots_closes_one_folder_and_names_the_sitemap(site: dict[str, Response]) -> None:
    lines = site["/robots.txt"].body.decode().splitlines()
    assert [line for line in lines if line.startswith("Disallow")] == ["Disallow: /drafts/"]
    assert f"Sitemap: {BASE}/sitemap.xml" in lines


def test_feed_holds_the_six_newest_posts_in_full(site: dict[str, Response]) -> None:
    feed = lxml.etree.fromstring(site["/feed.xml"].body)
    assert feed.xpath("//item/title/text()") == [post.title for post in POSTS[:6]]
    bodies = feed.xpath("//item/*[local-name()='encoded']/text()")
    assert bodies == ["".join(post.parts) for post in POSTS[:6]]


def test_sitemap_lists_every_post(site: dict[str, Response]) -> None:
    sitemap = lxml.etree.fromstring(site["/sitemap.xml"].body)
    assert {BASE + post_path(post) for post in POSTS} <= set(sitemap.xpath("//*[local-name()='loc']/text()"))


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.slug)
def test_post_shows_its_title_date_writers_and_bios(site: dict[str, Response], post) -> None:  # type: ignore[no-untyped-def]
    html = page(site, post_path(post))
    assert html.xpath("string(//h1)") == post.title
    assert html.xpath("//article//time/@datetime") == [post.date.isoformat()]
    assert html.xpath("//span[@class='byline']/a/text()") == [writer.name for writer in post.writers]
    assert html.xpath("//p[@class='author-bio']/text()") == [writer.bio for writer in post.writers]


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.slug)
def test_post_has_three_teasers_and_none_of_itself(site: dict[str, Response], post) -> None:  # type: ignore[no-untyped-def]
    links = page(site, post_path(post)).xpath("//section[@class='related-posts']//h3/a/@href")
    assert len(set(links)) == 3
    assert post_path(post) not in links


def test_json_ld_is_on_some_posts_and_says_what_the_page_says(site: dict[str, Response]) -> None:
    marked = [post for post in POSTS if page(site, post_path(post)).xpath("//script[@type='application/ld+json']")]
    assert 0 < len(marked) < len(POSTS)
    for post in marked:
        data = json.loads(page(site, post_path(post)).xpath("string(//script[@type='application/ld+json'])"))
        assert (data["headline"], data["datePublished"]) == (post.title, post.date.isoformat())


def test_one_post_has_a_second_page_that_names_itself_canonical(site: dict[str, Response]) -> None:
    assert [post.slug for post in POSTS if len(post.parts) == 2] == ["mapping-a-river"]
    assert page(site, "/mapping-a-river/2/").xpath("//link[@rel='canonical']/@href") == [f"{BASE}/mapping-a-river/2/"]


def test_pictures_have_captions_credits_srcset_and_one_is_lazy(site: dict[str, Response]) -> None:
    bodies = [lxml.html.fromstring("".join(post.parts)) for post in POSTS]
    assert sum(len(body.xpath(".//figcaption/span[@class='credit']")) for body in bodies) == 6
    assert sum(len(body.xpath(".//img[@srcset]")) for body in bodies) == 1
    assert sum(len(body.xpath(".//img[@data-src]")) for body in bodies) == 1


def test_address_in_another_script_is_percent_encoded() -> None:
    path = next(post_path(post) for post in POSTS if post.language == "ja")
    assert path.isascii()
    assert unquote(path) == "/紙の海図/"

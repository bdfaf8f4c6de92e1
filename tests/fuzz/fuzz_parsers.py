"""Coverage-guided fuzzing of the parsers written in Python. Not part of the test suite; needs ``pip install atheris``.

    FUZZ="url dates page" python tests/fuzz/fuzz_parsers.py CORPUS_FOLDER -max_total_time=300 -timeout=10 -rss_limit_mb=2048

FUZZ names the parsers (all, when it is not given); the first byte of an input chooses one of them. Each way to fall over is
reported once, with the input that did it, and the run goes on; an input that takes longer than the time allowed, or more
memory, ends it.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Any

import atheris

with atheris.instrument_imports(include=["blogarchive", "w3lib", "protego"]):
    from protego import Protego

    from blogarchive.crawl import robots
    from blogarchive.discover import dates, feedparts, links, pagers, requisites, scope, sitemaps, traps
    from blogarchive.discover.feeds import parse_feed
    from blogarchive.extract import affix, closing, dateparse, jsonld, kind_shapes, language, metalines, names, words
    from blogarchive.extract.knowledge import SiteKnowledge
    from blogarchive.extract.steps import extract_article
    from blogarchive.settle.border import clean_dump
    from blogarchive.sites import page_for
    from blogarchive.urls import absolute_url, key_of, post_id, post_key, without_tracking
    from blogarchive.warc.coding import decode_content
    from blogarchive.warc.dechunk import Dechunker, dechunk
    from blogarchive.warc.http import parse_head, read_payload

BASE = "https://blog.example/2024/harbour/"
NOW = datetime(2026, 1, 2, tzinfo=UTC)
MAX_BODY = 200_000
SLOW_SECONDS = 1.0
CODINGS = ("gzip", "deflate", "x-gzip", "identity", "br", "utf-8")
LANGUAGES = (None, "en", "de", "fr", "ja", "ar", "ru", "zh", "pt-BR")


def fuzz_dechunk(data: bytes) -> None:
    whole = b"".join(dechunk([data]))
    assert whole == b"".join(dechunk(data[i : i + 1] for i in range(len(data)))), "pieces matter"
    assert len(whole) <= len(data)


def fuzz_dechunker(data: bytes) -> None:
    chunks = Dechunker()
    chunks.feed(data)
    assert 0 <= chunks.unread <= len(data)


def fuzz_head(data: bytes) -> None:
    head = parse_head(data)
    assert 0 <= head.header_end <= len(data)
    payload = read_payload(head, [data[head.header_end :]], MAX_BODY)
    assert len(payload.body) <= MAX_BODY


def fuzz_coding(data: bytes) -> None:
    codings = [CODINGS[b % len(CODINGS)] for b in data[:3]]
    assert len(decode_content(data[3:], codings, MAX_BODY).body) <= MAX_BODY


def fuzz_robots(data: bytes) -> None:
    rules = Protego.parse(robots.text_of(data))
    rules.can_fetch(BASE, "blogarchive")
    rules.crawl_delay("blogarchive")
    for url in sitemaps.robots_sitemaps(data, BASE):
        check_url(url)


def fuzz_feed(data: bytes) -> None:
    feed = parse_feed(data, BASE)
    for entry in feed.entries if feed else ():
        check_url(entry.url)


def fuzz_sitemap(data: bytes) -> None:
    sitemap = sitemaps.parse_sitemap(data, BASE)
    for entry in sitemap.pages if sitemap else ():
        check_url(entry.url)


def fuzz_url(data: bytes) -> None:
    url = absolute_url(text_of(data), BASE)
    if url is None:
        return
    check_url(url)
    assert absolute_url(url) == url, "repair is not stable"
    for use in (
        key_of,
        post_key,
        post_id,
        without_tracking,
        kind_shapes.shape_of,
        kind_shapes.date_parts,
        kind_shapes.address_kind,
    ):
        use(url)
    kind_shapes.in_pages_folder(url)
    kind_shapes.learn_shapes([url, BASE], [url + "x"])
    traps.trap_reason(url)
    pagers.pager_base(url)
    scope.blog_root(url)
    sitemaps.sitemap_kind(url)


def fuzz_dates(data: bytes) -> None:
    spoken, text = LANGUAGES[data[0] % len(LANGUAGES)] if data else None, text_of(data[1:])
    dateparse.parse_machine(text)
    dateparse.find_day(text, spoken)
    dateparse.find_days(text, spoken, month_first=True)
    dateparse.find_days_ago(text, NOW)
    dates.iso_date(text)


def fuzz_json(data: bytes) -> None:
    for node in jsonld.flatten(jsonld.load_json(text_of(data))):
        for value in node.values():
            jsonld.texts(value)


def fuzz_srcset(data: bytes) -> None:
    for url in requisites.find_requisites(f'<img srcset="{escape(text_of(data))}">', BASE):
        check_url(url)


def fuzz_css(data: bytes) -> None:
    for url in requisites.find_css_requisites(text_of(data), BASE):
        check_url(url)


def fuzz_links(data: bytes) -> None:
    found = links.find_links(data, BASE)
    for link in found.anchors:
        check_url(link.url)
    pagers.find_pagers(found, BASE)


def fuzz_lines(data: bytes) -> None:
    text = text_of(data)
    names.clean_name(text)
    names.split_names(text)
    closing.read_closing_line(text, emphasised=bool(len(text) % 2))
    metalines.is_meta_line(text)
    metalines.is_trailing_notice(text)
    words.heading_kind(text)
    words.pager_kind(text)
    affix.cut_site(text, ["The Quay"], BASE, guess=True)
    feedparts.author(text)
    feedparts.plain(text)


def fuzz_page(data: bytes) -> None:
    page = page_for(url=BASE, body=data, content_type="text/html; charset=utf-8", captured_at=NOW)
    article = extract_article(page, SiteKnowledge())
    language.declared_language(page)
    json.loads(clean_dump(article.to_row()).encode())
    assert not article.errors, article.errors


TARGETS: dict[str, Callable[[bytes], Any]] = {
    name.removeprefix("fuzz_"): function for name, function in list(globals().items()) if name.startswith("fuzz_")
}


def text_of(data: bytes) -> str:
    """Lone surrogates stay: scripts with escapes bring them into texts."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def check_url(url: str) -> None:
    assert url.startswith(("http://", "https://")), url
    assert url.isascii(), url
    assert url.isprintable(), url


known: set[str] = set()
counts: dict[str, int] = {}


def report(name: str, what: str, data: bytes) -> None:
    if what not in known:
        known.add(what)
        print(f"FOUND {name}: {what}\n  input {data!r}", flush=True)


def one(data: bytes) -> None:
    chosen = CHOSEN[data[0] % len(CHOSEN)] if data else CHOSEN[0]
    counts[chosen] = counts.get(chosen, 0) + 1
    start = time.perf_counter()
    try:
        TARGETS[chosen](data[1:])
    except Exception as exc:  # noqa: BLE001 -- everything is a finding
        place = traceback.extract_tb(exc.__traceback__)[-1]
        report(chosen, f"{type(exc).__name__} at {place.filename}:{place.lineno}", data[1:])
    if time.perf_counter() - start > SLOW_SECONDS:
        report(chosen, f"slow {chosen}", data[1:])
    total = sum(counts.values())
    if total % 20_000 == 0:
        print(f"COUNTS {total} {counts}", flush=True)


CHOSEN = os.environ.get("FUZZ", " ".join(TARGETS)).split()

if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

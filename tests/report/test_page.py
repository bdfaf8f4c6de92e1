"""report.html: well-formed, self-contained, and deaf to what blogs put into it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from lxml import etree

from blogarchive.report.figures import Figures
from blogarchive.report.page import TEMPLATES, report_page
from blogarchive.text import one_line
from report.filled import BLOG, HOSTILE, hostile_figures, hostile_groups

XHTML = "{http://www.w3.org/1999/xhtml}"


@cache
def hostile_page() -> str:
    return report_page(hostile_figures(), hostile_groups())


def tree(page: str) -> etree._Element:
    return etree.fromstring(page.encode("utf-8"))


def text_of(page: str) -> str:
    body = tree(page).find(f"{XHTML}body")
    assert body is not None
    return " ".join("".join(str(t) for t in body.itertext()).split())


def empty_page() -> str:
    return report_page(Figures(blog=BLOG, name=None, versions={"blogarchive": "0"}), [])


@pytest.mark.parametrize("make", [hostile_page, empty_page], ids=["hostile", "empty"])
def test_page_is_well_formed_and_its_ids_are_unique(make: Callable[[], str]) -> None:
    root = tree(make())
    ids = Counter(str(one) for one in root.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert {str(href)[1:] for href in root.xpath("//@href") if str(href).startswith("#")} <= set(ids)


def test_hostile_text_makes_no_element() -> None:
    tags = {element.tag.removeprefix(XHTML) for element in tree(hostile_page()).iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base"}


def test_no_attribute_runs_anything_or_loads_anything() -> None:
    for element in tree(hostile_page()).iter():
        for name, value in element.attrib.items():
            assert not str(name).startswith("on")
            assert name not in ("src", "srcset", "data", "action", "background", "poster")
            assert "url(" not in str(value)


def test_hostile_title_is_shown_as_text() -> None:
    heading = tree(hostile_page()).find(f".//{XHTML}h1/{XHTML}bdi")
    assert heading is not None
    assert heading.text == one_line(HOSTILE)


def test_only_web_addresses_become_links() -> None:
    links = [str(href) for href in tree(hostile_page()).xpath("//@href") if not str(href).startswith("#")]
    assert links
    assert {link.partition(":")[0] for link in links} <= {"http", "https"}
    assert "javascript:alert(1)" in text_of(hostile_page())


def test_page_may_load_nothing() -> None:
    [policy] = tree(hostile_page()).xpath("//*[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_every_table_has_a_caption_and_every_picture_a_name() -> None:
    root = tree(hostile_page())
    assert all(table.find(f"{XHTML}caption") is not None for table in root.iter(f"{XHTML}table"))
    assert all(svg.get("aria-label") for svg in root.iter(f"{XHTML}svg"))


def test_headings_skip_no_level() -> None:
    levels = [int(e.tag[-1]) for e in tree(hostile_page()).iter() if isinstance(e.tag, str) and e.tag[-2:] in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


@pytest.mark.parametrize(
    "words",
    [
        "3 of the 5 posts that are known of are kept.",
        "Not finished.",
        "There may be more. 1 source could not be read to the end",
        "A file has changed. 1 WARC file is not what the manifest says",
        "The first 2 of 1,000. All of them are in failures.jsonl.",
        "1 post without a date is not in the picture",
        "January 0001 to May 2020",
        "broken off",
        "crawl-delay 1.5 s",
        "0" * 64,
    ],
)
def test_page_says(words: str) -> None:
    assert words in text_of(hostile_page())


def test_complete_archive_says_so() -> None:
    figures = Figures(blog=BLOG, name="Blog", posts=12, versions={"blogarchive": "0"})
    figures.coverage.union = 12
    assert "Every post that is known of is kept: 12." in text_of(report_page(figures, []))


def test_same_figures_make_the_same_page() -> None:
    assert report_page(hostile_figures(), hostile_groups()) == hostile_page()


def schemes() -> list[dict[str, str]]:
    """The colours of the light and the dark scheme, by name."""
    css = (TEMPLATES / "style.css").read_text(encoding="utf-8").partition("@media print")[0]
    blocks = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)]
    return [block for block in blocks if block]


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("soft", "paper"),
        ("link", "paper"),
        ("warn", "paper"),
        ("ink", "warn-paper"),
        ("link", "warn-paper"),
        ("warn", "warn-paper"),
    ],
)
def test_text_can_be_told_from_its_ground(scheme: int, text: str, ground: str) -> None:
    colours = schemes()[scheme]
    light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5

"""A blog of any size, made up from a seed: the same seed and size give the same files, byte for byte."""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import made_pages
from made_pages import PER_LISTING, TAGS, Post

__all__ = ["Blog", "make_blog", "make_single_page"]

SEED = 20260101
LENGTHS = (600, 1500)
"""Words of a post, the least and the most."""

PICTURES = 40
NEWEST = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
NAMES = ("Ada Brandt", "Jon Sørli", "Mira Castellanos", "Peter Okafor", "Lena Vogel")


@dataclass(frozen=True, slots=True)
class Blog:
    """What was made."""

    pages: int
    """HTML pages: posts, listings, tags and the page about the blog."""

    posts: int
    files: int
    """Everything, with feed, sitemap, robots.txt, style sheet, script and pictures."""

    post_bytes: int
    """Mean size of a post's HTML."""


def make_blog(folder: Path, base: str, pages: int, lengths: tuple[int, int] = LENGTHS) -> Blog:
    """A blog of *pages* HTML pages in *folder*, for a server that serves it under *base* (``http://host:port``).

    *lengths* are the words of the shortest and the longest post.
    """
    rng = random.Random(SEED)
    words = made_pages.Words(rng)
    count = _posts_for(pages)
    posts = [_post(words, rng, number, count, lengths) for number in range(count)]
    listings = -(-count // PER_LISTING)
    site = made_pages.Site(base, posts, words, rng)
    files = _furniture(folder, base, site, listings, rng)
    size = 0
    for number in range(count):
        html = site.post(number)
        size += len(html.encode())
        _write(folder / posts[number].path.strip("/") / "index.html", html)
    for number in range(1, listings + 1):
        place = folder if number == 1 else folder / "page" / str(number)
        _write(place / "index.html", site.listing(number, listings))
    for tag in TAGS:
        _write(folder / "tag" / tag / "index.html", site.tag(tag))
    _write(folder / "about" / "index.html", site.about())
    made = count + listings + len(TAGS) + 1
    return Blog(pages=made, posts=count, files=files + made, post_bytes=size // max(count, 1))


def make_single_page(folder: Path) -> None:
    """A site of one page without any link, to measure what a start costs."""
    _write(
        folder / "index.html", "<!doctype html><html lang=en><title>One page</title><body><h1>One page</h1><p>Nothing more.</p>"
    )
    _write(folder / "robots.txt", "User-agent: *\nDisallow:\n")


def _posts_for(pages: int) -> int:
    """As many posts as fit when their listings, the tags and the page about the blog count as well."""
    room = pages - len(TAGS) - 1
    return max(1, next(n for n in range(room, 0, -1) if n + -(-n // PER_LISTING) <= room) if room > 1 else 1)


def _post(words: made_pages.Words, rng: random.Random, number: int, count: int, lengths: tuple[int, int]) -> Post:
    """Post *number*, 0 being the newest; about two appear every three days."""
    day = NEWEST - timedelta(hours=36 * number + rng.randrange(12))
    title = words.title()
    slug = "-".join("".join(c for c in word.lower() if c.isalnum()) for word in title.split())
    return Post(
        title=title,
        path=f"/{day:%Y/%m}/{slug}-{count - number}/",
        date=day,
        author=rng.choice(NAMES),
        tags=tuple(rng.sample(TAGS, rng.randint(1, 4))),
        excerpt=words.paragraph(2),
        words=rng.randint(*lengths),
        picture=f"/images/{rng.randrange(PICTURES)}.png" if rng.random() < 0.35 else None,
    )


def _furniture(folder: Path, base: str, site: made_pages.Site, listings: int, rng: random.Random) -> int:
    """How many files beside the pages were written."""
    _write(folder / "robots.txt", f"User-agent: *\nDisallow:\nSitemap: {base}/sitemap.xml\n")
    _write(folder / "feed.xml", site.feed())
    _write(folder / "sitemap.xml", site.sitemap(listings))
    _write(folder / "style.css", made_pages.STYLE * 4)
    _write(folder / "script.js", made_pages.SCRIPT * 6)
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for number in range(PICTURES):
        (folder / "images" / f"{number}.png").write_bytes(_png(rng))
    return 5 + PICTURES


def _png(rng: random.Random, side: int = 24) -> bytes:
    """A small picture of noise."""
    rows = b"".join(b"\0" + rng.randbytes(3 * side) for _ in range(side))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

"""A small blog with traps beside it: addresses without end, each answered by a function of its path."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable

from server.site import HTML, Answer, Asked, Site, blog_post, feed_of, listing, sitemap_of, small_blog

__all__ = ["XML", "HostileBlog", "bomb"]

XML = "application/xml"
WORDS = "archive river lantern harbour season paper winter signal garden letter stone engine kitchen market bridge copper".split()

Make = Callable[[str], str]


class HostileBlog(Site):
    """A `Site` where whole folders can be generated."""

    def __init__(self) -> None:
        super().__init__()
        self._made: list[tuple[str, Make, str]] = []

    def folder(self, prefix: str, make: Make, content_type: str = HTML) -> None:
        """Answer every address that begins with *prefix*, query included, with what *make* makes of it."""
        self._made.append((prefix, make, content_type))

    def take(self, asked: Asked) -> Answer:
        """The answer for a request."""
        for prefix, make, content_type in self._made:
            if asked.path.startswith(prefix):
                with self._lock:
                    self.asked.append(asked)
                return Answer(200, make(asked.path).replace("{base}", self.base).encode(), content_type)
        return super().take(asked)

    def visits(self, prefix: str) -> int:
        """How many requests there were for addresses that begin with *prefix*."""
        return sum(path.startswith(prefix) for path in self.paths())


def page(title: str, body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def links(*targets: str) -> str:
    return "".join(f'<p><a href="{target}">{number}</a></p>' for number, target in enumerate(targets))


def last_number(path: str) -> int:
    return int((re.findall(r"\d+", path) or ["1"])[-1])


def facets(path: str) -> str:
    chosen = set(re.findall(r"(\w+)=1", path))
    return page("Shop", links(*(f"/shop?{'&amp;'.join(f'{n}=1' for n in sorted({*chosen, f'f{i}'}))}" for i in range(16))))


def endless_list(path: str) -> str:
    older = f'<a rel="next" href="/list/page/{last_number(path) + 1}">Older posts</a>'
    return page(f"Page {last_number(path)}", links("/post-1/", "/post-2/") + older)


def calendar(path: str) -> str:
    month = last_number(path)
    days = (f"/events/{month}/{day}" for day in range(1, 29))
    return page(f"Month {month}", "Nothing on." + links(f"/events/{month + 1}/", f"/events/{month - 1}/", *days))


def anything(path: str) -> str:
    """A page for every address, with new ones relative to it."""
    made = random.Random(path)
    return page("Welcome", f"Here it is. {links(f'{made.randrange(10**9)}/x', f'../{made.randrange(10**9)}')}")


def honeypot(path: str) -> str:
    """A new and plausible article under every address."""
    made = random.Random(path)
    text = " ".join(made.choices(WORDS, k=made.randrange(100, 400)))
    title = " ".join(made.choices(WORDS, k=5))
    further = links(*(f"/stories/{'-'.join(made.choices(WORDS, k=3))}-{made.randrange(10**9)}" for _ in range(5)))
    return page(title, f"<article><h1>{title}</h1><p>By Ann, 3 March 2024</p><p>{text}</p></article>{further}")


def grown(path: str) -> str:
    return page("Grow", links("a/", "b/"))


def sitemap_tree(path: str) -> str:
    children = "".join(f"<sitemap><loc>{{base}}{path.removesuffix('.xml')}-{i}.xml</loc></sitemap>" for i in range(40))
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'


def endless_feed(path: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>'
        f'<link rel="next" href="/endless-feed/{last_number(path) + 1}"/>'
        '<entry><title>Post number 1</title><link href="{base}/post-1/"/></entry></feed>'
    )


TRAPS: tuple[tuple[str, Make, str], ...] = (
    ("/shop", facets, HTML),
    ("/list/", endless_list, HTML),
    ("/events/", calendar, HTML),
    ("/everything/", anything, HTML),
    ("/stories/", honeypot, HTML),
    ("/grow/", grown, HTML),
    ("/tree", sitemap_tree, XML),
    ("/endless-feed/", endless_feed, "application/atom+xml"),
)


def bomb(megabytes: int, start: bytes = b"<html>") -> bytes:
    """A gzip file that unpacks to so much."""
    return gzip.compress(start + b"\0" * (megabytes << 20), 9)


def put_blog(site: HostileBlog) -> list[int]:
    """A blog of eight posts whose home page leads into every trap and to every broken page; the numbers of its posts."""
    for trap in TRAPS:
        site.folder(*trap)
    doors = ["/shop", "/list/page/1", "/events/1/", "/everything/", "/stories/", "/grow/", "/many-links", "/attributes", "/bomb"]
    doors += ["/deep", "/wide-characters", "/odd-charset", "/dead-base", "/bad-links"]
    head = "".join(f'<link rel="sitemap" href="/{name}.xml">' for name in ("tree", "cut", "laughs"))
    head += "".join(
        f'<link rel="alternate" type="application/atom+xml" href="/{name}">' for name in ("endless-feed/1", "torn.xml")
    )
    numbers = small_blog(site, 8, links=links(*doors))
    site.forget("/")
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.page("/", listing(numbers, links(*doors)), head=feed + head)
    put_broken_pages(site)
    return numbers


def put_broken_pages(site: HostileBlog) -> None:
    far = "".join(f'<a href="http://n{i}.invalid/">{i}</a>' for i in range(20_000))
    site.page("/many-links", blog_post(20) + far, title="Post number 20")
    site.page("/attributes", f"<div {' '.join(f'a{i}=1' for i in range(100_000))}>x</div>")
    site.on("/bomb", body=bomb(60), headers={"Content-Encoding": "gzip"})
    site.page("/deep", "<div>" * 1500 + blog_post(21) + "</div>" * 1500, title="Post number 21")
    wide = f"<html lang=en><title>Post number 22</title><body>{blog_post(22)}</body></html>"
    site.on("/wide-characters", body=wide.encode("utf-16"))
    site.page("/odd-charset", blog_post(23), title="Post number 23", content_type="text/html; charset=zip")
    site.page("/dead-base", blog_post(24), title="Post number 24", head='<base href="javascript:1"><base href="http://[">')
    bad = ("javascript:1", "http://[", "http://a b/", "//", "http://127.0.0.1:99999/", "/%", "\0", "?" * 5000)
    site.page("/bad-links", blog_post(25) + links(*bad, "/after-bad-links"), title="Post number 25")
    site.page("/after-bad-links", blog_post(26), title="Post number 26")
    site.on("/cut.xml", body=sitemap_of(["/only-in-cut/"]).replace("</urlset>", "<url><loc>http://x/</lo"), content_type=XML)
    site.page("/only-in-cut/", blog_post(27), title="Post number 27")
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairs)
    laughs = sitemap_of(["/only-in-laughs/"]).replace("<url>", "<url><loc>&i;</loc></url><url>", 1)
    laughs = f"<!DOCTYPE urlset [{entities}]>{laughs}"
    site.on("/laughs.xml", body=laughs, content_type=XML)
    site.page("/only-in-laughs/", blog_post(28), title="Post number 28")
    broken = "<item><title>A & B &nbsp; &no; \x0b</title><description><b>x</description></item><item>"
    torn = feed_of([29]).replace("<item>", broken, 1)
    site.on("/torn.xml", body=torn, content_type="application/rss+xml")
    site.page("/post-29/", blog_post(29), title="Post number 29")

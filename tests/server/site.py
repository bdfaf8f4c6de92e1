"""A blog that a test writes: paths with their answers, and a log of what was asked for.

    with Site() as site:
        site.page("/", "<h1>Blog</h1>")
        site.on("/moved", 301, headers={"Location": "/"})
        ... crawl site.url("/") ...
        assert site.count("/") == 1

A path may have several answers (call `on` again): each visit takes the next one, the last one stays. ``{base}`` in a
text stands for the server's address. An answer with a *gate* is held back until the gate is opened, or the server ends.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

__all__ = ["Answer", "Asked", "Site", "blog_post", "feed_of", "listing", "sitemap_of", "small_blog"]

HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Answer:
    """What is sent for one visit."""

    status: int = 200
    body: bytes = b""
    content_type: str | None = HTML
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    """How long the server thinks before it answers."""
    gate: threading.Event | None = None


@dataclass(slots=True)
class Asked:
    """One request."""

    path: str
    """With the query, as it came."""
    at: float
    """`time.monotonic` when the head of the request was there."""
    headers: dict[str, str]
    """Names in lower case."""


class Site:
    """Listens on a free port of *address*, with a thread for each connection."""

    def __init__(self, address: str = "127.0.0.1", port: int = 0) -> None:
        self._server = _Server((address, port), _Handler)
        self._server.site = self
        self.address = address
        self.port: int = self._server.server_port
        self.asked: list[Asked] = []
        self._answers: dict[str, list[Answer]] = {}
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        for answers in self._answers.values():
            for answer in answers:
                if answer.gate:
                    answer.gate.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base(self) -> str:
        """The server's address without a slash at its end."""
        return f"http://{self.address}:{self.port}"

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of *path*, under another name of the machine when *host* gives one."""
        return f"http://{host or self.address}:{self.port}{path}"

    def on(self, path: str, status: int = 200, body: str | bytes = b"", content_type: str | None = HTML, **more: Any) -> None:
        """Answer *path* (with its query) so; further calls are for further visits."""
        content = body.replace("{base}", self.base).encode() if isinstance(body, str) else body
        headers = {name: value.replace("{base}", self.base) for name, value in more.pop("headers", {}).items()}
        self._answers.setdefault(path, []).append(Answer(status, content, content_type, headers, **more))

    def page(self, path: str, body: str, *, title: str = "A small blog", head: str = "", **more: Any) -> None:
        """Answer *path* with an HTML page."""
        html = f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
        self.on(path, body=html, **more)

    def moved(self, path: str, target: str, status: int = 301) -> None:
        """Redirect *path*."""
        self.on(path, status, headers={"Location": target})

    def forget(self, path: str) -> None:
        """Take back all answers of *path*."""
        self._answers.pop(path, None)

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        with self._lock:
            return [one.path for one in self.asked]

    def count(self, path: str) -> int:
        """How often *path* was asked for."""
        return self.paths().count(path)

    def requests(self, path: str) -> list[Asked]:
        """The requests for *path*, in order."""
        with self._lock:
            return [one for one in self.asked if one.path == path]

    def wait_for(self, number: int, seconds: float = 20) -> None:
        """Return when so many requests came; AssertionError when they do not."""
        deadline = time.monotonic() + seconds
        while len(self.paths()) < number:
            assert time.monotonic() < deadline, f"only {self.paths()} were asked for"
            time.sleep(0.01)

    def wait_for_path(self, path: str, seconds: float = 20) -> None:
        """Return when *path* was asked for; AssertionError when it is not."""
        deadline = time.monotonic() + seconds
        while not self.count(path):
            assert time.monotonic() < deadline, f"only {self.paths()} were asked for"
            time.sleep(0.01)

    def take(self, asked: Asked) -> Answer:
        """The answer for a request; 404 for what no test spoke of."""
        with self._lock:
            self.asked.append(asked)
            answers = self._answers.get(asked.path)
            if not answers:
                return Answer(404, b"<h1>Not found</h1>")
            return answers.pop(0) if len(answers) > 1 else answers[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    site: Site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was stopped hangs up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.site.take(Asked(self.path, time.monotonic(), headers))
        if answer.seconds:
            time.sleep(answer.seconds)
        if answer.gate:
            answer.gate.wait()
        self.send_response(answer.status)
        if answer.content_type and answer.body:
            self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (name of the base class)
        """The log is `Site.asked`."""


def blog_post(number: int, *, words: int = 90, more: str = "", date: str = "", kind: str = "BlogPosting") -> str:
    """The body of a post's page, with a text that no other number has."""
    day = date or f"2024-03-{number % 28 + 1:02d}"
    text = " ".join(f"word{number}x{at}" for at in range(words))
    return f"""<header><a href="/">A small blog</a></header>
<main><article itemscope itemtype="https://schema.org/{kind}"><h1 itemprop="headline">Post number {number}</h1>
<p class="byline">By <a rel="author" href="/about">Ida Berg</a>
on <time itemprop="datePublished" datetime="{day}">{day}</time></p>
<div class="entry-content" itemprop="articleBody"><p>The text of post {number}. {text}.</p>
<p>A second paragraph of post {number} says how it ends, and it ends well.</p></div>{more}</article></main>"""


def listing(numbers: list[int], more: str = "", prefix: str = "/") -> str:
    """The body of a page that lists posts."""
    teasers = "".join(
        f'<article><h2><a href="{prefix}post-{n}/">Post number {n}</a></h2><p>What post {n} is about, in short.</p></article>'
        for n in numbers
    )
    return f"<header><h1>A small blog</h1></header><main>{teasers}</main>{more}"


def feed_of(numbers: list[int], prefix: str = "/", home: str = "/") -> str:
    """An RSS feed of posts."""
    items = "".join(
        f"<item><title>Post number {n}</title><link>{{base}}{prefix}post-{n}/</link>"
        f"<pubDate>{n % 28 + 1:02d} Mar 2024 08:00:00 +0000</pubDate></item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>A small blog</title>'
        f"<link>{{base}}{home}</link><description>d</description>{items}</channel></rss>"
    )


def sitemap_of(paths: list[str]) -> str:
    """A sitemap."""
    urls = "".join(f"<url><loc>{{base}}{path}</loc></url>" for path in paths)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def small_blog(site: Site, posts: int = 6, *, prefix: str = "/", feed: bool = True, links: str = "", **more: Any) -> list[int]:
    """Put a blog with a home page, a feed, posts and an about page on *site*; the numbers of its posts, newest first.

    *links* stands at the end of the home page.
    """
    numbers = list(range(posts, 0, -1))
    link = f'<link rel="alternate" type="application/rss+xml" href="{prefix}feed.xml">' if feed else ""
    site.page(prefix, listing(numbers, links, prefix), head=link)
    site.page("/about", "<main><h1>About</h1><p>Ida Berg writes this blog.</p></main>", title="About")
    if feed:
        site.on(f"{prefix}feed.xml", body=feed_of(numbers, prefix, prefix), content_type="application/rss+xml")
    for number in numbers:
        site.page(f"{prefix}post-{number}/", blog_post(number), title=f"Post number {number} | A small blog", **more)
    return numbers

"""A blog as WordPress makes it: a paged feed, a REST list with its total, a sitemap and pages, and no link between posts.

Each of the four sources can name every post; what single ones cannot name is put in by the test.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from server.site import Answer, Asked, Site, blog_post, feed_of, listing, sitemap_of

__all__ = ["PER_PAGE", "ListedBlog"]

PER_PAGE = 10
XML, RSS, JSON = "application/xml", "application/rss+xml", "application/json; charset=UTF-8"
HEAD = (
    '<meta name="generator" content="WordPress 6.5"><link rel="alternate" type="application/rss+xml" href="/feed/">'
    '<link rel="https://api.w.org/" href="{base}/wp-json/">'
)


class ListedBlog(Site):
    """A `Site` with *posts* posts, the newest with the highest number."""

    def __init__(self, posts: int = 25) -> None:
        super().__init__()
        self.numbers = list(range(posts, 0, -1))
        self.total: int | None = posts
        """What ``X-WP-Total`` says; None for no such header."""

        self.other = Answer(404, b"<html><title>Not here</title><h1>Not here</h1></html>")
        """The answer to whatever is not there; a callable would know the path, a text may hold it as ``{path}``."""

        pages = [self.numbers[at : at + PER_PAGE] for at in range(0, posts, PER_PAGE)]
        for place, numbers in enumerate(pages, 1):
            older = (
                f'<nav><a class="next page-numbers" href="/page/{place + 1}/">Older posts</a></nav>' if place < len(pages) else ""
            )
            self.page("/" if place == 1 else f"/page/{place}/", listing(numbers, older), head=HEAD)
            feed = feed_of(numbers).replace("</title>", "</title><generator>https://wordpress.org/?v=6.5</generator>", 1)
            self.on("/feed/" if place == 1 else f"/feed/?paged={place}", body=feed, content_type=RSS)
        self.on("/robots.txt", body="User-agent: *\nDisallow:\nSitemap: {base}/sitemap.xml\n", content_type="text/plain")
        self.on("/sitemap.xml", body=sitemap_of(["/", *(f"/post-{n}/" for n in self.numbers)]), content_type=XML)
        self.page("/about", "<main><h1>About</h1><p>Ida Berg writes this blog.</p></main>", title="About")
        for number in self.numbers:
            self.page(f"/post-{number}/", blog_post(number), title=f"Post number {number} | A small blog")

    def take(self, asked: Asked) -> Answer:
        """The answer for a request: of the REST list, a page that a test put there, or what stands for all others."""
        if asked.path.startswith("/wp-json/wp/v2/posts"):
            with self._lock:
                self.asked.append(asked)
            return self._rest(asked.path)
        if asked.path in self._answers:
            return super().take(asked)
        with self._lock:
            self.asked.append(asked)
        body = self.other.body.replace(b"{path}", asked.path.encode()).replace(b"{base}", self.base.encode())
        return Answer(self.other.status, body, self.other.content_type, self.other.headers)

    def posts_asked(self) -> list[int]:
        """The numbers of the posts that were asked for, in order."""
        return [int(path[6:-1]) for path in self.paths() if path.startswith("/post-") and path[6:-1].isdigit()]

    def _rest(self, path: str) -> Answer:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        page = int(query.get("page", "1"))
        numbers = self.numbers[(page - 1) * PER_PAGE : page * PER_PAGE]
        if not numbers:
            return Answer(400, b'{"code":"rest_post_invalid_page_number","data":{"status":400}}', JSON)
        headers = {"X-WP-Total": str(self.total), "X-WP-TotalPages": str(-(-self.total // PER_PAGE))} if self.total else {}
        if self.total is None:
            headers["Link"] = f'<{self.base}/wp-json/wp/v2/posts?page={page + 1}>; rel="next"'
        return Answer(200, json.dumps([self._rest_post(n) for n in numbers]).encode(), JSON, headers)

    def _rest_post(self, number: int) -> dict[str, object]:
        day = f"2024-03-{number % 28 + 1:02d}T08:00:00"
        return {
            "id": number,
            "date": day,
            "date_gmt": day,
            "link": f"{self.base}/post-{number}/",
            "status": "publish",
            "type": "post",
            "title": {"rendered": f"Post number {number}"},
        }

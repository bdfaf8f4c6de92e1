"""Who we say we are: User-Agent, Accept headers, and the user's own headers and cookies for the blog's host only."""

from __future__ import annotations

import urllib.request
from http.cookiejar import LoadError, MozillaCookieJar
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogarchive.crawl.options import CrawlOptions
from blogarchive.crawl.session import session_of
from blogarchive.errors import UsageError
from blogarchive.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

__all__ = ["IdentityMiddleware"]

# br and zstd are left out: many readers of WARC files cannot decode them.
COMMON_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}


class IdentityMiddleware:
    """Sets the headers of every request."""

    def __init__(self, options: CrawlOptions, own_hosts: set[str]) -> None:
        self._headers = {**COMMON_HEADERS, "User-Agent": options.agent}
        self._own_headers = options.headers
        self._own_hosts = {_bare(host) for host in own_hosts}
        self._own_names = {host.partition(":")[0] for host in self._own_hosts}
        self._only_tls = urlsplit(options.url).scheme == "https"
        self._proxy = options.proxy
        self._cookies = _load_cookies(options)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> IdentityMiddleware:
        session = session_of(crawler)
        return cls(session.options, session.own_hosts)

    def process_request(self, request: Request) -> None:
        """Add what is missing."""
        for name, value in self._headers.items():
            request.headers.setdefault(name, value)
        # Credentials go to the host they were given for and to nobody else, requisites included; and never in the clear
        # when they were given for a connection that is not.
        scheme, host = urlsplit(request.url).scheme, _bare(host_of(request.url))
        is_clear = self._only_tls and scheme != "https"
        if host in self._own_hosts and not is_clear:
            for name, value in self._own_headers.items():
                request.headers[name] = value
        # A cookie knows no port (RFC 6265, 8.5), but another port is somebody else's server.
        is_neighbour = host.partition(":")[0] in self._own_names and host not in self._own_hosts
        if self._cookies is not None and not is_clear and not is_neighbour:
            plain = urllib.request.Request(request.url)  # noqa: S310 -- never opened: the jar wants one to fill in the header
            self._cookies.add_cookie_header(plain)
            if cookie := plain.get_header("Cookie"):
                request.headers["Cookie"] = cookie
        if self._proxy:
            request.meta.setdefault("proxy", self._proxy)


def _load_cookies(options: CrawlOptions) -> MozillaCookieJar | None:
    if options.cookies is None:
        return None
    jar = MozillaCookieJar(str(options.cookies))
    try:
        jar.load(ignore_discard=True, ignore_expires=True)
    except (LoadError, OSError, ValueError) as exc:
        raise UsageError(f"{options.cookies} is not a cookies.txt in Netscape format; export it in that format.") from exc
    for cookie in jar:
        # Browsers export cookies of a session with the date 0, which the jar takes for 1970.
        if cookie.expires == 0:
            cookie.expires, cookie.discard = None, True
    return jar


def _bare(host: str) -> str:
    """*host* without ``www.``: most blogs answer under both names and redirect from one to the other."""
    return host.removeprefix("www.")

"""What a crawl can be told: one dataclass, filled from the command line or from Scrapy settings."""

from __future__ import annotations

import base64
import re
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from blogarchive import __version__
from blogarchive.discover.traps import TRAP_NAMES
from blogarchive.errors import UsageError
from blogarchive.settle.choice import SourceChoice
from blogarchive.settle.siteprofile import read_site_profile
from blogarchive.store.layout import archive_name
from blogarchive.store.space import DEFAULT_MIN_FREE
from blogarchive.urls import absolute_url

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

__all__ = ["CrawlOptions", "command_line", "credentials_of", "start_address"]

DEFAULT_CONTACT = "https://github.com/blogarchive/blogarchive"
DEFAULT_DELAY_SECONDS = 1.0
DEFAULT_WARC_BYTES = 1_000_000_000

_NOT_SAID = frozenset(("output", "cookies", "proxy", "given"))


@dataclass(slots=True, kw_only=True)
class CrawlOptions:
    """Options of one crawl. Each is also a Scrapy setting: its name in capitals behind ``ARCHIVE_``."""

    url: str
    """The start address."""

    output: Path | None = None
    """The archive's folder; ``output/<host>`` when not given."""

    include: tuple[str, ...] = ()
    """Regular expressions: addresses of the blog's host that belong to it although they are outside its path."""

    exclude: tuple[str, ...] = ()
    """Regular expressions: addresses that are not fetched."""

    max_posts: int = 0
    """Keep this many posts, the newest ones; 0 is no limit."""

    max_pages: int = 0
    """Stop after this many pages of any kind; 0 is no limit."""

    delay: float | None = None
    """Seconds between two requests to one host; None is 1, and 0 for a loopback host that the user named."""

    user_agent: str | None = None
    """The whole User-Agent; by default blogarchive, its version and the contact address."""

    contact: str = DEFAULT_CONTACT
    """Address of a page, or of somebody, that answers for this crawl; goes into the User-Agent and the WARC."""

    headers: dict[str, str] = field(default_factory=dict)
    """More request headers, for the blog's own host only."""

    cookies: Path | None = None
    """A cookies.txt (Netscape format)."""

    proxy: str | None = None
    """Address of an HTTP proxy."""

    allow_hosts: tuple[str, ...] = ()
    """``host:port`` of machines that may be reached although they are on this machine or in a private network."""

    insecure: bool = False
    """Whether TLS certificates are left unchecked; the WARC says so."""

    assets: bool = True
    """Whether pictures, style sheets, scripts and fonts of posts are fetched."""

    warc_size: int = DEFAULT_WARC_BYTES
    """Bytes after which a new WARC file is begun."""

    min_free: int = DEFAULT_MIN_FREE
    """Bytes that must stay free on the disk: below that the crawl waits a minute for space and then stops; 0 is no limit."""

    given: tuple[str, ...] = ()
    """Addresses of posts of the blog that the user names, absolute."""

    feeds: bool = True
    """Whether feeds are followed."""

    sitemap: bool = True
    """Whether sitemaps are followed."""

    rest: bool = True
    """Whether the lists are followed that the blog's software keeps of its posts, as WordPress does under ``/wp-json/``."""

    pagination: bool = True
    """Whether further pages of lists of posts are followed."""

    lean: bool = False
    """Whether pages that list posts are left out once a list that is proved whole names every post."""

    allow_traps: tuple[str, ...] = ()
    """Names of trap rules (`discover.traps`) that do not hold for this blog."""

    site_profile: Path | None = None
    """What a person says of the blog, as ``blogarchive sites show --json`` writes it; kept in the archive."""

    extraction: bool = True
    """Whether rows are made. Without it only the WARC is written; `blogarchive extract` makes the rows later."""

    def __post_init__(self) -> None:
        for pattern in (*self.include, *self.exclude):
            try:
                re.compile(pattern)
            except re.error as exc:
                raise UsageError(f"The pattern {pattern!r} is no regular expression: {exc}.") from exc
        for name in self.allow_traps:
            if name not in TRAP_NAMES:
                raise UsageError(f"There is no trap rule {name!r}; the rules are {', '.join(sorted(TRAP_NAMES))}.")
        if self.site_profile:
            read_site_profile(self.site_profile)
        if self.cookies and not self.cookies.is_file():
            raise UsageError(f"There is no cookie file {self.cookies}.")
        for place in self.allow_hosts:
            if not re.fullmatch(r"(?:[^\s:/@\[\]]+|\[[0-9a-fA-F:.]+\]):\d{1,5}", place):
                raise UsageError(f"{place} is no host with its port; give one such as cdn.intranet.example:8080.")
        if self.proxy and not re.match(r"https?://[^/\s]+/?\Z", self.proxy, re.IGNORECASE):
            raise UsageError(f"{self.proxy} is no address of a proxy; give one such as http://127.0.0.1:3128.")

    @property
    def folder(self) -> Path:
        """The archive's folder."""
        return self.output or Path("output") / archive_name(self.url)

    @property
    def choice(self) -> SourceChoice:
        """Which sources are followed."""
        return SourceChoice(
            feeds=self.feeds,
            sitemap=self.sitemap,
            rest=self.rest,
            pagination=self.pagination,
            lean=self.lean,
            allow_traps=frozenset(self.allow_traps),
            newest=self.max_posts,
        )

    @property
    def agent(self) -> str:
        """The User-Agent: the user's own, or ours with version and contact."""
        return self.user_agent or f"blogarchive/{__version__} (+{self.contact})"

    def said(self) -> dict[str, Any]:
        """The options as a report may show them: those that are not at their default, without secrets, and the User-Agent."""
        kept = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name not in _NOT_SAID and one.default is not MISSING and getattr(self, one.name) != one.default
        }
        if self.given:
            kept["posts_given"] = len(self.given)
        return {**kept, "user_agent": self.agent}

    def to_settings(self) -> dict[str, Any]:
        """The options as Scrapy settings."""
        return {
            "ARCHIVE_OUTPUT": str(self.output) if self.output else None,
            "ARCHIVE_INCLUDE": list(self.include),
            "ARCHIVE_EXCLUDE": list(self.exclude),
            "ARCHIVE_MAX_POSTS": self.max_posts,
            "ARCHIVE_MAX_PAGES": self.max_pages,
            "ARCHIVE_DELAY": self.delay,
            "ARCHIVE_USER_AGENT": self.user_agent,
            "ARCHIVE_CONTACT": self.contact,
            "ARCHIVE_HEADERS": dict(self.headers),
            "ARCHIVE_COOKIES": str(self.cookies) if self.cookies else None,
            "ARCHIVE_SITE_PROFILE": str(self.site_profile) if self.site_profile else None,
            "ARCHIVE_PROXY": self.proxy,
            "ARCHIVE_ALLOW_HOSTS": list(self.allow_hosts),
            "ARCHIVE_INSECURE": self.insecure,
            "ARCHIVE_ASSETS": self.assets,
            "ARCHIVE_WARC_SIZE": self.warc_size,
            "ARCHIVE_MIN_FREE": self.min_free,
            "ARCHIVE_GIVEN": list(self.given),
            "ARCHIVE_FEEDS": self.feeds,
            "ARCHIVE_SITEMAP": self.sitemap,
            "ARCHIVE_REST": self.rest,
            "ARCHIVE_PAGINATION": self.pagination,
            "ARCHIVE_LEAN": self.lean,
            "ARCHIVE_ALLOW_TRAPS": list(self.allow_traps),
            "ARCHIVE_EXTRACTION": self.extraction,
        }

    @classmethod
    def from_settings(cls, url: str, settings: BaseSettings) -> CrawlOptions:
        """The options as `to_settings` wrote them, or as ``scrapy crawl -s`` gave them."""
        output, cookies, delay = (settings.get(f"ARCHIVE_{name}") for name in ("OUTPUT", "COOKIES", "DELAY"))
        site_profile = settings.get("ARCHIVE_SITE_PROFILE")
        return cls(
            url=start_address(url),
            output=Path(output) if output else None,
            include=tuple(settings.getlist("ARCHIVE_INCLUDE")),
            exclude=tuple(settings.getlist("ARCHIVE_EXCLUDE")),
            max_posts=settings.getint("ARCHIVE_MAX_POSTS"),
            max_pages=settings.getint("ARCHIVE_MAX_PAGES"),
            delay=None if delay is None else float(delay),
            user_agent=settings.get("ARCHIVE_USER_AGENT"),
            contact=settings.get("ARCHIVE_CONTACT") or DEFAULT_CONTACT,
            headers={**credentials_of(url), **settings.getdict("ARCHIVE_HEADERS")},
            cookies=Path(cookies) if cookies else None,
            proxy=settings.get("ARCHIVE_PROXY"),
            allow_hosts=tuple(settings.getlist("ARCHIVE_ALLOW_HOSTS")),
            insecure=settings.getbool("ARCHIVE_INSECURE"),
            assets=settings.getbool("ARCHIVE_ASSETS", True),
            warc_size=settings.getint("ARCHIVE_WARC_SIZE", DEFAULT_WARC_BYTES),
            min_free=settings.getint("ARCHIVE_MIN_FREE", DEFAULT_MIN_FREE),
            given=tuple(settings.getlist("ARCHIVE_GIVEN")),
            feeds=settings.getbool("ARCHIVE_FEEDS", True),
            sitemap=settings.getbool("ARCHIVE_SITEMAP", True),
            rest=settings.getbool("ARCHIVE_REST", True),
            pagination=settings.getbool("ARCHIVE_PAGINATION", True),
            lean=settings.getbool("ARCHIVE_LEAN"),
            allow_traps=tuple(settings.getlist("ARCHIVE_ALLOW_TRAPS")),
            site_profile=Path(site_profile) if site_profile else None,
            extraction=settings.getbool("ARCHIVE_EXTRACTION", True),
        )


def start_address(text: str) -> str:
    """The address the user meant, absolute; https when no scheme was given. Raises `UsageError` for anything else."""
    text = text.strip()
    scheme, colon, _ = text.partition("://")
    if colon and scheme.lower() not in ("http", "https"):
        raise UsageError(f"{text} is not an address on the web: only http and https can be archived.")
    if not colon and re.match(r"[a-z][a-z0-9+-]*:(?!\d+(?:/|$))", text, re.I) and "." not in text.partition(":")[0]:
        raise UsageError(f"{text} is not an address on the web: only http and https can be archived.")
    url = absolute_url(text if colon else f"https://{text.lstrip('/')}")
    host = url.split("/")[2] if url else ""
    if url is None or not re.search(r"[.:\[]|^localhost", host):
        raise UsageError(f"{text or 'An empty text'} is not a usable address; give one such as https://example.org/blog/.")
    return url


def credentials_of(text: str) -> dict[str, str]:
    """The header that says the user name and password of an address (``https://name:password@host/``); empty without them.

    The addresses that are asked for and recorded bear neither.
    """
    name, at, _ = re.sub(r"\A[a-zA-Z][a-zA-Z0-9+.-]*://", "", text.strip()).partition("/")[0].rpartition("@")
    if not at:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(unquote(name).encode()).decode()}


def command_line(arguments: list[str]) -> str:
    """The arguments of a command as they may be kept: without passwords in addresses and values of headers."""
    kept, is_header = [], False
    for argument in arguments:
        if is_header or argument.startswith(("--header=", "ARCHIVE_HEADERS=")):
            kept.append(re.sub(r"(?s)[:{].*", ": …", argument))
        else:
            kept.append(re.sub(r"(://|\A)[^/\s@]*:[^/\s@]*@", r"\1", argument))
        is_header = argument == "--header"
    return " ".join(kept)

"""What belongs to the blog: its host and folder, narrowed or widened by the user's patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from blogarchive.urls import absolute_url, host_of, post_key

__all__ = ["Scope", "blog_root"]

_FILE = re.compile(r"\.(?:html?|php|aspx?|jsp|xml|rss|atom|json|txt|gz|cgi)\Z", re.IGNORECASE)
_DATE_PARTS = re.compile(r"\A(?:(?:19|20)\d\d|0?[1-9]|[12]\d|3[01])\Z")
BLOG_FOLDERS = frozenset(
    "blog blogs weblog blogg blogi journal news posts articles notes writing log diary stories magazine".split()
)
"""Folders in which sites keep their blog."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One host (with or without ``www.``, http or https; the port exact) and the paths below one folder of it."""

    root_url: str
    """The blog's start address. Its folder bounds the blog: ``/blog/index.html`` and ``/blog/`` mean ``/blog/``."""

    include: tuple[str, ...] = ()
    """Regular expressions; an address of the same host that one of them finds is in, wherever it lies."""

    exclude: tuple[str, ...] = ()
    """Regular expressions; an address that one of them finds is out, whatever else holds."""

    _host: str = field(init=False, repr=False, compare=False)
    _prefix: str = field(init=False, repr=False, compare=False)
    _include: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)
    _exclude: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        root = absolute_url(self.root_url) or self.root_url
        object.__setattr__(self, "_host", _bare_host(root))
        object.__setattr__(self, "_prefix", _path(path_prefix(root)))
        object.__setattr__(self, "_include", tuple(re.compile(p) for p in self.include))
        object.__setattr__(self, "_exclude", tuple(re.compile(p) for p in self.exclude))

    def allows(self, url: str) -> bool:
        """Whether *url* (absolute) belongs to the blog."""
        return self.reason(url) is None

    def same_host(self, url: str) -> bool:
        """Whether *url* (absolute) lies on the blog's host, in whatever folder."""
        return _bare_host(url) == self._host

    def reason(self, url: str) -> str | None:
        """Why *url* (absolute) does not belong to the blog, or None when it does."""
        if _bare_host(url) != self._host:
            return "other host"
        if any(pattern.search(url) for pattern in self._exclude):
            return "excluded by pattern"
        if any(pattern.search(url) for pattern in self._include):
            return None
        path = _path(urlsplit(url).path)
        prefix = self._prefix
        if path == prefix or path.startswith(prefix if prefix.endswith("/") else prefix + "/"):
            return None
        return None if path + "/" == prefix else "outside the blog's folder"


def path_prefix(url: str) -> str:
    """The path that bounds a blog starting at *url*: files stand for their folder, ``/blog`` for itself and below."""
    path = urlsplit(url).path or "/"
    head, _, last = path.rpartition("/")
    return head + "/" if _FILE.search(last) else path


def _bare_host(url: str) -> str:
    """Host and port without ``www.``; the default ports of http and https are the same."""
    host = host_of(url).removeprefix("www.")
    return host.removesuffix(":80").removesuffix(":443") if ":" in host else host


def _path(path: str) -> str:
    """*path* in the one spelling of `post_key`, its last slash kept: encoded and readable spellings agree."""
    key = post_key("http://host" + (path or "/"))
    plain = key[key.find("/") :]
    return plain + "/" if path.endswith("/") and plain != "/" else plain


def blog_root(
    start_url: str, *, feed_home: str | None = None, known_posts: Sequence[str] = (), linked: Sequence[str] = ()
) -> list[str]:
    """Addresses where the whole blog may start, when *start_url* turned out to be a post, a feed or a sitemap.

    First the deepest folder above it that holds another known post and is no part of a date, or that has a blog's usual
    name and is *linked*; then the feed's own home; then the host's root. All on the same host, each once.
    """
    start = absolute_url(start_url)
    if start is None:
        return []
    found: list[str] = []
    others = [p for p in known_posts if post_key(p) != post_key(start)]
    targets = {post_key(url) for url in linked}
    folder = start
    while (folder := _parent(folder)) != "":
        named = _names_blog(folder) and post_key(folder) in targets
        if named or (not _names_date(folder) and any(_is_below(p, folder) for p in others)):
            found.append(folder)
            break
    home = absolute_url(feed_home) if feed_home else None
    if home and _bare_host(home) == _bare_host(start) and post_key(home) != post_key(start):
        found.append(home)
    found.append(urljoin(start, "/"))
    return list(dict.fromkeys(found))


def _parent(url: str) -> str:
    """The folder above *url*, without query; empty above the root."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if not path:
        return ""
    return f"{parts.scheme}://{parts.netloc}{path.rpartition('/')[0]}/"


def _names_date(folder: str) -> bool:
    """Whether the folder's last part is a year, month or day below a year: the blog starts above it."""
    segments = [s for s in urlsplit(folder).path.split("/") if s]
    if not segments or not _DATE_PARTS.match(segments[-1]):
        return False
    return len(segments[-1]) == 4 or any(len(s) == 4 and _DATE_PARTS.match(s) for s in segments[:-1])


def _names_blog(folder: str) -> bool:
    return urlsplit(folder).path.rstrip("/").rpartition("/")[2].lower() in BLOG_FOLDERS


def _is_below(url: str, folder: str) -> bool:
    return _bare_host(url) == _bare_host(folder) and _path(urlsplit(url).path).startswith(_path(urlsplit(folder).path))

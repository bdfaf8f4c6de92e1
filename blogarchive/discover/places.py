"""Where feeds and sitemaps usually are when nothing names them."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit, urlunsplit

from blogarchive.discover.platforms.table import platform_named

__all__ = ["folder_of", "usual_feeds", "usual_sitemaps"]

# Relative to the blog's own folder; most frequent first.
FEED_PLACES = (
    "feed/",  # WordPress, Textpattern
    "rss.xml",  # Eleventy, Astro, Docusaurus, Gatsby
    "atom.xml",  # Hexo, Jekyll, Zola
    "feed.xml",  # Jekyll
    "index.xml",  # Hugo
    "rss/",  # Ghost, Tumblr
    "feed.json",
    "feed.atom",
    "feeds/posts/default",  # Blogger
    "feeds/all.atom.xml",  # Pelican
    "feed_rss_created.xml",  # MkDocs
    "feed",
    "rss",
    "?format=rss",  # Squarespace
    "?feed=rss2",  # WordPress without pretty addresses
)
SITEMAP_PLACES = (
    "sitemap.xml",
    "sitemap_index.xml",  # Yoast
    "wp-sitemap.xml",  # WordPress from 5.5
    "sitemap-index.xml",  # Astro
    "sitemap.xml.gz",
    "sitemap.txt",
    "sitemap/sitemap.xml",
)
SITEMAP_PLACES_OF_A_BLOG = ("sitemap.xml", "sitemap_index.xml")


def usual_feeds(home_url: str, engine: str | None = None) -> list[str]:
    """Addresses where the feed of the blog at *home_url* may be, likeliest first: those of its software *engine* first."""
    home = folder_of(home_url)
    platform = platform_named(engine) if engine else None
    own = platform.feeds if platform else ()
    if engine == "medium":
        own = (_medium_feed(home),)
    return [urljoin(home, place) for place in dict.fromkeys((*own, *FEED_PLACES))]


def usual_sitemaps(host_root_url: str, engine: str | None = None) -> list[str]:
    """Addresses where the sitemap may be, likeliest first: those of the software *engine*, then of the host, then, for a blog
    below a path, in that folder."""
    folder = folder_of(host_root_url)
    root = urljoin(folder, "/")
    platform = platform_named(engine) if engine else None
    places = [urljoin(folder, place) for place in (platform.sitemaps if platform else ())]
    places += [urljoin(root, place) for place in SITEMAP_PLACES]
    if folder != root:
        places += [urljoin(folder, place) for place in SITEMAP_PLACES_OF_A_BLOG]
    return list(dict.fromkeys(places))


def _medium_feed(home: str) -> str:
    """Medium's feeds lie beside the folder of a person or publication, not in it."""
    path = urlsplit(home).path.strip("/")
    return f"/feed/{path.partition('/')[0]}" if path else "/feed"


def folder_of(url: str) -> str:
    """The folder a start address stands for: with a last slash, without file, query and fragment."""
    parts = urlsplit(url)
    path = parts.path or "/"
    head, _, last = path.rpartition("/")
    path = path if not last else (head + "/" if "." in last else path + "/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))

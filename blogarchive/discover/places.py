"""Where feeds and sitemaps usually are when nothing names them."""

from __future__ import annotations

from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

__all__ = ["feed_pages", "usual_feeds", "usual_sitemaps"]

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
PAGING_GENERATORS = ("wordpress", "classicpress")


def usual_feeds(home_url: str) -> list[str]:
    """Addresses where the feed of the blog at *home_url* may be, likeliest first."""
    home = _folder(home_url)
    return [urljoin(home, place) for place in FEED_PLACES]


def usual_sitemaps(host_root_url: str) -> list[str]:
    """Addresses where the sitemap of the host may be; for a blog below a path, also in that folder."""
    folder = _folder(host_root_url)
    root = urljoin(folder, "/")
    places = [urljoin(root, place) for place in SITEMAP_PLACES]
    if folder != root:
        places += [urljoin(folder, place) for place in SITEMAP_PLACES_OF_A_BLOG]
    return places


def feed_pages(feed_url: str, n: int, generator: str | None = "WordPress") -> list[str]:
    """Addresses of the pages 2 to *n* of a feed whose *generator* pages its feeds; empty for others."""
    if not generator or not any(name in generator.lower() for name in PAGING_GENERATORS):
        return []
    parts = urlsplit(feed_url)
    query = "&".join(p for p in parts.query.split("&") if p and not p.startswith("paged="))
    prefix = query + "&" if query else ""
    return [urlunsplit(parts._replace(query=prefix + urlencode({"paged": i}))) for i in range(2, n + 1)]


def _folder(url: str) -> str:
    """The folder a start address stands for: with a last slash, without file, query and fragment."""
    parts = urlsplit(url)
    path = parts.path or "/"
    head, _, last = path.rpartition("/")
    path = path if not last else (head + "/" if "." in last else path + "/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))

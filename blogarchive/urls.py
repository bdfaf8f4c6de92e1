"""Addresses: cleaning, the ledger's key, and the identity of a post that answers under several addresses."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from blogarchive.text import remember_short

__all__ = ["absolute_url", "host_of", "key_of", "post_id", "post_key", "with_lower_escapes", "without_tracking"]

# Query parameters that name the visitor's way to the page, never the page.
TRACKING_PARAMETERS = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid mc_cid mc_eid _ga _gl _hsenc _hsmi mkt_tok "
    "vero_id oly_anon_id oly_enc_id ref_src ref_url wt_mc at_medium at_campaign".split()
)
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_")
DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL_LENGTH = 8000
MAX_REMEMBERED_LENGTH = 500

_PERCENT = re.compile("%[0-9a-f]{2}", re.I)
_PLAIN_PART = r"(?:[A-Za-z0-9/_~.+,:@-]|%[0-9A-Fa-f]{2})*(?:\?(?:[A-Za-z0-9_=&.~/:+,;?@-]|%[0-9A-Fa-f]{2})+)?\Z"
_PLAIN_PATH = re.compile(rf"/(?!/){_PLAIN_PART}")
_PLAIN_URL = re.compile(rf"https?://[a-z0-9.-]*[a-z0-9](?::(?!80/|443/)(?:[1-9]\d{{1,3}}|[1-5]\d{{4}}))?/{_PLAIN_PART}")
# Characters no host may have (URL Standard, "forbidden domain code point"), and any that could not be encoded by IDNA.
_BAD_HOST = re.compile(r"[^!-~]|[\"#%/<>?@\[\\\]^`{|}]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_INDEX_FILE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)


def absolute_url(url: str, base: str | None = None) -> str | None:
    """*url* as an absolute http(s) address without fragment, or None when it is not one.

    Host in lower case, default port dropped, characters outside ASCII encoded as browsers do; escapes stay as they are
    spelled, since servers may tell them apart. Never raises: addresses on pages are hostile or broken often enough.
    """
    if len(url) > MAX_REMEMBERED_LENGTH:
        return _repair(url, base)
    return _plain(url, _origin(base) if base else "") or _repaired(url, base)


@lru_cache(maxsize=16384)
def _plain(url: str, origin: str) -> str | None:
    """*url* absolute when it needs no repair, as nearly all do; menus and sidebars repeat them on every page."""
    if "/." not in url.partition("?")[0]:
        if origin and _PLAIN_PATH.match(url):
            return origin + url
        if _PLAIN_URL.match(url):
            return url
    return None


@lru_cache(maxsize=1024)
def _origin(base: str) -> str:
    """Scheme, host and port of *base*; empty when it is no http(s) address."""
    root = _repaired("/", base)
    return root[:-1] if root else ""


def _repair(url: str, base: str | None) -> str | None:
    url = url.strip(" \t\r\n\f\0")
    if len(url) > MAX_URL_LENGTH:
        return None
    try:
        joined = urljoin(base, url) if base else url
        if not joined[:8].lower().startswith(("http://", "https://")):
            return None
        parts = urlsplit(safe_url_string(joined))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if not host or _BAD_HOST.search(host) or (port is not None and not 0 < port < 65536):
        return None
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port is None or port == DEFAULT_PORTS[scheme] else f"{host}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


_repaired = lru_cache(maxsize=4096)(_repair)


def with_lower_escapes(url: str) -> str:
    """*url* with its percent-escapes in lower case."""
    return _PERCENT.sub(lambda m: m.group().lower(), url) if "%" in url else url


def without_tracking(url: str) -> str:
    """*url* without the parameters that only say where a visitor came from; others keep their order and spelling."""
    if "?" not in url:
        return url
    parts = urlsplit(url)
    kept = [p for p in parts.query.split("&") if p and not _is_tracking(p.partition("=")[0].lower())]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _is_tracking(name: str) -> bool:
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def key_of(url: str) -> bytes:
    """16 bytes that name one thing to fetch: the address without tracking parameters, escapes in one case.

    Slashes and schemes differ: only asking can tell that they lead to the same page.
    """
    plain = without_tracking(url)
    if "%" in plain:
        plain = _PERCENT.sub(lambda m: m.group().upper(), plain)
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@remember_short
def host_of(url: str) -> str:
    """``host`` or ``host:port`` of an absolute address, in lower case."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


@remember_short
def post_key(url: str) -> str:
    """One key for all the addresses of one post: scheme, ``www.``, index file, last slash, tracking and order of the query gone.

    Percent-encoding is undone and Unicode composed, so encoded and readable spellings agree. For comparing, not for fetching.
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    path = unquote(_INDEX_FILE.sub("/", parts.path), errors="surrogateescape")
    # Bytes that are no UTF-8 stay escaped: surrogates could not be stored.
    path = unicodedata.normalize("NFC", _NOT_UTF8.sub(lambda m: f"%{ord(m[0]) - 0xDC00:02X}", path))
    pairs = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(k.lower()))
    query = "?" + urlencode(pairs) if pairs else ""
    return host + (path.rstrip("/") or "/") + query


def post_id(url: str) -> str:
    """The row's ``id``: 16 hexadecimal digits from the post's key without its host, so that a blog that moves keeps its ids."""
    key = post_key(url)
    path = key[key.find("/") :]
    return hashlib.blake2b(quote(path).encode(), digest_size=8).hexdigest()

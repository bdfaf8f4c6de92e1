"""Sort keys of addresses, as the indexes of web archives use them: ``com,example)/path?query``.

The rules are those of the Internet Archive's canonicalizer (webarchive-commons, WaybackURLKeyMaker), which `cdxj-indexer` and
pywb follow. The `surt` library does the same under a licence (AGPL) that would bind everybody who installs this program.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

__all__ = ["surt"]

_PARTS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.DOTALL)
_WWW = re.compile(r"^www\d*\.")
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_ESCAPED = re.compile(rb"[\x00-\x20\x7f-\xff#%]")
_ASP_SESSION = re.compile(r"^(.*/)\((?:(?:[a-z]\([0-9a-z]{24}\))+|[0-9a-z]{24})\)/([^?]+\.aspx.*)$")
_SESSIONS = tuple(
    re.compile(rf"^(.*){pattern}(?:&(.*))?$", re.DOTALL)
    for pattern in (
        r"jsessionid=[0-9a-z]{32}",
        r"phpsessid=[0-9a-z]{32}",
        r"sid=[0-9a-z]{32}",
        r"aspsessionid[a-z]{8}=[a-z]{24}",
        r"cfid=[^&]+&cftoken=[^&]+",
    )
)


def surt(url: str) -> str:
    """The key of *url*: host reversed, port unless it is the usual one, path and sorted query in lower case.

    ``www.``, user names, session ids, fragments, last slashes and empty queries do not count. What has no host is its own key.
    """
    parts = _PARTS.match(url.strip())
    if parts is None:
        return url.strip().rstrip("/").lower()
    scheme, authority, path, query = parts.groups()
    return f"{_host(scheme.lower(), authority)}){_path(path)}{_query(query or '')}"


def _host(scheme: str, authority: str) -> str:
    host, port = _split_port(authority.rpartition("@")[2])
    host = ".".join(label for label in _bytes(host).decode("utf-8", "replace").lower().split(".") if label)
    host = _WWW.sub("", _ascii(host), count=1)
    port = "" if port == _DEFAULT_PORTS.get(scheme) else port
    return ",".join(reversed(host.split("."))) + (f":{port}" if port else "")


def _split_port(netloc: str) -> tuple[str, str]:
    host, _, port = netloc[1:].partition("]") if netloc.startswith("[") else netloc.partition(":")
    return host, port.removeprefix(":")


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return _escape(host.encode())


def _path(path: str) -> str:
    kept: list[str] = []
    text = _bytes(path).decode("latin-1")
    for segment in text.split("/")[1:]:
        if segment == ".." and kept:  # one that leads above the root stays, as in the indexers' own canonicalizer
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    clean = _escape(("/" + "/".join(filter(None, kept))).encode("latin-1")).lower()
    return _ASP_SESSION.sub(r"\1\2", clean)


def _query(query: str) -> str:
    text = _escape(_bytes(query)).lower()
    for session in _SESSIONS:
        text = session.sub(lambda found: found[1] + (found[2] or ""), text)
    return "?" + "&".join(sorted(text.split("&"), key=lambda pair: pair.partition("="))) if text else ""


def _bytes(text: str) -> bytes:
    """*text* without escapes, however often it was escaped."""
    found = text.encode("utf-8", "surrogatepass")
    while (plain := unquote_to_bytes(found)) != found:
        found = plain
    return found


def _escape(text: bytes) -> str:
    return _ESCAPED.sub(lambda found: b"%%%02X" % found[0][0], text).decode("latin-1")

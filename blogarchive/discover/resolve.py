"""Addresses on a page made absolute, fast: nearly all of them are plain and need none of the repairs of `urls.absolute_url`."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from blogarchive.urls import absolute_url

__all__ = ["Resolver"]

MAX_PLAIN = 2000

_PLAIN_PATH = re.compile(r"/(?!/)(?:[A-Za-z0-9/_~.-]|%[0-9A-Fa-f]{2})*(?:\?[A-Za-z0-9_=&.~-]+)?\Z")
_PLAIN_URL = re.compile(
    r"https?://[a-z0-9.-]*[a-z0-9](?::(?!80\b|443\b)\d{2,5})?(?:/(?:[A-Za-z0-9/_~.-]|%[0-9A-Fa-f]{2})*(?:\?[A-Za-z0-9_=&.~-]+)?)\Z"
)


class Resolver:
    """What addresses on a page with the base address *base* mean."""

    def __init__(self, base: str) -> None:
        self.base = base
        parts = urlsplit(base)
        self._origin = f"{parts.scheme}://{parts.netloc}"

    def resolve(self, address: str) -> str | None:
        """*address* as `urls.absolute_url` gives it."""
        return _plain(address, self._origin) or _repaired(address, self.base)


@lru_cache(maxsize=16384)
def _plain(address: str, origin: str) -> str | None:
    """*address* absolute when it needs no repair. Menus and sidebars repeat on every page, so most answers are known."""
    if "/." not in address and len(address) < MAX_PLAIN:
        if _PLAIN_PATH.match(address):
            return origin + address
        if _PLAIN_URL.match(address):
            return address
    return None


@lru_cache(maxsize=4096)
def _repaired(address: str, base: str) -> str | None:
    return absolute_url(address, base)

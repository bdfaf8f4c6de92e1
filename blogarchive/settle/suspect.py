"""Which bodies could stall or bloat a parser: a scan that costs microseconds on an ordinary page.

libxml2 and lexbor compare every attribute of a tag with those before it, and walks up and down the tree cost depth times
elements; neither can be interrupted from Python.
"""

from __future__ import annotations

import re
import zlib

__all__ = ["why_suspect"]

MAX_BYTES = 3_000_000
"""Bytes that are read beside everything else; a fiftieth of a second for each parser."""

MAX_TAGS = 60_000
MAX_DEPTH = 500
MANY_TAGS = 4000
"""Fewer tags cannot be nested deep enough to matter."""

MAX_ATTRIBUTES = 2000

WINDOW = 6000
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{12000,}")
_BETWEEN_ATTRIBUTES = re.compile(rb"[\s/\"']+")
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*)")
# Elements without an end tag, and those whose end tag is often left out: they do not nest.
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option thead tbody tfoot".split()
)


def why_suspect(body: bytes) -> str | None:
    """Why *body* should be read in a process of its own, in a few words; None for nearly all bodies."""
    if len(body) > MAX_BYTES:
        return "long"
    if body[:2] == b"\x1f\x8b":
        return "unpacks to much" if _unpacks_beyond(body, MAX_BYTES) else None
    tags = body.count(b"<")
    if tags > MAX_TAGS:
        return "very many tags"
    if tags > MANY_TAGS and _is_deep(body):
        return "deeply nested"
    return "very many attributes" if _has_long_tag(body) and _has_many_attributes(body) else None


def _has_long_tag(body: bytes) -> bool:
    """Whether a stretch of `WINDOW` bytes holds no end of a tag. Whatever is twice as long covers one of the windows."""
    return any(body.find(b">", at, at + WINDOW) < 0 for at in range(0, len(body) - WINDOW, WINDOW))


def _has_many_attributes(body: bytes) -> bool:
    return any(len(_BETWEEN_ATTRIBUTES.findall(tag)) > MAX_ATTRIBUTES for tag in _LONG_TAG.findall(body))


def _unpacks_beyond(body: bytes, limit: int) -> bool:
    try:
        return len(zlib.decompressobj(31).decompress(body, limit + 1)) > limit
    except zlib.error:
        return False


def _is_deep(body: bytes) -> bool:
    """Whether more than `MAX_DEPTH` elements seem to be open at once."""
    depth = 0
    for end, name in _TAG.findall(body):
        if name.lower() in _FLAT:
            continue
        if end:
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > MAX_DEPTH:
                return True
    return False

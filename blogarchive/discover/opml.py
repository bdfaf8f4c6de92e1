"""OPML: the list of blogs that a feed reader hands out (https://opml.org/spec2.opml)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blogarchive.discover.xml import attribute, local_name, parse_xml
from blogarchive.text import one_line

__all__ = ["Subscription", "read_opml"]

_ROOT = re.compile(r"<(?:[A-Za-z0-9_]+:)?opml[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One outline that names a blog."""

    url: str
    """The blog's own address, its feed's where it says no other; as written."""

    title: str
    """As the reader calls it; may be empty."""


def read_opml(body: bytes) -> list[Subscription] | None:
    """The blogs of an OPML document in its order, from folders too; None when *body* is no OPML.

    Nothing is fetched: outlines that include another document are left out.
    """
    root = parse_xml(body, _ROOT)
    if root is None or local_name(root) != "opml":
        return None
    found = []
    for element in root.iter():
        if local_name(element) != "outline":
            continue
        url = (attribute(element, "htmlurl") or "").strip() or (attribute(element, "xmlurl") or "").strip()
        if url:
            found.append(Subscription(url, one_line(attribute(element, "text") or attribute(element, "title") or "")))
    return found

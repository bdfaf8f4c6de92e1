"""The query of an address, read and changed without touching what is not asked for."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote_plus, urlsplit, urlunsplit

__all__ = ["parameter", "with_parameters"]


def parameter(url: str, name: str) -> str | None:
    """The first value of the parameter *name*, decoded; None when there is none. Names are compared without case."""
    for part in urlsplit(url).query.split("&"):
        key, _, value = part.partition("=")
        if unquote_plus(key).lower() == name:
            return unquote_plus(value)
    return None


def with_parameters(url: str, changes: Mapping[str, str | int]) -> str:
    """*url* with the parameters of *changes* at its end, in place of those of the same names; the others as they were."""
    parts = urlsplit(url)
    kept = [p for p in parts.query.split("&") if p and unquote_plus(p.partition("=")[0]).lower() not in changes]
    added = [f"{name}={quote(str(value), safe=',/:')}" for name, value in changes.items()]
    return urlunsplit(parts._replace(query="&".join([*kept, *added]), fragment=""))

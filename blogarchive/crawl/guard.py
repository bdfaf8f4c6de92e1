"""Which machines a request may reach: the public web, and what the user named.

The address is checked where the connection is made, on the very number that is connected to, so a name that changes its
mind between two look-ups gains nothing. A connection that is kept open serves the host and port it was made for only.

Private names of Twisted this file rests on: `Agent._endpointFactory` and `_StandardEndpointFactory._reactor`, through
which an endpoint resolves a name and connects.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from twisted.internet.interfaces import IReactorPluggableNameResolver
from zope.interface import implementer

from blogarchive.urls import DEFAULT_PORTS

__all__ = ["Guard", "UnsafeAddressError", "is_internal", "literal_address"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Networks whose addresses carry an IPv4 address, and the bit at which it ends, counted from the right.
_CARRIERS = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (ipaddress.IPv6Network("::/96"), 0),  # compatible (RFC 4291, 2.5.5.1)
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),  # translated (RFC 2765)
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64 (RFC 6052)
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4 (RFC 3056)
)
_LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "home.arpa")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)\Z")


class UnsafeAddressError(IgnoreRequest):
    """The address leads to this machine or into a network that is not public, and the user did not name it."""


class Guard:
    """Knows what the user named. One per crawl."""

    def __init__(self, named: Iterable[str]) -> None:
        """*named*: addresses (``http://host:port/…``) the user gave, and ``host:port`` of machines to be let through."""
        self._named = {_place(one) for one in named}
        self._public: set[tuple[str, int]] = set()

    def check_literal(self, url: str) -> None:
        """Raise `UnsafeAddressError` when *url* says without any look-up that it leads to an internal machine."""
        host, port = _place(url)
        if (host, port) in self._named:
            return
        address = literal_address(host)
        is_local = host in _LOCAL_NAMES or host.endswith(tuple(f".{name}" for name in _LOCAL_NAMES))
        if is_local or (address is not None and is_internal(address)):
            raise UnsafeAddressError(f"{url} leads to an internal address")

    def check_connection(self, host: str, port: int, address: str) -> None:
        """Raise `UnsafeAddressError` when *host* was resolved to an *address* that must not be connected to.

        A host that the user named may be internal; when it has been public before, its name was made to point elsewhere.
        """
        place = (host.lower().rstrip("."), port)
        if not is_internal(ipaddress.ip_address(address.partition("%")[0])):
            if place in self._named:
                self._public.add(place)
            return
        if place not in self._named or place in self._public:
            raise UnsafeAddressError(f"{host}:{port} leads to the internal address {address}")

    def watch(self, agent: Any, url: str) -> None:
        """Make *agent*, which is about to ask for *url*, connect to no address that is refused."""
        factory = agent._endpointFactory
        factory._reactor = _GuardedReactor(factory._reactor, self, *_place(url))


@implementer(IReactorPluggableNameResolver)
class _GuardedReactor:
    """The reactor as an endpoint sees it: names are resolved, and each number is checked before it is connected to."""

    def __init__(self, reactor: Any, guard: Guard, host: str, port: int) -> None:
        self._reactor = reactor
        self._guard = guard
        self._host = host
        self._port = port

    def connectTCP(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:  # noqa: N802 - Twisted's name
        """Connect, when *host*, which is a number by now, may be reached."""
        self._guard.check_connection(self._host, self._port, host)
        return self._reactor.connectTCP(host, port, *args, **kwargs)

    def installNameResolver(self, resolver: Any) -> Any:  # noqa: N802 - Twisted's name
        """As the reactor does."""
        return self._reactor.installNameResolver(resolver)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)


def is_internal(address: Address) -> bool:
    """Whether *address* is anything but one host on the public internet: loopback, private, link-local, shared (RFC 6598),
    multicast, reserved, unspecified, or an IPv6 address that carries such an IPv4 address.
    """
    if isinstance(address, ipaddress.IPv6Address):
        for network, shift in _CARRIERS:
            if address in network:
                return is_internal(ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF))
        if address.teredo is not None or address.is_site_local:
            return True
    return not address.is_global or address.is_multicast or address.is_reserved


def literal_address(host: str) -> Address | None:
    """The address that *host* is, in any spelling the system's resolver takes for a number (``2130706433``, ``0x7f.1``,
    ``127.1``); None for a name.
    """
    host = host.strip("[]").partition("%")[0].rstrip(".")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not _NUMBER.match(host.rpartition(".")[2].lower()):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _place(address: str) -> tuple[str, int]:
    """Host and port of an absolute address or of ``host:port``; port 0 when none can be told."""
    parts = urlsplit(address if "://" in address else f"//{address}")
    host = (parts.hostname or "").rstrip(".")
    try:
        return host, parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return host, 0

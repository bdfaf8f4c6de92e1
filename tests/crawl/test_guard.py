"""Addresses inside private networks are reached only when the user named them."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from server.command import Archived, Done, crawl
from server.site import Site, blog_post, small_blog
from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IHostnameResolver
from twisted.internet.testing import MemoryReactorClock
from twisted.web.client import Agent
from zope.interface import implementer

from blogarchive.crawl.guard import Guard, UnsafeAddressError, is_internal, literal_address

SECRET = "<title>Secret</title><article><h1>Secret of the house</h1><p>For nobody's eyes.</p></article>"


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.8.9.10", id="loopback, another"),
        pytest.param("0.0.0.0", id="unspecified"),
        pytest.param("10.1.2.3", id="private, ten"),
        pytest.param("172.31.0.1", id="private, 172"),
        pytest.param("192.168.1.1", id="private, 192"),
        pytest.param("169.254.169.254", id="link-local, where clouds keep keys"),
        pytest.param("100.64.0.1", id="shared by a carrier"),
        pytest.param("224.0.0.251", id="multicast"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("198.18.0.1", id="benchmarks"),
        pytest.param("::1", id="IPv6 loopback"),
        pytest.param("::", id="IPv6 unspecified"),
        pytest.param("fe80::1", id="IPv6 link-local"),
        pytest.param("fd12:3456::1", id="IPv6 unique local"),
        pytest.param("fec0::1", id="IPv6 site-local"),
        pytest.param("ff02::1", id="IPv6 multicast"),
        pytest.param("::ffff:127.0.0.1", id="mapped"),
        pytest.param("::7f00:1", id="compatible"),
        pytest.param("2002:7f00:1::1", id="6to4"),
        pytest.param("2001:0:4136:e378::1", id="Teredo"),
        pytest.param("64:ff9b::a00:1", id="NAT64"),
        pytest.param("64:ff9b:1::1", id="local NAT64"),
    ],
)
def test_address_that_is_not_public(address: str) -> None:
    assert is_internal(ip_address(address))


@pytest.mark.parametrize(
    "address", ["9.9.9.9", "1.0.0.1", "172.32.0.1", "100.128.0.1", "2620:fe::fe", "64:ff9b::909:909", "2002:909:909::1"]
)
def test_public_address(address: str) -> None:
    assert not is_internal(ip_address(address))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0X7F.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("[::1]", "::1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_number_in_any_spelling_is_known(host: str, address: str) -> None:
    assert literal_address(host) == ip_address(address)


@pytest.mark.parametrize("host", ["example.org", "3com.example", "127.0.0.1.example.org", "abc", "1.2.3.4.5", ""])
def test_name_is_no_number(host: str) -> None:
    assert literal_address(host) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://a.localhost:8080/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433:81/",
        "https://blog.example:8443@127.1/",
    ],
)
def test_address_that_says_itself_where_it_leads(url: str) -> None:
    with pytest.raises(UnsafeAddressError):
        Guard(["http://127.0.0.1:8000/"]).check_literal(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/x", "http://cdn.intranet.example:81/", "https://example.org/"])
def test_named_and_public_addresses_pass(url: str) -> None:
    Guard(["http://127.0.0.1:8000/", "cdn.intranet.example:81"]).check_literal(url)


def test_name_may_be_internal_when_the_user_named_it_and_at_that_port_only() -> None:
    guard = Guard(["http://wiki.corp.example/"])
    guard.check_connection("wiki.corp.example", 80, "10.0.0.7")
    with pytest.raises(UnsafeAddressError):
        guard.check_connection("wiki.corp.example", 8080, "10.0.0.7")


def test_named_host_that_was_public_may_not_become_internal() -> None:
    guard = Guard(["http://blog.example/"])
    guard.check_connection("blog.example", 80, "9.9.9.9")
    with pytest.raises(UnsafeAddressError, match=r"127\.0\.0\.1"):
        guard.check_connection("blog.example", 80, "127.0.0.1")


@implementer(IHostnameResolver)
class ChangingNames:
    """Gives a name another number at each look-up."""

    def __init__(self, *numbers: str) -> None:
        self.numbers = list(numbers)

    def resolveHostName(self, receiver: Any, hostName: str, portNumber: int = 0, *args: Any, **more: Any) -> Any:  # noqa: N802, N803
        receiver.resolutionBegan(None)
        receiver.addressResolved(IPv4Address("TCP", self.numbers.pop(0), portNumber))
        receiver.resolutionComplete()
        return receiver


def test_the_very_number_that_is_connected_to_is_checked() -> None:
    reactor = MemoryReactorClock()
    reactor.installNameResolver(ChangingNames("9.9.9.9", "127.0.0.1"))
    guard, failures = Guard(["http://blog.example/"]), []
    for _ in range(2):
        agent = Agent(reactor)
        guard.watch(agent, "http://other.example/")
        agent.request(b"GET", b"http://other.example/").addErrback(failures.append)
    reactor.advance(1)
    assert [client[:2] for client in reactor.tcpClients] == [("9.9.9.9", 80)]
    assert [failure.type for failure in failures] == [UnsafeAddressError]


# --- whole crawls


@pytest.fixture(scope="module")
def tricked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site, Done, Archived]]:
    """A blog that points at a server in the house in all ways it knows."""
    folder = tmp_path_factory.mktemp("tricked")
    with Site() as blog, Site() as house:
        house.page("/", SECRET)
        there, port = house.base, house.port
        ways = {
            "moved": there,
            "decimal": f"http://2130706433:{port}",
            "hex": f"http://0x7f000001:{port}",
            "short": f"http://127.1:{port}",
            "mapped": f"http://[::ffff:127.0.0.1]:{port}",
            "userinfo": f"http://127.0.0.1:{blog.port}@127.0.0.1:{port}",
            "name": f"http://localhost:{port}",
        }
        links = "".join(f'<a href="/{way}/">{way}</a>' for way in ways)
        small_blog(blog, 2, links=f'{links}<a href="{there}/linked">in the house</a>')
        for way, target in ways.items():
            blog.moved(f"/{way}/", f"{target}/{way}")
        blog.forget("/post-2/")
        more = f'<img src="{there}/a.png"><img src="//localhost:{port}/b.png"><img src="/c.png">'
        blog.page("/post-2/", blog_post(2, more=more))
        blog.page("/about", "<h1>About</h1>", head=f'<meta http-equiv="refresh" content="0;url={there}/refresh">')
        blog.moved("/c.png", f"{there}/c.png")
        done = crawl(blog.url(), folder, "-q")
        yield blog, house, done, Archived(folder)


def test_server_in_the_house_is_never_asked(tricked: tuple[Site, Site, Done, Archived]) -> None:
    assert tricked[1].asked == []


def test_posts_are_kept_all_the_same(tricked: tuple[Site, Site, Done, Archived]) -> None:
    assert tricked[3].titles == ["Post number 1", "Post number 2"]
    assert tricked[2].code == 1


def test_page_that_leads_there_is_named_with_the_reason(tricked: tuple[Site, Site, Done, Archived]) -> None:
    blog, _, _, archive = tricked
    reasons = {failure["url"]: failure["reason"] for failure in archive.failures}
    for way in ("moved", "decimal", "hex", "short", "mapped", "userinfo", "name", "c.png"):
        assert reasons[blog.url(f"/{way}/").replace(".png/", ".png")] == "redirects to an internal address"


def test_refused_addresses_stand_in_the_ledger(tricked: tuple[Site, Site, Done, Archived]) -> None:
    _, house, _, archive = tricked
    assert archive.state(house.url("/a.png")) == ("skipped", "unsafe")
    assert archive.state(house.url("/moved")) == ("skipped", "unsafe")
    assert archive.state(f"http://localhost:{house.port}/b.png") == ("skipped", "unsafe")


def test_robots_txt_that_redirects_into_the_house(site: Site, tmp_path: Path) -> None:
    with Site() as house:
        site.moved("/robots.txt", house.url("/robots.txt"))
        small_blog(site, 1)
        done = crawl(site.url(), tmp_path)
        assert house.asked == []
    assert done.code == 2
    assert "its robots.txt redirects to an internal address" in done.sentence


def test_start_that_redirects_into_the_house_says_what_to_do(site: Site, tmp_path: Path) -> None:
    with Site() as house:
        site.moved("/", house.url("/"))
        done = crawl(site.url(), tmp_path)
        assert house.asked == []
    assert done.code == 2
    assert done.sentence.endswith(
        "it redirects into a network that is not public; give --allow-host HOST:PORT when that is meant."
    )

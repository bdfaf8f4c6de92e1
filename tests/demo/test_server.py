"""The demo server answers as the crawl expects a small web server to."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from blogarchive.demo import DemoServer

POST = "/the-light-that-was-moved/"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with DemoServer() as server:
        yield server.url


@pytest.fixture
def connection(address: str) -> Iterator[http.client.HTTPConnection]:
    client = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    yield client
    client.close()


def get(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response, response.read()


def test_address_is_on_loopback_and_ends_in_a_slash(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith("/")


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        pytest.param("/", 200, "text/html; charset=utf-8", id="home"),
        pytest.param("/style.css", 200, "text/css", id="style sheet"),
        pytest.param("/pictures/lighthouse-400.png", 200, "image/png", id="picture"),
        pytest.param("/favicon.svg", 200, "image/svg+xml", id="favicon"),
        pytest.param("/feed.xml", 200, "application/rss+xml; charset=utf-8", id="feed"),
        pytest.param("/%e7%b4%99%e3%81%ae%e6%b5%b7%e5%9b%b3/", 200, "text/html; charset=utf-8", id="lower-case escapes"),
        pytest.param("/about/?from=feed", 200, "text/html; charset=utf-8", id="query is ignored"),
        pytest.param("/the-missing-index/", 404, "text/html; charset=utf-8", id="dead link"),
        pytest.param("/404", 404, "text/html; charset=utf-8", id="name of the error page"),
    ],
)
def test_answer_has_status_and_type(connection: http.client.HTTPConnection, path: str, status: int, kind: str) -> None:
    response, _ = get(connection, path)
    assert (response.status, response.headers["Content-Type"]) == (status, kind)


def test_address_without_its_last_slash_redirects(connection: http.client.HTTPConnection) -> None:
    response, body = get(connection, "/about")
    assert (response.status, response.headers["Location"], body) == (301, "/about/", b"")


def test_connection_is_kept_for_the_next_request(connection: http.client.HTTPConnection) -> None:
    get(connection, "/")
    first = connection.sock
    get(connection, "/about/")
    assert connection.sock is first


def test_known_etag_is_answered_304_without_body(connection: http.client.HTTPConnection) -> None:
    tag = get(connection, POST)[0].headers["ETag"]
    response, body = get(connection, POST, If_None_Match=tag)
    assert (response.status, response.headers["ETag"], body) == (304, tag, b"")


def test_unknown_etag_outweighs_a_fitting_date(connection: http.client.HTTPConnection) -> None:
    date = get(connection, POST)[0].headers["Last-Modified"]
    assert get(connection, POST, If_None_Match='"other"', If_Modified_Since=date)[0].status == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        pytest.param("Sat, 09 Mar 2024 17:05:00 GMT", 304, id="the same second"),
        pytest.param("Sat, 09 Mar 2024 17:04:59 GMT", 200, id="a second before"),
        pytest.param("yesterday", 200, id="no date"),
        pytest.param("Sat, 09 Mar 2024 17:05:00", 200, id="no zone"),
    ],
)
def test_if_modified_since(connection: http.client.HTTPConnection, since: str, status: int) -> None:
    assert get(connection, POST, If_Modified_Since=since)[0].status == status


def test_head_has_the_headers_of_get_and_no_body(connection: http.client.HTTPConnection) -> None:
    full, body = get(connection, POST)
    response, nothing = get(connection, POST, method="HEAD")
    assert nothing == b""
    assert response.headers["Content-Length"] == full.headers["Content-Length"] == str(len(body))


def test_nothing_answers_after_the_block() -> None:
    with DemoServer() as server:
        place = urlsplit(server.url).netloc
    with pytest.raises(ConnectionRefusedError):
        get(http.client.HTTPConnection(place, timeout=5), "/")


def test_idle_client_does_not_hold_up_the_end() -> None:
    with DemoServer() as server:
        client = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
        get(client, "/")
    client.close()


def test_two_servers_run_side_by_side() -> None:
    with DemoServer() as one, DemoServer() as two:
        assert one.url != two.url

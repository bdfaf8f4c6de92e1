"""Cookies and headers of the user."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy import Request

from blogarchive.crawl.identity import IdentityMiddleware
from blogarchive.crawl.options import CrawlOptions
from blogarchive.errors import UsageError

HEAD = "# Netscape HTTP Cookie File\n"
LINE = "{domain}\t{below}\t{path}\t{secure}\t{expires}\t{name}\tv\n"


def cookie(
    domain: str = "example.org", path: str = "/", expires: str = "4102444800", name: str = "c", secure: str = "FALSE"
) -> str:
    below = "TRUE" if domain.startswith(".") else "FALSE"
    return LINE.format(domain=domain, below=below, path=path, secure=secure, expires=expires, name=name)


def sent(
    tmp_path: Path, url: str, *cookies: str, own: str = "example.org", start: str = "https://example.org/", **options: object
) -> dict[str, str]:
    """Headers of a request for *url*."""
    (tmp_path / "cookies.txt").write_text(HEAD + "".join(cookies))
    made = CrawlOptions(url=start, cookies=tmp_path / "cookies.txt", **options)  # type: ignore[arg-type]
    request = Request(url)
    IdentityMiddleware(made, {own}).process_request(request)
    return {name.decode().lower(): values[0].decode() for name, values in request.headers.items()}


@pytest.mark.parametrize(
    ("line", "url", "goes"),
    [
        pytest.param(cookie(), "https://example.org/a", True, id="host"),
        pytest.param(cookie(expires="0"), "https://example.org/", True, id="session cookie, as browsers export it"),
        pytest.param(cookie(expires=""), "https://example.org/", True, id="session cookie, as the format has it"),
        pytest.param("#HttpOnly_" + cookie(), "https://example.org/", True, id="HttpOnly"),
        pytest.param(cookie(".example.org"), "https://blog.example.org/", True, id="domain"),
        pytest.param(cookie(), "https://other.example/", False, id="other host"),
        pytest.param(cookie(path="/members"), "https://example.org/", False, id="other path"),
        pytest.param(cookie(secure="TRUE"), "http://example.org/", False, id="secure cookie in the clear"),
        pytest.param(cookie(), "http://example.org/", False, id="cookie of a blog on https in the clear"),
        pytest.param(cookie(), "https://example.org:8443/", False, id="another port"),
        pytest.param(cookie(expires="1"), "https://example.org/", False, id="expired"),
    ],
)
def test_cookie_goes_where_it_belongs(tmp_path: Path, line: str, url: str, goes: bool) -> None:
    assert (sent(tmp_path, url, line).get("cookie") == "c=v") is goes


@pytest.mark.parametrize(
    ("url", "goes"),
    [
        ("https://example.org/", True),
        ("https://www.example.org/", True),
        ("https://cdn.example.org/", False),
        ("https://example.org.evil.example/", False),
        ("https://example.org:8443/", False),
        ("http://example.org/", False),
    ],
)
def test_header_of_the_user_goes_to_the_blog_with_or_without_www(tmp_path: Path, url: str, goes: bool) -> None:
    assert ("authorization" in sent(tmp_path, url, headers={"Authorization": "Basic x"})) is goes


def test_blog_on_http_that_moves_to_https_keeps_its_headers(tmp_path: Path) -> None:
    headers = sent(tmp_path, "https://example.org/", cookie(), start="http://example.org/", headers={"X-Key": "k"})
    assert (headers["x-key"], headers["cookie"]) == ("k", "c=v")


def test_header_of_the_user_replaces_ours(tmp_path: Path) -> None:
    assert sent(tmp_path, "https://example.org/", headers={"accept": "text/html"})["accept"] == "text/html"


def test_file_in_another_format_is_said(tmp_path: Path) -> None:
    (tmp_path / "cookies.txt").write_text('[{"name": "c"}]')
    options = CrawlOptions(url="https://example.org/", cookies=tmp_path / "cookies.txt")
    with pytest.raises(UsageError, match="Netscape format"):
        IdentityMiddleware(options, {"example.org"})

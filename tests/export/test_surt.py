"""Sort keys, against the library that other indexers use (it comes with cdxj-indexer)."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from surt import surt as surt_of_others

from blogarchive.export.surt import surt


@pytest.mark.parametrize(
    ("url", "key"),
    [
        pytest.param("http://example.com", "com,example)/", id="no path"),
        pytest.param("https://www2.Example.com:443/A/b/", "com,example)/a/b", id="www, default port, case, last slash"),
        pytest.param("http://example.com:8080/x?", "com,example:8080)/x", id="port, empty query"),
        pytest.param("http://127.0.0.1:80/a/?b=2&a=1", "1,0,0,127)/a?a=1&b=2", id="address, sorted query"),
        pytest.param("http://example.com//a//b/../c/./d/", "com,example)/a/c/d", id="dots and empty segments"),
        pytest.param("http://example.com/%7Ea/%C3%A9/é", "com,example)/~a/%c3%a9/%c3%a9", id="escapes"),
        pytest.param("http://example.com/%252541", "com,example)/a", id="escaped thrice"),
        pytest.param("http://münchen.de/", "de,xn--mnchen-3ya)/", id="host outside ASCII"),
        pytest.param("http://user:pw@example.com/x#y", "com,example)/x", id="user and fragment"),
        pytest.param("http://[::1]:8000/a", "::1:8000)/a", id="IPv6"),
        pytest.param(f"http://example.com/a?x=1&PHPSESSID={'0' * 32}", "com,example)/a?&x=1", id="session in the query"),
        pytest.param(f"http://example.com/(S({'a' * 24}))/p.aspx", "com,example)/p.aspx", id="session in the path"),
        pytest.param(
            "metadata://gnu.org/software/wget/warc/MANIFEST.txt", "org,gnu)/software/wget/warc/manifest.txt", id="wget's"
        ),
    ],
)
def test_key_is_that_of_other_indexers(url: str, key: str) -> None:
    assert surt(url) == key
    assert surt_of_others(url) == key


@example("..").via("leads above the root")
@example("a//../../../b").via("leads above the root, empty segments between")
@given(st.text(alphabet="ab./?&=%2F5~;:é 中+-_", max_size=30))
def test_any_path_and_query_gives_the_key_of_others(rest: str) -> None:
    assert surt(f"http://example.com/{rest}") == surt_of_others(f"http://example.com/{rest}")


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    assert isinstance(surt(text), str)

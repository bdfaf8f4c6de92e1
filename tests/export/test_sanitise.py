"""Nothing that runs, loads or breaks the page gets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from blogarchive.export.sanitise import TAGS, XHTML, safe_body


def cleaned(body: str) -> str:
    """What stands inside the outer element, pictures at ``here``."""
    found = safe_body(body, lambda url: "here" if url.endswith("kept.png") else None, "p")
    return found.removeprefix(f'<div xmlns="{XHTML}">').removesuffix("</div>")


@pytest.mark.parametrize(
    ("body", "safe"),
    [
        pytest.param("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>", id="script"),
        pytest.param('<p onclick="x()" style="a" class="b">a</p>', "<p>a</p>", id="attributes"),
        pytest.param('<a href="javascript:x()">a</a>', "<a>a</a>", id="script as a link"),
        pytest.param('<a href=" JaVa&#10;Script:x()">a</a>', "<a>a</a>", id="script in disguise"),
        pytest.param('<a href="data:text/html,x">a</a>', "<a>a</a>", id="data as a link"),
        pytest.param('<a href="http://b.example/a b#c]">a</a>', '<a href="http://b.example/a%20b#c%5D">a</a>', id="spelling"),
        pytest.param('<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>', id="mail"),
        pytest.param('<iframe src="https://b.example"></iframe>a', "a", id="frame"),
        pytest.param('<svg onload="x()"><a>b</a></svg>a', "a", id="svg"),
        pytest.param('<img src="http://b.example/kept.png" onerror="x()">', '<img src="here" alt=""/>', id="picture"),
        pytest.param(
            '<img src="http://b.example/lost.png" alt="A dog">',
            '<a href="http://b.example/lost.png">[A dog]</a>',
            id="picture that was not archived",
        ),
        pytest.param('<img src="javascript:x()">', "", id="picture that is a script"),
        pytest.param('<h2 id="a b">x</h2><a href="#a b">y</a>', '<h2 id="p-a-b">x</h2><a href="#p-a-b">y</a>', id="ids"),
        pytest.param('<a href="#nowhere">y</a>', "<a>y</a>", id="link to an id that is not there"),
        pytest.param('<p id="a">x</p><p id="a">y</p>', '<p id="p-a">x</p><p>y</p>', id="an id twice"),
        pytest.param("<ul>a<p>b</p></ul>", "<ul><li>a</li><li><p>b</p></li></ul>", id="list without items"),
        pytest.param("<ul></ul>a", "a", id="empty list"),
        pytest.param('<ol start="3" type="x" reversed=""><li value="a">b</li></ol>', None, id="attributes of lists"),
        pytest.param("<em></em>a", "<em></em>a", id="empty element"),
        pytest.param("<unknown>a <b>c</b></unknown>", "a <b>c</b>", id="unknown element"),
        pytest.param("a &lt;script&gt; &amp; b", "a &lt;script&gt; &amp; b", id="escaped"),
        pytest.param("   ", "", id="nothing"),
    ],
)
def test_body_is_safe(body: str, safe: str | None) -> None:
    assert cleaned(body) == (safe if safe is not None else '<ol start="3" reversed=""><li>b</li></ol>')


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "<script>", "<img src=x>", "<a href=#a>", "text", "&", "<!--", "-->"])
    )
)
def test_whatever_comes_is_well_formed_and_of_known_tags(pieces: list[str]) -> None:
    found = safe_body("".join(pieces), lambda url: None, "p")
    if found:
        tags = {etree.QName(element).localname for element in etree.fromstring(found).iter()}
        assert tags <= set(TAGS)

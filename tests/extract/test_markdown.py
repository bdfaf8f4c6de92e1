"""Markdown of a clean tree, and that the three forms agree."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html
from samples import LONG, MORE, article, page_of

from blogarchive.extract.body import Body
from blogarchive.extract.knowledge import SiteKnowledge


def body_of(inner: str) -> Body:
    finding = page_of(article(f"<p>{LONG}</p>{inner}<p>{MORE}</p>")).find_body(SiteKnowledge())
    assert finding is not None
    return finding.value


def markdown(inner: str) -> str:
    return body_of(inner).markdown.removeprefix(LONG).removesuffix(MORE).strip()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Part</h2>", "## Part"),
        ("<p>a <b>bold</b> and <i>soft </i>word</p>", "a **bold** and *soft* word"),
        ("<p>see <a href='/x/'>this</a></p>", "see [this](https://blog.example.org/x/)"),
        ("<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>", "- one\n- two\n  - three"),
        ("<ol start='3'><li>c</li><li>d</li></ol>", "3. c\n4. d"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre><code class='language-python'>x = 1</code></pre>", "```python\nx = 1\n```"),
        ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````"),
        ("<p>use <code>a`b</code></p>", "use ``a`b``"),
        ("<p>2 * 3 * 4 and [x]</p>", "2 \\* 3 \\* 4 and \\[x\\]"),
        ("<p>1. not a list</p>", "1\\. not a list"),
        ("<p># not a heading</p>", "\\# not a heading"),
        ("<p>snake_case stays</p>", "snake_case stays"),
        ("<p>one<br>two</p>", "one  \ntwo"),
        ("<p><img src='/a.png' alt='A quay'></p>", "![A quay](https://blog.example.org/a.png)"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td>3</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |",
        ),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
        ("<p><del>gone</del></p>", "~~gone~~"),
    ],
)
def test_each_element_has_its_markdown(html: str, expected: str) -> None:
    assert markdown(html) == expected


EVERYTHING = """
<h2>Part <em>one</em></h2><p>Words with <b>bold</b>, <a href="/x/">a link</a>,
H<sub>2</sub>O and <code>code()</code>.<br>Next line</p>
<ul><li>one<ol><li>inner</li></ol></li><li><p>two</p><p>more</p></li></ul><blockquote><p>Quoted</p></blockquote>
<table><caption>Depths</caption><tr><th>Year</th></tr><tr><td>1867</td></tr><tr><td>1868</td><td>deep</td></tr></table>
<pre>def f():\n    pass</pre><figure><img src="/i.png"><figcaption>A quay</figcaption></figure>
<dl><dt>Term</dt><dd>Meaning</dd></dl><p>港口的<b>账本</b></p><div>bare <span>words</span></div>
"""


def test_text_html_and_markdown_have_the_same_words() -> None:
    body = body_of(EVERYTHING)
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", body.markdown)
    plain = re.sub(r"^(\s*)(?:\d+\.|- (?!-)|> ?|#+) ?", r"\1", plain, flags=re.M)
    tree = lxml_html.fromstring(f"<div>{body.html}</div>")
    for el in tree.iter("br", "p", "li", "td", "th", "dt", "dd", "h2", "caption", "figcaption", "pre"):
        el.tail = "\n" + (el.tail or "")
        if el.tag != "br":
            el.text = "\n" + (el.text or "")
    words = re.findall(r"\w+", body.text)
    assert re.findall(r"\w+", re.sub(r"[*`\\~]", "", plain)) == words
    assert re.findall(r"\w+", tree.text_content()) == words

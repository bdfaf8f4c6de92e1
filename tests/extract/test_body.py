"""The article alone."""

from __future__ import annotations

import pytest
from samples import LONG, MORE, article, page_of

from blogarchive.extract.body import Body, count_words
from blogarchive.extract.knowledge import SiteKnowledge

PAIR = f"<p>{LONG}</p><p>{MORE}</p>"


def body_of(html: str, url: str = "https://blog.example.org/2024/harbour/") -> Body:
    finding = page_of(html, url).find_body(SiteKnowledge())
    assert finding is not None
    return finding.value


@pytest.mark.parametrize(
    "extra",
    [
        "<div class='sharedaddy'><h3>Share this:</h3><a href='https://twitter.com/intent/tweet?u=1'>NOISE</a></div>",
        "<h3>Related posts</h3><ul><li><a href='/a/'>NOISE one</a></li><li><a href='/b/'>NOISE two</a></li></ul>",
        "<h3>関連記事</h3><ul><li><a href='/a/'>NOISE one</a></li><li><a href='/b/'>NOISE two</a></li></ul>",
        "<p><strong>Читайте также:</strong></p><ul><li><a href='/a/'>NOISE one</a></li></ul>",
        "<div class='newsletter-box'><h4>Never miss a post</h4><p>NOISE by email.</p></div>",
        "<div class='author-bio'><p>NOISE writes about the sea.</p></div>",
        "<p class='post-tags'>Tags: <a rel='tag' href='/tag/sea/'>NOISE</a></p>",
        "<p><a href='/tag/sea/'>NOISE</a>, <a href='/tag/quay/'>NOISE</a></p>",
        "<p><a href='/older/'>« Previous</a></p>",
        "<nav class='post-navigation'><a href='/older/'>NOISE</a></nav>",
        "<div id='comments'><h3>2 comments</h3><p>NOISE says a reader.</p></div>",
        "<script>var NOISE = 1;</script><style>.NOISE {}</style>",
        "<p style='display: none'>NOISE</p>",
        "<p class='screen-reader-text'>NOISE</p>",
        "<div class='cookie-notice'>NOISE cookies</div>",
        "<form><label>NOISE</label><input name='q'></form>",
    ],
    ids=(
        "share related related-japanese related-in-a-paragraph newsletter bio tags tag-links previous "
        "navigation comments script hidden "
        "screen-reader cookies form"
    ).split(),
)
def test_what_is_not_the_article_is_left_out(extra: str) -> None:
    text = body_of(article(PAIR + extra)).text
    assert text == f"{LONG}\n\n{MORE}"


@pytest.mark.parametrize(
    "first",
    [
        "<h2>Harbour ledgers</h2>",
        "<p>March 4, 2024</p>",
        "<ul><li>March 4, 2024</li></ul>",
        "<p>By Ann Lee</p>",
        "<p>5 min read</p>",
        "<p>2024年3月4日</p>",
    ],
    ids="heading date date-in-list byline reading-time japanese-date".split(),
)
def test_title_and_meta_lines_over_the_text_are_left_out(first: str) -> None:
    assert body_of(article(first + PAIR)).text == f"{LONG}\n\n{MORE}"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<h2>A heading</h2>", "A heading"),
        ("<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>", "one\ntwo\nthree"),
        ("<table><tr><th>Year</th><th>Depth</th></tr><tr><td>1867</td><td>18.9</td></tr></table>", "Year\tDepth\n1867\t18.9"),
        ("<blockquote><p>Quoted words.</p></blockquote>", "Quoted words."),
        ("<pre><code>def f():\n    return 1 &lt; 2\n</code></pre>", "def f():\n    return 1 < 2"),
        ("<figure><img src='/a.png'><figcaption>A caption</figcaption></figure>", "A caption"),
        ("<p>first line<br>second line</p>", "first line\nsecond line"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\nMeaning"),
        ("<details><summary>More</summary><p>Inside</p></details>", "More\n\nInside"),
        ("bare text in a container", "bare text in a container"),
    ],
    ids="heading list table quote code caption break definitions details bare".split(),
)
def test_every_kind_of_block_is_kept(inner: str, expected: str) -> None:
    assert body_of(article(f"<p>{LONG}</p>{inner}<p>{MORE}</p>")).text == f"{LONG}\n\n{expected}\n\n{MORE}"


def test_line_numbers_are_not_code() -> None:
    listing = (
        "<table class='highlight'><tr><td class='gutter'><pre>1\n2</pre></td>"
        "<td class='code'><pre><span class='line'>a = 1</span><br><span class='line'>b = 2</span></pre></td></tr></table>"
    )
    assert "\n\na = 1\nb = 2\n\n" in body_of(article(f"<p>{LONG}</p>{listing}<p>{MORE}</p>")).text


def test_no_blanks_are_put_between_chinese_lines() -> None:
    assert "港口的账本没有人记得" in body_of(article(f"{PAIR}<p>港口的账本\n没有人<b>记得</b></p>")).text


def test_inline_elements_do_not_break_words() -> None:
    assert "Hello world" in body_of(article(f"{PAIR}<p><b>H</b>ello <i>wor</i>ld</p>")).text


def test_addresses_are_absolute_and_keep_their_fragment() -> None:
    html = body_of(article(f"{PAIR}<p>See <a href='../other/#part' onclick='x()'>other</a>.</p>")).html
    assert '<a href="https://blog.example.org/2024/other/#part">other</a>' in html


def test_clean_html_has_no_scripts_styles_or_handlers() -> None:
    inner = f"<p onclick='x()' style='color:red' class='a'>{LONG}</p><p><a href='javascript:x()'>go</a> on with this</p>{MORE}"
    html = body_of(article(inner)).html
    assert not any(word in html for word in ("onclick", "style", "class", "javascript"))


def test_a_link_around_whole_blocks_is_put_inside_them() -> None:
    html = body_of(article(f"{PAIR}<blockquote><a href='/next/'><h3>Chapter two</h3><p>It goes on.</p></a></blockquote>")).html
    assert '<h3><a href="https://blog.example.org/next/">Chapter two</a></h3>' in html


def test_an_embedded_frame_becomes_a_link() -> None:
    body = body_of(article(f"{PAIR}<iframe src='https://video.example.com/embed/7' title='A film'></iframe>"))
    assert '<a href="https://video.example.com/embed/7">A film</a>' in body.html
    assert "video.example.com" not in body.text
    assert body.links[-1].url == "https://video.example.com/embed/7"


def test_a_post_that_is_one_line_is_found() -> None:
    sidebar = f"<aside><h3>About</h3><p>{LONG} {MORE}</p></aside>"
    assert body_of(article("<p>Moved to the new quay today.</p>", after=sidebar)).text == "Moved to the new quay today."


def test_a_post_that_is_a_picture_is_found() -> None:
    body = body_of(article("<p><img src='/quay.jpg' alt='The quay'></p>"))
    assert (body.text, [i.url for i in body.images]) == ("", ["https://blog.example.org/quay.jpg"])


def test_the_article_is_found_without_any_class_name() -> None:
    links = "".join(f"<li><a href='/p{i}/'>Some other post number {i}</a></li>" for i in range(30))
    html = f"<div><ul>{links}</ul></div><div><h1>Harbour ledgers</h1><div>{PAIR * 3}</div></div><div><ul>{links}</ul></div>"
    assert body_of(f"<body>{html}</body>").text.split("\n\n") == [LONG, MORE] * 3


def test_teasers_with_long_excerpts_do_not_win_over_a_short_article() -> None:
    teasers = "".join(f"<div><h3><a href='/p{i}/'>Post {i}</a></h3><p>{LONG} {MORE}</p></div>" for i in range(6))
    after = f"<section><h2>Latest posts</h2>{teasers}</section>"
    assert body_of(article(PAIR, after=after)).text == f"{LONG}\n\n{MORE}"


def test_a_link_list_inside_the_article_is_kept() -> None:
    books = "<h2>Books I read</h2><ul><li><a href='https://books.example.com/1'>First book</a></li></ul>"
    assert "Books I read\n\nFirst book" in body_of(article(f"<p>{LONG}</p>{books}<p>{MORE}</p>")).text


def test_a_closing_line_about_the_author_is_not_the_article() -> None:
    assert body_of(article(f"{PAIR}<p><em>*Ann Lee [2016] is doing her PhD in History.</em></p>")).text == f"{LONG}\n\n{MORE}"


def test_text_below_two_thousand_elements_is_kept() -> None:
    assert LONG in body_of("<body>" + "<div>" * 1900 + f"<p>{LONG}</p>" + "</div>" * 1900).text


@pytest.mark.parametrize(
    ("text", "words"), [("two words", 2), ("don't stop", 2), ("港口的账本", 5), ("読む book", 3), ("", 0), ("한국어 글", 2)]
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count_words(text) == words


def test_provenance_names_the_container_and_what_was_left_out() -> None:
    finding = page_of(article(f"<h2>Harbour ledgers</h2>{PAIR}<div class='sharedaddy'>Share me</div>")).find_body(SiteKnowledge())
    assert finding is not None
    assert (finding.source, finding.selector) == ("marks", "div.entry-content")
    assert {r.source for r in finding.rejected} == {"share", "title"}


def test_an_empty_page_has_no_body() -> None:
    assert page_of("<html><body></body></html>").find_body(SiteKnowledge()) is None


def test_title_after_the_site_name_and_a_colon_is_not_repeated_in_the_body() -> None:
    head = "<head><title>The Desk: Mending a pump</title></head>"
    entry = f"<div class='entry'><h3>Mending a pump</h3><div class='entry-body'>{PAIR}</div></div>"
    html = f"<html>{head}<body><h1><a href='/'>The Desk</a></h1>{entry}</body></html>"
    assert "Mending" not in body_of(html).text

"""Comments in markup shaped like that of widespread software: who, when, what and in answer to whom; the words are ours."""

# ruff: noqa: E501 (markup as the templates have it)

from __future__ import annotations

import pytest
from samples import LONG, article, page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.items import Comment

BO = Comment(author="Bo", date="2021-03-12", text="First.", parent=None)
CY = Comment(author="Cy", date="2021-03-13", text="Answer.", parent=0)

MOVABLE_TYPE = """<div id="comments" class="comments"><h2 class="comments-header">2 Comments</h2><div class="comments-content">
<div class="comment" id="comment-7"><div class="inner"><div class="comment-header"><div class="asset-meta"><span class="byline">
 <span class="vcard author">Bo</span> | <a href="#comment-7"><abbr class="published" title="2021-03-12T10:15:00-08:00">March 12</abbr></a>
 </span> | <a href="#comments-open">Reply</a></div></div><div class="comment-content"><p>First.</p></div></div></div>
<div class="comment" id="comment-8"><div class="inner"><div class="comment-header"><div class="asset-meta"><span class="byline">
 <span class="vcard author">Cy</span> replied to <a href="#comment-7">comment from Bo</a> |
 <a href="#comment-8"><abbr class="published" title="2021-03-13T10:15:00-08:00">March 13</abbr></a></span></div></div>
 <div class="comment-content"><p>Answer.</p></div></div></div></div></div>"""

DREAMWIDTH = """<div id="comments"><div class="comment-thread comment-depth-1"><div id="cmt7" class="dwexpcomment">
<div class="comment-wrapper"><div class="comment"><div class="inner"><div class="header"><h4 class="comment-title">Hm</h4>
 <div class="comment-info"><span class="comment-poster"><span class="ljuser"><b>Bo</b></span></span>
 <span class="datetime">2021-03-12 10:15 pm (UTC)</span></div></div>
 <div class="contents"><div class="comment-content">First.</div></div></div></div></div></div></div>
<div class="comment-thread comment-depth-2"><div id="cmt8" class="dwexpcomment">
<div class="comment-wrapper"><div class="comment"><div class="inner"><div class="header"><h4 class="comment-title">Re: Hm</h4>
 <div class="comment-info"><span class="comment-poster"><span class="ljuser"><b>Cy</b></span></span>
 <span class="datetime">2021-03-13 10:15 pm (UTC)</span></div></div>
 <div class="contents"><div class="comment-content">Answer.</div></div></div></div></div></div></div></div>"""

DRUPAL_7 = """<section id="comments" class="comment-wrapper"><h2 class="title">Comments</h2>
<a id="comment-7"></a><div class="comment clearfix" typeof="sioc:Post sioct:Comment"><h3 property="dc:title">Hm</h3>
 <div class="submitted">Submitted by <span class="username">Bo</span> on
 <span property="dc:date dc:created" content="2021-03-12T10:15:00+01:00">Fri, 03/12/2021 - 10:15</span></div>
 <div class="content"><div class="field field-name-comment-body"><div class="field-items"><div class="field-item even"><p>First.</p>
 </div></div></div></div></div>
<div class="indented"><a id="comment-8"></a><div class="comment clearfix" typeof="sioc:Post sioct:Comment"><h3>Re: Hm</h3>
 <div class="submitted">Submitted by <span class="username">Cy</span> on
 <span property="dc:date dc:created" content="2021-03-13T10:15:00+01:00">Sat, 03/13/2021 - 10:15</span></div>
 <div class="content"><div class="field field-name-comment-body"><div class="field-items"><div class="field-item even"><p>Answer.</p>
 </div></div></div></div></div></div></section>"""

DRUPAL_10 = """<section class="comments">
<article id="comment-7" class="comment js-comment"><footer class="comment__meta"><p class="comment__author"><span>Bo</span></p>
 <p class="comment__time">Fri, 12 March 2021 - 10:15</p><p class="comment__permalink"><a href="/comment/7#comment-7">Permalink</a></p></footer>
 <div class="comment__content"><h3><a href="/comment/7#comment-7">Hm</a></h3>
 <div class="text-formatted field field--name-comment-body"><p>First.</p></div><ul class="links"><li>Reply</li></ul></div></article>
<div class="indented"><article id="comment-8" class="comment js-comment"><footer class="comment__meta">
 <p class="comment__author"><span>Cy</span></p><p class="comment__time">Sat, 13 March 2021 - 10:15</p>
 <p class="parent visually-hidden">In reply to <a href="/comment/7#comment-7">Hm</a> by <span>Bo</span></p></footer>
 <div class="comment__content"><h3>Re: Hm</h3><div class="text-formatted field field--name-comment-body"><p>Answer.</p></div></div>
</article></div></section>"""

STATICMAN = """<section class="page__comments"><div class="js-comments">
<article id="comment1" class="js-comment comment" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
 <div class="comment__avatar-wrapper"><img class="comment__avatar" alt="Bo" src="/a.png"></div><div class="comment__content-wrapper">
 <h3 class="comment__author" itemprop="author"><span itemprop="name">Bo</span></h3>
 <p class="comment__date"><a href="#comment1" itemprop="url"><time datetime="2021-03-12T10:15:00+00:00" itemprop="datePublished">x</time></a></p>
 <div itemprop="text"><p>First.</p></div></div></article>
<article id="comment2" class="js-comment comment child" itemprop="comment" itemscope><div class="comment__content-wrapper">
 <h3 class="comment__author" itemprop="author"><span itemprop="name">Cy</span></h3>
 <p class="comment__date"><a href="#comment2"><time datetime="2021-03-13T10:15:00+00:00" itemprop="datePublished">y</time></a></p>
 <p class="comment__reply">in reply to <a href="#comment1">Bo</a></p><div itemprop="text"><p>Answer.</p></div></div></article></div></section>"""

ISSO = """<section id="isso-thread"><h4>2 Comments</h4><div id="isso-root">
<div class="isso-comment" id="isso-7"><div class="isso-avatar"></div><div class="isso-text-wrapper">
 <div class="isso-comment-header" role="meta"><span class="isso-author">Bo</span><span class="isso-spacer">•</span>
 <a class="isso-permalink" href="#isso-7"><time datetime="2021-03-12T10:15:00Z">years ago</time></a></div>
 <div class="isso-text"><p>First.</p></div><div class="isso-comment-footer"><a class="isso-reply" href="#">Reply</a></div></div>
 <div class="isso-follow-up"><div class="isso-comment" id="isso-8"><div class="isso-text-wrapper">
 <div class="isso-comment-header" role="meta"><span class="isso-author">Cy</span>
 <a class="isso-permalink" href="#isso-8"><time datetime="2021-03-13T10:15:00Z">years ago</time></a></div>
 <div class="isso-text"><p>Answer.</p></div></div></div></div></div></div></section>"""

SERENDIPITY = """<section id="comments"><article id="c7" class="serendipity_comment commentlevel-0 odd">
 <h4><cite>Bo</cite> <time datetime="2021-03-12T10:15:00+01:00">am 12. März</time>:</h4>
 <div class="serendipity_commentBody clearfix content"><p>First.</p></div></article>
<article id="c8" class="serendipity_comment commentlevel-1 even">
 <h4><cite>Cy</cite> <time datetime="2021-03-13T10:15:00+01:00">am 13. März</time>:</h4>
 <div class="serendipity_commentBody clearfix content"><p>Answer.</p></div></article></section>"""

DOTCLEAR = """<div id="comments"><h3>Commentaires</h3><dl>
<dt id="c7" class="odd first"><a href="#c7" class="comment-number">1.</a> Le vendredi 12 mars 2021, 10:15 par <a href="https://bo.example/">Bo</a></dt>
<dd class="odd first"><p>First.</p></dd>
<dt id="c8"><a href="#c8" class="comment-number">2.</a> Le samedi 13 mars 2021, 10:15 par Cy</dt><dd><p>Answer.</p></dd></dl></div>"""

WEBMENTIONS = """<section id="webmentions"><ol><li class="p-comment h-cite"><a class="p-author h-card" href="https://bo.example/">Bo</a>
 <time class="dt-published" datetime="2021-03-12T10:15:00Z">x</time><p class="p-content e-content">First.</p></li>
<li class="u-like h-cite"><a class="p-author h-card" href="https://di.example/">Di</a></li></ol></section>"""

SUBSTACK = """<div class="comments-section"><div class="comment-list"><div class="comment"><div id="comment-7" class="comment-anchor"></div>
 <div class="comment-content"><div class="comment-meta"><a class="comment-author">Bo</a> <a class="comment-timestamp" title="x">Mar 12, 2021</a></div>
 <div class="comment-body"><p>First.</p></div><div class="comment-actions">Like (3) Reply</div></div>
 <div class="comment-list"><div class="comment"><div class="comment-content"><div class="comment-meta"><a class="comment-author">Cy</a>
 <a class="comment-timestamp">Mar 13, 2021</a></div><div class="comment-body"><p>Answer.</p></div></div></div></div></div></div></div>"""


def comments(markup: str) -> list[Comment]:
    finding = page_of(article(f"<p>{LONG}</p>", after=markup)).find_comments(SiteKnowledge())
    return finding.value if finding else []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(MOVABLE_TYPE, [BO, CY], id="movable-type"),
        pytest.param(DREAMWIDTH, [BO, CY], id="livejournal-dreamwidth"),
        pytest.param(DRUPAL_7, [BO, CY], id="drupal-7"),
        pytest.param(DRUPAL_10, [BO, CY], id="drupal-10"),
        pytest.param(STATICMAN, [BO, CY], id="staticman"),
        pytest.param(ISSO, [BO, CY], id="isso"),
        pytest.param(SERENDIPITY, [BO, CY], id="serendipity"),
        pytest.param(SUBSTACK, [BO, CY], id="substack"),
        pytest.param(DOTCLEAR, [BO, Comment(author="Cy", date="2021-03-13", text="Answer.", parent=None)], id="dotclear"),
        pytest.param(WEBMENTIONS, [BO], id="webmentions"),
    ],
)
def test_comments_of_each_software_are_read(markup: str, expected: list[Comment]) -> None:
    found = comments(markup)
    for comment in found:
        comment.date = comment.date and comment.date[:10]
    assert found == expected


@pytest.mark.parametrize(
    ("shown", "date"),
    [
        ("<span class='comment-date'>12 March 2021 at 10:15</span>", "2021-03-12"),
        ("<time>le 12 mars 2021</time>", "2021-03-12"),
        ("<span class='comment-date'>03/04/2021</span>", None),
        ("<span class='where'>12 March 2021</span>", None),
        ("", None),
    ],
    ids="words time-element two-readings unmarked none".split(),
)
def test_a_date_in_words_is_read_where_it_is_marked_and_has_one_reading(shown: str, date: str | None) -> None:
    markup = f"<div class='comment'><b class='fn'>Bo</b>{shown}<div class='comment-content'><p>On 1 May 2019 it rained.</p></div></div>"
    assert [c.date for c in comments(markup)] == [date]


def test_a_link_to_another_comment_makes_no_answer_without_words_that_say_so() -> None:
    """A link to the one before is a way through the page."""
    markup = "".join(
        f"<div class='comment' id='comment-{n}'><a href='#comment-{n - 1}'>Previous</a><div class='comment-content'>No. {n}</div></div>"
        for n in (1, 2)
    )
    assert [c.parent for c in comments(markup)] == [None, None]


def test_depths_that_the_classes_state_tell_what_is_answered() -> None:
    markup = "".join(f"<div class='comment depth-{depth}'><p>No. {n}</p></div>" for n, depth in enumerate((1, 2, 3, 2, 1)))
    assert [c.parent for c in comments(markup)] == [None, 0, 1, 0, None]


def test_the_block_around_all_comments_and_their_form_is_no_comment() -> None:
    """Drupal 7 calls it comment-wrapper, as others call the block of a single one."""
    form = "<form id='comment-form'><textarea name='c'></textarea><p>No tags are allowed.</p></form>"
    assert [c.author for c in comments(DRUPAL_7.replace("</section>", f"{form}</section>"))] == ["Bo", "Cy"]
    single = "<div class='comment-wrapper'><b class='fn'>Bo</b><p>First.</p></div>"
    assert [c.text for c in comments(f"<div id='comments'>{single}</div>")] == ["First."]

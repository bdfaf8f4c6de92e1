"""Readers' comments on the page."""

from __future__ import annotations

import pytest
from samples import LONG, article, page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.items import Comment

NESTED = """
<ol class="comment-list">
 <li class="comment even" id="comment-1">
  <article class="comment-body" id="div-comment-1">
   <footer><b class="fn">Bo</b> <span class="says">says:</span> <time datetime="2024-03-05T10:00:00+01:00">March 5</time></footer>
   <div class="comment-content"><p>First.</p><p>Still first.</p></div><div class="reply"><a href="#">Reply</a></div>
  </article>
  <ol class="children">
   <li class="comment" id="comment-2">
    <article class="comment-body"><b class="fn">Cy</b><div class="comment-content"><p>Answer.</p></div></article>
   </li>
  </ol>
 </li>
 <li class="comment" id="comment-3">
  <article class="comment-body"><b class="fn">Di</b><div class="comment-content"><p>Third.</p></div></article>
 </li>
</ol>"""


def comments(after: str) -> list[Comment]:
    finding = page_of(article(f"<p>{LONG}</p>", after=after)).find_comments(SiteKnowledge())
    return finding.value if finding else []


def test_nested_comments_name_their_parent() -> None:
    assert comments(NESTED) == [
        Comment(author="Bo", date="2024-03-05T10:00:00+01:00", text="First.\n\nStill first.", parent=None),
        Comment(author="Cy", text="Answer.", parent=0),
        Comment(author="Di", text="Third.", parent=None),
    ]


@pytest.mark.parametrize(
    ("author", "text"),
    [
        ("<span itemprop='author'>Bo</span>", "<p itemprop='text'>Well said.</p>"),
        ("<span class='p-author'>Bo</span>", "<p class='e-content'>Well said.</p>"),
        ("<span class='comment-author'>Bo says:</span>", "<div class='comment-text'>Well said.</div>"),
        ("<div class='wp-block-comment-author-name'>Bo</div>", "<div class='wp-block-comment-content'><p>Well said.</p></div>"),
    ],
    ids="microdata microformats class wordpress-blocks".split(),
)
def test_every_usual_markup_is_read(author: str, text: str) -> None:
    inner = f"{author}<time datetime='2024-03-05'>5.3.</time>{text}"
    expected = [Comment(author="Bo", date="2024-03-05", text="Well said.")]
    for opening in (
        "<div itemprop='comment'>",
        "<div class='u-comment h-cite'>",
        "<div class='comment'>",
        "<div id='comment-12'>",
    ):
        assert comments(f"<section id='comments'>{opening}{inner}</div></section>") == expected


def test_a_page_with_an_empty_form_has_no_comments() -> None:
    assert (
        comments("<div id='respond' class='comment-respond'><h3>Leave a comment</h3><form><textarea></textarea></form></div>")
        == []
    )


def test_answers_beside_the_inner_block_of_a_comment_named_twice_name_their_parent() -> None:
    """Blogger's threads: the words of a comment stand in a block of their own inside its list item, its answers beside it."""

    def item(name: str, words: str, answers: str = "") -> str:
        return (
            f"<li class='comment'><div class='avatar-image-container'></div><div class='comment-block'>"
            f"<div class='comment-header'><cite class='user'>{name}</cite></div><p class='comment-content'>{words}</p></div>"
            f"<div class='comment-replies'>{answers}</div></li>"
        )

    thread = f"<ol>{item('Bo', 'First.', '<ol>' + item('Cy', 'Answer.') + '</ol>')}{item('Di', 'Third.')}</ol>"
    assert comments(f"<div class='comments'>{thread}</div>") == [
        Comment(author="Bo", text="First.", parent=None),
        Comment(author="Cy", text="Answer.", parent=0),
        Comment(author="Di", text="Third.", parent=None),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One<br>two</p> <p> Three\u00a0 four </p><p></p>", "One\ntwo\n\nThree four"),
        ("<p>One</p>two <b>three</b>", "One\n\ntwo three"),
        ("One <i>two</i><script>no()</script>", "One two"),
        ("  One\n two ", "One two"),
    ],
    ids="paragraphs mixed inline bare".split(),
)
def test_the_text_of_a_comment_keeps_its_blocks(markup: str, text: str) -> None:
    assert [c.text for c in comments(f"<div class='comment'><div class='comment-content'>{markup}</div></div>")] == [text]

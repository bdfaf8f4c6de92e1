"""What the pages of one blog teach together, and what is done with it."""

from __future__ import annotations

import pytest
from samples import page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.learned import Learned, PageShape, block_digest, learn, shape_of
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article

NOTICE = "Open outside links in a new window"
DATELINE = "Filed on {day} March 20{day} under Boats"


def page(number: int, *, notice: str = NOTICE, wrapper: str = "div class='column'") -> str:
    """A page whose template marks nothing: text, dateline and notice stand in one element."""
    own = "".join(
        f"<p>Sentence {at} of post {number}, about pier {number * 7 + at}, is not written twice.</p>" for at in range(4)
    )
    return (
        f"<html><head><title>Post {number}</title></head><body><{wrapper}><h1>Post {number}</h1>{own}"
        f"<p>{DATELINE.format(day=number + 10)}, Pier{number}</p><p>{notice}</p></div></body></html>"
    )


def read(html: str, learned: Learned | None = None) -> Article:
    knowledge = SiteKnowledge(learned=learned) if learned else SiteKnowledge()
    return extract_article(page_of(html), knowledge)


def taught(*pages: str) -> Learned:
    return learn(shape_of(read(html)) for html in pages)


def test_a_line_that_ends_every_post_is_not_the_article() -> None:
    learned = taught(*(page(n) for n in range(8)))
    text = read(page(3), learned).body_text or ""
    assert "Sentence 3 of post 3" in text
    assert NOTICE not in text


def test_what_was_left_out_is_said() -> None:
    row = read(page(3), taught(*(page(n) for n in range(8))))
    assert (NOTICE, "boilerplate") in [(r.value, r.source) for r in row.provenance["body_text"].rejected]


def test_few_pages_teach_nothing() -> None:
    assert not taught(*(page(n) for n in range(5)))


def test_a_line_of_few_posts_stays() -> None:
    pages = [page(n, notice=NOTICE if n < 2 else f"A closing remark number {n} on boats") for n in range(10)]
    assert NOTICE in (read(pages[0], taught(*pages)).body_text or "")


def test_a_heading_that_opens_every_post_stays() -> None:
    pages = [page(n).replace("</h1>", "</h1><h2>What happened</h2>") for n in range(8)]
    assert "What happened" in (read(pages[0], taught(*pages)).body_text or "")


def test_code_that_stands_in_every_post_stays() -> None:
    pages = [page(n).replace("<p>Sentence 1", "<pre>import boats, harbours, piers</pre><p>Sentence 1") for n in range(8)]
    assert "import boats" in (read(pages[0], taught(*pages)).body_text or "")


def test_words_inside_a_marked_article_stay_unless_nearly_every_post_has_them() -> None:
    farewells = [NOTICE if n % 2 else f"Farewell number {n} from the pier" for n in range(10)]
    pages = [page(n, wrapper="div class='entry-content'", notice=farewell) for n, farewell in enumerate(farewells)]
    assert NOTICE in (read(pages[1], taught(*pages)).body_text or "")


def test_the_blogs_place_is_used_where_a_page_looks_different() -> None:
    shapes = [PageShape("div.column", "structure", (f"{n:012x}",)) for n in range(9)]
    odd = PageShape("div.highlight", "structure", ())
    learned = learn([*shapes, odd])
    assert learned.for_page(odd).body_selector == "div.column"
    assert learned.for_page(shapes[0]).body_selector is None


def test_a_place_that_is_not_on_the_page_changes_nothing() -> None:
    learned = Learned(body_selector="div.elsewhere")
    assert read(page(1), learned).body_text == read(page(1)).body_text


def test_posts_that_all_say_the_same_keep_their_text() -> None:
    text = "Nothing happened at all today, as ever."
    pages = [f"<html><body><div class='column'><h1>Day {n}</h1><p>{text}</p></div></body></html>" for n in range(8)]
    assert text in (read(pages[0], taught(*pages)).body_text or "")


def test_pages_that_do_not_agree_have_no_place() -> None:
    assert learn([PageShape(f"div.c{n}", "structure", ()) for n in range(10)]).body_selector is None


def test_the_stamp_of_a_row_tells_what_was_learned() -> None:
    plain, learned = SiteKnowledge(), SiteKnowledge(learned=Learned(body_selector="div.column"))
    url = "https://blog.example/a/"
    assert learned.fingerprint(url).startswith(plain.fingerprint(url) + "-")


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Posted on 3 May 2019 in Travel", "Posted on 18 June 2021 in Food, Health", True),
        ("Geschrieben am 2. September 2007 · Allgemein", "Geschrieben am 19. Oktober 2008 · Musik", True),
        ("Distance: 5 km", "Distance: 12 km", False),
        ("12.03.2019", "8/5/2021", True),
        ("We met on 3 May 2019 and talked", "We parted on 3 May 2019 and wept", False),
        ("Subscribe!", "subscribe", True),
    ],
    ids="dateline german-dateline measure date-alone other-words case".split(),
)
def test_lines_of_a_template_are_known_whatever_number_they_hold(one: str, other: str, *, equal: bool) -> None:
    assert (block_digest(one) == block_digest(other)) is equal

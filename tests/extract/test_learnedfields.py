"""Places of title, date and authors: how many votes make one, and what a page does with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import page_of

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.learned import Learned, PageShape, learn, shape_of
from blogarchive.extract.learnedfields import FieldShape, LearnedPlace, Lesson, learn_names, learn_order, learn_places
from blogarchive.extract.placefinding import Known, Places
from blogarchive.extract.places import Place
from blogarchive.extract.steps import extract_article
from blogarchive.items import Article

RIGHT, WRONG = Place(selector="div.a"), Place(selector="div.b")
TOLD = frozenset(("title", "published", "authors"))


def lesson(number: int, place: Place | None, *, told: frozenset[str] = TOLD, template: str = "", **known: object) -> Lesson:
    values = {"title": f"Boat {number}"} | known
    places = Places(**{name: {place} for name in values if place})  # type: ignore[arg-type]
    return Lesson(template, Known(**values), places, told)  # type: ignore[arg-type]


def learned(*lessons: Lesson) -> list[tuple[str, Place, str]]:
    return [(one.field, one.place, one.template) for one in learn_places(lessons)]


@pytest.mark.parametrize(
    ("right", "lost", "enough"),
    [(10, 0, True), (8, 2, True), (6, 4, True), (5, 5, False), (3, 0, True), (2, 0, False)],
)
def test_enough_labels_must_agree(right: int, lost: int, *, enough: bool) -> None:
    lessons = [lesson(n, RIGHT) for n in range(right)] + [lesson(n + 50, None) for n in range(lost)]
    assert bool(learned(*lessons)) is enough


def test_without_labels_nearly_all_pages_must_agree() -> None:
    lessons = [lesson(n, RIGHT, told=frozenset()) for n in range(8)]
    assert learned(*lessons) == [("title", RIGHT, "")]
    assert learned(*lessons, *(lesson(n + 50, None, told=frozenset()) for n in range(2))) == []


def test_every_template_has_its_own_place() -> None:
    new = [lesson(n, RIGHT, template="div.new") for n in range(6)]
    old = [lesson(n + 50, WRONG, template="div.old") for n in range(5)]
    assert learned(*new, *old) == [("title", RIGHT, "div.new"), ("title", WRONG, "div.old")]


def test_a_title_that_never_changes_is_none() -> None:
    assert learned(*(lesson(1, RIGHT) for _ in range(8))) == []


def test_one_author_of_all_posts_must_stand_beside_the_posts_own_data() -> None:
    lessons = [Lesson("", Known(authors=("Ida Berg",)), Places(authors={RIGHT, WRONG}, beside={WRONG}), TOLD) for _ in range(8)]
    assert learned(*lessons) == [("authors", WRONG, "")]


def test_a_marked_place_goes_before_a_path() -> None:
    path = Place(selector="body > div:nth-of-type(2)")
    lessons = [Lesson("", Known(title=f"Boat {n}"), Places(title={path, RIGHT}), TOLD) for n in range(5)]
    assert learned(*lessons) == [("title", RIGHT, "")]


@pytest.mark.parametrize(
    ("raws", "days", "month_first"),
    [
        (["25/12/2019", "13/01/2020", "30/06/2020", "03/04/2020"], [""] * 4, False),
        (["12/25/2019", "01/13/2020", "06/30/2020"], [""] * 3, True),
        (["03/04/2020", "05/06/2020", "07/08/2020"], ["2020-04-03", "2020-06-05", "2020-08-07"], False),
        (["03/04/2020", "05/06/2020", "07/08/2020"], [""] * 3, None),
        (["25/12/2019", "12/25/2019", "30/06/2020"], [""] * 3, None),
        (["25/12/2019"], [""], None),
    ],
    ids="days-after-12 months-first labels no-proof mixed few".split(),
)
def test_the_blog_tells_how_it_writes_days(raws: list[str], days: list[str], month_first: bool | None) -> None:
    assert learn_order([FieldShape(raws=(raw,)) for raw in raws], days) is month_first


def test_what_nearly_every_title_element_ends_with_is_the_sites_name() -> None:
    shapes = [FieldShape(title=f"Boat {n} | Notes", sources={"title": "title"}) for n in range(8)]
    assert learn_names(shapes) == {"notes"}


def test_words_that_begin_every_heading_stay() -> None:
    shapes = [FieldShape(title=f"Photo of the day: boat {n}", sources={"title": "structure"}) for n in range(8)]
    assert learn_names(shapes) == frozenset()


HTML = """<html><head><title>Quay</title>{head}</head><body><div class="t">The tale of boat 3</div><div class="d">{day}</div>
<div class="n">Karel Novak</div><div class="text"><p>The harbour was quiet that morning, and nobody on the quay remembered who
had moved the ledger from its shelf, or why it was open at the page of boat 3.</p></div></body></html>"""


def read(html: str, *places: LearnedPlace, month_first: bool | None = None, given: bool = False) -> Article:
    known = Learned(places=places, month_first=month_first, given=given)
    return extract_article(page_of(html, "https://blog.example.org/p3"), SiteKnowledge(learned=known))


DAY = LearnedPlace("published", Place(selector="div.d"))
JSON = '<script type="application/ld+json">{"@type": "BlogPosting", "headline": "Boat", "datePublished": "2020-01-01"}</script>'


def test_a_page_without_a_day_takes_the_place() -> None:
    row = read(HTML.format(head="", day="3.4.20"), DAY)
    assert (row.date_published, row.date_published_raw) == ("2020-04-03", "3.4.20")
    assert row.provenance["date_published"].source == "learned"


def test_the_blogs_order_settles_a_day_that_can_be_read_in_two_ways() -> None:
    html = HTML.format(head="", day="03/04/2020")
    assert read(html, DAY).date_published is None
    assert read(html, DAY, month_first=True).date_published == "2020-03-04"
    assert read(html, DAY, month_first=False).date_published == "2020-04-03"


def test_a_page_that_states_another_day_keeps_it_and_says_so() -> None:
    row = read(HTML.format(head=JSON, day="3.4.2021"), replace(DAY, holds=False))
    assert row.date_published == "2020-01-01"
    lost = row.provenance["date_published"].rejected[0]
    assert (lost.value, lost.source) == ("3.4.2021", "learned div.d")


def test_a_day_after_the_capture_is_not_taken() -> None:
    assert read(HTML.format(head="", day="3.4.2031"), DAY).date_published is None


def test_words_that_are_no_day_give_none() -> None:
    assert read(HTML.format(head="", day="soon"), DAY).date_published is None


def test_a_persons_place_goes_before_what_the_page_states() -> None:
    assert read(HTML.format(head=JSON, day="3.4.2021"), DAY, given=True).date_published == "2021-04-03"


def test_a_statement_of_the_same_day_keeps_its_time() -> None:
    head = JSON.replace("2020-01-01", "2020-01-01T10:00:00+01:00")
    row = read(HTML.format(head=head, day="1.1.2020"), DAY, given=True)
    assert row.date_published == "2020-01-01T10:00:00+01:00"


def test_only_weak_fields_take_their_place() -> None:
    places = (LearnedPlace("title", RIGHT), DAY)
    shape = shape_of(read(HTML.format(head=JSON.replace('"headline": "Boat", ', ""), day="")))
    used = Learned(places=places).for_page(shape)
    assert {place.field: place.holds for place in used.places} == {"title": True, "published": False}


def test_a_page_that_lacks_nothing_is_not_read_again() -> None:
    shape = PageShape("div.text", "marks", (), FieldShape(title="Boat 3", sources={"title": "structure"}))
    assert not Learned(places=(LearnedPlace("title", RIGHT),)).for_page(shape)


def test_a_page_that_was_read_before_fields_were_kept_is_left_alone() -> None:
    taught = Learned(places=(LearnedPlace("title", RIGHT),), month_first=True)
    assert not taught.for_page(PageShape("div.text", "marks", ()))


def test_a_title_that_many_posts_have_is_doubted() -> None:
    same = [PageShape("div.text", "marks", (), FieldShape(title="Quay", sources={"title": "structure"})) for _ in range(8)]
    taught = replace(learn(same), places=(LearnedPlace("title", RIGHT),))
    assert taught.for_page(same[0]).places[0].holds


def test_what_was_learned_of_fields_is_in_the_stamp() -> None:
    stamps = {Learned(places=(LearnedPlace("title", place),)).fingerprint() for place in (RIGHT, WRONG)}
    assert len(stamps) == 2

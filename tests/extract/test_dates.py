"""Publication and modification: the right place, the right reading, and nothing invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from metapages import NOTHING, PROSE, json_ld, page, post

from blogarchive.extract.dateparse import find_day, find_days_ago, find_short_day, parse_machine
from blogarchive.extract.knowledge import PostLabel, SiteKnowledge
from blogarchive.urls import post_key

DATELINES = {
    "en": "Posted on March 14, 2021",
    "de": "14. März 2021",
    "fr": "Publié le 14 mars 2021",
    "es": "14 de marzo de 2021",
    "pt": "14 de março de 2021",
    "it": "14 marzo 2021",
    "nl": "14 maart 2021",
    "sv": "14 mars 2021",
    "da": "14. marts 2021",
    "no": "14. mars 2021",
    "fi": "14. maaliskuuta 2021",
    "is": "14. mars 2021",
    "et": "14. märts 2021",
    "lv": "2021. gada 14. marts",
    "lt": "2021 m. kovo 14 d.",
    "pl": "14 marca 2021",
    "cs": "14. března 2021",
    "sk": "14. marca 2021",
    "sl": "14. marec 2021",
    "hr": "14. ožujka 2021.",
    "ro": "14 martie 2021",
    "hu": "2021. március 14.",
    "tr": "14 Mart 2021",
    "ru": "14 марта 2021 г.",
    "uk": "14 березня 2021",
    "bg": "14 март 2021",
    "el": "14 Μαρτίου 2021",
    "he": "14 במרץ 2021",
    "ar": "١٤ مارس ٢٠٢١",
    "fa": "۱۴ مارس ۲۰۲۱",
    "hi": "१४ मार्च २०२१",
    "th": "14 มีนาคม 2564",
    "vi": "ngày 14 tháng 3 năm 2021",
    "id": "14 Maret 2021",
    "ja": "2021年3月14日",
    "zh": "发布于 2021年03月14日",
    "ko": "2021년 3월 14일",
    "ca": "14 de març de 2021",
    "eu": "2021(e)ko martxoaren 14a",
    "cy": "14 Mawrth 2021",
    "ka": "14 მარტი 2021",
}


def published(body: str, head: str = "", *, url: str = "https://blog.example/posts/tides/", lang: str = "en") -> str | None:
    finding = page(body, head, url=url, lang=lang).find_dates(NOTHING).published
    return finding.value if finding else None


@pytest.mark.parametrize(("language", "line"), DATELINES.items(), ids=DATELINES)
def test_dateline_is_read_in(language: str, line: str) -> None:
    assert published(post(f"<p>{line}</p>"), lang=language) == "2021-03-14"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021-03-14T10:20:30Z", "2021-03-14T10:20:30+00:00"),
        ("2021-03-14T10:20:30.123+0100", "2021-03-14T10:20:30+01:00"),
        ("2021-03-14 10:20", "2021-03-14T10:20:00"),
        ("2021-03-14", "2021-03-14"),
        ("20210314", "2021-03-14"),
        ("Sun, 14 Mar 2021 10:20:30 GMT", "2021-03-14T10:20:30+00:00"),
        ("1615717230", "2021-03-14T10:20:30+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("0", None),
        ("2021-02-30", None),
        ("yesterday", None),
    ],
)
def test_machine_date(text: str, value: str | None) -> None:
    assert parse_machine(text) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("03/04/2021", None, None),
        ("03/04/2021", "en", None),
        ("03/04/2021", "en-US", "2021-03-04"),
        ("03/04/2021", "en-GB", "2021-04-03"),
        ("25/12/2021", None, "2021-12-25"),
        ("am 3. Dezember 2007", "de", "2007-12-03"),
        ("3. desember 2021", "no", "2021-12-03"),
        ("04.03.2021", None, "2021-03-04"),
        ("4 listopada 2021", "pl", "2021-11-04"),
        ("4 listopada 2021", "hr", "2021-10-04"),
        ("4 listopada 2021", None, None),
        ("© 2021", None, None),
        ("Psalm 23 2021", "en", None),
    ],
)
def test_day_in_text(text: str, language: str | None, value: str | None) -> None:
    found = find_day(text, language)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 days ago", "2024-05-29"),
        ("vor 1 Tag", "2024-05-31"),
        ("il y a 3 jours", "2024-05-29"),
        ("3日前", "2024-05-29"),
        ("2 months ago", None),
    ],
)
def test_relative_day_counts_from_the_capture(text: str, value: str | None) -> None:
    found = find_days_ago(text, datetime(2024, 6, 1, tzinfo=UTC))
    assert (found.value if found else None) == value


def test_json_ld_instant_goes_before_the_visible_day() -> None:
    head = json_ld('{"@type":"BlogPosting","datePublished":"2021-03-14T23:30:00+00:00","dateModified":"2021-05-01"}')
    dates = page(post("<p>15 March 2021</p>"), head).find_dates(NOTHING)
    assert dates.published is not None
    assert dates.published.value == "2021-03-14T23:30:00+00:00"
    assert dates.modified is not None
    assert dates.modified.value == "2021-05-01"


def test_page_and_address_outvote_a_machine_date() -> None:
    body = post('<time class="entry-date" datetime="2019-02-03">3 Feb 2019</time>')
    head = '<meta property="article:published_time" content="2023-08-01">'
    assert published(body, head, url="https://blog.example/2019/02/03/tides/") == "2019-02-03"


def test_instant_is_given_in_the_blogs_own_zone_where_the_page_has_it() -> None:
    body = post('<time datetime="2021-03-15T01:30:00+02:00">15 March</time>')
    assert (
        published(body, '<meta property="article:published_time" content="2021-03-14T23:30:00Z">') == "2021-03-15T01:30:00+02:00"
    )


def test_date_in_the_address_is_the_last_resort() -> None:
    assert published(post(), url="https://blog.example/2019/02/03/tides.html") == "2019-02-03"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param(post(), "", id="nothing"),
        pytest.param(post(end='<div id="comments"><time datetime="2021-03-14">x</time></div>'), "", id="comment"),
        pytest.param(post() + '<div class="related"><span class="date">14 March 2021</span></div>', "", id="related"),
        pytest.param(post() + '<aside><time datetime="2021-03-14">x</time></aside>', "", id="sidebar"),
        pytest.param(post(end="<p>© 2021 Ann Lee, 14 March 2021</p>"), "", id="copyright"),
        pytest.param(post(), '<meta property="article:published_time" content="0001-01-01T00:00:00Z">', id="year-one"),
        pytest.param(post('<time datetime="2031-01-01">x</time>'), "", id="future"),
        pytest.param(post("<p>03/04/2021</p>"), "", id="two-readings"),
        pytest.param(
            f"<article><h1>Tides</h1>{PROSE}<p>On 14 March 2021 the storm came and took the bridge away with it.</p></article>",
            "",
            id="in-the-text",
        ),
        pytest.param(post() + '<article><h2>Other</h2><time datetime="2021-03-14">x</time></article>', "", id="other-article"),
    ],
)
def test_no_date_is_invented(body: str, head: str) -> None:
    assert published(body, head) is None


def test_two_readings_are_settled_by_another_date() -> None:
    head = '<meta property="article:modified_time" content="2021-04-03T10:00:00Z">'
    assert published(post("<p>03/04/2021</p>"), head) == "2021-04-03"


def test_two_readings_are_left_out_with_the_reason() -> None:
    head = '<meta property="article:published_time" content="2031-01-01">'
    found = page(post("<p>03/04/2021</p>"), head, url="https://blog.example/2020/01/01/x/").find_dates(NOTHING).published
    assert found is not None
    assert {"can be read as two days", "after the capture"} <= {r.reason for r in found.rejected}


def test_update_line_is_the_modified_date() -> None:
    dates = page(post("<p>Published 14 March 2021, last updated on 1 May 2021</p>")).find_dates(NOTHING)
    assert dates.published is not None
    assert dates.modified is not None
    assert (dates.published.value, dates.modified.value) == ("2021-03-14", "2021-05-01")


def test_modified_date_is_never_the_published_one() -> None:
    dates = page(post("<p>Updated: 1 May 2021</p>")).find_dates(NOTHING)
    assert dates.published is None
    assert dates.modified is not None


def test_feed_fills_in() -> None:
    label = PostLabel(published="2021-03-14T10:00:00+01:00")
    knowledge = SiteKnowledge(labels={post_key("https://blog.example/posts/tides/"): label})
    found = page(post()).find_dates(knowledge).published
    assert found is not None
    assert (found.value, found.source) == ("2021-03-14T10:00:00+01:00", "feed")


def test_day_counted_back_loses_against_any_given_day() -> None:
    body = post('<time class="entry-date">3 days ago</time>')
    assert (
        published(body, '<meta property="article:published_time" content="2021-03-14T09:00:00Z">') == "2021-03-14T09:00:00+00:00"
    )


def test_one_shown_day_does_not_outvote_the_stated_one() -> None:
    body = post('<p><span class="post-date">12 December 2023</span></p>')
    assert (
        published(body, '<meta property="article:published_time" content="2021-03-14T09:00:00Z">') == "2021-03-14T09:00:00+00:00"
    )


def test_shown_day_of_the_blogs_own_zone_goes_before_the_utc_instant() -> None:
    body = post('<time class="entry-date">13 March 2021</time>')
    assert published(body, '<meta property="article:published_time" content="2021-03-14T02:30:00Z">') == "2021-03-13"


def test_vague_meta_loses_against_a_date_at_the_heading() -> None:
    body = post('<time class="entry-date" datetime="2021-03-14">14 March 2021</time>')
    assert published(body, '<meta name="date" content="2021-03-20">') == "2021-03-14"


@pytest.mark.parametrize(
    ("body", "head", "url", "expected"),
    [
        pytest.param(post(), "", "https://blog.example/news/14-03-2021-tides/", "2021-03-14", id="address-day-first"),
        pytest.param(post(), "", "https://blog.example/2021/03/210314-tides/", "2021-03-14", id="address-short-year"),
        pytest.param(
            post(end="<p>Published on 14 March 2021</p>"),
            "",
            "https://blog.example/tides/",
            "2021-03-14",
            id="announced-at-the-end",
        ),
        pytest.param(
            "<article><h1>Tides</h1><aside><time datetime='2021-03-14'>14 March 2021</time></aside>" + PROSE + "</article>",
            "",
            "https://blog.example/tides/",
            "2021-03-14",
            id="aside-of-the-article",
        ),
        pytest.param(
            post(),
            '<script>var page = {"publishedAt": "2021-03-14T09:00:00Z"}</script>',
            "https://blog.example/tides/",
            "2021-03-14T09:00:00+00:00",
            id="data-in-a-script",
        ),
        pytest.param(
            post('<time property="datePublished" datetime="2021-03-14">x</time>'),
            "",
            "https://blog.example/tides/",
            "2021-03-14",
            id="rdfa",
        ),
    ],
)
def test_date_in_an_unusual_place(body: str, head: str, url: str, expected: str) -> None:
    assert published(body, head, url=url) == expected


def test_two_days_in_scripts_are_no_date() -> None:
    head = '<script>[{"publishedAt": "2021-03-14"}, {"publishedAt": "2021-03-15"}]</script>'
    assert published(post(), head) is None


def test_word_of_change_goes_before_a_class_of_publication() -> None:
    assert published(post('<p class="post-date">Updated: 14 March 2021</p>')) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-1-26T14:32:06+02:00", "2022-01-26T14:32:06+02:00"),
        ("2020-12-05T23:15:0Z", "2020-12-05T23:15:00+00:00"),
        ("20220126", "2022-01-26"),
    ],
)
def test_single_figures_in_a_machines_date(text: str, expected: str) -> None:
    assert parse_machine(text) == expected


STATED_LATER = '<meta property="article:published_time" content="2023-08-01T09:00:00Z">'


def test_day_shown_at_the_heading_goes_before_a_later_stated_one() -> None:
    assert published(post("<p>14 March 2021</p>"), STATED_LATER) == "2021-03-14"


def test_earlier_day_in_the_lines_does_not_count_where_the_stated_day_is_shown_too() -> None:
    body = post('<p>14 March 2021</p><time class="entry-date" datetime="2023-08-01">1 August 2023</time>')
    assert published(body, STATED_LATER) == "2023-08-01T09:00:00+00:00"


def test_address_made_long_before_the_stated_day_keeps_the_day() -> None:
    assert published(post(), STATED_LATER, url="https://blog.example/2021/03/14/tides/") == "2021-03-14"


def test_address_a_few_days_before_the_stated_day_does_not_go_before_it() -> None:
    assert published(post(), STATED_LATER, url="https://blog.example/2023/07/20/tides/") == "2023-08-01T09:00:00+00:00"


def test_element_marked_up_twice_is_one_witness() -> None:
    item = '<div itemscope itemtype="https://schema.org/BlogPosting"><h1 itemprop="headline">Tides</h1>{}</div>'
    body = item.format(f'<time itemprop="datePublished" datetime="2023-08-05T10:00:00+00:00"></time><p>1 August 2023</p>{PROSE}')
    assert published(body, STATED_LATER) == "2023-08-01T09:00:00+00:00"


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<span>Last Updated</span> <span>on</span> <span class='date'>14 March 2021</span>", id="words-two-before"),
        pytest.param(
            "<div class='field--name-changed'><time datetime='2021-03-14'>14 March 2021</time></div>", id="drupal-field"
        ),
        pytest.param("<p>Reviewed on 14 March 2021</p>", id="reviewed"),
    ],
)
def test_day_of_change_is_not_published(markup: str) -> None:
    assert published(post(markup)) is None


def test_day_also_said_to_be_of_change_gives_way_to_another() -> None:
    history = '<ul><li><b class="date">1 May 2021</b></li><li><b class="date">14 March 2021</b></li></ul>'
    assert published(post("<p>Last updated 1 May 2021</p>", end=history)) == "2021-03-14"


def test_dates_of_a_list_of_other_posts_lose_against_the_line_above_the_heading() -> None:
    others = "".join(f'<li><time datetime="2021-0{m}-02">{m}</time><a href="/{m}/">Other</a></li>' for m in (4, 5, 6))
    body = f'<time datetime="2021-03-14">14.3.</time><h1>Tides</h1>{PROSE}<ul>{others}</ul>'
    assert published(body, "<title>Tides</title>") == "2021-03-14"


def test_day_of_a_cited_work_is_not_published() -> None:
    source = "<li>Ek B. On tides. <a href='/x'>Link</a>. Published online 14 March 2021. doi:10.1000/1</li>"
    assert published(post(end=f"<ol>{source}</ol>")) is None


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        pytest.param("Kiel, 14.03.2021 – The harbour", "2021-03-14", id="place-and-dash"),
        pytest.param("Kiel (14.03.2021). The harbour", "2021-03-14", id="brackets"),
        pytest.param("On 14 March 2021, the harbour", None, id="sentence"),
    ],
)
def test_dateline_of_a_press_release(start: str, expected: str | None) -> None:
    text = (
        f"<p>{start} was closed for the day, because the storm had taken the bridge away with it. " + "It was rebuilt later. " * 9
    )
    assert published(f"<article><h1>Tides</h1>{text}</p>{PROSE}</article>") == expected


def test_footer_of_the_entry_right_under_the_heading_is_its_own() -> None:
    date = '<div class="footer"><time datetime="2021-03-14">14.3.</time></div>'
    body = f'<div class="article"><div class="header"><h3 itemprop="headline">Tides</h3></div>{date}{PROSE}</div>'
    assert published(body, "<title>Tides</title>") == "2021-03-14"


def test_part_of_the_headings_own_block_is_the_posts_whatever_its_name() -> None:
    heading = '<h1><span class="teaser__kicker">Sea</span> <span>Tides</span></h1>'
    assert published(f'{heading}<div class="teaser__metadata">14 March 2021</div>{PROSE}', "<title>Tides</title>") == "2021-03-14"


@pytest.mark.parametrize(("place", "expected"), [("{}", "2021-03-14"), ("<aside>{}</aside>", "2021-03-10T09:00:00+00:00")])
def test_shown_day_and_a_vague_meta_outvote_one_stated_day(place: str, expected: str) -> None:
    body = post(place.format('<time class="entry-date" datetime="2021-03-14">14 March 2021</time>'))
    head = '<meta name="date" content="2021-03-14">' + json_ld(
        '{"@type":"BlogPosting","headline":"Tides","datePublished":"2021-03-10T09:00:00Z"}'
    )
    assert published(body, head) == expected


def test_line_under_the_heading_goes_before_a_bare_date_above_it() -> None:
    body = f'<div><span class="date">15 March 2021</span></div><h1>Tides</h1><p>14 March 2021</p>{PROSE}'
    assert published(body, "<title>Tides</title>") == "2021-03-14"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        pytest.param("28.09.19", "de", "2019-09-28", id="dots"),
        pytest.param("19.09.28", "ko", "2019-09-28", id="year-first"),
        pytest.param("28/09/19 14:30", "fr", "2019-09-28", id="slashes"),
        pytest.param("9/28/19", None, "2019-09-28", id="one-reading-only"),
        pytest.param("03/04/19", None, None, id="two-readings"),
        pytest.param("Pescasseroli, 14 gennaio 20", "it", "2020-01-14", id="words"),
        pytest.param("Jan 14, '20", "en", "2020-01-14", id="apostrophe"),
        pytest.param("14 Jan 20:15", "en", None, id="hour"),
        pytest.param("Version 10.12.14", "en", None, id="version"),
        pytest.param("1.2.14", "en", None, id="numbering"),
        pytest.param("12.11.95", "de", "1995-11-12", id="last-century"),
    ],
)
def test_year_of_two_figures(text: str, language: str | None, value: str | None) -> None:
    found = find_short_day(text, language, date(2024, 6, 1))
    assert (found.value if found else None) == value


def test_month_without_its_accents_is_read() -> None:
    found = find_day("3 FEVRIER 2021", "fr")
    assert found is not None
    assert found.value == "2021-02-03"


def test_two_readings_are_settled_by_how_the_page_writes_its_other_days() -> None:
    comments = '<div id="comments"><p>25/12/2020 10:00</p><p>nice</p></div>'
    assert published(post("<p>03/04/2021</p>", end=comments)) == "2021-04-03"


def test_day_first_country_goes_before_the_language_engines_declare_by_default() -> None:
    assert published(post("<p>03/04/2021</p>"), url="https://blog.example.uk/tides/", lang="en-US") == "2021-04-03"


@pytest.mark.parametrize(
    ("url", "line", "expected"),
    [
        ("https://blog.example/2021/03/tides/", "<p>March 14</p>", "2021-03-14"),
        ("https://blog.example/2021/03/tides/", "<div class='date'><b>Mar</b><i>14</i></div>", "2021-03-14"),
        ("https://blog.example/2021/03/tides/", "<p>April 14</p>", None),
        ("https://blog.example/tides/", "<p>March 14</p>", None),
    ],
    ids=["line", "leaf", "other-month", "no-month-in-the-address"],
)
def test_day_without_year_needs_its_month_in_the_address(url: str, line: str, expected: str | None) -> None:
    assert published(post(line), url=url) == expected


@pytest.mark.parametrize(
    "path",
    ["2021/mar/14/tides", "2021-03/14/content_1.htm", "n/2021/0314/c1.html", "20210314/tides"],
)
def test_day_in_the_addresses_of_newspapers(path: str) -> None:
    assert published(post(), url=f"https://news.example/{path}") == "2021-03-14"


def test_clock_beside_the_shown_day_gives_the_blogs_own_zone() -> None:
    body = post("<p>March 13, 2021 10:15 PM</p>")
    head = '<meta property="article:published_time" content="2021-03-14T03:15:20Z">'
    assert published(body, head) == "2021-03-13T22:15:20-05:00"


def test_neighbouring_day_in_the_address_is_the_blogs_own() -> None:
    head = '<meta property="article:published_time" content="2021-03-14T03:15:20Z">'
    assert published(post(), head, url="https://blog.example/2021/03/13/tides/") == "2021-03-13"


def test_moment_of_change_stated_as_publication_gives_way_to_an_earlier_statement() -> None:
    head = json_ld(
        '{"@type":"BlogPosting","headline":"Tides","datePublished":"2021-08-01T09:00:00Z","dateModified":"2021-08-01T09:00:00Z"}'
    )
    earlier = '<meta property="article:published_time" content="2021-03-14T09:00:00Z">'
    assert published(post(), head + earlier) == "2021-03-14T09:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acme:published_at", "2021-03-14"),
        ("acme.publish-date", "2021-03-14"),
        ("video:published_at", None),
        ("acme:updated", None),
    ],
)
def test_meta_name_of_publication_behind_a_prefix(name: str, expected: str | None) -> None:
    assert published(post(), f'<meta name="{name}" content="2021-03-14">') == expected


def test_shown_day_goes_before_an_unlisted_meta_name() -> None:
    assert published(post("<p>14 March 2021</p>"), '<meta name="acme:publish-date" content="2021-09-08">') == "2021-03-14"


def test_moment_that_a_script_counts_back_from_is_read() -> None:
    body = post('<span class="relative-date post-date" data-time="1615717230000">3y</span>')
    assert published(body) == "2021-03-14T10:20:30+00:00"


def test_day_beside_a_link_to_the_post_itself() -> None:
    card = '<li><a href="{}">{}</a> <span>{}</span></li>'
    latest = card.format("/posts/tides/", "Tides", "14 March 2021") + card.format("/posts/other/", "Other", "15 March 2021")
    assert published(post() + f'<div class="widget"><ul>{latest}</ul></div>') == "2021-03-14"


def test_day_of_a_comment_that_links_to_its_place_on_the_page_is_no_teaser() -> None:
    comment = '<div class="widget"><p><a href="/posts/tides/#c1">14 March 2021</a></p></div>'
    assert published(post() + comment) is None


def test_announcement_before_a_line_break_is_read() -> None:
    body = post(end="<p><b>Published:</b><br>14 March 2021</p><p><b>Updated:</b><br>1 May 2021</p>")
    assert published(body) == "2021-03-14"


def test_day_an_account_was_opened_is_not_published() -> None:
    assert published(post(end="<p>Joined: 14 March 2021</p>")) is None


def test_announced_day_goes_before_the_day_in_the_masthead() -> None:
    body = f'<div class="date">Sunday 5 January 2023</div><h1>Tides</h1><p class="info">Published: 14 March 2021</p>{PROSE}'
    assert published(body, "<title>Tides</title>") == "2021-03-14"


def test_dates_of_a_list_above_the_heading_lose_against_the_line_under_it() -> None:
    others = "".join(f'<li><time datetime="2021-0{m}-02">{m}</time><a href="/{m}/">Other</a></li>' for m in (4, 5, 6))
    assert published(f"<ul>{others}</ul><h1>Tides</h1><p>14 March 2021</p>{PROSE}", "<title>Tides</title>") == "2021-03-14"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"cmsPublishingDate": "2021-03-14"}', "2021-03-14"),
        ('{"first_published_at": "2021-03-14"}', "2021-03-14"),
        ('{"lastPublishedAt": "2021-03-14"}', None),
        ('{"unpublishedAt": "2021-03-14"}', None),
    ],
)
def test_field_of_publication_in_a_script(data: str, expected: str | None) -> None:
    assert published(post(), f"<script>var page = {data}</script>") == expected


def test_first_card_of_a_list_is_not_the_post_where_no_heading_tells_them_apart() -> None:
    cards = "".join(f'<article><a href="/{m}/">Other</a><time datetime="2021-0{m}-02">{m}</time></article>' for m in range(2, 7))
    assert published(f"<div>{PROSE}</div>{cards}") is None


def test_moment_stated_inside_an_announced_line_is_kept() -> None:
    line = '<ul class="post-meta"><li>Published <time datetime="2019-11-20 09:30:00+00:00">November 20, 2019</time></li></ul>'
    assert published(f"<h1>Tides</h1>{line}<p>The tide came in and went out again, and nobody wrote it down.</p>") == (
        "2019-11-20T09:30:00+00:00"
    )

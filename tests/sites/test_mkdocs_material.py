"""Material for MkDocs shows two dates in a post's sidebar and tells them apart by icons only."""

from datetime import UTC, datetime

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.sites import page_for
from blogarchive.sites.engines.mkdocs_material import MkDocsMaterialPage

PAGE = """<html><head><meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.5.0"><title>Tides - Notes</title></head>
<body><div class="md-sidebar md-post"><ul class="md-post__meta md-nav__list">{times}</ul></div>
<article class="md-content__inner"><h1>Tides</h1><p>The tide comes in twice a day, and twice a day it leaves again.</p></article>
</body></html>"""


def dates_of(*values: str) -> tuple[str | None, str | None]:
    times = "".join(f'<li><time datetime="{value}">{value[:10]}</time></li>' for value in values)
    body = PAGE.format(times=times).encode()
    page = page_for(
        url="https://notes.example/blog/tides/", body=body, content_type="text/html", captured_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert isinstance(page, MkDocsMaterialPage)
    found = page.find_dates(SiteKnowledge())
    return found.published and found.published.value[:10], found.modified and found.modified.value


def test_second_date_of_the_sidebar_is_the_modified_one() -> None:
    assert dates_of("2024-04-19 10:30:00+00:00", "2024-07-18 08:00:00+00:00") == (
        "2024-04-19",
        "2024-07-18T08:00:00+00:00",
    )


def test_post_that_was_never_updated_has_no_modified_date() -> None:
    assert dates_of("2024-04-19 10:30:00+00:00") == ("2024-04-19", None)

"""What names and attributes say about an element."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from blogarchive.extract.classmarks import marks_of, stated_marks


@pytest.mark.parametrize("names", ["hidden", "box d-none", "hide"])
def test_frameworks_words_for_not_shown_are_known(names: str) -> None:
    assert "unseen" in marks_of(lxml_html.fromstring(f"<div class='{names}'></div>"))


@pytest.mark.parametrize(
    "names", ["hidden md:block", "d-none d-lg-flex", "hidden lg:group-open:grid", "overflow-hidden", "hidden-xs"]
)
def test_what_wider_screens_show_is_not_unseen(names: str) -> None:
    assert "unseen" not in marks_of(lxml_html.fromstring(f"<div class='{names}'></div>"))


@pytest.mark.parametrize(
    ("attribute", "kind"),
    [
        ("data-testid='NewsletterSignup'", "newsletter"),
        ("data-component='related-content'", "related"),
        ("aria-label='newsletter promotion'", "newsletter"),
        ("data-module='social-share'", "share"),
    ],
)
def test_machine_made_class_names_are_helped_by_other_attributes(attribute: str, kind: str) -> None:
    assert kind in stated_marks(lxml_html.fromstring(f"<div class='css-1x2y3' {attribute}></div>"))


@pytest.mark.parametrize(
    "names", ["video-title", "c-oembed-placeholder__description", "article__gallery-count", "VideoDetailsInfo"]
)
def test_what_a_player_shows_of_itself_is_known(names: str) -> None:
    assert "player" in marks_of(lxml_html.fromstring(f"<div class='{names}'></div>"))
